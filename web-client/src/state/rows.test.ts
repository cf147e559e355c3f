import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals-core";
import { MeetingRows } from "./rows.ts";

function known() {
  const rows = new MeetingRows();
  rows.snapshot({ epoch: 1, version: 10, rows: { floor: { turn: 1 }, "hand/2": { name: "b" }, "hand/10": { name: "c" } } });
  return rows;
}

test("a snapshot is everything: what it does not name is gone", () => {
  const rows = known();
  rows.snapshot({ epoch: 2, version: 3, rows: { "hand/4": {} } });
  assert.deepEqual(rows.keys("hand/").value, ["hand/4"]);
  assert.equal(rows.row("floor").value, undefined);
  assert.deepEqual(rows.position(), { epoch: 2, version: 3 });
});

test("an update is applied if and only if from <= mine < to", () => {
  const rows = known();
  assert.ok(rows.update({ from: 10, to: 12, set: { floor: { turn: 2 } }, removed: ["hand/2"] }));
  assert.deepEqual(rows.row("floor").value, { turn: 2 });
  assert.deepEqual(rows.keys("hand/").value, ["hand/10"]);
  assert.ok(rows.update({ from: 8, to: 13, set: { floor: { turn: 3 } } }), "an overlapping one counts");
  assert.equal(rows.position()?.version, 13);
});

test("a repeated update changes nothing", () => {
  const rows = known();
  assert.ok(rows.update({ from: 8, to: 10, set: { floor: { turn: 9 } } }));
  assert.deepEqual(rows.row("floor").value, { turn: 1 });
});

test("a gap is refused and changes nothing", () => {
  const rows = known();
  assert.equal(rows.update({ from: 11, to: 12, set: { floor: { turn: 9 } } }), false);
  assert.deepEqual(rows.row("floor").value, { turn: 1 });
  assert.equal(rows.position()?.version, 10);
});

test("before the first snapshot every update is a gap", () => {
  assert.equal(new MeetingRows().update({ from: 0, to: 1, set: {} }), false);
});

test("keys come in the order of their numbers, and change only when keys do", () => {
  const rows = known();
  let renders = 0;
  effect(() => {
    void rows.keys("hand/").value;
    renders++;
  });
  assert.deepEqual(rows.keys("hand/").value, ["hand/2", "hand/10"]);
  rows.update({ from: 10, to: 11, set: { "hand/2": { name: "changed" } } });
  assert.equal(renders, 1);
  rows.update({ from: 11, to: 12, set: { "hand/3": {} } });
  assert.equal(renders, 2);
});

test("what changes together is seen together", () => {
  const rows = known();
  const seen: string[] = [];
  effect(() => void seen.push(`${JSON.stringify(rows.row("floor").value)} ${rows.keys("hand/").value.length}`));
  rows.update({ from: 10, to: 11, set: { floor: { turn: 2 } }, removed: ["hand/2"] });
  assert.deepEqual(seen, ['{"turn":1} 2', '{"turn":2} 1']);
});

test("own rows have their own version, live rows a counter that forgets at welcome", () => {
  const rows = known();
  assert.ok(rows.own({ from: 0, to: 4, set: { "my/hand": { n: 1 } } }));
  assert.ok(rows.own({ from: 0, to: 4, set: { "my/hand": { n: 2 } } }));
  assert.deepEqual(rows.row("my/hand").value, { n: 1 });
  assert.equal(rows.own({ from: 16, to: 17, set: {} }), false);
  rows.live({ n: 2, set: { "live/hub/1": { rtt_ms: 600 } } });
  rows.live({ n: 1, set: { "live/hub/1": { rtt_ms: 1 } } });
  assert.deepEqual(rows.row("live/hub/1").value, { rtt_ms: 600 });
  rows.snapshot({ epoch: 1, version: 11, rows: {} });
  assert.deepEqual(rows.row("my/hand").value, { n: 1 }, "a snapshot of the meeting leaves one's own");
  rows.ownSnapshot({ epoch: 1, version: 11, rows: {} });
  assert.equal(rows.row("my/hand").value, undefined);
  rows.welcome({ meeting: "m", build: "", role: "display", link: 1, now_ms: 0, speed: 1 });
  assert.deepEqual(rows.keys("live/").value, []);
});
