// The last rows of a desk, kept on this device: what a page that is loaded anew shows while the server cannot be reached.
// The list and the floor are what a meeting goes on by; a hub keeps its own people and the questions, too. Links and results
// are never kept.

import type { RowsByKey, Welcome } from "../connection/frames.ts";
import type { Place } from "../generated/protocol.ts";
import type { MeetingRows } from "./rows.ts";
import type { Seat } from "./seat.ts";

/** At most one writing in so long, real ms. */
const EVERY_MS = 3_000;
/** Rows that are older than this are not shown, real ms. */
const STALE_MS = 12 * 3_600_000;

const KEPT = /^(meeting|settings|regions|floor|next|order|why|share|undo)$|^(item|microphone|hub|hand|order|turn)\//;

/** What is kept: the list and the floor, for the desk of a hall; with its own people and the questions, for a hub. */
export type Keeping = "hall" | "hub";

/** The last state of a desk. */
export interface Kept {
  /** When, by this device's clock. */
  at_ms: number;
  /** As the server greeted this page: role and place. */
  welcome: Welcome | null;
  rows: RowsByKey;
}

const store = (scope: string) => `rows ${scope}`;

/** Whether a row is kept. */
export const isKept = (key: string): boolean => KEPT.test(key);

const KEPT_BY_HUB = /^(set|poll|sealed)\//;

/** Whether a hub keeps a row: of the people those who are there. */
export function isKeptByHub(key: string, place: Place | undefined, rows: MeetingRows): boolean {
  if (key.startsWith("person/")) return place !== undefined && rows.row(key as `person/${number}`).peek()?.place === place;
  return isKept(key) || KEPT_BY_HUB.test(key);
}

/** Writes the rows down as they change, from now on. */
export function keepRows(seat: Seat, scope: string, keeping: Keeping): void {
  const wanted = (key: string) => keeping === "hub" ? isKeptByHub(key, seat.welcome.peek()?.place, seat.rows) : isKept(key);
  let due: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    due = undefined;
    try {
      if (seat.rows.row("meeting").peek()?.phase === "ended") localStorage.removeItem(store(scope));
      else localStorage.setItem(store(scope), JSON.stringify({ at_ms: Date.now(), welcome: seat.welcome.peek(), rows: seat.rows.dump(wanted) } satisfies Kept));
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
