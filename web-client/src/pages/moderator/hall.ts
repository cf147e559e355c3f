// Whether the hall is without a link for so long that calls are made here; and calling here.

import { useEffect } from "preact/hooks";
import type { HandId } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import type { Seat } from "../../state/seat.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { called, isCalled, keep, sheet } from "./offline.ts";

const t = texts("moderator");

/** A link that is back sooner carries calls by itself. */
const HICCUP_MS = 3_000;

/** Whether calls are made here now. */
export function useHallOffline(): boolean {
  const seat = useSeat();
  const standing = seat.standing.value;
  if (standing.is !== "offline") return false;
  void seat.now.value; // looks again as time goes
  return Date.now() - standing.since_ms >= HICCUP_MS;
}

/** Calls that were kept to be sent come onto the sheet with their times: the moderator goes on from them. */
export function useKeptCalls(offline: boolean): void {
  const seat = useSeat();
  const waiting = seat.unsent.value;
  useEffect(() => {
    if (!offline || seat.standing.peek().is !== "offline") return; // an effect may run late
    for (const { command, pressed_ms } of seat.withdraw((one) => one.do === "call" || one.do === "call_next")) {
      const hand = command.do === "call" ? command.hand : command.do === "call_next" ? command.expected : undefined;
      if (hand !== undefined) callHere(seat, hand, pressed_ms);
    }
  }, [offline, waiting]);
}

/** Calls a hand here. */
export function callHere(seat: Seat, id: HandId, at_ms = seat.clock.now_ms()): void {
  const hand = seat.rows.row(`hand/${id}`).peek();
  if (!hand) return;
  const name = hand.who.name || t("unidentified");
  keep(called(sheet.peek(), { hand: id, name, mic: hand.mic, place: hand.place }, seat.rows.row("floor").peek()?.turn?.turn, Math.round(at_ms)));
  announce(t("said_called_here", { name }));
}

/** The calling order without those who were called here. */
export const orderHere = (seat: Seat): HandId[] => callingOrder(seat.rows).filter((id) => !isCalled(sheet.value, id));
