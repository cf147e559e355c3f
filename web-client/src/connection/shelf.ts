// Keeps unanswered commands in IndexedDB, so that closing the tab, or the laptop, loses nothing.

import type { Kept, Shelf } from "./outbox.ts";

const NAME = "evenfloor";
const STORE = "kept";

interface Shelved extends Kept {
  scope: string;
  sender: string;
}

/** The kept commands of one link (`scope` is the path of its page). */
export class IndexedShelf implements Shelf {
  private readonly scope: string;
  private readonly base: IDBDatabase;

  private constructor(scope: string, base: IDBDatabase) {
    this.scope = scope;
    this.base = base;
  }

  /** Opens the shelf; null where the browser has none (private windows of some). */
  static async open(scope: string): Promise<IndexedShelf | null> {
    try {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ["scope", "sender", "n"] });
      return new IndexedShelf(scope, await done(opening));
    } catch {
      return null;
    }
  }

  async put(sender: string, kept: Kept): Promise<void> {
    await done(this.store("readwrite").put({ ...kept, scope: this.scope, sender } satisfies Shelved));
  }

  async remove(sender: string, n: number): Promise<void> {
    await done(this.store("readwrite").delete([this.scope, sender, n]));
  }

  /** Everything kept for this link, by sender. */
  async all(): Promise<Map<string, Kept[]>> {
    const range = IDBKeyRange.bound([this.scope], [this.scope, []]);
    const found = new Map<string, Kept[]>();
    for (const { sender, n, pressed_ms, command } of (await done(this.store("readonly").getAll(range))) as Shelved[]) {
      found.set(sender, [...(found.get(sender) ?? []), { n, pressed_ms, command }]);
    }
    return found;
  }

  private store(mode: IDBTransactionMode): IDBObjectStore {
    return this.base.transaction(STORE, mode).objectStore(STORE);
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
