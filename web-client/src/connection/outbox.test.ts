import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "./frames.ts";
import { Outbox, type Kept, type Shelf } from "./outbox.ts";

const asked = (what: string) => ({ do: what }) as unknown as Command;

function shelf(): Shelf & { kept: Map<string, Kept> } {
  const kept = new Map<string, Kept>();
  return {
    kept,
    put: async (sender, one) => void kept.set(`${sender} ${one.n}`, one),
    remove: async (sender, n) => void kept.delete(`${sender} ${n}`),
  };
}

test("commands keep their order and number until they are answered", () => {
  const box = new Outbox("s", 0);
  box.add(asked("raise"), 1000);
  box.add(asked("lower"), 2000);
  assert.deepEqual(box.waiting.map((k) => k.n), [1, 2]);
  assert.ok(box.settle({ n: 1, done: 5 }));
  assert.deepEqual(box.waiting.map((k) => k.n), [2]);
  assert.equal(box.add(asked("raise"), 3000).n, 3);
});

test("an answer is given once, however often it comes", () => {
  const box = new Outbox("s", 0);
  let answers = 0;
  box.add(asked("raise"), 1, () => answers++);
  assert.ok(box.settle({ n: 1, done: 5 }));
  assert.ok(!box.settle({ n: 1, done: 5 }));
  assert.equal(answers, 1);
});

test("a refusal is an answer too", () => {
  const box = new Outbox("s", 0);
  let seen = "";
  box.add(asked("raise"), 1, (reply) => (seen = reply.refused?.code ?? ""));
  box.settle({ n: 1, refused: { code: "queue_closed", text: "the queue is closed" } });
  assert.equal(seen, "queue_closed");
  assert.equal(box.size, 0);
});

test("what a closed page left behind goes out under its old numbers, and new ones go on from there", async () => {
  const store = shelf();
  const before = new Outbox("s", 4, [], store);
  before.add(asked("hands_now"), 10);
  before.add(asked("lower"), 20);
  const after = new Outbox("s", 4, [...store.kept.values()], store);
  assert.deepEqual(after.waiting.map((k) => [k.n, k.pressed_ms]), [[5, 10], [6, 20]]);
  assert.equal(after.add(asked("raise"), 30).n, 7);
  for (const n of [5, 6, 7]) after.settle({ n, done: 5 });
  assert.equal(store.kept.size, 0);
});

test("a store that fails loses nothing while the page lives", async () => {
  const box = new Outbox("s", 0, [], { put: () => Promise.reject(new Error("full")), remove: () => Promise.reject(new Error("full")) });
  box.add(asked("raise"), 1);
  assert.equal(box.size, 1);
  box.settle({ n: 1, done: 5 });
  assert.equal(box.size, 0);
});
