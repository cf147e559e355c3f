// The links of a meeting with their secrets, as long as this tab is open: the server tells a secret once and keeps only
// its hash, so that the pages hand on what they were told, from the landing page to the set-up and to the printed cards.

import { signal } from "@preact/signals-core";
import type { LinkId, PersonId, Place, Role } from "../../generated/protocol.ts";

/** A link as the server hands it out. */
export interface HandedLink {
  link: LinkId;
  role: Role;
  place?: Place;
  person?: PersonId;
  label?: string;
  microphone?: string;
  /** The region or group of a rapporteur. */
  unit?: string;
  secret: string;
  /** The path of its page. */
  path: string;
  /** What is sent to its holder. */
  url: string;
}

/** What is asked for, when a link is issued. */
export type WantedLink = Pick<HandedLink, "role" | "place" | "person" | "label" | "microphone" | "unit">;

const keyOf = (meeting: string) => `links of ${meeting}`;

/** The links of which this tab has the secret, by number. */
export const handed = signal<ReadonlyMap<LinkId, HandedLink>>(new Map());

/** Reads what this tab knows of a meeting's links. */
export function recall(meeting: string): void {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(meeting)) ?? "[]") as HandedLink[];
    handed.value = new Map(kept.map((one) => [one.link, one]));
  } catch {
    handed.value = new Map();
  }
}

/** Keeps links for as long as the tab is open. */
export function keep(meeting: string, links: readonly HandedLink[]): void {
  handed.value = new Map([...handed.value, ...links.map((one) => [one.link, one] as const)]);
  try {
    sessionStorage.setItem(keyOf(meeting), JSON.stringify([...handed.value.values()]));
  } catch {
    // Until this page is left, then.
  }
}

/** Has links issued, and keeps them. Throws a sentence that says why not. */
export async function issue(meeting: string, wanted: readonly WantedLink[]): Promise<HandedLink[]> {
  const answer = await fetch("links", {
    method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify({ links: wanted }),
  });
  const body = (await answer.json().catch(() => ({}))) as { links?: HandedLink[]; detail?: string };
  if (!answer.ok || !body.links) throw new Error(body.detail ?? String(answer.status));
  keep(meeting, body.links);
  return body.links;
}

/**
 * The address that is given to whoever uses the link: a mixer polls a feed; a big screen brings with it the link by
 * which people in front of it join.
 */
export function addressOf(link: HandedLink): string {
  if (link.role === "mixer") return `${link.url.split("#")[0]}floor.json?key=${link.secret}`;
  const all = [...handed.value.values()].filter((one) => one.role === "participant" && one.person === undefined);
  const join = all.find((one) => one.place === "room") ?? all[0];
  return link.role === "display" && join ? `${link.url}&join=${join.link}.${join.secret}` : link.url;
}

/** The QR code of a link, as SVG. */
export async function code(link: HandedLink): Promise<string> {
  const answer = await fetch("qr.svg", {
    method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify({ link: link.link, secret: link.secret }),
  });
  if (!answer.ok) throw new Error(`the code is not drawn: ${answer.status}`);
  return answer.text();
}

/** The meeting, number and secret in the address of a link; null: it is none. */
export function readLink(address: string): { meeting: string; link: number; secret: string } | null {
  const found = /\/m\/([^/?#]+)\/l\/(\d+)\/?[^#]*#([A-Za-z0-9_-]{16,64})/.exec(address.trim());
  return found ? { meeting: found[1] as string, link: Number(found[2]), secret: found[3] as string } : null;
}
