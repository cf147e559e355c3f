// What the server publishes of a closed question so that anybody can count it again, and counting it here.

import type { ConflictRow, PollKind, PollRow, Scale, StatementRow } from "../../generated/protocol.ts";

/** A ballot by name. */
export interface RollEntry {
  seat: number;
  name: string;
  group?: string;
  region?: string;
  place?: string;
  choice: number | null;
  choices: number[];
  nonce?: string;
  receipt?: string;
  /** Receipts of earlier ballots of the same seat. */
  replaced?: string[];
}

/** An answer by its method: agreed by a region or group, counted in a place, or all ballots together. */
export interface Answer {
  method: "agreed" | "counted" | "ballots";
  unit?: string;
  unit_id?: string;
  name: string;
  n: number | null;
  value?: number;
  lowest?: number;
  highest?: number;
  comment?: string;
  was?: number;
  counts?: number[];
  no_opinion?: number;
  heads?: number;
  counter?: string;
  confirmed?: number;
  confirmer?: string;
  corrected?: boolean;
}

/** A correction of an agreed value or a count. */
export interface Correction {
  name: string;
  from: number | number[] | null;
  to: number | number[] | null;
  by: { role?: string; person?: string };
  reason: string;
  at_ms: number;
}

/** A distribution as it is published. */
export interface PublishedPart {
  by: "all" | "region" | "group" | "place";
  key?: string;
  n: number;
  counts: number[];
  no_opinion: number;
  hidden?: boolean;
}

/** The result of a question as files have it. */
export interface Published {
  id: number;
  kind: PollKind;
  scale: Scale;
  terms: PollRow["terms"];
  parts: PublishedPart[];
  results: Answer[];
  conflicts: ConflictRow[];
  statements: StatementRow[];
  corrections: Correction[];
}

/** A closed question with all that its result was counted from. */
export interface Review {
  format: string;
  published: Published;
  /** By name: the roll. */
  roll?: RollEntry[];
  /** Secret: every choice, shuffled; null: no opinion. */
  choices?: (number | number[] | null)[];
  /** Secret: every receipt, in their own order. */
  receipts?: string[];
}

/** The address of a review, from the address of the page. */
export const reviewAddress = (poll: number): string => new URL(`review/${poll}.json`, location.href.split(/[?#]/)[0]).href;

/** Reads a review; the reason in words where there is none. */
export async function readReview(poll: number): Promise<Review | { why: string }> {
  try {
    const answer = await fetch(reviewAddress(poll), { credentials: "same-origin" });
    if (answer.ok) return (await answer.json()) as Review;
    const problem = (await answer.json().catch(() => null)) as { detail?: string } | null;
    return { why: problem?.detail ?? String(answer.status) };
  } catch {
    return { why: "" };
  }
}

/** What a recount came to. */
export interface Recount {
  n: number;
  counts: number[];
  no_opinion: number;
  /** It is what is published. */
  same: boolean;
}

/** Counts everything again: the roll or the choices, and the counted hands. */
export function recount({ published, roll, choices, receipts }: Review): Recount {
  const { first, points } = published.scale;
  const counts = Array.from({ length: points }, () => 0);
  let n = 0;
  let no_opinion = 0;
  const ballot = (marks: readonly number[]) => {
    if (!marks.length) return void no_opinion++;
    n++;
    for (const mark of new Set(marks)) counts[mark - first] = (counts[mark - first] ?? 0) + 1;
  };
  for (const entry of roll ?? []) ballot(entry.choices.length ? entry.choices : entry.choice === null ? [] : [entry.choice]);
  for (const choice of choices ?? []) ballot(Array.isArray(choice) ? choice : choice === null ? [] : [choice]);
  // Of a secret question with several marks on a ballot these stand one by one: the receipts tell how many ballots there were.
  if (choices && published.kind === "choices" && !choices.some(Array.isArray)) n = (receipts?.length ?? 0) - no_opinion;
  for (const { method, counts: hands = [], no_opinion: without = 0 } of published.results) {
    if (method !== "counted") continue;
    hands.forEach((hand, i) => (counts[i] = (counts[i] ?? 0) + hand));
    n += hands.reduce((a, b) => a + b, 0);
    no_opinion += without;
  }
  const all = published.parts.find((part) => part.by === "all");
  const same = !!all && all.n === n && all.no_opinion === no_opinion && counts.every((count, i) => count === (all.counts[i] ?? 0));
  return { n, counts, no_opinion, same };
}

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The receipt of a ballot by name: the first 80 bits of SHA-256, in Crockford's base 32. */
export async function receiptOf(poll: number, entry: RollEntry): Promise<string> {
  const text = JSON.stringify([poll, entry.seat, entry.choice, entry.choices, entry.nonce ?? ""]);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`evenfloor ballot\0${text}`)));
  let bits = 0n;
  for (const byte of hash.slice(0, 10)) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: 16 }, (_, i) => DIGITS[Number((bits >> BigInt(5 * (15 - i))) & 31n)]).join("");
  return letters.match(/.{4}/g)?.join("-") ?? letters;
}

/** How many receipts of a roll are not those of their ballots; null: this browser cannot tell (the page came without encryption). */
export async function wrongReceipts({ published, roll }: Review): Promise<number | null> {
  if (!roll || !globalThis.crypto?.subtle) return null;
  let wrong = 0;
  for (const entry of roll) if (entry.receipt !== undefined && (await receiptOf(published.id, entry)) !== entry.receipt) wrong++;
  return wrong;
}

/** A receipt as people type it: any case, with or without dashes; the letters that are easily taken for others. */
export const tidyReceipt = (typed: string): string =>
  typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1").match(/.{1,4}/g)?.join("-") ?? "";

/** Where a receipt stands. */
export type Found = { is: "counted"; entry: RollEntry } | { is: "replaced"; entry: RollEntry } | { is: "contained" } | { is: "missing" };

/** Looks for a receipt. */
export function findReceipt(review: Review, typed: string): Found {
  const receipt = tidyReceipt(typed);
  for (const entry of review.roll ?? []) {
    if (entry.receipt === receipt) return { is: "counted", entry };
    if (entry.replaced?.includes(receipt)) return { is: "replaced", entry };
  }
  return review.receipts?.includes(receipt) ? { is: "contained" } : { is: "missing" };
}
