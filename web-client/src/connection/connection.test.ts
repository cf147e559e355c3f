// A connection against a server of a few lines and a clock that the test turns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "./clock.ts";
import { Connection } from "./connection.ts";
import type { ClientFrame, Command, RowKeeper, ServerFrame } from "./frames.ts";
import { Outbox } from "./outbox.ts";
import type { Ears } from "./transport.ts";

const asked = (what: string) => ({ do: what }) as unknown as Command;

/** A world of one page: `ways` are the ways it opened, `tick` lets time pass. */
function world(options: { build?: string; fits?: () => boolean; visible?: () => boolean } = {}) {
  let now = 0;
  let timers: { at: number; what: () => void }[] = [];
  const ways: { kind: string; ears: Ears; said: ClientFrame[]; closed: boolean }[] = [];
  const outbox = new Outbox("sender", 0);
  const clock = new ServerClock(() => now);
  const fits = options.fits ?? (() => true);
  const rows: RowKeeper = { position: () => ({ epoch: 1, version: 7 }), welcome() {}, snapshot: fits, update: fits, ownSnapshot: fits, own: fits, live: fits };
  let reloads = 0;
  const connection = new Connection({
    outbox, clock, rows, build: options.build ?? "a", own: () => now, date: () => now, random: () => 1, reload: () => reloads++, visible: options.visible ?? (() => true),
    after(delay_ms, what) {
      const timer = { at: now + delay_ms, what };
      timers.push(timer);
      return () => (timers = timers.filter((t) => t !== timer));
    },
    open(kind, ears) {
      const way = { kind, ears, said: [] as ClientFrame[], closed: false };
      ways.push(way);
      return { send: (frame) => (way.said.push(frame), true), close: () => (way.closed = true) };
    },
  });
  const last = () => ways[ways.length - 1]!;
  return {
    connection, outbox, ways, clock, last,
    reloads: () => reloads,
    async tick(ms: number) {
      const until = now + ms;
      for (;;) {
        const due = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((t) => t !== due);
        now = Math.max(now, due.at);
        due.what();
        await Promise.resolve();
      }
      now = until;
    },
    async up(build = "a", role: "display" | "participant" = "display") {
      last().ears.opened();
      await Promise.resolve();
      last().ears.heard({ t: "welcome", meeting: "m", role, link: 1, now_ms: 1000, speed: 1, build });
    },
    hear: (frame: ServerFrame) => last().ears.heard(frame),
    times: () => last().said.flatMap((f) => (f.t === "time" ? [f.c] : [])),
    commands: () => last().said.filter((f) => f.t === "command"),
  };
}

test("it greets with its position, and is live when it is welcomed", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  assert.deepEqual(w.last().said[0], { t: "hello", sender: "sender", at: { epoch: 1, version: 7 }, build: "a" });
  assert.equal(w.connection.state.is, "live");
});

test("what was asked while offline is sent once back, in order, and again until it is answered", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  w.last().ears.closed(1006, "");
  assert.equal(w.connection.state.is, "offline");
  const answers: boolean[] = [];
  void w.connection.command(asked("raise")).then((r) => answers.push(!r.refused));
  void w.connection.command(asked("lower")).then((r) => answers.push(!r.refused));
  await w.tick(20_000);
  await w.up();
  assert.deepEqual(w.commands().map((c) => c.t === "command" && c.n), [1, 2]);
  w.hear({ t: "reply", n: 1, done: 9 });
  w.last().ears.closed(1006, ""); // the second reply is lost
  await w.tick(20_000);
  await w.up();
  assert.deepEqual(w.commands().map((c) => c.t === "command" && c.n), [2]);
  w.hear({ t: "reply", n: 2, done: 9 });
  await Promise.resolve();
  assert.deepEqual(answers, [true, true]);
  assert.equal(w.outbox.size, 0);
});

test("two WebSockets that never open lead to events, and now and then back", async () => {
  const w = world();
  w.connection.start();
  w.last().ears.closed(1006, "");
  await w.tick(500);
  w.last().ears.closed(1006, "");
  await w.tick(1000);
  assert.deepEqual(w.ways.map((x) => x.kind), ["socket", "socket", "events"]);
  await w.up();
  assert.equal(w.connection.state.is, "live");
});

test("a gap asks once for everything anew", async () => {
  let fits = true;
  const w = world({ fits: () => fits });
  w.connection.start();
  await w.up();
  fits = false;
  w.hear({ t: "update", from: 9, to: 10, set: {} });
  w.hear({ t: "update", from: 10, to: 11, set: {} });
  assert.equal(w.last().said.filter((f) => f.t === "resync").length, 1);
  fits = true;
  w.hear({ t: "snapshot", epoch: 1, version: 12, rows: {} });
  fits = false;
  w.hear({ t: "update", from: 19, to: 20, set: {} });
  assert.equal(w.last().said.filter((f) => f.t === "resync").length, 2);
});

test("a silent server is left after ten seconds and two round trips", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  await w.tick(9_000);
  assert.equal(w.connection.state.is, "live");
  await w.tick(8_000);
  assert.equal(w.connection.state.is, "offline");
  assert.ok(w.ways[0]?.closed);
});

test("goodbye says when to come back", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  w.hear({ t: "bye", why: "restart", back_in_ms: 8000 });
  assert.deepEqual(w.connection.state, { is: "offline", since_ms: 0, back_at_ms: 8000 });
  await w.tick(7999);
  assert.equal(w.ways.length, 1);
  await w.tick(2001);
  assert.equal(w.ways.length, 2);
});

test("a page without a build is of the build of the first server it meets", async () => {
  const w = world({ build: "" });
  w.connection.start();
  await w.up("a");
  assert.equal(w.reloads(), 0);
  w.last().ears.closed(1006, "");
  await w.tick(20_000);
  await w.up("b");
  assert.equal(w.reloads(), 1);
});

test("a page of an older build reloads, but not before everything is answered", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  void w.connection.command(asked("raise"));
  w.last().ears.closed(1006, "");
  await w.tick(20_000);
  await w.up("b");
  assert.equal(w.reloads(), 0);
  w.hear({ t: "reply", n: 1, done: 9 });
  assert.equal(w.reloads(), 1);
});

test("a command that came too fast is sent again, and not taken for refused", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  let answered = false;
  void w.connection.command(asked("raise")).then(() => (answered = true));
  w.hear({ t: "reply", n: 1, refused: { code: "too_fast", text: "wait" } });
  await Promise.resolve();
  assert.equal(answered, false);
  await w.tick(2_500);
  assert.equal(w.commands().length, 2);
  w.hear({ t: "reply", n: 1, done: 3 });
  await Promise.resolve();
  assert.equal(answered, true);
});

test("a revoked link ends it", async () => {
  const w = world();
  w.connection.start();
  await w.up();
  w.last().ears.closed(4102, "revoked");
  assert.deepEqual(w.connection.state, { is: "stopped", trouble: "link", text: "revoked" });
  await w.tick(60_000);
  assert.equal(w.ways.length, 1);
});

/** A server that answers every question of the time; `over` lets so many beats pass and says how many were asked. */
function answering(w: ReturnType<typeof world>) {
  let told = 0;
  const answer = () => {
    const before = told;
    while (told < w.times().length) w.hear({ t: "time", c: w.times()[told++]!, now_ms: 1000 });
    return told - before;
  };
  const over = async (beats: number) => {
    let asked = 0;
    for (let beat = 0; beat < beats; beat++) {
      await w.tick(5_000);
      asked += answer();
    }
    return asked;
  };
  return { answer, over };
}

test("a hand that may come has the clock told eight times, each on the answer to the one before", async () => {
  const w = world();
  const server = answering(w);
  w.connection.start();
  await w.up("a", "participant");
  assert.equal(server.answer(), 2, "a pair on the welcome");
  w.connection.ready();
  assert.equal(w.times().length, 3, "the next one waits for the answer");
  assert.equal(server.answer(), 8);
  w.connection.ready();
  assert.equal(server.answer(), 0, "not again at every touch");
  await server.over(4);
  w.connection.ready();
  assert.equal(server.answer(), 8);
});

test("a screen that raises no hands tells its time for life signs only", async () => {
  const w = world();
  const server = answering(w);
  w.connection.start();
  await w.up();
  assert.equal(server.answer(), 1);
  w.connection.ready();
  assert.equal(server.answer(), 0);
});

test("a page gives a pair of samples at least every 20 s while it can be seen, and a life sign a minute otherwise", async () => {
  let seen = true;
  const w = world({ visible: () => seen });
  const server = answering(w);
  w.connection.start();
  await w.up("a", "participant");
  server.answer();
  assert.equal(await server.over(12), 12 + 4, "each beat asks, and every third one twice");
  seen = false;
  assert.equal(await server.over(12), 1);
});
