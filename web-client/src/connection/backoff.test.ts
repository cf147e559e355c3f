import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff_ms, FIRST_MS, MOST_MS } from "./backoff.ts";

test("the bound doubles from half a second to twenty seconds", () => {
  const bounds = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => backoff_ms(attempt, 1));
  assert.deepEqual(bounds, [FIRST_MS, 1000, 2000, 4000, 8000, 16_000, MOST_MS, MOST_MS]);
});

test("anything below the bound may come, so that waves spread", () => {
  assert.equal(backoff_ms(9, 0), 0);
  assert.equal(backoff_ms(9, 0.25), MOST_MS / 4);
});
