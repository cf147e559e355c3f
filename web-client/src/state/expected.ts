// When a waiting hand may expect its call, how far that may be off, the worst case, and the exceptions made since it was raised.

import type { ExpectedRow, TurnRow } from "../generated/protocol.ts";

/** What is said of one hand. Moments are of the meeting's clock, ms since 1970. */
export interface Expectation {
  /** How long from now, ms. */
  in_ms: number;
  /** When, expected. */
  at_ms: number;
  /** Four calls in five come between these two. */
  low_ms: number;
  high_ms: number;
  /** The most turns and the most speaking time before its call, if limits hold and no exceptions are made; null: not stated. */
  worst_turns: number | null;
  worst_ms: number | null;
}

/** What the row says of the hand at a place of the calling order, counted from 1; nothing where it says nothing. */
export function expectationOf(row: ExpectedRow | undefined, position: number | undefined): Expectation | undefined {
  const i = (position ?? 0) - 1;
  const in_ms = row?.from_ms[i];
  if (!row || in_ms === undefined) return undefined;
  const at_ms = row.at_ms + in_ms;
  const give_ms = row.give_ms[i] ?? 0;
  return {
    in_ms, at_ms, low_ms: Math.max(row.at_ms, at_ms - give_ms), high_ms: at_ms + give_ms,
    worst_turns: row.worst_turns[i] ?? null, worst_ms: row.worst_ms[i] ?? null,
  };
}

/** Exceptions since a hand was raised. */
export interface Exceptions {
  n: number;
  /** There may be more: not all turns since then are known to the page. */
  atLeast: boolean;
}

type Known = Pick<TurnRow, "turn" | "called_ms" | "out_of_turn" | "hand_kind">;

const BEFORE_THE_LINE = ["direct_reply", "follow_up", "clarification", "point_of_order", "objection"];

/** Calls out of turn, replies, points of order and objections among the turns that a page knows: as a rule the last twenty. */
export function exceptionsSince(turns: readonly Known[], raised_ms: number): Exceptions {
  const since = turns.filter((turn) => turn.called_ms >= raised_ms);
  const oldest = turns.reduce<Known | undefined>((a, b) => (a && a.turn < b.turn ? a : b), undefined);
  return {
    n: since.filter((turn) => turn.out_of_turn !== undefined || BEFORE_THE_LINE.includes(turn.hand_kind ?? "")).length,
    atLeast: oldest !== undefined && oldest.turn > 1 && oldest.called_ms >= raised_ms,
  };
}
