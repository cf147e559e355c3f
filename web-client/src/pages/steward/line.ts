// The line at one microphone, as it stands here: what the meeting knows, with what this page has sent and not heard of yet.

import type { Command } from "../../connection/frames.ts";
import type { HandId, Key, Place } from "../../generated/protocol.ts";
import type { MeetingRows } from "../../state/rows.ts";

/** The hands of a place in a microphone's line, in calling order, as the meeting knows them. */
export function knownLine(rows: MeetingRows, mic: Key, place: Place): HandId[] {
  return (rows.row(`order/${mic}`).value ?? []).filter((id) => rows.row(`hand/${id}`).value?.place === place);
}

/** The same line with the moves that are on their way: the order in which people stand is the truth. */
export function moved(line: readonly HandId[], kept: readonly Command[]): HandId[] {
  let now = [...line];
  for (const command of kept) {
    if (command.do !== "move_hand" || !now.includes(command.hand)) continue;
    const others = now.filter((id) => id !== command.hand);
    const at = command.before === undefined ? others.length : others.indexOf(command.before);
    others.splice(at < 0 ? others.length : at, 0, command.hand);
    now = others;
  }
  return now;
}

/** Before whom a hand goes when it goes by one: null is the end; undefined: it stands at that end already. */
export function beforeWhom(line: readonly HandId[], id: HandId, by: -1 | 1): HandId | null | undefined {
  const at = line.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= line.length) return undefined;
  return by < 0 ? (line[to] as HandId) : (line[to + 1] ?? null);
}

/** Hands that were added here for this microphone and that the meeting does not know yet; empty for those without a name. */
export function keptNames(kept: readonly Command[], mic: Key, nameOf: (person: number) => string): string[] {
  return kept.flatMap((command) =>
    command.do === "raise" && command.microphone === mic ? [command.name ?? (command.person === undefined ? "" : nameOf(command.person))] : []);
}
