// Readings of a break-out: who its groups are, how far each is, and which questions it agrees values for. Pure.

import type { BreakRow, GroupState, Key, PollId, PollRow, Unit } from "../generated/protocol.ts";
import { isRunning, unitKeys } from "./polls.ts";
import type { MeetingRows } from "./rows.ts";

/** A region or group, and how far it is. */
export interface GroupStanding {
  key: Key;
  /** Null: it has said nothing yet. */
  state: GroupState | null;
  /** How many of the questions have its value, of how many. */
  agreed: number;
  of: number;
}

/** What a key is: a region, a stakeholder group, or neither any more. */
export function unitOfKey(rows: MeetingRows, key: Key): Unit | null {
  if (rows.row("regions").value?.some((region) => region.key === key)) return "region";
  return rows.row(`microphone/${key}`).value ? "group" : null;
}

/** The opened questions whose values regions (or groups) agree: those of the break-out's set, or else those that run. */
export function agreedQuestions(rows: MeetingRows, unit: Unit, pause?: BreakRow): [PollId, PollRow][] {
  const found = rows.ids("poll").flatMap((id): [PollId, PollRow][] => {
    const poll = rows.row(`poll/${id}`).value;
    return poll?.opened_ms !== undefined && poll.methods.agreed_by === unit ? [[id, poll]] : [];
  });
  const set = pause?.set;
  if (set === undefined) return found.filter(([, poll]) => isRunning(poll));
  const order = rows.row(`set/${set}`).value?.polls ?? [];
  return found.filter(([, poll]) => poll.set === set).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
}

/** The groups of a break-out in their fixed order: their places on the page do not move, their states do. */
export function breakGroups(rows: MeetingRows, pause: BreakRow): GroupStanding[] {
  const { by } = pause;
  if (!by) return [];
  const polls = agreedQuestions(rows, by, pause);
  return unitKeys(rows, by).map((key) => ({
    key, state: pause.units?.[key] ?? null, of: polls.length,
    agreed: polls.filter(([id]) => rows.row(`tally/${id}`).value?.agreed[key] !== undefined).length,
  }));
}

/** How many groups are ready, and how many ask for more time. */
export function readiness(groups: readonly GroupStanding[]): { ready: number; more: number; all: number } {
  const count = (state: GroupState) => groups.filter((group) => group.state === state).length;
  return { ready: count("ready"), more: count("more_time"), all: groups.length };
}
