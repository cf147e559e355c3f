// What the moderator has open, and what a key press means for polls: no rows of its own, nothing that is sent.

import { signal } from "@preact/signals";
import type { HandId, HandRow, Key, NextHand, PollId, PollSetId } from "../../generated/protocol.ts";
import { groupState, isRunning, latestPolls, type PollGroup, pollGroups } from "../../state/polls.ts";
import type { MeetingRows } from "../../state/rows.ts";

/** The panels that open beside the lanes. */
export type Panel = "polls" | "hubs" | "floor" | "agenda" | "add" | "mics" | "groups";

/** The panel that is open, one at a time. */
export const panel = signal<Panel | null>(null);
/** The hand whose line of keys is open. */
export const openHand = signal<HandId | null>(null);
/** The microphone whose line of keys is open. */
export const openLane = signal<Key | null>(null);
/** The hand that keeps the focus while its row moves. */
export const movedHand = signal<HandId | null>(null);

/** Opens a panel, or closes it if it is open. */
export const togglePanel = (name: Panel): void => {
  panel.value = panel.value === name ? null : name;
};

/** Gives the focus to the row of a hand, wherever it stands. */
export function focusHand(hand: HandId | undefined): void {
  if (hand !== undefined) document.querySelector<HTMLElement>(`[data-hand="${hand}"]`)?.focus();
}

/** Points of order that wait for a ruling, the oldest first. */
export function pendingPoints(rows: MeetingRows): [HandId, HandRow][] {
  const found: [HandId, HandRow][] = [];
  for (const id of rows.ids("hand")) {
    const row = rows.row(`hand/${id}`).value;
    if (row?.kind === "point_of_order" && row.admitted === false) found.push([id, row]);
  }
  return found;
}

/** How a waiting hand is marked, the most urgent mark alone: an ink and a word. */
export type Mark = "ready" | "on_deck" | "skipped" | "unready" | "not_ready" | "provisional" | "unconfirmed" | null;

/** The mark of a hand. `lost`: its hub's page is not connected. */
export function markOf(hand: HandRow, deck: NextHand | undefined, lost: boolean): Mark {
  if (deck?.audio_ready) return "ready";
  if (hand.unready) return "unready";
  if (hand.skipped) return "skipped";
  if (lost) return "not_ready";
  if (deck) return "on_deck";
  if (hand.unconfirmed) return "unconfirmed";
  return hand.provisional ? "provisional" : null;
}

/** The fields that name a group of questions in a command. */
export const naming = (group: PollGroup): { set?: PollSetId; polls?: PollId[] } =>
  group.set !== null ? { set: group.set } : { polls: group.polls };

/** The group that the keys mean: the one that runs; else the next prepared one. `latest`: what R shows or hides. */
export function pollKeys(rows: MeetingRows): { running: PollGroup | null; prepared: PollGroup | null; latest: PollGroup | null } {
  const latest = latestPolls(rows);
  const runs = latest?.polls.some((id) => {
    const poll = rows.row(`poll/${id}`).value;
    return poll !== undefined && isRunning(poll);
  });
  const prepared = pollGroups(rows).find((group) => groupState(rows, group) === "draft") ?? null;
  return { running: runs ? latest : null, prepared, latest };
}
