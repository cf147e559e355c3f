// Readings of polls that several pages need: which one matters now, its parts, agreement in words.

import type { Part, PollId, PollRow, PollSetId, Scale, TallyRow, Unit } from "../generated/protocol.ts";
import type { MeetingRows } from "./rows.ts";

/** Questions that are shown together: the set they were opened in, or a single one. */
export interface PollGroup {
  set: PollSetId | null;
  polls: PollId[];
}

/** Whether answers are still taken, or on their way. */
export const isRunning = (poll: PollRow): boolean => poll.state === "open" || poll.state === "closing" || poll.state === "grace";

/** Whether the key of a secret question was lost before its close: nothing could be counted, and nothing is shown as if it had been. */
export const keyLost = (poll: PollRow): boolean => poll.lost === true;

/** The questions opened last; null: none has been opened. */
export function latestPolls(rows: MeetingRows): PollGroup | null {
  let latest: { id: PollId; row: PollRow } | null = null;
  for (const id of rows.ids("poll")) {
    const row = rows.row(`poll/${id}`).value;
    if (row?.opened_ms !== undefined && (!latest || row.opened_ms >= (latest.row.opened_ms ?? 0))) latest = { id, row };
  }
  if (!latest) return null;
  const set = latest.row.set ?? null;
  if (set === null) return { set, polls: [latest.id] };
  const listed = rows.row(`set/${set}`).value?.polls ?? [latest.id];
  return { set, polls: listed.filter((id) => rows.row(`poll/${id}`).value?.opened_ms !== undefined) };
}

/**
 * The questions that a screen shows by itself: those that run; then, once closed and revealed, until the next turn is
 * called. Null: the floor matters.
 */
export function currentPolls(rows: MeetingRows): PollGroup | null {
  const group = latestPolls(rows);
  if (!group) return null;
  const polls = group.polls.map((id) => rows.row(`poll/${id}`).value).filter((row) => row !== undefined);
  if (polls.some(isRunning)) return group;
  const final_ms = Math.max(...polls.map((poll) => poll.final_ms ?? 0));
  const turn = rows.row("floor").value?.turn;
  return polls.some((poll) => poll.shown || keyLost(poll)) && !(turn && turn.called_ms > final_ms) ? group : null;
}

/** A breakdown of a tally: by region where there is one, else by group, else by place. Keys as in the rows. */
export function breakdown(tally: TallyRow): { by: "region" | "group" | "place"; parts: [string, Part][] } {
  const regions = Object.entries(tally.regions);
  if (regions.length) return { by: "region", parts: regions };
  const groups = Object.entries(tally.groups);
  if (groups.length) return { by: "group", parts: groups };
  return { by: "place", parts: Object.entries(tally.places) };
}

/** The name of a region, a microphone or a place by its key. Hubs by their names; `room` and `online` are the caller's words. */
export function partName(rows: MeetingRows, by: Unit | "place", key: string): string {
  if (by === "region") return rows.row("regions").value?.find((region) => region.key === key)?.name ?? key;
  if (by === "group") return rows.row(`microphone/${key}`).value?.name ?? key;
  return key.startsWith("hub/") ? rows.row(key as `hub/${number}`).value?.name ?? key : key;
}

/** The columns of a table by unit: all regions, or all microphones in the order of rotation. */
export function unitKeys(rows: MeetingRows, unit: Unit): string[] {
  if (unit === "region") return (rows.row("regions").value ?? []).map((region) => region.key);
  return rows.keys("microphone/").value.map((key) => key.slice("microphone/".length))
    .sort((a, b) => (rows.row(`microphone/${a}`).value?.lane ?? 0) - (rows.row(`microphone/${b}`).value?.lane ?? 0));
}

/** The word for an agreement A: our cut-offs, as docs/statistics.md states them. */
export function agreementWord(a: number): "agree_divided" | "agree_none" | "agree_some" | "agree_fair" | "agree_strong" | "agree_near_unanimity" {
  if (a < 0) return "agree_divided";
  if (a < 0.25) return "agree_none";
  if (a < 0.5) return "agree_some";
  if (a < 0.75) return "agree_fair";
  return a < 0.9 ? "agree_strong" : "agree_near_unanimity";
}

/** Whether what was stated reaches from one end of the scale to the other: a single value hides it. */
export function wildRange(scale: Scale, lowest: number | undefined, highest: number | undefined): boolean {
  return lowest !== undefined && highest !== undefined && scale.points > 2 && highest - lowest >= scale.points - 1;
}

/** All groups of questions: the sets with questions, and the single ones, in the order of their first question. */
export function pollGroups(rows: MeetingRows): PollGroup[] {
  const groups: PollGroup[] = [];
  const seen = new Set<PollSetId>();
  for (const id of rows.ids("poll")) {
    const poll = rows.row(`poll/${id}`).value;
    if (!poll) continue;
    if (poll.set === undefined) groups.push({ set: null, polls: [id] });
    else if (!seen.has(poll.set)) {
      seen.add(poll.set);
      groups.push({ set: poll.set, polls: rows.row(`set/${poll.set}`).value?.polls ?? [id] });
    }
  }
  return groups;
}

/** Where a group of questions is in its life: as far as its least advanced question that was opened; all drafts: draft. */
export type GroupState = "draft" | "open" | "closing" | "grace" | "closed";
const LIFE: readonly GroupState[] = ["open", "closing", "grace", "closed"];

export function groupState(rows: MeetingRows, group: PollGroup): GroupState {
  const states = group.polls.map((id) => rows.row(`poll/${id}`).value?.state ?? "draft");
  return LIFE.find((state) => states.includes(state)) ?? "draft";
}

/** The title of a group: that of the set, or the question's short one. */
export function groupTitle(rows: MeetingRows, group: PollGroup): string {
  const short = rows.row(`poll/${group.polls[0] ?? 0}`).value?.short ?? "";
  return group.set === null ? short : rows.row(`set/${group.set}`).value?.title || short;
}
