// How long to wait before the next attempt to connect.

/** The longest wait before the first attempt, and the longest wait at all. */
export const FIRST_MS = 500;
export const MOST_MS = 20_000;

/**
 * Full jitter: somewhere between nothing and a bound that doubles with each attempt, so that a hall of phones whose
 * server came back does not return in one wave. `attempt` counts from 0; `random` is in [0, 1).
 */
export function backoff_ms(attempt: number, random: number = Math.random()): number {
  const bound = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(random * bound);
}
