// A request for another hat: asked, then approved or declined, told once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hatState } from "./hat.ts";

test("a request is asked until the row that showed it is gone, and then approved or declined by one's group", () => {
  assert.equal(hatState({ group: "a" }, null), null);
  assert.deepEqual(hatState({ group: "a" }, { group: "b", seen: false }), { is: "asked", group: "b" });
  assert.deepEqual(hatState({ group: "a", asks_group: "b" }, null), { is: "asked", group: "b" });
  assert.deepEqual(hatState({ group: "a" }, { group: "b", seen: true }), { is: "declined", group: "b" });
  assert.deepEqual(hatState({ group: "b" }, { group: "b", seen: true }), { is: "approved", group: "b" });
  assert.deepEqual(hatState({ group: "b" }, { group: "b", seen: false }), { is: "approved", group: "b" });
});
