// Asks the server for a new meeting.

import type { Preset } from "../../generated/protocol.ts";
import type { HandedLink } from "../setup/handed.ts";

/** What is asked for; what is absent is as the server has it, or as in the meeting that is copied. */
export interface Order {
  title?: string;
  languages?: string[];
  preset?: Preset;
  copy_of?: { meeting: string; secret: string };
}

/** A meeting that was created. */
export interface Created {
  meeting: string;
  path: string;
  links: HandedLink[];
}

/** Why none was: the field meant, and a sentence. */
export interface NotCreated {
  field: "title" | "languages" | "token" | "copy" | null;
  text: string;
}

/** Creates a meeting. `token`: that of the server, where it wants one. */
export async function createMeeting(order: Order, token: string, fetcher: typeof fetch = fetch): Promise<Created | NotCreated> {
  const answer = await fetcher("/v1/meetings", {
    method: "POST", body: JSON.stringify(order),
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  if (answer.ok) return (await answer.json()) as Created;
  const problem = (await answer.json().catch(() => null)) as { code?: string; detail?: string } | null;
  const text = problem?.detail ?? String(answer.status);
  return { text, field: fieldOf(problem?.code ?? "", text, !!order.copy_of) };
}

function fieldOf(code: string, text: string, copies: boolean): NotCreated["field"] {
  if (code === "no_token") return "token";
  if (code === "bad_field") return text.startsWith("language") ? "languages" : text.startsWith("title") ? "title" : null;
  return copies && ["wrong_secret", "no_link", "no_such_meeting", "not_allowed", "revoked"].includes(code) ? "copy" : null;
}
