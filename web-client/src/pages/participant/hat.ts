// How one's own request to speak for another group stands: asked, approved, declined. The server's row says whether staff
// still has to answer; what was asked is remembered here, so that the answer can be told over a reload too.

import type { Key, MeRow } from "../../generated/protocol.ts";

/** What this page remembers of the last request. */
export interface Asked {
  group: Key;
  /** The row has shown it, so that its going means an answer. */
  seen: boolean;
}

/** How it stands; null: nothing was asked, or the answer was read. */
export type HatState = { is: "asked" | "approved" | "declined"; group: Key } | null;

/** How a request stands by one's own row and what is remembered. */
export function hatState(me: Pick<MeRow, "group" | "asks_group">, asked: Asked | null): HatState {
  if (me.asks_group) return { is: "asked", group: me.asks_group };
  if (!asked) return null;
  if (me.group === asked.group) return { is: "approved", group: asked.group };
  return { is: asked.seen ? "declined" : "asked", group: asked.group };
}

const store = () => `hat ${location.pathname}`;

/** What is remembered on this device, for this tab. */
export function remembered(): Asked | null {
  try {
    return JSON.parse(sessionStorage.getItem(store()) ?? "null") as Asked | null;
  } catch {
    return null;
  }
}

/** Remembers a request, or that its answer was read. */
export function remember(asked: Asked | null): void {
  try {
    if (asked) sessionStorage.setItem(store(), JSON.stringify(asked));
    else sessionStorage.removeItem(store());
  } catch {
    // Then a page that is loaded anew does not tell the answer.
  }
}
