// What somebody has begun to fill in, kept in this tab: a reload, a lost link or another's event does not take it away.

const scoped = (key: string) => `draft ${typeof location === "undefined" ? "" : location.pathname} ${key}`;

/** What was begun under a key; null: nothing was. */
export function draftOf<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(scoped(key)) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Keeps what was begun, or forgets it with null. */
export function keepDraft(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(scoped(key));
    else sessionStorage.setItem(scoped(key), JSON.stringify(value));
  } catch {
    // The store is full or forbidden: then it lasts until a reload.
  }
}
