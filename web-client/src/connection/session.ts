// Opening a session: the secret of a link stands after the `#` of its address and is exchanged once for a cookie.

import type { PersonId, Place, Profile, Role } from "../generated/protocol.ts";

/** Why a page cannot be opened. */
export type Trouble = "link" | "no_secret" | "revoked" | "not_public";

/** What a session is. */
export interface Session {
  role: Role;
  link: number;
  person?: PersonId;
  place?: Place;
  /** The link is shared: the page shows the form by which people join, and calls `joinMeeting`. */
  shared: boolean;
  /** The path of the link's page. */
  path: string;
}

/** What came of it: in; not in, and why; or no answer from the server (try again later). */
export type Entry = { is: "open"; session: Session } | { is: "refused"; trouble: Trouble } | { is: "unreachable" };

/** What may stand after the `#`: the secret, and on displays the link by which people join: `#SECRET&join=LINK.SECRET`. */
export interface Fragment {
  secret: string | null;
  join: { link: number; secret: string } | null;
}

const SECRET = /^[A-Za-z0-9_-]{16,64}$/;

/** Reads the part of an address after the `#`. */
export function readFragment(hash: string): Fragment {
  const [first = "", ...rest] = hash.replace(/^#/, "").split("&");
  const join = /^join=(\d+)\.([A-Za-z0-9_-]{16,64})$/.exec(rest.find((part) => part.startsWith("join=")) ?? "");
  return {
    secret: SECRET.test(first) ? first : null,
    join: join ? { link: Number(join[1]), secret: join[2] as string } : null,
  };
}

/**
 * Exchanges the secret for a session. `path` is the page's own, with a trailing slash. Without a secret the session that
 * this browser already has counts.
 */
export async function openSession(path: string, secret: string | null, fetcher: typeof fetch = fetch): Promise<Entry> {
  try {
    return await entryOf(await (secret ? post(path, { secret }, fetcher) : fetcher(`${path}session`, { credentials: "same-origin" })));
  } catch {
    return { is: "unreachable" };
  }
}

/** Takes the secret out of the address, so that it is neither photographed off the screen nor sent on by accident. */
export function hideSecret(): void {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
}

/** Joining failed: what to tell the person, and the field that is meant, where one is. */
export interface NotJoined {
  text: string;
  field?: string;
}

/**
 * Joins by a shared link. The secret of the new personal link is made here and kept until the answer has come, so that
 * asking again after a lost answer joins nobody twice. While the server lets others in first, it asks again by itself; `waits`
 * is told for how many seconds. On success go to the session's `path`.
 */
export async function joinMeeting(path: string, profile: Profile, waits: (seconds: number) => Promise<void> = pause, fetcher: typeof fetch = fetch): Promise<Session | NotJoined> {
  const kept = `join ${path}`;
  let secret = sessionStorage.getItem(kept);
  if (!secret) sessionStorage.setItem(kept, (secret = freshSecret()));
  let answer = await post(path, { join: { profile, secret } }, fetcher);
  // A whole hall scans the code at once: the server says to each when to come back.
  while (answer.status === 429) {
    await waits(Math.min(60, Math.max(1, Number(answer.headers.get("retry-after")) || 5)));
    answer = await post(path, { join: { profile, secret } }, fetcher);
  }
  if (answer.ok) {
    sessionStorage.removeItem(kept);
    return (await answer.json()) as Session;
  }
  const problem = (await answer.json().catch(() => null)) as { detail?: string; field?: string } | null;
  return { text: problem?.detail ?? String(answer.status), ...(problem?.field ? { field: problem.field } : {}) };
}

/** Waits, and up to a second more, so that not all come back at one instant. */
export const pause = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, (seconds + Math.random()) * 1_000));

/** 128 random bits as 22 letters and digits of base64url: a secret, or the name of a sender. */
export function freshSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const post = (path: string, body: unknown, fetcher: typeof fetch) =>
  fetcher(`${path}session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), credentials: "same-origin" });

async function entryOf(answer: Response): Promise<Entry> {
  if (answer.ok) return { is: "open", session: (await answer.json()) as Session };
  if (answer.status >= 500 || answer.status === 429) return { is: "unreachable" };
  const problem = (await answer.json().catch(() => null)) as { code?: string } | null;
  const code = problem?.code;
  return { is: "refused", trouble: code === "no_secret" || code === "revoked" || code === "not_public" ? code : "link" };
}
