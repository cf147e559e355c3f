// An answer on its way from the first touch to the ballot: what is chosen, whether it may be sent, and how it is kept on this
// device until it counts. What others do meanwhile does not touch it.

import type { Command } from "../connection/frames.ts";
import type { BallotRow, Cast, Declare, PollId, PollRow } from "../generated/protocol.ts";

/** The values that are chosen; "none": no opinion; null: nothing yet. */
export type Draft = number[] | "none" | null;

type Asked = Pick<PollRow, "kind" | "most" | "scale" | "terms">;

/** The draft after a touch on a value: another choice, or one more or less where several may be chosen. */
export function touched(poll: Asked, draft: Draft, value: number): Draft {
  if (poll.kind !== "choices") return [value];
  const before = Array.isArray(draft) ? draft : [];
  if (before.includes(value)) return before.length > 1 ? before.filter((one) => one !== value) : null;
  return [...before, value].sort((a, b) => a - b);
}

/** By how many more options are chosen than may be. */
export const surplus = (poll: Asked, draft: Draft): number =>
  poll.kind === "choices" && Array.isArray(draft) ? Math.max(0, draft.length - (poll.most ?? poll.scale.points)) : 0;

/** Whether it may be sent. */
export const isWhole = (poll: Asked, draft: Draft): boolean => draft !== null && surplus(poll, draft) === 0;

/** The answer as the protocol has it; null while it is not whole. */
export function answerOf(poll: Asked, draft: Draft): Omit<Cast, "poll"> | null {
  if (draft === null || !isWhole(poll, draft)) return null;
  if (draft === "none") return {};
  return poll.kind === "choices" ? { choices: draft } : { choice: draft[0] as number };
}

/** What a ballot of mine says; null of a secret one, which says only that it is there. */
export function draftOf(poll: Asked, ballot: BallotRow): Draft {
  if (poll.terms.secret) return null;
  if (ballot.choices?.length) return ballot.choices;
  return ballot.choice === undefined ? "none" : [ballot.choice];
}

/** My last ballot to a question among the commands that have no answer yet; undefined: none is on its way. */
export function onItsWay(kept: readonly Command[], poll: PollId): Draft | undefined {
  const [cast] = [...kept].reverse().filter((command) => command.do === "cast" && command.poll === poll) as Cast[];
  if (!cast) return undefined;
  return cast.choices?.length ? cast.choices : cast.choice === undefined ? "none" : [cast.choice];
}

/** The same for a declaration. */
export const declarationOnItsWay = (kept: readonly Command[], poll: PollId): Declare | undefined =>
  ([...kept].reverse().filter((command) => command.do === "declare" && command.poll === poll) as Declare[])[0];

/** What is kept of an answer that does not count yet. */
export interface Kept {
  draft: Draft;
  /** It has been sent, so that a page that is loaded anew does not take it for another change. */
  sent: boolean;
}

/** Something that keeps strings by their keys: `sessionStorage`. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Answers begun on this device for one link. A full or forbidden shelf keeps nothing over a reload, and harms nothing else. */
export class Drafts {
  private readonly shelf: Shelf;
  private readonly scope: string;

  constructor(shelf: Shelf, scope: string) {
    this.shelf = shelf;
    this.scope = scope;
  }

  read(poll: PollId): Kept | null {
    try {
      const kept = JSON.parse(this.shelf.getItem(this.key(poll)) ?? "null") as Kept | null;
      return kept && (kept.draft === "none" || kept.draft === null || Array.isArray(kept.draft)) ? kept : null;
    } catch {
      return null;
    }
  }

  keep(poll: PollId, kept: Kept): void {
    try {
      this.shelf.setItem(this.key(poll), JSON.stringify(kept));
    } catch {
      // Not over a reload, then.
    }
  }

  drop(poll: PollId): void {
    try {
      this.shelf.removeItem(this.key(poll));
    } catch {
      // It was not there.
    }
  }

  private key(poll: PollId): string {
    return `answer ${this.scope} ${poll}`;
  }
}
