import assert from "node:assert/strict";
import { test } from "node:test";
import { freshSecret, joinMeeting, openSession, readFragment } from "./session.ts";

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

test("who is told to wait joins later with what was typed and with the same secret", async () => {
  const held = new Map<string, string>();
  Object.assign(globalThis, { sessionStorage: { getItem: (k: string) => held.get(k) ?? null, setItem: (k: string, v: string) => void held.set(k, v), removeItem: (k: string) => void held.delete(k) } });
  const bodies: string[] = [];
  const waited: number[] = [];
  const fetcher = (async (_: string, init: RequestInit) => {
    bodies.push(String(init.body));
    return bodies.length < 3
      ? new Response(JSON.stringify({ code: "too_fast" }), { status: 429, headers: { "retry-after": String(bodies.length * 7) } })
      : new Response(JSON.stringify({ path: "/m/x/l/9/" }), { status: 201 });
  }) as typeof fetch;
  const joined = await joinMeeting("/m/x/l/1/", { name: "Ana" }, async (seconds) => void waited.push(seconds), fetcher);
  assert.deepEqual([joined, waited], [{ path: "/m/x/l/9/" }, [7, 14]]);
  assert.equal(bodies.length, 3);
  assert.equal(new Set(bodies).size, 1);
  assert.match(bodies[0] ?? "", /"name":"Ana"/);
});
