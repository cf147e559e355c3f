// Commands on their way: kept, with their ids and the moment of the tap, until the meeting has answered.

import type { Command, Reply } from "./frames.ts";

/** One command that has no answer yet. */
export interface Kept {
  /** Counts up for each sender; with the sender it is the command's id for ever. */
  n: number;
  /** When it was asked for, by this page's clock (whole ms, never going back). */
  pressed_ms: number;
  /** `{"do": ...}`, as the protocol says. */
  command: Command;
}

/** Where kept commands outlive the page. All may fail; the outbox then goes on in memory. */
export interface Shelf {
  put(sender: string, kept: Kept): Promise<void>;
  remove(sender: string, n: number): Promise<void>;
}

/** A command is done, or refused, or settled long ago. */
export type Answer = (reply: Reply) => void;

/**
 * Holds what has been asked and not been answered. It sends nothing itself: the connection sends a command when it is
 * added, and all of `waiting` again, in order, after each reconnection; the server's memory of (sender, n) makes the
 * repetition harmless.
 */
export class Outbox {
  private readonly kept = new Map<number, Kept>();
  private readonly answers = new Map<number, Answer>();
  private readonly listeners = new Set<() => void>();

  readonly sender: string;
  private last_n: number;
  private done: ((command: Command, version: number) => void) | null = null;
  private readonly shelf: Shelf | null;

  /** `last_n`: the highest number that this sender has ever used; `left`: commands that an earlier page left behind. */
  constructor(sender: string, last_n: number, left: readonly Kept[] = [], shelf: Shelf | null = null) {
    this.sender = sender;
    this.shelf = shelf;
    this.last_n = left.reduce((most, one) => Math.max(most, one.n), last_n);
    for (const one of left) this.kept.set(one.n, one);
  }

  /** Commands without an answer, in the order in which they were asked. */
  get waiting(): Kept[] {
    return [...this.kept.values()].sort((a, b) => a.n - b.n);
  }

  /** How many commands have no answer yet. */
  get size(): number {
    return this.kept.size;
  }

  /** The highest number used. */
  get highest(): number {
    return this.last_n;
  }

  /** Takes a command. `answer` is called once, if this page lives to see it. */
  add(command: Command, pressed_ms: number, answer?: Answer): Kept {
    const one: Kept = { n: ++this.last_n, pressed_ms: Math.round(pressed_ms), command };
    this.kept.set(one.n, one);
    if (answer) this.answers.set(one.n, answer);
    this.shelf?.put(this.sender, one).catch(() => {}); // a full or forbidden store must not lose the tap
    this.tell();
    return one;
  }

  /** Takes an answer. False: nobody waited for it (a repeated reply). */
  settle(reply: Reply): boolean {
    const kept = this.kept.get(reply.n);
    if (!kept) return false;
    this.kept.delete(reply.n);
    const answer = this.answers.get(reply.n);
    this.answers.delete(reply.n);
    this.shelf?.remove(this.sender, reply.n).catch(() => {});
    if (reply.done !== undefined) this.done?.(kept.command, reply.done);
    this.tell();
    answer?.(reply);
    return true;
  }

  /**
   * Takes back commands that were never answered, for whoever carries them on by other means. One that the server took
   * all the same stays done; its answer then finds nobody.
   */
  withdraw(which: (command: Command) => boolean): Kept[] {
    const taken = this.waiting.filter((one) => which(one.command));
    for (const { n } of taken) {
      this.kept.delete(n);
      this.answers.delete(n);
      this.shelf?.remove(this.sender, n).catch(() => {});
    }
    if (taken.length) this.tell();
    return taken;
  }

  /** Calls back whenever a command comes or goes. Returns the way to stop it. */
  onchange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Says, before the change is told, which command was carried out and by which version of the meeting. */
  ondone(done: (command: Command, version: number) => void): void {
    this.done = done;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
