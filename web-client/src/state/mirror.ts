// The floor's mirror in the words of a reader: parts of ten minutes, and waits compared.

import type { MirrorRow, MirrorShare, MirrorWaits } from "../generated/protocol.ts";

/** Who asked for nothing and had nothing. */
export const NOTHING: MirrorShare = { turns: 0, ms: 0, newcomers: 0, raised: 0, called: 0, lowered: 0 };

/**
 * How much of ten minutes each part had, in tenths that add up to ten: the largest remainders are rounded up.
 * Null where there was no time at all.
 */
export function ofTen(parts_ms: readonly number[]): number[] | null {
  const all = parts_ms.reduce((sum, ms) => sum + ms, 0);
  if (all <= 0) return null;
  const exact = parts_ms.map((ms) => (ms / all) * 100);
  const tenths = exact.map(Math.floor);
  const left = 100 - tenths.reduce((sum, n) => sum + n, 0);
  const byRemainder = exact.map((x, i) => [x - (tenths[i] as number), i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of byRemainder.slice(0, left)) tenths[i] = (tenths[i] as number) + 1;
  return tenths.map((n) => n / 10);
}

/** Where nobody has waited so long, a ratio of waits is an accident. */
const WORTH_COMPARING_MS = 60_000;

/** How the remote side's waits compare with the room's: within a twentieth they are called equal. */
export function parityOf(ratio: number | undefined, longest_ms: number): { is: "none" | "equal" | "short" } | { is: "longer" | "shorter"; by: number } {
  if (ratio === undefined) return { is: "none" };
  if (longest_ms < WORTH_COMPARING_MS) return { is: "short" };
  if (Math.round(Math.abs(ratio - 1) * 10_000) <= 500) return { is: "equal" };
  return ratio > 1 ? { is: "longer", by: ratio - 1 } : { is: "shorter", by: 1 - ratio };
}

/** Hands that were neither called nor taken down. */
export const notCalled = (waits: MirrorWaits): number => waits.raised - waits.called - waits.lowered;

/** How many calls were out of turn. */
export const outOfTurn = (mirror: MirrorRow): number => Object.values(mirror.out_of_turn).reduce((sum, n) => sum + (n ?? 0), 0);
