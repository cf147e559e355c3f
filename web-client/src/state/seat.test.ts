// What a page shows as kept or sending stays until the rows that show its effect are there.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Command, ServerFrame } from "../connection/frames.ts";
import { Outbox } from "../connection/outbox.ts";
import type { Ears } from "../connection/transport.ts";
import { Seat } from "./seat.ts";

async function seated(t: TestContext) {
  let ears!: Ears;
  const seat = new Seat({ outbox: new Outbox("s", 0), open: (_, given) => ((ears = given), { send: () => true, close() {} }) });
  t.after(() => seat.stop("elsewhere"));
  seat.start();
  ears.opened();
  await Promise.resolve();
  ears.heard({ t: "welcome", meeting: "m", role: "display", link: 1, now_ms: 1000, speed: 1, build: "a" });
  ears.heard({ t: "snapshot", epoch: 1, version: 7, rows: {} } as unknown as ServerFrame);
  return { seat, hear: (frame: object) => ears.heard(frame as ServerFrame) };
}

const raise = { do: "raise" } as unknown as Command;

test("a command that was carried out is shown as kept until the rows reach its version", async (t) => {
  const { seat, hear } = await seated(t);
  void seat.command(raise);
  assert.equal(seat.kept.value.length, 1);
  hear({ t: "reply", n: 1, done: 9 });
  assert.equal(seat.unsent.value, 0);
  assert.deepEqual(seat.kept.value, [raise]);
  hear({ t: "update", from: 7, to: 9, set: {} });
  assert.deepEqual(seat.kept.value, []);
});

test("a refused command, and one whose version the rows have, are gone at once", async (t) => {
  const { seat, hear } = await seated(t);
  void seat.command(raise);
  hear({ t: "reply", n: 1, refused: { code: "queue_closed", text: "no" } });
  assert.deepEqual(seat.kept.value, []);
  void seat.command(raise);
  hear({ t: "update", from: 7, to: 8, set: {} });
  hear({ t: "reply", n: 2, done: 8 });
  assert.deepEqual(seat.kept.value, []);
});

test("a version that changes no row of the page does not keep a command for ever", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { seat, hear } = await seated(t);
  void seat.command(raise);
  hear({ t: "reply", n: 1, done: 9 });
  assert.equal(seat.kept.value.length, 1);
  t.mock.timers.tick(2_000);
  assert.deepEqual(seat.kept.value, []);
});
