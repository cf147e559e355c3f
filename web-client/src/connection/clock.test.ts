import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "./clock.ts";

test("the quickest exchange decides, half of its round trip being the way back", () => {
  let own = 1000;
  const clock = new ServerClock(() => own);
  clock.welcome(500_000, 1);
  assert.equal(clock.now_ms(), 500_000);
  own = 2000;
  clock.answer(1400, 501_000); // 600 ms there and back
  assert.equal(clock.now_ms(), 501_300);
  own = 3000;
  clock.answer(2980, 502_500); // 20 ms there and back
  assert.equal(clock.now_ms(), 502_510);
  own = 4000;
  clock.answer(3000, 777_777); // slower, so not believed
  assert.equal(clock.now_ms(), 503_510);
  assert.equal(clock.rtt_ms(), 20);
});

test("a scaled meeting runs faster than the page", () => {
  let own = 0;
  const clock = new ServerClock(() => own);
  clock.welcome(0, 60);
  own = 1000;
  assert.equal(clock.now_ms(), 60_000);
});
