// The floor's mirror in words: parts of ten add up, waits are compared honestly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { notCalled, NOTHING, ofTen, parityOf } from "./mirror.ts";

test("the parts of ten minutes add up to ten", () => {
  assert.deepEqual(ofTen([60, 30, 10]), [6, 3, 1]);
  assert.deepEqual(ofTen([1, 1, 1]), [3.4, 3.3, 3.3]);
  for (const parts of [[7, 13, 29], [1, 999, 1], [0, 0, 5], [333, 333, 334]]) {
    const sum = (ofTen(parts) as number[]).reduce((a, b) => a + b * 10, 0);
    assert.equal(Math.round(sum), 100, String(parts));
  }
  assert.equal(ofTen([0, 0, 0]), null, "no time has no parts");
});

test("waits within a twentieth of each other are equal, and one without the other says nothing", () => {
  assert.deepEqual(parityOf(undefined, 90_000), { is: "none" });
  assert.deepEqual(parityOf(1.05, 90_000), { is: "equal" });
  assert.deepEqual(parityOf(0.95, 90_000), { is: "equal" });
  assert.deepEqual(parityOf(1.5, 90_000), { is: "longer", by: 0.5 });
  assert.deepEqual(parityOf(1.5, 40_000), { is: "short" });
  assert.deepEqual(parityOf(0.75, 90_000), { is: "shorter", by: 0.25 });
});

test("who was neither called nor gave up was not called", () => {
  assert.equal(notCalled({ ...NOTHING, raised: 7, called: 4, lowered: 1 }), 2);
});
