import assert from "node:assert/strict";
import { test } from "node:test";
import { lastPart_ms, readClock, type Turning } from "./clock.ts";

const turn: Turning = { limit_ms: 120_000, spoken_ms: 0, running_since_ms: 1000, started_ms: 1000 };

test("before the first word it stands at the limit", () => {
  const r = readClock({ limit_ms: 120_000, spoken_ms: 0 }, 99_000);
  assert.deepEqual([r.kind, r.digits_ms, r.left], ["called", 120_000, 1]);
});

test("calm, the last half minute, over time", () => {
  assert.equal(readClock(turn, 37_000).kind, "calm");
  assert.equal(readClock(turn, 37_000).digits_ms, 84_000);
  assert.equal(readClock(turn, 91_000).kind, "last");
  const over = readClock(turn, 133_500);
  assert.deepEqual([over.kind, over.digits_ms, over.left], ["over", 12_000, 0]);
});

test("the last part is a quarter of short limits", () => {
  assert.equal(lastPart_ms(120_000), 30_000);
  assert.equal(lastPart_ms(600_000), 30_000);
  assert.equal(lastPart_ms(40_000), 10_000);
});

test("paused, the digits stand and the pause is told", () => {
  const r = readClock({ limit_ms: 120_000, spoken_ms: 36_000, started_ms: 1000, paused_since_ms: 50_000 }, 64_000);
  assert.deepEqual([r.kind, r.digits_ms, r.paused_ms], ["paused", 84_000, 14_000]);
});

test("unheard for ten seconds, it stands where it was and says so", () => {
  const early = readClock(turn, 37_000, 9_000);
  assert.equal(early.stale, false);
  const stale = readClock(turn, 37_000, 14_000);
  assert.equal(stale.stale, true);
  assert.equal(stale.digits_ms, 88_000);
  assert.equal(readClock(turn, 97_000, 74_000).digits_ms, 88_000);
});
