import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, keepDraft } from "./drafts.ts";

test("a draft is kept, and forgotten; without a store there is none", () => {
  assert.equal(draftOf("agreed 1 africa"), null);
  keepDraft("agreed 1 africa", { value: 3 });
  const held = new Map<string, string>();
  Object.assign(globalThis, { sessionStorage: { getItem: (k: string) => held.get(k) ?? null, setItem: (k: string, v: string) => void held.set(k, v), removeItem: (k: string) => void held.delete(k) } });
  keepDraft("agreed 1 africa", { value: 3 });
  assert.deepEqual(draftOf("agreed 1 africa"), { value: 3 });
  assert.equal(draftOf("agreed 2 africa"), null);
  keepDraft("agreed 1 africa", null);
  assert.equal(draftOf("agreed 1 africa"), null);
});
