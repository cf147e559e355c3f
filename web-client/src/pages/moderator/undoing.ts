// The last actions that can be undone, as this page has seen them go by, and several presses of undo one after the other.
//
// The server shows the last action alone. Its entries count up, so the page keeps those that it saw: a higher entry came on
// top, a lower one shows that what was above it is undone.

import type { UndoRow } from "../../generated/protocol.ts";

/** An action that can be undone. */
export type Step = UndoRow & { seq: number; what: NonNullable<UndoRow["what"]> };

/** So many are remembered. */
const DEPTH = 12;

/** The steps after another row, the last one first. */
export function stacked(before: readonly Step[], row: UndoRow | undefined): readonly Step[] {
  if (row?.seq === undefined || row.what === undefined) return [];
  const step = row as Step;
  const below = before.filter((one) => one.seq < step.seq);
  return [step, ...below].slice(0, DEPTH);
}

/** What the next of several presses undoes: only what stood below the one before; undefined: wait, or there is nothing. */
export function nextPress(undone_seq: number | null, row: UndoRow | undefined): number | "dropped" | undefined {
  if (row?.seq === undefined) return "dropped";
  if (undone_seq === null) return row.seq;
  if (row.seq === undone_seq) return undefined; // the rows do not show it yet
  return row.seq < undone_seq ? row.seq : "dropped"; // somebody has done something else meanwhile: that was not meant
}
