// One page's seat in a meeting: its rows, its connection, its outbox and its clock, and how they stand, as signals.

import { effect, signal, type Signal } from "@preact/signals-core";
import { ServerClock } from "../connection/clock.ts";
import { Connection, ownClock_ms, type Standing } from "../connection/connection.ts";
import type { Command, Reply, Welcome } from "../connection/frames.ts";
import type { Session, Trouble } from "../connection/session.ts";
import type { Outbox } from "../connection/outbox.ts";
import type { Opener } from "../connection/transport.ts";
import type { Kept } from "./kept.ts";
import { inWords } from "../text/refusals.ts";
import { MeetingRows } from "./rows.ts";

/** How often `now` moves, real ms. */
const TICK_MS = 250;

/** Rows follow an answer within a fraction of this, real ms. */
const ROWS_DUE_MS = 2_000;

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
  /**
   * The commands whose effect these rows do not show yet, in order: unanswered ones, and those that the server has
   * carried out by a version that is still to come. So what a page shows as kept or sending never vanishes before its row is there.
   */
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
  private readonly outbox: Outbox;
  private ahead: { command: Command; done: number }[] = [];

  constructor(options: Options) {
    const { outbox } = options;
    const seat = this;
    this.outbox = outbox;
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
      const version = this.rows.version.value;
      this.ahead = this.ahead.filter((one) => one.done > version);
      this.kept.value = [...this.ahead, ...outbox.waiting].map((one) => one.command);
    };
    outbox.onchange(count);
    outbox.ondone((command, done) => {
      if (done <= this.rows.version.peek()) return;
      const one = { command, done };
      this.ahead.push(one);
      // A version that changes none of this page's rows is never sent to it.
      setTimeout(() => {
        this.ahead = this.ahead.filter((other) => other !== one);
        count();
      }, ROWS_DUE_MS);
    });
    // Also whenever the rows reach another version.
    effect(count);
    let wasOpen = false;
    effect(() => {
      const isOpen = this.rows.row("meeting").value?.gate === "open";
      if (isOpen && !wasOpen) this.connection.ready();
      wasOpen = isOpen;
    });
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

  /** Somebody touches the page: a hand may come of it. */
  touched(): void {
    this.connection.ready();
  }

  /** Asks the meeting for something; see `Connection.command`. What is refused is said in the language on screen. */
  async command(command: Command): Promise<Reply> {
    return inWords(await this.connection.command(command));
  }

  /** Shows rows that were kept, as of a moment of this device's clock: the server cannot be reached. */
  restore({ rows, welcome, at_ms }: Kept): void {
    if (this.rows.ready.peek() || this.standing.peek().is === "stopped") return;
    this.welcome.value ??= welcome;
    this.rows.restore(rows);
    if (this.standing.peek().is === "connecting") this.standing.value = { is: "offline", since_ms: at_ms, back_at_ms: null };
  }

  /** Takes back kept commands, while there is no link; with the meeting's time at which each was pressed. */
  withdraw(which: (command: Command) => boolean): { command: Command; pressed_ms: number }[] {
    return this.outbox.withdraw(which).map(({ command, pressed_ms }) => ({ command, pressed_ms: this.clock.isKnown ? this.clock.at_ms(pressed_ms) : Date.now() }));
  }

  /** Calls `run` now and whenever a signal that it reads changes. Returns the way to stop it. */
  watch(run: () => void): () => void {
    return effect(run);
  }
}
