// The messages of the wire: the generated types, under the names that the connection uses.

import type { Bye, ClientFrame, Command, Live, Position, Reply, ServerFrame, Snapshot, Update, Welcome } from "../generated/protocol.ts";

export type { Bye, ClientFrame, Command, Live, Position, Reply, ServerFrame, Snapshot, Update, Welcome };

/** Close code: the link is unknown or revoked. */
export const NO_RIGHTS = 4102;

/** Whether a command was carried out, now or by an earlier sending whose answer was lost. */
export const isDone = (reply: Reply): boolean => !reply.refused || reply.refused.code === "already_settled";

/** Rows by their key, as `hand/17`. */
export type RowsByKey = Record<string, unknown>;

/** What takes the rows. `false`: the frame does not fit what the page has; a resync is asked for. */
export interface RowKeeper {
  /** The position to resume from; null: nothing is known. */
  position(): Position | null;
  welcome(frame: Welcome): void;
  snapshot(frame: Snapshot): boolean;
  update(frame: Update): boolean;
  ownSnapshot(frame: Snapshot): boolean;
  own(frame: Update): boolean;
  live(frame: Live): boolean;
}
