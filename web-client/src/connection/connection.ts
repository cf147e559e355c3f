// One page's connection to its meeting: opens a way, keeps it alive, comes back by itself, sends what waits.
//
// It knows frames and time; it knows no rows (it hands them to a `RowKeeper`) and no screen.

import { backoff_ms } from "./backoff.ts";
import type { ServerClock } from "./clock.ts";
import { type Command, NO_RIGHTS, type Reply, type RowKeeper, type ServerFrame, type Welcome } from "./frames.ts";
import type { Kept, Outbox } from "./outbox.ts";
import type { Trouble } from "./session.ts";
import type { Ears, Opener, Way } from "./transport.ts";

/** How things stand between page and meeting. Moments are of the device's clock, ms since 1970. */
export type Standing =
  | { is: "connecting" }
  | { is: "live" }
  /** `back_at_ms`: when a server that said goodbye expects to be back. */
  | { is: "offline"; since_ms: number; back_at_ms: number | null }
  /** For good: nothing more is tried. */
  | { is: "stopped"; trouble: Trouble | "elsewhere"; text: string };

/** What a connection needs from outside. */
export interface Surroundings {
  open: Opener;
  outbox: Outbox;
  clock: ServerClock;
  rows: RowKeeper;
  /** The build of this page; empty: that of the first server it meets. */
  build: string;
  /** How often the server is asked for its time while nothing else is heard; 5 s for screens, 15 s for phones. */
  heartbeat_ms?: number;
  /** Asks whether the link still opens, when no way opens; says why not, or null while it does or nobody knows. */
  mayEnter?(): Promise<Trouble | null>;
  /** Loads the page anew, when the server is of another build and nothing is unsent. */
  reload?(): void;
  /** This page's clock, whole ms, never going back; the server knows it by the `time` messages. */
  own?(): number;
  /** A clock for people, ms since 1970. */
  date?(): number;
  /** Whether the page can be seen; a radio that nobody looks at is left alone. */
  visible?(): boolean;
  random?(): number;
  after?(delay_ms: number, what: () => void): () => void;
}

/** Close codes that say: do not come back; and what one of them means. */
const STOP_FROM = 4100;
const STOP_TO = 4199;
const NO_MEETING = 4103;
/** A command that came too fast is sent again after so long, at least. */
const AGAIN_MS = 1_000;
/** Roles that raise hands: only their clocks need to be known. */
const RAISING = ["participant", "steward", "hub_operator", "online_moderator", "moderator"];
/** Samples of this page's clock when a hand may come at any moment, and by the way. */
const SAMPLES = 8;
const PAIR = 2;
/** A page that can be seen gives a sample this often; eight at once no more often either. */
const SAMPLE_EVERY_MS = 20_000;
/** A page that cannot be seen says this often that it is there. */
const HIDDEN_MS = 60_000;
/** No answer for this long, plus twice the round trip, and the way is taken for dead. */
const DEAD_MS = 10_000;
/** The way over WebSockets is left after so many that never opened. */
const SOCKETS_TRIED = 2;
/** On the other way, every so many attempts try a WebSocket again. */
const SOCKET_AGAIN = 5;

/** This page's clock: it never goes back while the page lives, and goes on over a reload. */
export const ownClock_ms = (): number => Math.round(performance.timeOrigin + performance.now());

export class Connection {
  private standing: Standing = { is: "connecting" };
  private way: Way | null = null;
  private attempt = 0;
  private neverOpened = 0;
  private greeted = false;
  private heard_own_ms = 0;
  private asked = 0;
  /** Time messages that follow the answers to come: see `sample`. */
  private more = 0;
  private sampled_own_ms = -Infinity;
  private chained_own_ms = -Infinity;
  private raises = false;
  private readonly questions = new Map<number, number>();
  private cancel: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private serverBuild = "";
  private build: string;
  private resyncing = false;

  private readonly own: () => number;
  private readonly date: () => number;
  private readonly visible: () => boolean;
  private readonly random: () => number;
  private readonly after: (delay_ms: number, what: () => void) => () => void;
  private readonly heartbeat_ms: number;
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
    this.build = around.build;
    this.own = around.own ?? ownClock_ms;
    this.date = around.date ?? Date.now;
    this.visible = around.visible ?? (() => typeof document === "undefined" || document.visibilityState === "visible");
    this.random = around.random ?? Math.random;
    this.heartbeat_ms = around.heartbeat_ms ?? 5_000;
    this.after = around.after ?? ((delay_ms, what) => {
      const timer = setTimeout(what, delay_ms);
      return () => clearTimeout(timer);
    });
    around.outbox.onchange(() => this.reloadIfDue());
  }

  /** How things stand now. */
  get state(): Standing {
    return this.standing;
  }

  /** Since when nothing has been heard from the server, ms; 0 before the first word. */
  get silence_ms(): number {
    return this.heard_own_ms ? this.own() - this.heard_own_ms : 0;
  }

  /** Calls back whenever `state` changes. Returns the way to stop it. */
  onchange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins, and does not end until `stop`. */
  start(): void {
    this.connect();
  }

  /** Ends for good. */
  stop(trouble: Trouble | "elsewhere" = "elsewhere", text = ""): void {
    this.drop();
    this.become({ is: "stopped", trouble, text });
  }

  /** Something changed outside (the network came back, the page is seen again): try at once. */
  nudge(): void {
    if (this.standing.is === "stopped") return;
    if (this.way) this.sample(PAIR);
    else {
      this.drop();
      this.connect();
    }
  }

  /** A hand may come at any moment (the queue opens, somebody touches the page): the server shall know this page's clock. */
  ready(): void {
    if (!this.greeted || !this.raises || this.own() - this.chained_own_ms < SAMPLE_EVERY_MS) return;
    this.chained_own_ms = this.own();
    this.sample(SAMPLES);
  }

  /**
   * Asks the meeting for something. It is kept, and sent as soon as there is a way; the answer may come after minutes.
   * Never rejects: a refusal is an answer, with `refused`.
   */
  command(command: Command): Promise<Reply> {
    return new Promise((resolve) => {
      const kept = this.around.outbox.add(command, this.own(), resolve);
      if (this.greeted) this.post(kept);
    });
  }

  private connect(): void {
    const kind = this.neverOpened < SOCKETS_TRIED || this.attempt % SOCKET_AGAIN === SOCKET_AGAIN - 1 ? "socket" : "events";
    let opened = false;
    let way: Way | null = null;
    const ears: Ears = {
      opened: () => {
        opened = true;
        // On a way that opens at once `way` is not there yet: greet when it is.
        queueMicrotask(() => way && this.way === way && this.greet(way));
      },
      heard: (frame) => this.way === way && this.hear(frame),
      closed: (code, reason) => {
        if (this.way !== way) return;
        if (kind === "socket") this.neverOpened = opened ? 0 : this.neverOpened + 1;
        this.lost(code, reason);
      },
    };
    try {
      way = this.around.open(kind, ears);
      this.way = way;
      this.cancel.push(this.after(DEAD_MS, () => this.way === way && !this.greeted && this.giveUp(kind, opened)));
    } catch {
      this.way = null;
      this.neverOpened += 1;
      this.lost(1006, "");
    }
  }

  private giveUp(kind: "socket" | "events", opened: boolean): void {
    if (kind === "socket" && !opened) this.neverOpened += 1;
    this.lost(1006, "");
  }

  private greet(way: Way): void {
    const at = this.around.rows.position();
    way.send({ t: "hello", sender: this.around.outbox.sender, ...(at ? { at } : {}), ...(this.build ? { build: this.build } : {}) });
  }

  private hear(frame: ServerFrame): void {
    this.heard_own_ms = this.own();
    switch (frame.t) {
      case "welcome":
        return this.welcomed(frame);
      case "snapshot":
        this.resyncing = false;
        return this.fit(this.around.rows.snapshot(frame));
      case "update":
        return this.fit(this.around.rows.update(frame));
      case "own_snapshot":
        return this.fit(this.around.rows.ownSnapshot(frame));
      case "own":
        return this.fit(this.around.rows.own(frame));
      case "live":
        return this.fit(this.around.rows.live(frame));
      case "reply":
        return this.replied(frame);
      case "time": {
        const asked = this.questions.get(frame.c);
        this.questions.clear();
        if (asked === undefined) return;
        this.around.clock.answer(asked, frame.now_ms);
        if (this.more > 0) {
          this.more -= 1;
          this.ask();
        }
        return;
      }
      case "bye":
        if (frame.back_in_ms === undefined) return this.stop("elsewhere", frame.why);
        this.drop();
        this.becomeOffline(this.date() + frame.back_in_ms);
        return this.later(frame.back_in_ms + backoff_ms(2, this.random()));
    }
  }

  /** "Too fast" and "stopping" are no answers to what was asked: the command is sent again a little later. */
  private replied(reply: Reply): void {
    const code = reply.refused?.code;
    if (code !== "too_fast" && code !== "stopping") {
      this.around.outbox.settle(reply);
      return;
    }
    const kept = this.around.outbox.waiting.find((one) => one.n === reply.n);
    if (kept) this.cancel.push(this.after(AGAIN_MS + backoff_ms(1, this.random()), () => this.greeted && this.post(kept)));
  }

  private welcomed(frame: Welcome): void {
    this.around.clock.welcome(frame.now_ms, frame.speed);
    this.around.rows.welcome(frame);
    this.raises = RAISING.includes(frame.role);
    this.serverBuild = frame.build;
    this.build ||= frame.build;
    this.resyncing = false;
    this.greeted = true;
    this.attempt = 0;
    this.become({ is: "live" });
    for (const kept of this.around.outbox.waiting) this.post(kept);
    this.reloadIfDue();
    this.sample(PAIR);
    this.beat();
  }

  /** After a gap everything is asked for anew, once. */
  private fit(fits: boolean): void {
    if (fits || this.resyncing) return;
    this.resyncing = true;
    this.way?.send({ t: "resync" });
  }

  private post(kept: Kept): void {
    this.way?.send({ t: "command", ...kept });
  }

  /**
   * Tells the server this page's clock, and tells it again on each answer: the server pings before it answers, and a message
   * that follows its pong at once bounds the clock from both sides.
   */
  private sample(count: number): void {
    this.more = Math.max(this.more, (this.raises ? count : 1) - 1);
    this.sampled_own_ms = this.own();
    this.ask();
  }

  private ask(): void {
    // The number of the question is the time of asking, by this page's clock: the server compares clocks by it.
    const c = (this.asked = Math.max(this.asked + 1, Math.round(this.own())));
    this.questions.set(c, c);
    this.way?.send({ t: "time", c });
  }

  private beat(): void {
    const way = this.way;
    this.cancel.push(this.after(this.heartbeat_ms, () => {
      if (this.way !== way) return;
      const oldest = Math.min(...this.questions.values());
      const patience_ms = DEAD_MS + 2 * (this.around.clock.rtt_ms() ?? 0);
      if (this.questions.size && this.own() - Math.max(oldest, this.heard_own_ms) > patience_ms) return this.lost(1006, "");
      const since_ms = this.own() - this.sampled_own_ms;
      if (!this.visible()) {
        if (since_ms >= HIDDEN_MS) this.sample(1);
      } else if (since_ms >= SAMPLE_EVERY_MS - this.heartbeat_ms) this.sample(PAIR);
      else this.ask();
      this.beat();
    }));
  }

  private lost(code: number, reason: string): void {
    this.drop();
    if (code >= STOP_FROM && code <= STOP_TO) {
      const trouble = code === NO_RIGHTS || code === NO_MEETING ? "link" : "elsewhere";
      return this.become({ is: "stopped", trouble, text: reason });
    }
    this.becomeOffline(null);
    this.later(backoff_ms(this.attempt++, this.random()));
    // A browser does not tell why a socket was refused: a link that was revoked meanwhile is asked for apart.
    if (this.attempt > 1) void this.around.mayEnter?.().then((trouble) => trouble && this.stop(trouble));
  }

  private later(delay_ms: number): void {
    this.cancel.push(this.after(delay_ms, () => this.connect()));
  }

  private drop(): void {
    const way = this.way;
    this.way = null;
    this.greeted = false;
    this.more = 0;
    this.questions.clear();
    for (const cancel of this.cancel.splice(0)) cancel();
    way?.close();
  }

  private becomeOffline(back_at_ms: number | null): void {
    if (this.standing.is === "connecting" && this.attempt === 0) return; // one failed attempt is not yet worth a sentence
    const since_ms = this.standing.is === "offline" ? this.standing.since_ms : this.date();
    this.become({ is: "offline", since_ms, back_at_ms });
  }

  private become(standing: Standing): void {
    this.standing = standing;
    for (const listener of this.listeners) listener();
  }

  private reloadIfDue(): void {
    const { outbox, reload } = this.around;
    if (this.serverBuild !== this.build && outbox.size === 0 && this.standing.is === "live") reload?.();
  }
}
