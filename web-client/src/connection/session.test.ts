import assert from "node:assert/strict";
import { test } from "node:test";
import { freshSecret, openSession, readFragment } from "./session.ts";

const answer = (status: number, body: object) => (async () => new Response(JSON.stringify(body), { status })) as typeof fetch;
const SECRET = "abcdefghijklmnopqrstuv";

test("the fragment has the secret, and on displays the link to join by", () => {
  assert.deepEqual(readFragment(`#${SECRET}`), { secret: SECRET, join: null });
  assert.deepEqual(readFragment(`#${SECRET}&join=7.${SECRET}`), { secret: SECRET, join: { link: 7, secret: SECRET } });
  assert.deepEqual(readFragment("#top"), { secret: null, join: null });
  assert.deepEqual(readFragment(""), { secret: null, join: null });
});

test("a refusal says which, an overload is no refusal", async () => {
  assert.deepEqual(await openSession("/m/x/l/1/", SECRET, answer(410, { code: "revoked" })), { is: "refused", trouble: "revoked" });
  assert.deepEqual(await openSession("/m/x/l/1/", SECRET, answer(403, { code: "wrong_secret" })), { is: "refused", trouble: "link" });
  assert.deepEqual(await openSession("/m/x/l/1/", null, answer(401, { code: "no_secret" })), { is: "refused", trouble: "no_secret" });
  assert.deepEqual(await openSession("/m/x/l/1/", SECRET, answer(429, {})), { is: "unreachable" });
  assert.deepEqual(await openSession("/m/x/l/1/", SECRET, (async () => { throw new TypeError("no network"); }) as typeof fetch), { is: "unreachable" });
});

test("a secret is 22 characters and never the same", () => {
  assert.match(freshSecret(), /^[A-Za-z0-9_-]{22}$/);
  assert.notEqual(freshSecret(), freshSecret());
});
