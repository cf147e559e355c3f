// The server's clock, as this page knows it: an offset from the page's own clock, and the speed of a scaled meeting.

/** One exchange of `time` messages: when it was asked and answered by this page's clock, and what the server said. */
interface Sample {
  asked_ms: number;
  rtt_ms: number;
  server_ms: number;
}

const KEPT = 8;

/** Tells the server's time. `own` is a clock of this page that never goes back, in ms. */
export class ServerClock {
  private base_ms = 0;
  private base_own_ms = 0;
  private known = false;
  private samples: Sample[] = [];
  /** How fast the meeting's clock runs; 1 but for simulations. */
  speed = 1;

  private readonly own: () => number;

  constructor(own: () => number = () => performance.now()) {
    this.own = own;
  }

  /** Whether the server has told its time yet. */
  get isKnown(): boolean {
    return this.known;
  }

  /** The server's time now, in ms since 1970; the device's own until the server has told. */
  now_ms(): number {
    return this.known ? this.base_ms + (this.own() - this.base_own_ms) * this.speed : Date.now();
  }

  /** The server's time at a moment of this page's clock. */
  at_ms(own_ms: number): number {
    return this.base_ms + (own_ms - this.base_own_ms) * this.speed;
  }

  /** A first statement without a round trip: the `welcome`. A later `time` exchange corrects it. */
  welcome(now_ms: number, speed: number): void {
    this.samples = [];
    this.speed = speed > 0 ? speed : 1;
    this.set(now_ms, this.own());
  }

  /** An answer to a question asked at `asked_own_ms` by this page's clock. The quickest of the last eight is believed. */
  answer(asked_own_ms: number, server_ms: number): void {
    const rtt_ms = Math.max(0, this.own() - asked_own_ms);
    this.samples.push({ asked_ms: asked_own_ms, rtt_ms, server_ms });
    if (this.samples.length > KEPT) this.samples.shift();
    const best = this.samples.reduce((a, b) => (b.rtt_ms < a.rtt_ms ? b : a));
    this.set(best.server_ms, best.asked_ms + best.rtt_ms / 2);
  }

  /** The quickest recent round trip, ms, or null. */
  rtt_ms(): number | null {
    return this.samples.length ? Math.min(...this.samples.map((s) => s.rtt_ms)) : null;
  }

  private set(server_ms: number, own_ms: number): void {
    this.base_ms = server_ms;
    this.base_own_ms = own_ms;
    this.known = true;
  }
}
