// What the moderator calls while the hall has no link: a sheet of this page's own, kept on this device, entered into the
// record once the link is back. It decides nothing and orders nothing: it is the last list, called from its top.

import { signal } from "@preact/signals";
import type { HandId, Key, PersonId, Place, TurnId } from "../../generated/protocol.ts";

/** How a call made here stands: only here; on its way; in the record; not taken, with the reason. */
export type HereState = "here" | "sending" | "entered" | "refused";

/** One call made here. Moments are of the meeting's clock, as far as this device knows it. */
export interface HereCall {
  n: number;
  hand?: HandId;
  /** Somebody who was not on the list: a person of the roster, or a name as typed. */
  person?: PersonId;
  name: string;
  mic?: Key;
  place?: Place;
  called_ms: number;
  /** The first word, where the clock was started. */
  started_ms?: number;
  ended_ms?: number;
  state: HereState;
  reason?: string;
}

/** The sheet. */
export interface Sheet {
  /** The turn that was on the floor when the link went, once it ended here. */
  floor?: { turn: TurnId; ended_ms: number };
  calls: readonly HereCall[];
}

/** An empty sheet. */
export const EMPTY: Sheet = { calls: [] };

/** Who is called. */
export type Called = Pick<HereCall, "hand" | "person" | "name" | "mic" | "place">;

/** The call that has the floor here; undefined: none has. */
export const current = (sheet: Sheet): HereCall | undefined => {
  const last = sheet.calls[sheet.calls.length - 1];
  return last && last.ended_ms === undefined && last.state === "here" ? last : undefined;
};

/** Ends whoever has the floor: the call made here, else the turn that was on it when the link went. */
export function ended(sheet: Sheet, turn: TurnId | undefined, now_ms: number): Sheet {
  const one = current(sheet);
  if (one) return { ...sheet, calls: sheet.calls.map((call) => (call === one ? { ...call, ended_ms: now_ms } : call)) };
  if (turn === undefined || sheet.floor?.turn === turn) return sheet;
  return { ...sheet, floor: { turn, ended_ms: now_ms } };
}

/** Calls somebody here; whoever had the floor has ended. A hand is called once. */
export function called(before: Sheet, who: Called, turn: TurnId | undefined, now_ms: number): Sheet {
  if (who.hand !== undefined && isCalled(before, who.hand)) return before;
  const sheet = ended(before, turn, now_ms);
  const n = 1 + Math.max(0, ...sheet.calls.map((call) => call.n));
  return { ...sheet, calls: [...sheet.calls, { ...who, n, called_ms: now_ms, state: "here" }] };
}

/** The first word of whoever was called here. */
export function started(sheet: Sheet, now_ms: number): Sheet {
  const one = current(sheet);
  if (!one || one.started_ms !== undefined) return sheet;
  return { ...sheet, calls: sheet.calls.map((call) => (call === one ? { ...call, started_ms: now_ms } : call)) };
}

/** Whether a hand was called here. */
export const isCalled = (sheet: Sheet, hand: HandId): boolean => sheet.calls.some((call) => call.hand === hand && call.state !== "refused");

/** Changes one call. */
export function changed(sheet: Sheet, n: number, change: Partial<HereCall>): Sheet {
  return { ...sheet, calls: sheet.calls.map((call) => (call.n === n ? { ...call, ...change } : call)) };
}

/** Takes one call off the sheet. */
export const dropped = (sheet: Sheet, n: number): Sheet => ({ ...sheet, calls: sheet.calls.filter((call) => call.n !== n) });

/** How long a call that ended took: from the first word, else from the call. */
export const spoken_ms = (call: HereCall): number => Math.max(0, (call.ended_ms ?? call.called_ms) - (call.started_ms ?? call.called_ms));

/** Calls that wait to be entered, in their order. */
export const toEnter = (sheet: Sheet): HereCall[] => sheet.calls.filter((call) => call.state === "here");

/** A sheet as it was kept: what was on its way when the page went is to be looked at by a person. */
export function revived(kept: Sheet | null): Sheet {
  if (!kept || !Array.isArray(kept.calls)) return EMPTY;
  return { ...kept, calls: kept.calls.map((call) => (call.state === "sending" ? { ...call, state: "here" } : call)) };
}

const store = () => `sheet ${location.pathname.replace(/[^/]*$/, "")}`;

function read(): Sheet {
  try {
    return revived(JSON.parse(localStorage.getItem(store()) ?? "null") as Sheet | null);
  } catch {
    return EMPTY;
  }
}

/** The sheet of this page; it outlives a reload and a closed tab where the browser keeps anything. */
export const sheet = signal<Sheet>(typeof localStorage === "undefined" ? EMPTY : read());

/** Takes the next state of the sheet, and keeps it. */
export function keep(next: Sheet): void {
  sheet.value = next;
  try {
    if (next.calls.length || next.floor) localStorage.setItem(store(), JSON.stringify(next));
    else localStorage.removeItem(store());
  } catch {
    // Then it lives as long as this page.
  }
}
