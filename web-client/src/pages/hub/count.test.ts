import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyEntry, entryOf, isEmpty, lineOf, notStated, oversplit, readCount, same, seenOf, sumOf, tooMany, withGroup } from "./count.ts";

const SCALE = { first: 1, points: 3, polarity: "unipolar" as const, labels: [] };

test("a line sums its hands and those without an opinion, and knows by how many it is above the heads", () => {
  const entry = { hands: [4, null, 7], no_opinion: 2 };
  assert.equal(sumOf(entry), 13);
  assert.equal(tooMany(entry, 13), 0);
  assert.equal(tooMany(entry, 12), 1);
});

test("an empty line is no line of zeros, but both say the same", () => {
  const empty = emptyEntry(SCALE);
  assert.ok(isEmpty(empty));
  assert.ok(!isEmpty({ hands: [0, 0, 0], no_opinion: null }));
  assert.ok(same(empty, { hands: [0, 0, 0], no_opinion: 0 }));
});

test("a line goes to the wire with zeros where nothing was entered, and comes back", () => {
  const line = lineOf(4, { hands: [null, 2, 1], no_opinion: null });
  assert.deepEqual(line, { poll: 4, hands: [0, 2, 1], no_opinion: 0 });
  assert.deepEqual(entryOf(line), { hands: [0, 2, 1], no_opinion: 0 });
});

test("counts are read in Western and Arabic figures; anything else is no count", () => {
  assert.equal(readCount(" 12 "), 12);
  assert.equal(readCount("١٢"), 12);
  assert.equal(readCount("۱۲"), 12);
  assert.equal(readCount(""), null);
  for (const wrong of ["-1", "2.5", "many", "12345"]) assert.equal(readCount(wrong), undefined);
});

test("a split by group leaves what is not stated, and never more than was counted", () => {
  let entry = { hands: [4, null, 7], no_opinion: 2 } as ReturnType<typeof emptyEntry>;
  assert.deepEqual(notStated(entry), [4, 0, 7]);
  entry = withGroup(withGroup(entry, "government", 0, 3), "civil-society", 2, 8);
  assert.deepEqual(notStated(entry), [1, 0, -1]);
  assert.deepEqual(oversplit(entry), [2]);
  const line = lineOf(9, entry);
  assert.deepEqual(line.groups, [{ group: "civil-society", hands: [0, 0, 8] }, { group: "government", hands: [3, 0, 0] }]);
  assert.ok(same(entryOf(line), entry));
  assert.ok(!same({ ...entry, groups: {} }, entry));
  assert.deepEqual(seenOf(entry), [4, 0, 7, 2]);
});
