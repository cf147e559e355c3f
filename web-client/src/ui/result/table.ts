// The table of questions by regions or groups: which value stands where, and what it hides.

import type { PollId, Unit } from "../../generated/protocol.ts";
import { partName, unitKeys, wildRange } from "../../state/polls.ts";
import type { MeetingRows } from "../../state/rows.ts";
import type { Cell } from "../Likert.tsx";
import { shortOf } from "../question.ts";

/** Questions by units. */
export interface AgreedTable {
  questions: { key: string; label: string }[];
  columns: { key: string; label: string }[];
  /** The agreed value; null: none yet. */
  cell(question: number, column: number): Cell | null;
  /** How many values are in, of how many. */
  values: number;
  of: number;
  /** Whether the result is shown. */
  shown: boolean;
  /** Whether some value waits for the confirmation that the terms ask for. */
  unconfirmed: boolean;
}

/** The table of these questions. */
export function tableOf(rows: MeetingRows, polls: readonly PollId[], unit: Unit): AgreedTable {
  const columns = unitKeys(rows, unit).map((key) => ({ key, label: partName(rows, unit, key) }));
  const found = polls.map((id) => ({ poll: rows.row(`poll/${id}`).value, tally: rows.row(`tally/${id}`).value }));
  const cell = (q: number, c: number): Cell | null => {
    const { poll, tally } = found[q] ?? {};
    const agreed = tally?.agreed[columns[c]?.key ?? ""];
    if (!agreed || !poll) return null;
    const { value, lowest, highest } = agreed;
    return {
      value, wild: wildRange(poll.scale, lowest, highest),
      ...(lowest !== undefined && highest !== undefined ? { low: lowest, high: highest } : {}),
      ...(poll.terms?.confirm && !agreed.confirmed ? { unconfirmed: true } : {}),
    };
  };
  const shown = found.some((one) => one.tally);
  const cells = polls.flatMap((_, q) => columns.map((_column, c) => cell(q, c)));
  return {
    questions: found.map(({ poll }, q) => ({ key: String(polls[q]), label: poll ? shortOf(poll) : "" })),
    columns, cell, shown, of: cells.length,
    values: shown ? cells.filter((one) => one).length : found.reduce((sum, { poll }) => sum + (poll?.in ?? 0), 0),
    unconfirmed: cells.some((one) => one?.unconfirmed),
  };
}
