import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { announce, announceStanding, heard } from "./announce.tsx";

test("a standing is said at once, then at most every thirty seconds, the latest of it", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  announceStanding("position", "4th");
  assert.equal(heard().polite, "4th");
  mock.timers.tick(5_000);
  announceStanding("position", "3rd");
  announceStanding("position", "2nd");
  assert.equal(heard().polite, "4th");
  mock.timers.tick(25_000);
  assert.equal(heard().polite, "2nd");
  mock.timers.tick(31_000);
  announceStanding("position", "1st");
  assert.equal(heard().polite, "1st");
  mock.timers.reset();
});

test("the same words are said again when they are meant again", () => {
  announce("hand raised");
  announce("hand raised");
  assert.equal(heard().polite, "hand raised");
});
