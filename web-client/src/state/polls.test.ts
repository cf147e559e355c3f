import assert from "node:assert/strict";
import { test } from "node:test";
import { agreementWord, currentPolls, latestPolls, wildRange } from "./polls.ts";
import { MeetingRows } from "./rows.ts";

const poll = (more: object) => ({ question: "?", short: "", scale: { first: 1, points: 5, polarity: "unipolar", labels: [] }, methods: {}, showing: "live", state: "open", shown: false, electorate: 5, in: 0, ...more });

test("questions of one set are shown together, in the order of the set", () => {
  const rows = new MeetingRows();
  rows.snapshot({ epoch: 1, version: 1, rows: {
    "set/1": { title: "six", polls: [3, 2, 4] },
    "poll/2": poll({ set: 1, opened_ms: 10 }), "poll/3": poll({ set: 1, opened_ms: 10 }), "poll/4": poll({ set: 1, state: "draft" }),
    "poll/1": poll({ opened_ms: 5, state: "closed", shown: true }),
  } });
  assert.deepEqual(latestPolls(rows), { set: 1, polls: [3, 2] });
});

test("a result stays on the screen until the next turn is called", () => {
  const rows = new MeetingRows();
  rows.snapshot({ epoch: 1, version: 1, rows: { "poll/1": poll({ opened_ms: 5, state: "closed", final_ms: 50, shown: true }) } });
  assert.deepEqual(currentPolls(rows), { set: null, polls: [1] });
  rows.update({ from: 1, to: 2, set: { floor: { turn: { called_ms: 60 } } } });
  assert.equal(currentPolls(rows), null);
});

test("agreement in words, and what a range hides", () => {
  assert.deepEqual([-0.1, 0.1, 0.43, 0.6, 0.8, 0.95].map(agreementWord), ["agree_divided", "agree_none", "agree_some", "agree_fair", "agree_strong", "agree_near_unanimity"]);
  const scale = { first: 1, points: 5, polarity: "unipolar" as const, labels: [] };
  assert.equal(wildRange(scale, 1, 5), true);
  assert.equal(wildRange(scale, 2, 5), false);
  assert.equal(wildRange(scale, undefined, 5), false);
});
