// The last rows of a desk, kept on this device: what a page that is loaded anew shows while the server cannot be reached.
// People, links and results are not among them: the list and the floor are what a meeting goes on by.

import type { RowsByKey } from "../connection/frames.ts";
import type { Seat } from "./seat.ts";

/** At most one writing in so long, real ms. */
const EVERY_MS = 3_000;
/** Rows that are older than this are not shown, real ms. */
const STALE_MS = 12 * 3_600_000;

const KEPT = /^(meeting|settings|regions|floor|next|order|why|share|undo)$|^(item|microphone|hub|hand|order|turn)\//;

interface Kept {
  /** When, by this device's clock. */
  at_ms: number;
  rows: RowsByKey;
}

const store = (scope: string) => `rows ${scope}`;

/** Whether a row is kept. */
export const isKept = (key: string): boolean => KEPT.test(key);

/** Writes the rows down as they change, from now on. */
export function keepRows(seat: Seat, scope: string): void {
  let due: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    due = undefined;
    try {
      if (seat.rows.row("meeting").peek()?.phase === "ended") localStorage.removeItem(store(scope));
      else localStorage.setItem(store(scope), JSON.stringify({ at_ms: Date.now(), rows: seat.rows.dump(isKept) } satisfies Kept));
    } catch {
      // The store is full or forbidden: then a page that is loaded anew waits for the server.
    }
  };
  seat.watch(() => {
    if (seat.rows.version.value && seat.standing.peek().is === "live") due ??= setTimeout(write, EVERY_MS);
  });
  addEventListener("pagehide", () => due !== undefined && write());
}

/** The rows as they were kept last; null where there are none that are worth showing. */
export function keptRows(scope: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(store(scope)) ?? "null") as Kept | null;
    return kept && typeof kept.at_ms === "number" && Date.now() - kept.at_ms < STALE_MS ? kept : null;
  } catch {
    return null;
  }
}

/** Forgets them: the link does not open any more. */
export function forgetRows(scope: string): void {
  try {
    localStorage.removeItem(store(scope));
  } catch {
    // There were none.
  }
}
