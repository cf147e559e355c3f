// Rows that are kept on a desk's device, and how they give way to the server's.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Snapshot } from "../connection/frames.ts";
import { isKept, isKeptByHub } from "./kept.ts";
import { MeetingRows } from "./rows.ts";

test("the list and the floor are kept; people, links, results and what lives are not", () => {
  for (const key of ["meeting", "floor", "order", "order/civil-society", "hand/17", "turn/3", "item/1", "microphone/a"]) assert.equal(isKept(key), true, key);
  for (const key of ["person/1", "link/1", "tally/1", "desk/1", "me", "live/expected", "live/hub/1"]) assert.equal(isKept(key), false, key);
});

test("a hub keeps its own people, the questions and what is sealed, too", () => {
  const rows = new MeetingRows();
  rows.restore({ "person/1": { name: "Wanjiru", place: "hub/1" }, "person/2": { name: "Henrik", place: "room" } });
  for (const key of ["meeting", "hand/17", "person/1", "poll/1", "set/1", "sealed/1"]) assert.equal(isKeptByHub(key, "hub/1", rows), true, key);
  for (const key of ["person/2", "link/1", "tally/1", "statements/1", "desk/1", "me", "live/hub/1"]) assert.equal(isKeptByHub(key, "hub/1", rows), false, key);
});

test("kept rows are shown without a position, and the server's take their place", () => {
  const rows = new MeetingRows();
  rows.restore({ "hand/1": { mic: "a" }, "hand/2": { mic: "a" } });
  assert.equal(rows.ready.value, true);
  assert.equal(rows.position(), null);
  rows.snapshot({ epoch: 1, version: 5, rows: { "hand/2": { mic: "b" } } } as unknown as Snapshot);
  assert.deepEqual(rows.ids("hand"), [2]);
  rows.restore({ "hand/1": { mic: "a" } });
  assert.deepEqual(rows.ids("hand"), [2], "never over the server's");
  assert.deepEqual(Object.keys(rows.dump(isKept)), ["hand/2"]);
});
