// The line as it stands: moves on their way count, whoever left or is unknown changes nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { beforeWhom, keptNames, moved } from "./line.ts";

test("moves on their way are shown at once, in the order in which they were made", () => {
  assert.deepEqual(moved([1, 2, 3], []), [1, 2, 3]);
  assert.deepEqual(moved([1, 2, 3], [{ do: "move_hand", hand: 3, before: 1 }]), [3, 1, 2]);
  assert.deepEqual(moved([1, 2, 3], [{ do: "move_hand", hand: 1 }, { do: "move_hand", hand: 2 }]), [3, 1, 2]);
  assert.deepEqual(moved([1, 2, 3], [{ do: "move_hand", hand: 9, before: 1 }]), [1, 2, 3]);
});

test("a hand goes by one place, and no further than the ends", () => {
  assert.equal(beforeWhom([1, 2, 3], 2, -1), 1);
  assert.equal(beforeWhom([1, 2, 3], 2, 1), null);
  assert.equal(beforeWhom([1, 2, 3], 1, 1), 3);
  assert.equal(beforeWhom([1, 2, 3], 1, -1), undefined);
  assert.equal(beforeWhom([1, 2, 3], 3, 1), undefined);
});

test("who was added here stands in the line before the meeting knows", () => {
  const kept = [{ do: "raise", name: "Ana", microphone: "c" }, { do: "raise", person: 4, microphone: "c" }, { do: "raise", microphone: "c" }, { do: "raise", name: "Ben", microphone: "g" }] as const;
  assert.deepEqual(keptNames([...kept], "c", (person) => `person ${person}`), ["Ana", "person 4", ""]);
});
