// A piece of a form that is kept on this device while the tab lives: what others do, a reload and a lost link leave it alone.

import { useState } from "preact/hooks";

/** As `useState`, kept under a key of this link; a value equal to `initial` is not kept. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const name = `${key} ${location.pathname}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(name);
      return kept === null ? initial : (JSON.parse(kept) as T);
    } catch {
      return initial;
    }
  });
  const change = (next: T) => {
    setValue(next);
    try {
      if (JSON.stringify(next) === JSON.stringify(initial)) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // Not over a reload, then.
    }
  };
  return [value, change];
}
