// What the terms of a question mean, as keys of sentences with their figures: the same on every page. Pure.

import type { Methods, Outcome, PollKind, PollRow, Showing, TallyRow, Terms } from "../generated/protocol.ts";
import { keyLost } from "./polls.ts";
import type { MeetingRows } from "./rows.ts";

/** A sentence: its key among the texts of `terms`, without the prefix, and its figures. */
export interface Sentence {
  key: string;
  parameters?: Record<string, string | number>;
}

/** What the sentences need of a question. A `PollRow` has it. */
export type Termed = Pick<PollRow, "kind" | "terms" | "methods" | "showing" | "most" | "open_mode">;

/** How many ballots there can be, as far as the list of people tells before the opening; undefined: nobody knows. */
export function expectedSeats(rows: MeetingRows, electorate: Terms["electorate"]): number | undefined {
  if (electorate === "present") return undefined;
  const people = rows.ids("person").map((id) => rows.row(`person/${id}`).value).filter((person) => person?.confirmed);
  if (electorate === "seats") return people.length;
  return new Set(people.map((person) => person?.organisation?.trim().toLowerCase()).filter(Boolean)).size;
}

/** How many have to be for it if everybody takes part and nobody abstains; undefined where no number can be told. */
export function neededOf(majority: Terms["majority"], all: number | undefined): number | undefined {
  if (!all || !majority || majority === "consensus") return undefined;
  return majority === "two_thirds" ? Math.ceil((2 * all) / 3) : Math.floor(all / 2) + 1;
}

/** The terms in sentences, the most important first. `all`: how many ballots there can be, where that is known. */
export function termsSentences(poll: Termed, all?: number): Sentence[] {
  return [...who(poll, all), ...secrecy(poll), ...carrying(poll, all), ...counting(poll), ...asides(poll), { key: showingKey(poll) }];
}

/** Whether totals of a running question may be seen: of a secret one only in steps (if a hundred or more may answer), and only where no breakdown follows, from which they could be subtracted. */
export const seenWhileRunning = ({ terms, showing }: Pick<Termed, "terms" | "showing">): boolean => !terms.secret || (showing === "live" && !terms.breakdown);

function showingKey(poll: Termed): string {
  if (!poll.terms.secret || poll.showing === "on_close") return `showing_${poll.showing}`;
  if (poll.showing === "live") return poll.terms.breakdown ? "showing_live_breakdown" : "showing_live_steps";
  return `showing_${poll.showing}_secret`;
}

/** Whether people answer by ballots of their own, on whatever device. */
const hasBallots = ({ methods }: Termed): boolean => !!methods.ballots || !!methods.passed;

function who(poll: Termed, all: number | undefined): Sentence[] {
  const { kind, methods, terms } = poll;
  const found: Sentence[] = [];
  if (hasBallots(poll)) {
    const known = all !== undefined && all > 0 && terms.electorate !== "present";
    found.push(known ? { key: `who_${terms.electorate}_n`, parameters: { n: all } } : { key: `who_${terms.electorate}` });
  }
  if (poll.open_mode) found.push({ key: "open_mode" });
  if (methods.passed) found.push({ key: "passed" });
  if (methods.counted) found.push({ key: "counted" });
  if (methods.agreed_by) found.push({ key: `agreed_${methods.agreed_by}` });
  if (kind === "choices" && poll.most !== undefined) found.push({ key: "most", parameters: { n: poll.most } });
  if (kind === "temperature") found.push({ key: "temperature" });
  return found;
}

function secrecy(poll: Termed): Sentence[] {
  if (!hasBallots(poll)) return [];
  const { kind, terms } = poll;
  if (kind === "objection") return [{ key: "without_names" }];
  if (!terms.secret) return [{ key: "by_name" }];
  return [{ key: "secret" }, { key: terms.breakdown ? `breakdown_${terms.breakdown}` : "breakdown_none" }];
}

function carrying({ kind, terms }: Termed, all: number | undefined): Sentence[] {
  const found: Sentence[] = [];
  if (kind === "objection") found.push({ key: "carried_objection" });
  if (kind === "vote") {
    const { majority, base, abstaining } = terms;
    if (!majority) found.push({ key: "carried_none" });
    else if (majority === "consensus" || majority === "absolute") found.push({ key: `carried_${majority}` });
    else found.push({ key: `carried_${majority}_${base}_${abstaining}` });
    const needed = neededOf(majority, all);
    if (needed !== undefined) found.push({ key: "needed", parameters: { n: all as number, needed } });
  }
  if (terms.quorum !== undefined) {
    found.push(all !== undefined && all > 0 ? { key: "quorum_of", parameters: { n: terms.quorum, all } } : { key: "quorum", parameters: { n: terms.quorum } });
  }
  return found;
}

function counting(poll: Termed): Sentence[] {
  const { kind, terms } = poll;
  if (kind === "temperature" || kind === "objection" || !(hasBallots(poll) || poll.methods.counted)) return [];
  if (terms.weighting === "unit") return [{ key: `weighting_${terms.weigh_by}`, parameters: { n: terms.least_n ?? 1 } }];
  return [{ key: "weighting_person" }];
}

function asides({ terms, methods }: Termed): Sentence[] {
  const found: Sentence[] = [];
  if (terms.declare) found.push({ key: "declare" });
  if (terms.confirm && (methods.counted || methods.agreed_by)) found.push({ key: "confirm" });
  return found;
}

/** What is chosen of a question together, because one part may rule another out. */
export interface Chosen {
  kind: PollKind;
  terms: Terms;
  methods: Methods;
  showing: Showing;
}

/** A choice without contradictions: what a changed part rules out is taken back, so that the server need not refuse it. */
export function consistent(chosen: Chosen): Chosen {
  const { kind } = chosen;
  const terms = { ...chosen.terms };
  const methods = { ...chosen.methods };
  let { showing } = chosen;
  if (kind === "objection") terms.secret = true;
  // Hands and agreed values are given in front of everybody; of several options hands would count a person several times.
  if (terms.secret || terms.electorate === "organisations" || kind === "choices") delete methods.counted;
  if (terms.secret || kind === "choices") delete methods.agreed_by;
  if (!terms.secret || terms.electorate === "organisations") delete methods.passed;
  if (!methods.ballots && !methods.passed && !methods.counted && !methods.agreed_by) methods.ballots = true;
  if (!terms.secret || kind === "objection") delete terms.breakdown;
  // A declaration comes before a person's own ballot: hands and a device that is passed round would skip it.
  if (methods.counted || methods.passed) terms.declare = false;
  if (!methods.counted && !methods.agreed_by) terms.confirm = false;
  if (kind === "vote") terms.majority ??= "simple";
  else {
    delete terms.majority;
    terms.abstaining = "apart";
  }
  // A majority or a base of all seats needs persons' ballots; a quorum needs people who are counted.
  if (!methods.ballots) {
    if (terms.base === "seats") terms.base = "voting";
    if (terms.majority === "absolute") terms.majority = "simple";
    if (!methods.passed && !methods.counted) delete terms.quorum;
  }
  if (kind === "temperature") showing = "live";
  if (showing === "on_quorum" && terms.quorum === undefined) showing = "on_close";
  return { kind, terms, methods, showing };
}

/** What a vote, a choice or an objection call came to, in sentences; none where it decides nothing. */
export function outcomeSentences(poll: PollRow, tally: TallyRow): Sentence[] {
  const { outcome } = tally;
  if (!outcome || keyLost(poll)) return [];
  const running = poll.state !== "closed";
  const counts = tally.all.votes.counts;
  if (poll.kind === "objection") return counts.length > 1 ? [{ key: counts[1] === 0 ? "outcome_no_objection" : "outcome_objections", parameters: { n: counts[1] ?? 0, all: tally.all.votes.n } }] : [];
  const found: Sentence[] = [];
  if (outcome.carried !== undefined) {
    const short = outcome.quorum_met === false;
    found.push({ key: `outcome_${running ? "now_" : ""}${outcome.carried ? "carried" : short ? "no_quorum" : "not_carried"}` });
  }
  if (poll.kind === "vote" && counts.length === 3) {
    found.push({ key: "outcome_counts", parameters: { for: counts[0] ?? 0, against: counts[1] ?? 0, abstained: counts[2] ?? 0 } });
  }
  return [...found, ...thresholds(poll, outcome)];
}

function thresholds({ terms }: Termed, outcome: Outcome): Sentence[] {
  const found: Sentence[] = [];
  if (outcome.needed !== undefined) found.push({ key: "outcome_needed", parameters: { n: outcome.needed, base: outcome.base } });
  if (terms.quorum !== undefined) found.push({ key: outcome.quorum_met ? "outcome_quorum" : "outcome_quorum_missed", parameters: { n: outcome.part, quorum: terms.quorum } });
  return found;
}

/** The question of which this is another round, and its number of round, from 1. */
export function roundOf(rows: MeetingRows, poll: PollRow): number {
  let n = 1;
  for (let at: PollRow | undefined = poll; at?.round_of !== undefined && n < 100; n++) at = rows.row(`poll/${at.round_of}`).value;
  return n;
}
