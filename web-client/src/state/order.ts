// The calling order of the whole meeting, put together from the microphones' lines.

import type { HandId, Key, MicrophoneRow } from "../generated/protocol.ts";
import type { MeetingRows } from "./rows.ts";

/**
 * All waiting hands in calling order. The row `order` has one character for each, the lane of its microphone in base 36;
 * the k-th `2` stands for the k-th hand in the line of lane 2.
 */
export function interleave(lanes: string, lines: ReadonlyMap<number, readonly HandId[]>): HandId[] {
  const taken = new Map<number, number>();
  const order: HandId[] = [];
  for (const character of lanes) {
    const lane = parseInt(character, 36);
    const k = taken.get(lane) ?? 0;
    taken.set(lane, k + 1);
    const hand = lines.get(lane)?.[k];
    if (hand !== undefined) order.push(hand);
  }
  return order;
}

/** The same from the rows; read in a component it follows every change of the order. */
export function callingOrder(rows: MeetingRows): HandId[] {
  const lines = new Map<number, readonly HandId[]>();
  for (const key of rows.keys("microphone/").value) {
    const name: Key = key.slice("microphone/".length);
    const microphone = rows.row(key as `microphone/${string}`).value as MicrophoneRow | undefined;
    if (microphone) lines.set(microphone.lane, rows.row(`order/${name}`).value ?? []);
  }
  return interleave(rows.row("order").value?.lanes ?? "", lines);
}

/** How many hands wait. */
export const waitingCount = (rows: MeetingRows): number => rows.row("order").value?.lanes.length ?? 0;
