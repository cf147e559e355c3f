// The list of what can be undone, and presses that come faster than the rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextPress, stacked } from "./undoing.ts";

const row = (seq: number) => ({ seq, what: "called" as const, at_ms: seq });
const seqs = (steps: readonly { seq: number }[]) => steps.map((one) => one.seq);

test("actions pile up, and what is undone goes from the top", () => {
  let steps = stacked([], row(5));
  steps = stacked(steps, row(7));
  steps = stacked(steps, row(9));
  assert.deepEqual(seqs(steps), [9, 7, 5]);
  steps = stacked(steps, row(7));
  assert.deepEqual(seqs(steps), [7, 5]);
  assert.deepEqual(seqs(stacked(steps, row(3))), [3]);
  assert.deepEqual(stacked(steps, {}), []);
});

test("the next press undoes what stood below, waits for the rows, and never undoes what came since", () => {
  assert.equal(nextPress(null, row(9)), 9);
  assert.equal(nextPress(9, row(9)), undefined);
  assert.equal(nextPress(9, row(7)), 7);
  assert.equal(nextPress(9, row(12)), "dropped");
  assert.equal(nextPress(9, {}), "dropped");
});
