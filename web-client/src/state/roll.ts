// The roll of a question by name: who answered what, as the review of its result publishes it.

import type { Key, PersonId, PollId } from "../generated/protocol.ts";

/** A ballot by name. */
export interface RollEntry {
  seat: PersonId;
  /** By the person's wish: the name, initials or the organisation. */
  name: string;
  group?: Key;
  region?: Key;
  place?: string;
  /** The value; null: no opinion, or several. */
  choice: number | null;
  /** The points, where several may be chosen. */
  choices: number[];
  receipt?: string;
}

/** Fetches the roll of a closed question under the link of the page. Throws a sentence that says why there is none. */
export async function fetchRoll(poll: PollId): Promise<RollEntry[]> {
  const answer = await fetch(`review/${poll}.json`, { credentials: "same-origin" });
  const body = (await answer.json().catch(() => ({}))) as { roll?: RollEntry[]; detail?: string };
  if (!answer.ok || !body.roll) throw new Error(body.detail ?? String(answer.status));
  return body.roll;
}

/** The points of an answer, counted from 0, lowest first; none: no opinion. */
export function pointsOfEntry(entry: Pick<RollEntry, "choice" | "choices">, first: number): number[] {
  const values = entry.choices.length ? [...entry.choices].sort((a, b) => a - b) : entry.choice === null ? [] : [entry.choice];
  return values.map((value) => value - first);
}

/** In the order in which it is read out: by name, as the reader's language sorts them. */
export const inReadingOrder = (roll: readonly RollEntry[], locale: string): RollEntry[] =>
  [...roll].sort((a, b) => a.name.localeCompare(b.name, locale) || a.seat - b.seat);
