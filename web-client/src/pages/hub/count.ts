// A counted show of hands as it is being entered: pure readings, so that the sums are checked while one types.

import type { CountedHands, GroupHands, Key, PollId, Scale } from "../../generated/protocol.ts";

/** Numbers for the points of a scale; null: nothing yet. */
export type Cells = (number | null)[];

/** What has been entered for one question. */
export interface Entry {
  hands: Cells;
  no_opinion: number | null;
  /** Of these hands those whose group is known, where the count is split. */
  groups?: Record<Key, Cells>;
}

const blank = (points: number): Cells => Array.from({ length: points }, () => null);

/** An empty line of the grid for a scale. */
export const emptyEntry = (scale: Scale): Entry => ({ hands: blank(scale.points), no_opinion: null });

/** Whether nothing has been entered. */
export const isEmpty = (entry: Entry): boolean => entry.no_opinion === null && entry.hands.every((n) => n === null);

/** All hands of a line, "no opinion" included. */
export const sumOf = (entry: Entry): number => entry.hands.reduce<number>((sum, n) => sum + (n ?? 0), entry.no_opinion ?? 0);

/** By how many the line is above the heads; 0: within them. */
export const tooMany = (entry: Entry, heads: number): number => Math.max(0, sumOf(entry) - heads);

/** For each point the hands whose group is not stated; below 0: the groups have more than were counted. */
export const notStated = (entry: Entry): number[] =>
  entry.hands.map((n, i) => (n ?? 0) - Object.values(entry.groups ?? {}).reduce((sum, cells) => sum + (cells[i] ?? 0), 0));

/** The points at which the groups together have more hands than were counted. */
export const oversplit = (entry: Entry): number[] => notStated(entry).flatMap((n, i) => (n < 0 ? [i] : []));

/** The cells of a group, begun or not. */
export const cellsOf = (entry: Entry, group: Key): Cells => entry.groups?.[group] ?? blank(entry.hands.length);

/** The line with a number of a group changed. */
export function withGroup(entry: Entry, group: Key, point: number, value: number | null): Entry {
  const cells = cellsOf(entry, group).map((old, i) => (i === point ? value : old));
  return { ...entry, groups: { ...entry.groups, [group]: cells } };
}

/** Two lines say the same; what is empty counts as none. */
export const same = (a: Entry, b: Entry): boolean => JSON.stringify(lineOf(0, a)) === JSON.stringify(lineOf(0, b));

/** The line as the protocol has it. */
export function lineOf(poll: PollId, entry: Entry): CountedHands {
  const groups: GroupHands[] = Object.entries(entry.groups ?? {})
    .map(([group, cells]) => ({ group, hands: cells.map((n) => n ?? 0) }))
    .filter(({ hands }) => hands.some((n) => n > 0))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  return { poll, hands: entry.hands.map((n) => n ?? 0), no_opinion: entry.no_opinion ?? 0, ...(groups.length ? { groups } : {}) };
}

/** The line back from the protocol's. */
export const entryOf = (line: CountedHands): Entry => ({
  hands: [...line.hands], no_opinion: line.no_opinion,
  ...(line.groups?.length ? { groups: Object.fromEntries(line.groups.map(({ group, hands }) => [group, [...hands]])) } : {}),
});

/** What a second person confirms: the hands and those without an opinion, as they saw them. */
export const seenOf = (entry: Entry): number[] => [...entry.hands.map((n) => n ?? 0), entry.no_opinion ?? 0];

const ARABIC = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** A number as somebody types it, in Western or Arabic figures; null for nothing, undefined for what is no count. */
export function readCount(text: string): number | null | undefined {
  const plain = text.trim().replace(ARABIC, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  if (plain === "") return null;
  return /^\d{1,4}$/.test(plain) ? Number(plain) : undefined;
}

/** Questions of the same scale stand in one table. */
export const scaleKey = (scale: Scale): string => JSON.stringify([scale.first, scale.points, scale.labels, scale.no_opinion ?? false]);
