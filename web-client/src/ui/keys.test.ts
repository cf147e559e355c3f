import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcutFor, type Shortcut } from "./keys.tsx";

const list: Shortcut[] = [
  { key: "n", does: "next", run() {} },
  { key: "arrowup", alt: true, does: "move up", run() {} },
  { key: "p", does: "poll", run() {}, when: false },
];
const press = (key: string, more: object = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, ...more });

test("single keys work outside fields, and can be switched off", () => {
  assert.equal(shortcutFor(press("N"), false, list, true)?.does, "next");
  assert.equal(shortcutFor(press("n"), true, list, true), null);
  assert.equal(shortcutFor(press("n"), false, list, false), null);
  assert.equal(shortcutFor(press("n", { ctrlKey: true }), false, list, true), null);
  assert.equal(shortcutFor(press("p"), false, list, true), null);
});

test("keys with Alt stay when single keys are off", () => {
  assert.equal(shortcutFor(press("ArrowUp", { altKey: true }), false, list, false)?.does, "move up");
});
