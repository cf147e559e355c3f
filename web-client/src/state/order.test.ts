import assert from "node:assert/strict";
import { test } from "node:test";
import { callingOrder, interleave } from "./order.ts";
import { MeetingRows } from "./rows.ts";

test("lanes interleave the lines", () => {
  const lines = new Map([[0, [11, 12]], [2, [21, 22, 23]], [10, [31]]]);
  assert.deepEqual(interleave("20a220", lines), [21, 11, 31, 22, 23, 12]);
});

test("a lane that names more hands than its line has is cut, not invented", () => {
  assert.deepEqual(interleave("000", new Map([[0, [1]]])), [1]);
});

test("the order follows the rows", () => {
  const rows = new MeetingRows();
  const microphone = { name: "", letter: "G", hue: "blue", hollow: false, weight: 1 };
  rows.snapshot({ epoch: 1, version: 1, rows: {
    "microphone/government": { ...microphone, lane: 0 }, "microphone/civil-society": { ...microphone, lane: 1 },
    "order/government": [4], "order/civil-society": [7, 9], order: { lanes: "101" },
  } });
  assert.deepEqual(callingOrder(rows), [7, 4, 9]);
  rows.update({ from: 1, to: 2, set: { "order/civil-society": [9], order: { lanes: "01" } } });
  assert.deepEqual(callingOrder(rows), [4, 9]);
});
