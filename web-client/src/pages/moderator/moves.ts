// The keys of the lines: arrows go along a line and between lines, Alt and arrows move the hand that has the focus.

import type { HandId } from "../../generated/protocol.ts";
import type { MeetingRows } from "../../state/rows.ts";
import { texts } from "../../text/index.ts";
import { useKeys } from "../../ui/keys.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { focusHand, movedHand } from "./desk.ts";

const t = texts("moderator");

const handOf = (target: EventTarget | null): HandId | null =>
  Number((target as HTMLElement | null)?.closest?.<HTMLElement>("[data-hand]")?.dataset["hand"]) || null;

/**
 * Where a hand goes when it is moved by one: before which hand, null for the end; undefined: it cannot be moved. Hands
 * are moved among those of the same microphone and place alone; between sides and regions the rule decides.
 */
export function moveBy(rows: MeetingRows, id: HandId, by: -1 | 1): HandId | null | undefined {
  const hand = rows.row(`hand/${id}`).peek();
  if (!hand) return undefined;
  const line = (rows.row(`order/${hand.mic}`).peek() ?? []).filter((other) => {
    const row = rows.row(`hand/${other}`).peek();
    return row?.place === hand.place && (hand.place !== "online" || row.who.region === hand.who.region);
  });
  const at = line.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= line.length) return undefined;
  return by < 0 ? (line[to] as HandId) : (line[to + 1] ?? null);
}

/** Registers the keys. Enter needs none: the row is a button. */
export function useMoves(order: readonly HandId[]): void {
  const seat = useSeat();
  const { rows } = seat;
  const along = (event: KeyboardEvent, by: -1 | 1) => {
    const id = handOf(event.target);
    if (id === null) return focusHand(order[0]);
    const list = [...document.querySelectorAll<HTMLElement>(".lane-body [data-hand]")];
    const mine = list.filter((row) => row.closest(".lane-body") === (event.target as HTMLElement).closest(".lane-body"));
    mine[mine.findIndex((row) => Number(row.dataset["hand"]) === id) + by]?.focus();
  };
  const across = (event: KeyboardEvent, by: -1 | 1) => {
    const target = event.target as HTMLElement;
    const lanes = [...document.querySelectorAll<HTMLElement>(".lane .lane-body")];
    const here = lanes.findIndex((lane) => lane.contains(target));
    if (here < 0) return;
    const step = document.documentElement.dir === "rtl" ? -by : by;
    for (let to = here + step; to >= 0 && to < lanes.length; to += step) {
      const rowsThere = [...(lanes[to] as HTMLElement).querySelectorAll<HTMLElement>("[data-hand]")];
      if (!rowsThere.length) continue;
      const height = target.getBoundingClientRect().top;
      rowsThere.reduce((best, row) => (Math.abs(row.getBoundingClientRect().top - height) < Math.abs(best.getBoundingClientRect().top - height) ? row : best)).focus();
      return;
    }
  };
  const move = (event: KeyboardEvent, by: -1 | 1) => {
    const id = handOf(event.target);
    const before = id === null ? undefined : moveBy(rows, id, by);
    if (id === null || before === undefined) return;
    movedHand.value = id;
    void seat.command({ do: "move_hand", hand: id, ...(before === null ? {} : { before }) });
  };
  useKeys([
    { key: "arrowdown", does: t("along"), run: (event) => along(event, 1) },
    { key: "arrowup", does: t("along_back"), run: (event) => along(event, -1) },
    { key: "arrowright", does: t("across"), run: (event) => across(event, 1) },
    { key: "arrowleft", does: t("across_back"), run: (event) => across(event, -1) },
    { key: "arrowup", alt: true, does: t("move_up"), run: (event) => move(event, -1) },
    { key: "arrowdown", alt: true, does: t("move_down"), run: (event) => move(event, 1) },
  ]);
}
