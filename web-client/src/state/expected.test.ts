// What is said of a waiting hand: expected, how far off, at worst, and the exceptions since.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExpectedRow, TurnRow } from "../generated/protocol.ts";
import { exceptionsSince, expectationOf } from "./expected.ts";

const ROW: ExpectedRow = { at_ms: 1_000_000, from_ms: [30_000, 150_000], give_ms: [45_000, 60_000], worst_ms: [120_000, null], worst_turns: [1, null] };

test("the expected moment lies between two others, none of them past", () => {
  assert.deepEqual(expectationOf(ROW, 1), { in_ms: 30_000, at_ms: 1_030_000, low_ms: 1_000_000, high_ms: 1_075_000, worst_turns: 1, worst_ms: 120_000 });
  assert.deepEqual(expectationOf(ROW, 2), { in_ms: 150_000, at_ms: 1_150_000, low_ms: 1_090_000, high_ms: 1_210_000, worst_turns: null, worst_ms: null });
});

test("nothing is said of a hand that stands in no line", () => {
  for (const position of [undefined, 0, 3]) assert.equal(expectationOf(ROW, position), undefined);
  assert.equal(expectationOf(undefined, 1), undefined);
});

test("exceptions are counted from the raising on; where turns are not known any more, it is said", () => {
  const turn = (n: number, called_ms: number, more: Partial<TurnRow> = {}) => ({ turn: n, called_ms, ...more });
  const turns = [
    turn(1, 10), turn(2, 20, { out_of_turn: "balance" }), turn(3, 30, { hand_kind: "direct_reply" }),
    turn(4, 40, { hand_kind: "intervention" }), turn(5, 50, { hand_kind: "point_of_order" }),
  ];
  assert.deepEqual(exceptionsSince(turns, 0), { n: 3, atLeast: false });
  assert.deepEqual(exceptionsSince(turns, 30), { n: 2, atLeast: false });
  assert.deepEqual(exceptionsSince(turns, 60), { n: 0, atLeast: false });
  assert.deepEqual(exceptionsSince(turns.slice(2), 20), { n: 2, atLeast: true });
  assert.deepEqual(exceptionsSince([], 20), { n: 0, atLeast: false });
});
