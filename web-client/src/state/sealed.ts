// Sealed sets of questions: a hub has them before they open, keeps them on its device, and opens them with the code that is
// read out, also while its link is down.

import type { PollId, PollRow, PollSetId } from "../generated/protocol.ts";

/** A question as it stood when it was sealed. */
export type Unsealed = [PollId, PollRow];

const LETTERS = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** The code as it is meant, however it was typed: without dashes and spaces, letters that look like figures put right. Null: no code. */
export function codeOf(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return LETTERS.test(code) ? code : null;
}

/** Whether this browser can open sealed sets: it needs a safe address (https, or this machine itself). */
export const canUnseal = (): boolean => globalThis.crypto?.subtle !== undefined;

const NONCE_BYTES = 12;

/** Opens a sealed set. Null: the code is not the set's. */
export async function unseal(sealed: string, code: string): Promise<Unsealed[] | null> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  const key = await crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["decrypt"]);
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, NONCE_BYTES) }, key, bytes.slice(NONCE_BYTES));
    return questionsIn(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null;
  }
}

/** The questions by number, as pairs or as an object. */
function questionsIn(value: unknown): Unsealed[] {
  const pairs = Array.isArray(value) ? (value as [PollId, PollRow][]) : Object.entries(value as Record<string, PollRow>).map(([id, row]): Unsealed => [Number(id), row]);
  return pairs.filter(([id, row]) => Number.isInteger(id) && typeof row?.question === "string");
}

/** What of sealed sets is kept on a device: the sealed ones, and those that were opened here. */
export interface KeptSets {
  sealed: Record<PollSetId, string>;
  open: Record<PollSetId, Unsealed[]>;
}

/**
 * What is kept, after a look at the rows: new ones are added, and a set that the meeting has opened or that is gone there is
 * forgotten. `heard`: the rows are the server's, so that a set that is not among them is gone.
 */
export function keepSets(kept: KeptSets, rows: ReadonlyMap<PollSetId, string>, opened: ReadonlySet<PollSetId>, heard: boolean): KeptSets {
  const next: KeptSets = { sealed: {}, open: {} };
  const sets = new Set([...Object.keys(kept.sealed).map(Number), ...rows.keys()]);
  for (const set of sets) {
    if (opened.has(set) || (heard && !rows.has(set))) continue;
    const sealed = rows.get(set) ?? (kept.sealed[set] as string);
    next.sealed[set] = sealed;
    // Sealed anew: the questions have changed since they were opened here.
    if (kept.open[set] && kept.sealed[set] === sealed) next.open[set] = kept.open[set];
  }
  return next;
}
