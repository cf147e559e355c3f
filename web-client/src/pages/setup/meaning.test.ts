import assert from "node:assert/strict";
import { test } from "node:test";
import { firstCalls, longestWait, type Settings } from "./meaning.ts";

const four: Settings = {
  preset: "equal_footing", newcomers_first: true, newcomer_cap: 3,
  microphones: ["g", "p", "c", "t"].map((key) => ({ key, weight: 1 })),
};
const told = (settings: Settings) => firstCalls(settings, 6).map((call) => `${call.microphone} ${call.side}`);

test("equal footing: microphones rotate, the sides take turns at each", () => {
  assert.deepEqual(told(four), ["g room", "p hub", "c room", "t online", "g hub", "p room"]);
});

test("a microphone of weight 2 is called twice as often", () => {
  const calls = firstCalls({ ...four, microphones: [{ key: "g", weight: 2 }, { key: "p", weight: 1 }] }, 3).map((call) => call.microphone);
  assert.deepEqual(calls, ["g", "p", "g"]);
});

test("netmundial: six slots, two of them remote", () => {
  assert.deepEqual(told({ ...four, preset: "netmundial" }), ["g room", "p room", "g hub", "c room", "t room", "p online"]);
});

test("a single line goes by the moment of raising", () => {
  assert.deepEqual(told({ ...four, preset: "single_line" }), ["g room", "p hub", "c room", "t online", "g hub", "p room"]);
});

test("without microphones nobody is called", () => {
  assert.deepEqual(told({ ...four, microphones: [] }), []);
});

test("the longest wait grows with microphones, sides, weights and newcomers", () => {
  assert.deepEqual(longestWait(four, 5), { calls: 39, calls_newcomers: 63 });
  assert.deepEqual(longestWait({ ...four, newcomers_first: false }, 5), { calls: 39 });
  assert.deepEqual(longestWait({ ...four, newcomers_first: false, preset: "single_line" }, 5), { calls: 4 });
  assert.deepEqual(longestWait({ ...four, newcomers_first: false, preset: "netmundial" }, 5), { calls: 29 });
  const uneven = { ...four, newcomers_first: false, microphones: [{ key: "g", weight: 2 }, { key: "p", weight: 1 }] };
  assert.equal(longestWait(uneven, 1).calls, 4, "p waits for its second call while g is called three times");
});
