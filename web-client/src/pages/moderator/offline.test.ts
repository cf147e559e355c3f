// The sheet of calls made while the hall has no link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { called, changed, current, dropped, EMPTY, ended, isCalled, revived, spoken_ms, started, toEnter } from "./offline.ts";

test("calling ends whoever had the floor, the turn of before the outage too, and a hand is called once", () => {
  let sheet = called(EMPTY, { hand: 7, name: "Ana" }, 3, 1_000);
  assert.deepEqual(sheet.floor, { turn: 3, ended_ms: 1_000 });
  assert.equal(current(sheet)?.name, "Ana");
  sheet = started(sheet, 5_000);
  sheet = called(sheet, { hand: 8, name: "Ben" }, 3, 65_000);
  assert.deepEqual(sheet.floor, { turn: 3, ended_ms: 1_000 }, "it ended once");
  assert.equal(spoken_ms(sheet.calls[0]!), 60_000);
  assert.equal(called(sheet, { hand: 7, name: "Ana" }, 3, 70_000), sheet);
  sheet = ended(sheet, 3, 95_000);
  assert.equal(current(sheet), undefined);
  assert.equal(spoken_ms(sheet.calls[1]!), 30_000, "from the call, where no clock was started");
  assert.deepEqual(toEnter(sheet).map((call) => call.name), ["Ana", "Ben"]);
});

test("what was entered or refused is entered no more; a refused hand may be called again; what was on its way comes back", () => {
  let sheet = called(called(EMPTY, { hand: 1, name: "Ana" }, undefined, 1), { hand: 2, name: "Ben" }, undefined, 2);
  sheet = changed(changed(sheet, 1, { state: "entered" }), 2, { state: "refused", reason: "no" });
  assert.deepEqual(toEnter(sheet), []);
  assert.equal(isCalled(sheet, 1), true);
  assert.equal(isCalled(sheet, 2), false);
  assert.equal(dropped(sheet, 2).calls.length, 1);
  assert.equal(revived(changed(sheet, 2, { state: "sending" })).calls[1]?.state, "here");
  assert.deepEqual(revived(null), EMPTY);
});
