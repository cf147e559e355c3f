// A counted show of hands as it is being entered: pure readings, so that the sums are checked while one types.

import type { CountedHands, PollId, Scale } from "../../generated/protocol.ts";

/** What has been entered for one question; null: nothing yet. */
export interface Entry {
  hands: (number | null)[];
  no_opinion: number | null;
}

/** An empty line of the grid for a scale. */
export const emptyEntry = (scale: Scale): Entry => ({ hands: Array.from({ length: scale.points }, () => null), no_opinion: null });

/** Whether nothing has been entered. */
export const isEmpty = (entry: Entry): boolean => entry.no_opinion === null && entry.hands.every((n) => n === null);

/** All hands of a line, "no opinion" included. */
export const sumOf = (entry: Entry): number => entry.hands.reduce<number>((sum, n) => sum + (n ?? 0), entry.no_opinion ?? 0);

/** By how many the line is above the heads; 0: within them. */
export const tooMany = (entry: Entry, heads: number): number => Math.max(0, sumOf(entry) - heads);

/** Two lines say the same; what is empty counts as none. */
export const same = (a: Entry, b: Entry): boolean =>
  (a.no_opinion ?? 0) === (b.no_opinion ?? 0) && a.hands.length === b.hands.length && a.hands.every((n, i) => (n ?? 0) === (b.hands[i] ?? 0));

/** The line as the protocol has it. */
export const lineOf = (poll: PollId, entry: Entry): CountedHands => ({ poll, hands: entry.hands.map((n) => n ?? 0), no_opinion: entry.no_opinion ?? 0 });

/** The line back from the protocol's. */
export const entryOf = (line: CountedHands): Entry => ({ hands: [...line.hands], no_opinion: line.no_opinion });

const ARABIC = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** A number as somebody types it, in Western or Arabic figures; null for nothing, undefined for what is no count. */
export function readCount(text: string): number | null | undefined {
  const plain = text.trim().replace(ARABIC, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  if (plain === "") return null;
  return /^\d{1,4}$/.test(plain) ? Number(plain) : undefined;
}

/** Questions of the same scale stand in one table. */
export const scaleKey = (scale: Scale): string => JSON.stringify([scale.first, scale.points, scale.labels, scale.no_opinion ?? false]);
