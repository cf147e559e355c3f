// What stands beside a result in words: the method, how many took part, median, agreement, outcome, where answers come from.

import type { PollRow, Stats } from "../../generated/protocol.ts";
import { agreementWord, isRunning, keyLost } from "../../state/polls.ts";
import { outcomeSentences, seenWhileRunning } from "../../state/terms.ts";
import { decimal, number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { pointLabel } from "../Likert.tsx";
import { scaleOf } from "../question.ts";
import { said } from "../Terms.tsx";
import type { Result } from "./model.ts";

const t = texts("result");

/** A piece of a sentence; `b`: bold. */
export type Run = string | { b: string };
/** A sentence. */
export type Runs = Run[];

const lower = (sentence: string) => sentence.charAt(0).toLocaleLowerCase() + sentence.slice(1);
const joined = (words: string[]) => (words.length ? words.reduce((a, b) => t("and_also", { a, b: lower(b) })) : "");

/** The method in one line: secret or by name, and by what answers come. */
export function methodWords(poll: PollRow): string {
  const { methods, terms } = poll;
  return joined([
    ...(poll.kind === "temperature" ? [t("method_temperature")] : poll.kind === "objection" ? [t("method_objection")] : []),
    ...(terms.secret && poll.kind !== "objection" ? [t("method_secret")] : []),
    ...(methods.ballots ? [t(terms.electorate === "organisations" ? "method_organisations" : "method_ballots")] : []),
    ...(methods.passed ? [t("method_passed")] : []),
    ...(methods.agreed_by ? [t(`method_agreed_${methods.agreed_by}`)] : []),
    ...(methods.counted ? [t("method_counted")] : []),
    ...(poll.open_mode ? [t("method_open")] : []),
  ]);
}

/** The words for where a question is in its life, and their ink. */
export function stateWords(poll: PollRow): { words: string; ink: "dotted" | "outline" } {
  if (poll.state === "grace") return { words: t("last_answers"), ink: "dotted" };
  if (isRunning(poll)) return poll.shown && seenWhileRunning(poll) ? { words: t("poll_provisional"), ink: "dotted" } : { words: t("poll_open"), ink: "outline" };
  return { words: t(keyLost(poll) ? "poll_lost" : "poll_final"), ink: "outline" };
}

/** How many answers are in, of how many: leaks no direction. */
export const answersIn = (poll: PollRow): string =>
  poll.electorate > 0 && !poll.methods.agreed_by ? t("answers_in", { n: poll.in, m: poll.electorate }) : t("answers_in_plain", { n: poll.in });

/** Until when a result is hidden; or why there never will be one. */
export function hiddenWords(poll: PollRow): string {
  if (keyLost(poll)) return t("key_lost");
  if (poll.shown && poll.terms.secret && poll.state !== "closed") return t(seenWhileRunning(poll) ? "hidden_steps" : "hidden_secret");
  // A quorum that was missed is not reached any more: only the chair can show the result then.
  if (poll.showing === "on_quorum" && poll.state === "closed") return t("hidden_on_reveal");
  return t(poll.showing === "live" ? "hidden_grace" : `hidden_${poll.showing}`);
}

const hasTurnout = ({ poll, tally }: Result) => tally?.turnout !== undefined && poll.electorate > 0;

/** Whether heads answered that may be on no roster: the share of those who may answer is then one of the ballots alone. */
const withHeads = ({ tally }: Result) => !!tally && ((tally.passed ?? 0) > 0 || Object.keys(tally.counted).length > 0);

/** The figures of a result: how many, what it came to or where its middle lies, how far people agree. `brief`: for a line. */
export function resultWords(result: Result, brief = false): Runs[] {
  const { poll, tally } = result;
  if (!tally) return [];
  const { n, no_opinion } = tally.all.votes;
  const stats = tally.all.stats;
  const turnout = hasTurnout(result) && !withHeads(result);
  const counted = { n: { b: number(n) }, share: { b: percent(tally.turnout ?? 0) }, m: poll.electorate };
  const many = result.figures === "count"
    ? (turnout ? t.pieces<Run>(`count_of_${poll.terms.electorate}`, counted) : t.pieces<Run>("count_of_plain", counted))
    : (turnout ? t.pieces<Run>(`per_cent_of_${poll.terms.electorate}`, counted) : t.pieces<Run>("per_cent_of_plain", counted));
  const words: Runs[] = [many as Runs];
  if (no_opinion > 0) words.push(t.pieces<Run>("no_opinion_n", { n: no_opinion }) as Runs);
  if (poll.kind === "choices" && poll.most !== undefined) words.push([t("up_to", { n: poll.most })]);
  words.push(...outcomeWords(result));
  if (stats && (poll.kind === "likert" || poll.kind === "temperature")) {
    words.push(medianWords(poll, stats, brief), t.pieces<Run>("agreement", { words: { b: t(agreementWord(stats.agreement)) }, a: decimal(stats.agreement, 2) }) as Runs);
  }
  if (stats && tally.wild_groups && poll.kind === "likert") words.push([t("wild_groups")]);
  if (tally.in_steps) words.push([t("in_steps")]);
  return words;
}

/** What it came to: the answer bold, its conditions after it. */
export function outcomeWords({ poll, tally }: Result): Runs[] {
  if (!tally) return [];
  const all = outcomeSentences(poll, tally).filter((one) => one.key !== "outcome_counts");
  const [first, ...rest] = all.map(said);
  const weighted = tally.weighted?.carried === undefined || poll.terms.weighting !== "unit" ? []
    : [[t(tally.weighted.carried ? `equal_carried_${poll.terms.weigh_by}` : `equal_not_carried_${poll.terms.weigh_by}`)]];
  return first === undefined ? [] : [[{ b: first }, ...rest.map((one) => ` ${one}`)], ...weighted];
}

/** The median in words where every point has one; else in figures. With its quartiles, but for words on a line. */
export function medianWords(poll: PollRow, stats: Stats, brief = false): Runs {
  const scale = scaleOf(poll);
  const worded = scale.labels.length === scale.points;
  const value = worded ? pointLabel(scale, Math.round(stats.median) - scale.first) : number(stats.median, 1);
  if (brief && worded) return t.pieces<Run>("median", { value: { b: value } }) as Runs;
  return t.pieces<Run>("median_quartiles", { value: { b: value }, low: number(stats.lower, 1), high: number(stats.upper, 1) }) as Runs;
}

/** Where the answers of a result come from, one part a sentence. */
export function provenanceWords(result: Result): string[] {
  const { poll, tally } = result;
  if (!tally) return [];
  const counted = Object.values(tally.counted);
  const hands = counted.reduce((sum, one) => sum + one.hands.reduce((a, b) => a + b, 0), 0);
  const agreed = Object.values(tally.agreed);
  return [
    ...(!poll.methods.ballots ? [] : hasTurnout(result) && withHeads(result)
      ? [t(`from_ballots_of_${poll.terms.electorate}`, { n: tally.ballots, m: poll.electorate })] : [t("from_ballots", { n: tally.ballots })]),
    ...(tally.passed ? [t("from_passed", { n: tally.passed })] : []),
    ...(counted.length ? [t("from_counted", { n: hands, places: counted.length })] : []),
    ...(agreed.length ? [t("from_agreed", { n: agreed.length })] : []),
    ...(poll.terms.confirm && counted.length ? [t("confirmed_of", { n: counted.filter((one) => one.confirmed).length, all: counted.length })] : []),
    ...(poll.declared ? [t("declared", { n: poll.declared[0], conflicts: poll.declared[1] })] : []),
  ];
}

/** A sentence without its weights. */
export const plainWords = (runs: Runs): string => runs.map((run) => (typeof run === "string" ? run : run.b)).join("");
