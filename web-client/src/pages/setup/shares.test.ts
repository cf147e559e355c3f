// What an item says of its microphones, and what it leaves to them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withShare } from "./shares.ts";

test("a change at one microphone keeps the others, and one that says nothing is left out", () => {
  const one = withShare([], "a", { weight: 2 });
  assert.deepEqual(one, [{ microphone: "a", weight: 2 }]);
  const two = withShare(withShare(one, "b", { budget_ms: 600_000 }), "a", { budget_ms: 300_000 });
  assert.deepEqual(two, [{ microphone: "b", budget_ms: 600_000 }, { microphone: "a", weight: 2, budget_ms: 300_000 }]);
  assert.deepEqual(withShare(two, "b", { budget_ms: null }), [{ microphone: "a", weight: 2, budget_ms: 300_000 }]);
  assert.deepEqual(withShare(two, "a", { weight: null }), [{ microphone: "b", budget_ms: 600_000 }, { microphone: "a", budget_ms: 300_000 }]);
});
