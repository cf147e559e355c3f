import assert from "node:assert/strict";
import { test } from "node:test";
import { inReadingOrder, pointsOfEntry, type RollEntry } from "./roll.ts";

const entry = (seat: number, name: string, choice: number | null = 1): RollEntry => ({ seat, name, choice, choices: [] });

test("the roll is read by name, letters of other scripts where the reader's language puts them", () => {
  const roll = [entry(3, "Zorrilla"), entry(1, "Ángel"), entry(2, "Benkirane"), entry(4, "Ángel")];
  assert.deepEqual(inReadingOrder(roll, "es").map((one) => one.seat), [1, 4, 2, 3]);
});

test("an answer is points, several points, or no opinion", () => {
  assert.deepEqual(pointsOfEntry({ choice: 2, choices: [] }, 1), [1]);
  assert.deepEqual(pointsOfEntry({ choice: null, choices: [3, 1] }, 1), [0, 2]);
  assert.deepEqual(pointsOfEntry({ choice: null, choices: [] }, 1), []);
  assert.deepEqual(pointsOfEntry({ choice: 0, choices: [] }, 0), [0]);
});
