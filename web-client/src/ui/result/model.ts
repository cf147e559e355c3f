// A result as it is drawn: which bars, in which order, with which labels. Screens, the public page and the pictures that are
// handed out all begin here, so that they say the same.

import type { Part, PollId, PollRow, Scale, TallyRow, Unit } from "../../generated/protocol.ts";
import { isRunning, keyLost, partName, unitKeys } from "../../state/polls.ts";
import type { MeetingRows } from "../../state/rows.ts";
import { texts } from "../../text/index.ts";
import { scaleOf } from "../question.ts";
import type { Figures } from "../scale.ts";

const t = texts("result");

/** By what a result is broken down. */
export type Dimension = Unit | "place";

/** One row: everybody, or one region, group or place. */
export interface ResultLine {
  key: string;
  label: string;
  /** For each point, in the order in which they are drawn; null: not shown. */
  counts: number[] | null;
  /** Answers. */
  n: number;
  wild: boolean;
  /** The same row in the earlier round. */
  before?: number[] | null;
  /** Words in place of what is not shown. */
  instead?: string;
  /** Shares of equal weights, and no counts. */
  weighted?: boolean;
}

/** A result, or the empty frame of one that is not shown yet. */
export interface Result {
  id: PollId;
  poll: PollRow;
  /** Absent: not shown, or nothing could be counted. */
  tally?: TallyRow;
  /** The scale in the order in which it is drawn. */
  scale: Scale;
  figures: Figures;
  /** Each option has a bar of its own, because options have no order between them. */
  options: boolean;
  all: ResultLine;
  /** Everybody, in the earlier round of the same question. */
  round?: ResultLine;
  /** Everybody, each region or group with equal weight. */
  equal?: ResultLine;
  by: Dimension | null;
  /** By what else it could be broken down. */
  dimensions: Dimension[];
  parts: ResultLine[];
}

/** Fewer answers are said to be few; others are hidden for what they would tell. */
const LEAST = 5;

/** The result of a question; `by`: the breakdown wanted. Undefined: there is no such question. */
export function resultOf(rows: MeetingRows, id: PollId, by?: Dimension): Result | undefined {
  const poll = rows.row(`poll/${id}`).value;
  if (!poll) return undefined;
  const tally = keyLost(poll) ? undefined : rows.row(`tally/${id}`).value;
  const { scale, order } = drawn(poll);
  const options = poll.kind === "choice" || poll.kind === "choices";
  const figures: Figures = poll.kind === "vote" || poll.kind === "objection" ? "count" : "percent";
  const dimensions = tally ? dimensionsOf(tally) : [];
  const chosen = by && dimensions.includes(by) ? by : dimensions[0] ?? null;
  const line = (key: string, label: string, part: Part | undefined, before?: Part): ResultLine => ({
    key, label, n: part?.votes.n ?? 0, wild: part?.stats?.wild ?? false,
    counts: part && !part.hidden && part.votes.counts.length ? ordered(part.votes.counts, order) : null,
    ...(before && !before.hidden && before.votes.counts.length && before.votes.n > 0 ? { before: ordered(before.votes.counts, order) } : {}),
    ...(part && part.votes.n >= LEAST ? { instead: t("poll_hidden") } : {}),
  });
  const earlier = options ? undefined : earlierOf(rows, poll);
  const everybody = tally ? line("all", t("all"), tally.all) : { ...line("all", t("all"), undefined), counts: Array.from({ length: scale.points }, () => 0) };
  const parts = tally && chosen ? partsOf(poll, tally, chosen) : [];
  const result: Result = {
    id, poll, scale, figures, options, all: everybody, by: chosen, dimensions,
    // Before the result the frame stands already, with all regions, so that nothing jumps when it is shown.
    parts: tally ? parts.map(([key, part]) => line(key, labelOf(rows, chosen as Dimension, key), part, earlier && partAt(earlier.tally, chosen as Dimension, key)))
      : frameKeys(rows, poll).map(([unit, key]) => line(key, partName(rows, unit, key), undefined)),
  };
  if (tally) result.tally = tally;
  if (tally && earlier) result.round = { ...line("round", t("round_first", { n: earlier.id }), earlier.tally.all), key: "round" };
  if (tally?.weighted && poll.terms.weighting === "unit" && !options) {
    const shares = ordered(tally.weighted.shares.map((share) => Math.round(share * 10_000)), order);
    result.equal = { key: "equal", label: t(`equal_${poll.terms.weigh_by}`, { n: tally.weighted.units.length }), counts: shares, n: tally.weighted.units.length, wild: false, weighted: true };
  }
  return result;
}

/** Whether there is anything to draw. */
export const isEmpty = (result: Result): boolean => !result.all.counts || result.all.n === 0;

/** Whether a result is shown that may still move. */
export const isProvisional = (poll: PollRow): boolean => isRunning(poll) && poll.shown;

/**
 * The scale as it is drawn. A vote has its two sides round the line and abstentions apart, in the neutral column; an
 * objection call has its two sides; all others are drawn as they are counted. `order`: the counted point of each drawn one.
 */
function drawn(poll: PollRow): { scale: Scale; order: number[] } {
  const scale = scaleOf(poll);
  const order = poll.kind === "vote" ? [1, 2, 0] : poll.kind === "objection" ? [1, 0] : Array.from({ length: scale.points }, (_, i) => i);
  if (poll.kind !== "vote" && poll.kind !== "objection") return { scale, order };
  return { scale: { ...scale, polarity: "bipolar", labels: order.map((i) => scale.labels[i] as string) }, order };
}

const ordered = (counts: readonly number[], order: readonly number[]) => order.map((i) => counts[i] ?? 0);

function dimensionsOf(tally: TallyRow): Dimension[] {
  const found: [Dimension, unknown][] = [["region", tally.regions], ["group", tally.groups], ["place", tally.places]];
  return found.filter(([, parts]) => Object.keys(parts as object).length > 0).map(([by]) => by);
}

const mapOf = (tally: TallyRow, by: Dimension) => (by === "region" ? tally.regions : by === "group" ? tally.groups : tally.places);
const partAt = (tally: TallyRow, by: Dimension, key: string): Part | undefined => mapOf(tally, by)[key];

/** The parts by their keys; and what belongs to none of them, where nothing is kept back that could be computed from it. */
function partsOf(poll: PollRow, tally: TallyRow, by: Dimension): [string, Part][] {
  const found = Object.entries(mapOf(tally, by));
  const { n, counts } = tally.all.votes;
  if (poll.terms.secret || found.some(([, part]) => part.hidden || !part.votes.counts.length)) return found;
  const left = n - found.reduce((sum, [, part]) => sum + part.votes.n, 0);
  const rest = counts.map((count, i) => count - found.reduce((sum, [, part]) => sum + (part.votes.counts[i] ?? 0), 0));
  if (left > 0 && rest.every((count) => count >= 0)) found.push(["", { votes: { n: left, counts: rest, no_opinion: 0 } }]);
  return found;
}

/** The name of a part. */
export function labelOf(rows: MeetingRows, by: Dimension, key: string): string {
  if (key === "") return t(`not_stated_${by}`);
  return by === "place" && !key.startsWith("hub/") ? t(key === "room" ? "side_room" : "side_online") : partName(rows, by, key);
}

function frameKeys(rows: MeetingRows, poll: PollRow): [Unit, string][] {
  if (poll.terms.secret && poll.terms.breakdown !== "region" && poll.terms.breakdown !== "group") return [];
  const unit = poll.terms.secret && poll.terms.breakdown === "group" ? "group" : "region";
  return unitKeys(rows, unit).map((key) => [unit, key]);
}

/** The earlier round, where its result is shown and its points are the same. */
function earlierOf(rows: MeetingRows, poll: PollRow): { id: PollId; tally: TallyRow } | undefined {
  if (poll.round_of === undefined) return undefined;
  const before = rows.row(`poll/${poll.round_of}`).value;
  const tally = rows.row(`tally/${poll.round_of}`).value;
  return before && tally && before.kind === poll.kind && before.scale.points === poll.scale.points && tally.all.votes.n > 0 ? { id: poll.round_of, tally } : undefined;
}
