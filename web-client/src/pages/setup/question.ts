// A question of the set-up: what kinds have, and the one command that changes what belongs together.

import type { Command } from "../../connection/frames.ts";
import type { Methods, PollId, PollKind, PollRow, Scale, SetPoll, Wording } from "../../generated/protocol.ts";
import { type Chosen, consistent } from "../../state/terms.ts";
import { useLatest } from "./saving.ts";

/** Whether a kind has a scale of the organiser's own. */
export const hasScale = (kind: PollKind): boolean => kind === "likert" || kind === "temperature";
/** Whether a kind has options. */
export const isChoice = (kind: PollKind): boolean => kind === "choice" || kind === "choices";

/** What the points of a new kind are called, in the organiser's language. */
export interface PointWords {
  low: string;
  high: string;
  against: string;
  agree: string;
  option(n: number): string;
}

/** The points that a question begins with when it becomes another kind; options stay options. */
export function pointsOf(kind: PollKind, before: Pick<PollRow, "kind" | "scale">, words: PointWords): Pick<SetPoll, "scale" | "options"> {
  if (isChoice(kind)) return { options: isChoice(before.kind) ? before.scale.labels : [words.option(1), words.option(2)] };
  if (kind === "likert") return { scale: { first: 1, points: 5, polarity: "unipolar", labels: [words.low, words.high] } };
  if (kind === "temperature") return { scale: { first: 1, points: 5, polarity: "bipolar", labels: [words.against, words.agree] } };
  return {};
}

/** The scale that a question has once it is given these points: what is asked for next is made from it. */
export const scaleAfter = (before: Scale, points: Pick<SetPoll, "scale" | "options">): Scale =>
  points.scale ?? (points.options ? { ...before, labels: points.options, points: points.options.length } : before);

/** The wordings, without the labels of those that no longer fit so many points. */
export const refitted = (wordings: readonly Wording[], labels: number): Wording[] =>
  wordings.map(({ language, question, labels: own }) => ({ language, question, ...(own?.length === labels ? { labels: own } : {}) }));

/** What changes a question: each part with all that it rules out, made to what was asked for last. */
export function useQuestion(id: PollId, row: PollRow) {
  const set = (change: Omit<SetPoll, "poll">): Command => ({ do: "set_poll", poll: id, ...change });
  const { kind, terms, methods, showing } = row;
  const latest = useLatest<Chosen & { scale: Scale; wordings: readonly Wording[] }>({ kind, terms, methods, showing, scale: row.scale, wordings: row.wordings ?? [] });
  return {
    set,
    /** The question as it was asked for last. */
    asked: () => latest.current,
    /** Terms, methods or showing. */
    choose(part: Partial<Omit<Chosen, "kind">>): Command {
      const next = consistent({ ...latest.current, ...part });
      latest.current = { ...latest.current, ...next };
      return set({ terms: next.terms, methods: next.methods, showing: next.showing });
    },
    /** Terms, one or several of them. */
    term(part: Partial<Chosen["terms"]>): Command {
      return this.choose({ terms: { ...latest.current.terms, ...part } });
    },
    /** Methods, one or several of them; `agreed_by` without a value takes that method away. */
    method(part: { [K in keyof Methods]?: Methods[K] | undefined }): Command {
      const { agreed_by, ...rest } = { ...latest.current.methods, ...part };
      return this.choose({ methods: { ...rest, ...(agreed_by ? { agreed_by } : {}) } as Methods });
    },
    /** Another kind, with the points that it begins with. */
    become(next: PollKind, words: PointWords): Command {
      const fit = consistent({ ...latest.current, kind: next });
      const points = pointsOf(next, { kind: latest.current.kind, scale: latest.current.scale }, words);
      const wordings = refitted(latest.current.wordings, points.options?.length ?? points.scale?.labels.length ?? 0);
      latest.current = { ...latest.current, ...fit, scale: scaleAfter(latest.current.scale, points), wordings };
      return set({ ...fit, ...points, ...(wordings.length ? { wordings } : {}) });
    },
    /** The scale, one or several of its fields, told or made from those asked for last. */
    scaled(part: Partial<Scale> | ((scale: Scale) => Partial<Scale>)): Command {
      const next = { ...latest.current.scale, ...(typeof part === "function" ? part(latest.current.scale) : part) };
      // Words for every point fit no other number of points; those of the ends do.
      if (next.labels.length > 2 && next.labels.length !== next.points) next.labels = [next.labels[0] as string, next.labels.at(-1) as string];
      const wordings = refitted(latest.current.wordings, next.labels.length);
      latest.current = { ...latest.current, scale: next, wordings };
      return set({ scale: next, ...(wordings.length ? { wordings } : {}) });
    },
    /** The options of a choice. */
    options(options: string[]): Command {
      const wordings = refitted(latest.current.wordings, options.length);
      latest.current = { ...latest.current, scale: scaleAfter(latest.current.scale, { options }), wordings };
      return set({ options, ...(wordings.length ? { wordings } : {}) });
    },
    /** The question in a further language; an empty question takes the language away. */
    worded(language: string, part: Partial<Omit<Wording, "language">>): Command {
      const before = latest.current.wordings;
      const now: Wording = { question: "", ...before.find((one) => one.language === language), ...part, language };
      const wordings = [...before.filter((one) => one.language !== language), ...(now.question ? [now] : [])];
      latest.current = { ...latest.current, wordings };
      return set({ wordings });
    },
  };
}

/** What a part of the form needs. */
export interface QuestionProperties {
  row: PollRow;
  change: ReturnType<typeof useQuestion>;
}
