// The order of the running record.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TurnRow } from "../../generated/protocol.ts";
import { MeetingRows } from "../../state/rows.ts";
import { entriesOf } from "./entries.ts";

const turn = (n: number, called_ms: number): TurnRow => ({ turn: n, kind: "called", who: { name: `Speaker ${n}` }, called_ms, limit_ms: 120_000, spoken_ms: 0, on_air: false });

test("turns, notes and decisions stand by time, the latest first, the turn on the floor among them", () => {
  const rows = new MeetingRows();
  rows.snapshot({
    epoch: 1, version: 1,
    rows: {
      "turn/1": turn(1, 100), "turn/2": turn(2, 300), floor: { turn: turn(3, 500) },
      "note/1": { kind: "note", text: "first", at_ms: 200 }, "note/2": { kind: "decision", text: "second", at_ms: 300 }, "note/10": { kind: "note", text: "tenth", at_ms: 300 },
    },
  });
  const seen = entriesOf(rows).map((entry) => (entry.kind === "turn" ? `turn ${entry.turn.turn}${entry.now ? " now" : ""}` : `${entry.note.kind} ${entry.id}`));
  assert.deepEqual(seen, ["turn 3 now", "note 10", "decision 2", "turn 2", "note 1", "turn 1"]);
});
