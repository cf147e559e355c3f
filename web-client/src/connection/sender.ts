// Which sender this page is: one per page instance, never two pages at once, taken up again after a reload.

import { Outbox, type Kept } from "./outbox.ts";
import { freshSecret } from "./session.ts";
import { IndexedShelf } from "./shelf.ts";

interface Mark {
  sender: string;
  n: number;
}

/**
 * The outbox of this page. A reload goes on as the same sender; a tab that was duplicated becomes a sender of its own;
 * a new tab takes over what a closed tab of the same link left unsent.
 * `keep`: keep commands in IndexedDB (pages of people whose link is bad, whose battery is low).
 */
export async function openOutbox(scope: string, keep: boolean): Promise<Outbox> {
  const shelf = keep ? await IndexedShelf.open(scope) : null;
  const left = shelf ? await shelf.all().catch(() => new Map<string, Kept[]>()) : new Map<string, Kept[]>();
  const mark = readMark(scope);
  const candidates = [...(mark ? [mark.sender] : []), ...left.keys()];
  for (const sender of candidates) {
    if (await hold(`${scope} ${sender}`)) {
      return watched(scope, new Outbox(sender, mark?.sender === sender ? mark.n : 0, left.get(sender) ?? [], shelf));
    }
  }
  const sender = freshSecret();
  await hold(`${scope} ${sender}`);
  return watched(scope, new Outbox(sender, 0, [], shelf));
}

/** Writes the highest number down at each command, so that a reload never uses one twice. */
function watched(scope: string, outbox: Outbox): Outbox {
  const write = () => {
    try {
      sessionStorage.setItem(`sender ${scope}`, JSON.stringify({ sender: outbox.sender, n: outbox.highest } satisfies Mark));
    } catch {
      // Without session storage a reload becomes a new sender, which is safe.
    }
  };
  write();
  outbox.onchange(write);
  return outbox;
}

function readMark(scope: string): Mark | null {
  try {
    const mark = JSON.parse(sessionStorage.getItem(`sender ${scope}`) ?? "null") as Mark | null;
    return typeof mark?.sender === "string" && typeof mark.n === "number" ? mark : null;
  } catch {
    return null;
  }
}

const STAMP_MS = 2_000;
const DEAD_MS = 6_000;

/** Holds a name for as long as this page lives; false if another page of this browser holds it. */
export async function hold(name: string): Promise<boolean> {
  if (navigator.locks) {
    return new Promise((resolve) => {
      void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise(() => {}) : undefined; // given back by the browser when the page is gone
      });
    });
  }
  // Locks exist on https and localhost only; elsewhere a stamp that is renewed says that its page lives.
  try {
    const key = `held ${name}`;
    const stamped = Number(localStorage.getItem(key) ?? 0);
    if (Date.now() - stamped < DEAD_MS) return false;
    const stamp = () => localStorage.setItem(key, String(Date.now()));
    stamp();
    setInterval(stamp, STAMP_MS);
    addEventListener("pagehide", () => localStorage.removeItem(key));
    return true;
  } catch {
    return true;
  }
}
