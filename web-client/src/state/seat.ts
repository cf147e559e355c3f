// One page's seat in a meeting: its rows, its connection, its outbox and its clock, and how they stand, as signals.

import { effect, signal, type Signal } from "@preact/signals-core";
import { ServerClock } from "../connection/clock.ts";
import { Connection, ownClock_ms, type Standing } from "../connection/connection.ts";
import type { Command, Reply, Welcome } from "../connection/frames.ts";
import type { Session, Trouble } from "../connection/session.ts";
import type { Outbox } from "../connection/outbox.ts";
import type { Opener } from "../connection/transport.ts";
import { MeetingRows } from "./rows.ts";

/** How often `now` moves, real ms. */
const TICK_MS = 250;

interface Options {
  outbox: Outbox;
  open: Opener;
  /** 5 s for screens and desks, 15 s for phones. */
  heartbeat_ms?: number;
  mayEnter?(): Promise<Trouble | null>;
  reload?(): void;
}

/** What a page has of its meeting. */
export class Seat {
  /** The rows: `seat.rows.row("floor").value`. */
  readonly rows = new MeetingRows();
  /** How things stand with the server. */
  readonly standing: Signal<Standing> = signal<Standing>({ is: "connecting" });
  /** How many commands have no answer yet. */
  readonly unsent = signal(0);
  /** The commands that have no answer yet, in order: for pages that show what is kept. */
  readonly kept: Signal<readonly Command[]> = signal<readonly Command[]>([]);
  /** Who this page is: role, link, place, person. Null before the first welcome. */
  readonly welcome: Signal<Welcome | null> = signal<Welcome | null>(null);
  /** The session, as the server told it on entering; `shared` asks for the form by which people join. */
  readonly session: Signal<Session | null> = signal<Session | null>(null);
  /** The meeting's clock, ms since 1970, moving four times a second while somebody reads it. */
  readonly now: Signal<number>;
  /** Since when nothing has been heard, ms; moves with `now`. */
  readonly silence = signal(0);
  /** When something was last heard, device clock, ms since 1970. */
  heard_ms = Date.now();

  readonly clock = new ServerClock(ownClock_ms);
  private readonly connection: Connection;

  constructor(options: Options) {
    const { outbox } = options;
    const seat = this;
    this.connection = new Connection({
      ...options,
      build: "",
      clock: this.clock,
      rows: {
        position: () => seat.rows.position(),
        welcome: (frame) => {
          seat.rows.welcome(frame);
          seat.welcome.value = frame;
        },
        snapshot: (frame) => seat.rows.snapshot(frame),
        update: (frame) => seat.rows.update(frame),
        ownSnapshot: (frame) => seat.rows.ownSnapshot(frame),
        own: (frame) => seat.rows.own(frame),
        live: (frame) => seat.rows.live(frame),
      },
    });
    this.connection.onchange(() => (this.standing.value = this.connection.state));
    const count = () => {
      this.unsent.value = outbox.size;
      this.kept.value = outbox.waiting.map((one) => one.command);
    };
    outbox.onchange(count);
    count();
    let ticking: ReturnType<typeof setInterval> | undefined;
    const tick = () => {
      this.now.value = this.clock.now_ms();
      this.silence.value = this.connection.silence_ms;
      this.heard_ms = Date.now() - this.connection.silence_ms;
    };
    this.now = signal(this.clock.now_ms(), {
      watched: () => {
        tick();
        ticking = setInterval(tick, TICK_MS);
      },
      unwatched: () => clearInterval(ticking),
    });
  }

  /** Begins to connect. */
  start(): void {
    this.connection.start();
  }

  /** Ends for good, saying why. */
  stop(trouble: Parameters<Connection["stop"]>[0], text?: string): void {
    this.connection.stop(trouble, text);
  }

  /** Tries at once: the network is back, or the page is seen again. */
  nudge(): void {
    this.connection.nudge();
  }

  /** Asks the meeting for something; see `Connection.command`. */
  command(command: Command): Promise<Reply> {
    return this.connection.command(command);
  }

  /** Calls `run` now and whenever a signal that it reads changes. Returns the way to stop it. */
  watch(run: () => void): () => void {
    return effect(run);
  }
}
