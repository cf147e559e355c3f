import assert from "node:assert/strict";
import { test } from "node:test";
import type { PollRow } from "../../generated/protocol.ts";
import { pointsOf, refitted, scaleAfter } from "./question.ts";

const WORDS = { low: "not at all", high: "completely", against: "against", agree: "for", option: (n: number) => `option ${n}` };
const scale = (labels: string[], points = 5): Pick<PollRow, "scale" | "kind"> => ({ kind: "likert", scale: { first: 1, points, polarity: "unipolar", labels } });

test("a question that becomes another kind gets points that it can have", () => {
  assert.deepEqual(pointsOf("choice", scale(["a", "b"]), WORDS), { options: ["option 1", "option 2"] });
  assert.deepEqual(pointsOf("choices", { ...scale(["tea", "coffee", "water"], 3), kind: "choice" }, WORDS), { options: ["tea", "coffee", "water"] });
  assert.deepEqual(pointsOf("vote", scale([]), WORDS), {});
  assert.equal(pointsOf("temperature", scale([]), WORDS).scale?.polarity, "bipolar");
});

test("labels in other languages go when there are no longer as many in the first", () => {
  const wordings = [{ language: "es", question: "¿?", labels: ["nada", "todo"] }, { language: "ar", question: "؟" }];
  assert.deepEqual(refitted(wordings, 2), wordings);
  assert.deepEqual(refitted(wordings, 3), [{ language: "es", question: "¿?" }, { language: "ar", question: "؟" }]);
});

test("what is asked for next is made from the points that were asked for, not from those that are saved", () => {
  const before = scale(["not at all", "completely"]).scale;
  const options = scaleAfter(before, { options: ["tea", "coffee", "water"] });
  assert.deepEqual([options.labels, options.points], [["tea", "coffee", "water"], 3]);
  assert.deepEqual(pointsOf("choices", { kind: "choice", scale: options }, WORDS), { options: ["tea", "coffee", "water"] });
  assert.equal(scaleAfter(before, pointsOf("temperature", scale([]), WORDS)).polarity, "bipolar");
  assert.equal(scaleAfter(before, {}), before);
});
