// The running record as a list: turns, notes and decisions by time, the latest first.

import type { NoteRow, TurnRow } from "../../generated/protocol.ts";
import type { MeetingRows } from "../../state/rows.ts";

/** One entry of the record. `now`: this turn is on the floor. */
export type Entry =
  | { kind: "turn"; at_ms: number; turn: TurnRow; now: boolean }
  | { kind: "note"; at_ms: number; id: number; note: NoteRow };

/** All entries that the rows hold. */
export function entriesOf(rows: MeetingRows): Entry[] {
  const entries: Entry[] = [];
  for (const id of rows.ids("turn")) {
    const turn = rows.row(`turn/${id}`).value;
    if (turn) entries.push({ kind: "turn", at_ms: turn.called_ms, turn, now: false });
  }
  const on_floor = rows.row("floor").value?.turn;
  if (on_floor) entries.push({ kind: "turn", at_ms: on_floor.called_ms, turn: on_floor, now: true });
  for (const id of rows.ids("note")) {
    const note = rows.row(`note/${id}`).value;
    if (note) entries.push({ kind: "note", at_ms: note.at_ms, id, note });
  }
  return latestFirst(entries);
}

const rank = (entry: Entry): number => (entry.kind === "turn" ? entry.turn.turn : entry.id);

/** By time; of one moment, notes stand after turns and higher numbers after lower ones. */
export const latestFirst = (entries: Entry[]): Entry[] =>
  entries.sort((a, b) => b.at_ms - a.at_ms || a.kind.localeCompare(b.kind) || rank(b) - rank(a));
