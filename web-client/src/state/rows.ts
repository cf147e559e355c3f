// What a page knows of its meeting: one signal per row, assigned or deleted, and nothing else.
//
// Three kinds of row. Logged rows have the meeting's version and survive reconnections: a frame is applied if and only if
// it begins at or before what is known and ends after it. Own rows are this seat's alone, under the same rule with a
// version of their own. Live rows (presence, quality of links) have a counter, and are forgotten at each welcome.

import { batch, signal, type Signal } from "@preact/signals-core";
import type { Live, Position, RowKeeper, RowsByKey, Snapshot, Update, Welcome } from "../connection/frames.ts";
import type { Rows } from "../generated/protocol.ts";

/** The key of a row, as `floor` or `hand/17`. */
export type RowKey = keyof Rows & string;

type Kind = "logged" | "own" | "live";
const kindOf = (key: string): Kind => (key === "me" || key.startsWith("my/") ? "own" : key.startsWith("live/") ? "live" : "logged");

const numbers = new Intl.Collator("en", { numeric: true });

/** All rows of a meeting that this page may see. */
export class MeetingRows implements RowKeeper {
  private readonly values = new Map<string, Signal<unknown>>();
  private readonly lists = new Map<string, Signal<string[]>>();
  private readonly present = new Set<string>();
  private at: Position | null = null;
  private own_version = 0;
  private live_n = 0;
  /** True from the first snapshot on. */
  readonly ready = signal(false);
  /** The version of the meeting that the rows show; a reply's `done` says which one contains what was asked for. */
  readonly version = signal(0);

  /**
   * The row under a key, undefined while there is none. Reading `.value` in a component re-renders that component, and
   * no other, when the row changes: `rows.row("floor").value?.turn`, ``rows.row(`hand/${id}`).value``.
   */
  row<K extends RowKey>(key: K): Signal<Rows[K] | undefined> {
    let found = this.values.get(key);
    if (!found) this.values.set(key, (found = signal<unknown>(undefined)));
    return found as Signal<Rows[K] | undefined>;
  }

  /** The keys that begin with a prefix such as `hand/`, numbers in numerical order. Changes only when keys come or go. */
  keys(prefix: string): Signal<string[]> {
    let found = this.lists.get(prefix);
    if (!found) this.lists.set(prefix, (found = signal(this.listed(prefix))));
    return found;
  }

  /** The numbers of the rows `{noun}/{number}`, ascending. */
  ids(noun: "item" | "hub" | "hand" | "turn" | "note" | "set" | "poll" | "tally" | "desk" | "person" | "link"): number[] {
    return this.keys(`${noun}/`).value.map((key) => Number(key.slice(noun.length + 1)));
  }

  /** The rows whose keys are wanted, to be kept. */
  dump(wanted: (key: string) => boolean): RowsByKey {
    return Object.fromEntries([...this.present].filter(wanted).map((key) => [key, this.row(key as RowKey).peek()]));
  }

  /** Shows rows that were kept, until the server's come. No position goes with them: the server then sends everything. */
  restore(rows: RowsByKey): void {
    if (this.at) return;
    batch(() => {
      this.assign(rows);
      this.ready.value = true;
    });
  }

  position(): Position | null {
    return this.at;
  }

  /** A new connection: live rows start again, since all of them come anew. Others stay until the server says otherwise. */
  welcome(_frame: Welcome): void {
    this.live_n = 0;
    batch(() => this.replace("live", {}));
  }

  /** Everything but one's own anew, whatever was known before. */
  snapshot(frame: Snapshot): boolean {
    if (this.at && this.at.epoch !== frame.epoch) this.own_version = 0;
    this.at = { epoch: frame.epoch, version: frame.version };
    batch(() => {
      this.replace("logged", frame.rows);
      this.version.value = frame.version;
      this.ready.value = true;
    });
    return true;
  }

  /** Applies an update if it begins at or before what is known and ends after it. False: a gap. */
  update(frame: Update): boolean {
    if (!this.at || frame.from > this.at.version) return false;
    if (frame.to <= this.at.version) return true; // known already
    this.at = { epoch: this.at.epoch, version: frame.to };
    batch(() => {
      this.assign(frame.set, frame.removed);
      this.version.value = frame.to;
    });
    return true;
  }

  ownSnapshot(frame: Snapshot): boolean {
    this.own_version = frame.version;
    batch(() => this.replace("own", frame.rows));
    return true;
  }

  /** The same for one's own rows. Their version may lag behind the meeting's while nothing of one's own changes. */
  own(frame: Update): boolean {
    if (frame.from > Math.max(this.own_version, this.at?.version ?? 0)) return false;
    if (frame.to <= this.own_version) return true;
    this.own_version = frame.to;
    batch(() => this.assign(frame.set, frame.removed));
    return true;
  }

  /** Live rows: the latest counts, an older one is dropped, nothing is ever asked for again. */
  live(frame: Live): boolean {
    if (frame.n <= this.live_n) return true;
    this.live_n = frame.n;
    batch(() => this.assign(frame.set, frame.removed));
    return true;
  }

  /** All rows of a kind anew: what is not in `rows` is gone. */
  private replace(kind: Kind, rows: RowsByKey): void {
    this.assign(rows, [...this.present].filter((key) => kindOf(key) === kind && !(key in rows)));
  }

  private assign(set: RowsByKey = {}, removed: readonly string[] = []): void {
    const changed: string[] = [];
    for (const [key, value] of Object.entries(set)) {
      if (!this.present.has(key)) changed.push(key);
      this.present.add(key);
      (this.row(key as RowKey) as Signal<unknown>).value = value;
    }
    for (const key of removed) {
      if (this.present.delete(key)) changed.push(key);
      (this.row(key as RowKey) as Signal<unknown>).value = undefined;
    }
    for (const [prefix, list] of this.lists) {
      if (changed.some((key) => key.startsWith(prefix))) list.value = this.listed(prefix);
    }
  }

  private listed(prefix: string): string[] {
    return [...this.present].filter((key) => key.startsWith(prefix)).sort(numbers.compare);
  }
}
