// An answer from the first touch to the ballot, and what is kept of it over a reload.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, Drafts, draftOf, isWhole, onItsWay, surplus, touched } from "./answer.ts";
import type { PollRow } from "../generated/protocol.ts";

const asked = (more: Partial<PollRow>): PollRow => ({
  kind: "likert", scale: { first: 1, points: 5, polarity: "unipolar", labels: [] }, terms: { secret: false }, ...more,
} as PollRow);
const several = asked({ kind: "choices", most: 2, scale: { first: 1, points: 4, polarity: "unipolar", labels: ["a", "b", "c", "d"] } });

test("one of several replaces, several of several are added and taken back", () => {
  assert.deepEqual(touched(asked({}), [2], 4), [4]);
  assert.deepEqual(touched(several, null, 3), [3]);
  assert.deepEqual(touched(several, [3], 1), [1, 3]);
  assert.deepEqual(touched(several, [1, 3], 3), [1]);
  assert.equal(touched(several, [1], 1), null);
  assert.deepEqual(touched(several, "none", 1), [1]);
});

test("more than may be chosen is not sent, and neither is nothing", () => {
  assert.equal(surplus(several, [1, 2, 3]), 1);
  assert.equal(isWhole(several, [1, 2, 3]), false);
  assert.equal(answerOf(several, [1, 2, 3]), null);
  assert.equal(answerOf(several, null), null);
  assert.deepEqual(answerOf(several, [1, 3]), { choices: [1, 3] });
  assert.deepEqual(answerOf(asked({}), [0]), { choice: 0 });
  assert.deepEqual(answerOf(asked({}), "none"), {});
});

test("a ballot says what was chosen, a secret one only that it is there", () => {
  assert.deepEqual(draftOf(asked({}), { choice: 3, at_ms: 1 }), [3]);
  assert.deepEqual(draftOf(several, { choices: [1, 2], at_ms: 1 }), [1, 2]);
  assert.equal(draftOf(asked({}), { at_ms: 1 }), "none");
  assert.equal(draftOf(asked({ terms: { secret: true } as PollRow["terms"] }), { at_ms: 1 }), null);
});

test("a draft is kept by link and question, and a shelf that refuses harms nothing", () => {
  const shelf = new Map<string, string>();
  const storage = { getItem: (key: string) => shelf.get(key) ?? null, setItem: (key: string, value: string) => void shelf.set(key, value), removeItem: (key: string) => void shelf.delete(key) };
  const drafts = new Drafts(storage, "/m/x/l/1/");
  drafts.keep(4, { draft: [2, 3], sent: false });
  assert.deepEqual(drafts.read(4), { draft: [2, 3], sent: false });
  assert.equal(new Drafts(storage, "/m/x/l/2/").read(4), null);
  drafts.drop(4);
  assert.equal(drafts.read(4), null);
  shelf.set("answer /m/x/l/1/ 4", "{");
  assert.equal(drafts.read(4), null);
  const broken = new Drafts({ getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => undefined }, "");
  broken.keep(1, { draft: [1], sent: false });
});

test("the last answer on its way is shown, whatever else is", () => {
  const kept = [{ do: "cast", poll: 1, choice: 2 }, { do: "raise" }, { do: "cast", poll: 2, choices: [1, 2] }, { do: "cast", poll: 1, choice: 4 }, { do: "cast", poll: 3 }] as never;
  assert.deepEqual(onItsWay(kept, 1), [4]);
  assert.deepEqual(onItsWay(kept, 2), [1, 2]);
  assert.equal(onItsWay(kept, 3), "none");
  assert.equal(onItsWay(kept, 4), undefined);
});
