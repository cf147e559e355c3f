// Sealed sets: the code as people type it, opening with it, and what a device keeps.
import assert from "node:assert/strict";
import { createCipheriv, createHash } from "node:crypto";
import { test } from "node:test";
import { codeOf, keepSets, unseal } from "./sealed.ts";

const CODE = "7KQ29XDM40BTWZ6H";

function sealedWith(code: string, plain: unknown): string {
  const nonce = Buffer.from("000102030405060708090a0b", "hex");
  const cipher = createCipheriv("aes-256-gcm", createHash("sha256").update(code).digest(), nonce);
  return Buffer.concat([nonce, cipher.update(JSON.stringify(plain)), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

test("a code is read however it is typed", () => {
  assert.equal(codeOf("7kq2-9xdm 4obt-wz6h"), CODE);
  assert.equal(codeOf(" 7KQ2-9XDM-40BT-WZ6H "), CODE);
  assert.equal(codeOf("1LI1-9XDM-40BT-WZ6H"), "11119XDM40BTWZ6H");
  assert.equal(codeOf("7KQ2-9XDM-40BT"), null);
  assert.equal(codeOf("7KQ2-9XDM-40BT-WZ6U"), null);
});

test("the code opens its set, another does not", async () => {
  const row = { question: "Ready?", short: "ready" };
  assert.deepEqual(await unseal(sealedWith(CODE, [[3, row], [4, row]]), CODE), [[3, row], [4, row]]);
  assert.deepEqual(await unseal(sealedWith(CODE, { 3: row }), CODE), [[3, row]]);
  assert.equal(await unseal(sealedWith(CODE, [[3, row]]), "8KQ29XDM40BTWZ6H"), null);
});

test("a device keeps sealed sets until the meeting opens them, and what it opened while they are the same", () => {
  const row = { question: "?" } as never;
  const first = keepSets({ sealed: {}, open: {} }, new Map([[1, "aa"], [2, "bb"]]), new Set(), true);
  assert.deepEqual(first, { sealed: { 1: "aa", 2: "bb" }, open: {} });
  const opened = { ...first, open: { 1: [[3, row]] as [number, never][] } };
  assert.deepEqual(keepSets(opened, new Map(), new Set(), false), opened, "without the server nothing is forgotten");
  assert.deepEqual(keepSets(opened, new Map([[1, "cc"], [2, "bb"]]), new Set(), true), { sealed: { 1: "cc", 2: "bb" }, open: {} });
  assert.deepEqual(keepSets(opened, new Map([[2, "bb"]]), new Set([1]), true), { sealed: { 2: "bb" }, open: {} });
  assert.deepEqual(keepSets(opened, new Map([[2, "bb"]]), new Set(), true), { sealed: { 2: "bb" }, open: {} });
});
