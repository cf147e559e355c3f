import assert from "node:assert/strict";
import { test } from "node:test";
import type { BreakRow } from "../generated/protocol.ts";
import { agreedQuestions, breakGroups, readiness, unitOfKey } from "./breakouts.ts";
import { MeetingRows } from "./rows.ts";

const poll = (more: object) => ({ question: "?", methods: { agreed_by: "region" }, state: "open", opened_ms: 1, ...more });
const pause: BreakRow = { by: "region", title: "three numbers", since_ms: 0, set: 1, units: { africa: "ready", europe: "more_time" } };

function meeting(): MeetingRows {
  const rows = new MeetingRows();
  rows.snapshot({ epoch: 1, version: 1, rows: {
    regions: [{ key: "africa", name: "Africa" }, { key: "asia", name: "Asia" }, { key: "europe", name: "Europe" }],
    "microphone/government": { name: "Government", lane: 1 },
    "set/1": { title: "six", polls: [3, 2, 4] },
    "poll/1": poll({ state: "closed" }), "poll/2": poll({ set: 1 }), "poll/3": poll({ set: 1, state: "closed" }),
    "poll/4": poll({ set: 1, state: "draft", opened_ms: undefined }), "poll/5": poll({}), "poll/6": poll({ methods: { agreed_by: "group" } }),
    "tally/2": { agreed: { africa: { value: 3 } } }, "tally/3": { agreed: { africa: { value: 2 }, asia: { value: 1 } } },
  } });
  return rows;
}

test("a break-out is about its set, or about what runs", () => {
  const rows = meeting();
  assert.deepEqual(agreedQuestions(rows, "region", pause).map(([id]) => id), [3, 2]);
  assert.deepEqual(agreedQuestions(rows, "region").map(([id]) => id), [2, 5]);
  assert.deepEqual(agreedQuestions(rows, "group").map(([id]) => id), [6]);
});

test("groups keep their places, and say how far they are", () => {
  const groups = breakGroups(meeting(), pause);
  assert.deepEqual(groups, [
    { key: "africa", state: "ready", agreed: 2, of: 2 }, { key: "asia", state: null, agreed: 1, of: 2 }, { key: "europe", state: "more_time", agreed: 0, of: 2 },
  ]);
  assert.deepEqual(readiness(groups), { ready: 1, more: 1, all: 3 });
  assert.deepEqual(breakGroups(meeting(), { title: "coffee", since_ms: 0 }), []);
});

test("a key is a region or a group", () => {
  const rows = meeting();
  assert.equal(unitOfKey(rows, "asia"), "region");
  assert.equal(unitOfKey(rows, "government"), "group");
  assert.equal(unitOfKey(rows, "gone"), null);
});
