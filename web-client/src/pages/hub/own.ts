// Readings of the hub's own: its people, its hands in the calling order, and what is kept here without an answer.

import type { Command } from "../../connection/frames.ts";
import type { HandId, HandRow, HubId, HubRow, Key, NextHand, PersonId, PersonRow, Place } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import type { MeetingRows } from "../../state/rows.ts";
import { useSeat } from "../../ui/seat.tsx";

/** Which hub this page is for. */
export interface OwnHub {
  id: HubId;
  place: Place;
  row: HubRow | undefined;
}

/** The hub of this page's link. */
export function useOwnHub(): OwnHub {
  const seat = useSeat();
  const place = seat.welcome.value?.place ?? "hub/0";
  const id = Number(place.slice("hub/".length));
  return { id, place, row: seat.rows.row(`hub/${id}`).value };
}

/** Somebody of the hub. */
export interface Person {
  id: PersonId;
  row: PersonRow;
}

/** The people of a place, by name. */
export function peopleOf(rows: MeetingRows, place: Place): Person[] {
  const found: Person[] = [];
  for (const id of rows.ids("person")) {
    const row = rows.row(`person/${id}`).value;
    if (row?.place === place) found.push({ id, row });
  }
  return found.sort((a, b) => a.row.name.localeCompare(b.row.name) || a.id - b.id);
}

/** A waiting hand of the hub; `position` counts from 1 over the whole meeting, 0: it stands in no line (a point of order). */
export interface OwnHand {
  id: HandId;
  row: HandRow;
  position: number;
}

/** The hub's waiting hands in calling order; those that stand in no line last. */
export function handsOf(rows: MeetingRows, place: Place): OwnHand[] {
  const order = new Map(callingOrder(rows).map((id, i) => [id, i + 1]));
  const found: OwnHand[] = [];
  for (const id of rows.ids("hand")) {
    const row = rows.row(`hand/${id}`).value;
    if (row?.place === place) found.push({ id, row, position: order.get(id) ?? 0 });
  }
  return found.sort((a, b) => (a.position || Infinity) - (b.position || Infinity) || a.id - b.id);
}

/** A hand that was raised here and has no answer yet. */
export interface KeptHand {
  person?: PersonId;
  microphone?: Key;
}

/** The hands among the commands that have no answer yet, in the order in which they were raised. */
export function keptHands(kept: readonly Command[]): KeptHand[] {
  return kept.flatMap((command) => {
    if (command.do !== "hands_now") return [];
    const named = (command.people ?? []).map((person): KeptHand => ({ person, ...(command.microphone ? { microphone: command.microphone } : {}) }));
    const unnamed = Array.from({ length: command.unnamed }, (): KeptHand => (command.microphone ? { microphone: command.microphone } : {}));
    return [...named, ...unnamed];
  });
}

/** Whether something of this kind about this hand has no answer yet. */
export const isKept = (kept: readonly Command[], what: "lower" | "audio_ready" | "name_hand", hand: HandId): boolean =>
  kept.some((command) => command.do === what && command.hand === hand);

/** A hand of the hub that wants something of the operator now. */
export interface Awaited {
  id: HandId;
  row: HandRow;
  /** Absent: it is passed over until its audio is confirmed, and not on deck. */
  next: NextHand | undefined;
}

/** The hub's hands on deck in calling order, then those that are passed over until their audio is confirmed. */
export function awaited(rows: MeetingRows, place: Place): Awaited[] {
  const deck = (rows.row("next").value?.deck ?? []).flatMap((next): Awaited[] => {
    const row = rows.row(`hand/${next.hand}`).value;
    return row?.place === place ? [{ id: next.hand, row, next }] : [];
  });
  const passed = handsOf(rows, place).filter(({ id, row }) => row.unready && !deck.some((one) => one.id === id));
  return [...deck, ...passed.map(({ id, row }) => ({ id, row, next: undefined }))];
}
