// What a turn clock shows: a pure reading of the floor at a moment.

import type { TurnRow } from "../generated/protocol.ts";

/** What the clock needs of a turn: a `TurnRow` has it. Moments are of the meeting's clock. */
export type Turning = Pick<TurnRow, "limit_ms" | "spoken_ms" | "running_since_ms" | "started_ms"> & {
  /** Since when it has been paused, where that is known. */
  paused_since_ms?: number;
};

/** What is shown. */
export interface Reading {
  kind: "called" | "calm" | "last" | "over" | "paused";
  /** What the digits say; with a plus sign if `kind` is `over`. */
  digits_ms: number;
  /** What remains of the bar, 0 to 1. */
  left: number;
  /** Where on the bar the last part begins, 0 to 1. */
  mark: number;
  limit_ms: number;
  /** For how long it has been paused. */
  paused_ms: number;
  /** The clock stands because nothing has been heard; `silence_ms` says for how long. */
  stale: boolean;
  silence_ms: number;
  /** The limit is doubled, because the turn is interpreted consecutively. */
  interpreted?: boolean;
}

/** A clock runs on by itself for so long without a word from the server, then it stands and says so. */
export const TRUSTED_MS = 10_000;
const LAST_MS = 30_000;

/** Where the last part begins: the last 30 s; of limits below a minute, the last quarter; never more than half. */
export function lastPart_ms(limit_ms: number): number {
  return limit_ms < 60_000 ? limit_ms / 4 : Math.min(LAST_MS, limit_ms / 2);
}

/**
 * Reads the clock. `silence_ms`: since when nothing has been heard from the server, in real time; `speed`: how fast the
 * meeting's clock runs against real time.
 */
export function readClock(turn: Turning, now_ms: number, silence_ms = 0, speed = 1): Reading {
  const stale = silence_ms > TRUSTED_MS && turn.running_since_ms !== undefined;
  const seen_ms = stale ? now_ms - (silence_ms - TRUSTED_MS) * speed : now_ms;
  const running_ms = turn.running_since_ms === undefined ? 0 : Math.max(0, seen_ms - turn.running_since_ms);
  const left_ms = turn.limit_ms - (turn.spoken_ms + running_ms);
  const last_ms = lastPart_ms(turn.limit_ms);
  const started = turn.started_ms !== undefined;
  const paused = started && turn.running_since_ms === undefined;
  const kind = !started ? "called" : left_ms < 0 ? "over" : paused ? "paused" : left_ms <= last_ms ? "last" : "calm";
  return {
    kind,
    digits_ms: !started ? turn.limit_ms : left_ms < 0 ? Math.floor(-left_ms / 1000) * 1000 : left_ms,
    left: Math.min(1, Math.max(0, left_ms / Math.max(1, turn.limit_ms))),
    mark: last_ms / Math.max(1, turn.limit_ms),
    limit_ms: turn.limit_ms,
    paused_ms: paused && turn.paused_since_ms !== undefined ? Math.max(0, now_ms - turn.paused_since_ms) : 0,
    stale,
    silence_ms,
  };
}
