// What takes more than one command: a question that is prepared and opened at one stroke, another round of a set.

import { isDone } from "../../connection/frames.ts";
import type { Command, Electorate, PollKind, SetPoll, Wording } from "../../generated/protocol.ts";
import type { PollGroup } from "../../state/polls.ts";
import { groupTitle } from "../../state/polls.ts";
import { roundOf } from "../../state/terms.ts";
import type { Seat } from "../../state/seat.ts";
import { texts, wordsIn } from "../../text/index.ts";
import { roundName } from "../../ui/Terms.tsx";

/** What can be asked without preparation. */
export type QuickKind = Extract<PollKind, "temperature" | "objection" | "vote">;
/** All of them, the quickest first. */
export const QUICK: readonly QuickKind[] = ["temperature", "objection", "vote"];

/** The words of a quick question in one language. `ends`: those of a temperature. */
export interface QuickWords {
  question: string;
  ends: readonly string[];
}

const t = texts("quick");

/** What a question says where the moderator wrote nothing, about the item that is discussed, in the language on screen. Call `useMore("quick")` in the component. */
export const standingQuestion = (kind: QuickKind, item: string | undefined): string =>
  kind === "vote" || !t.has(`ask_${kind}_plain`) ? "" : item ? t(`ask_${kind}_item`, { item }) : t(`ask_${kind}_plain`);

/** The words of a temperature, from cold to warm, in the language on screen. */
const standingEnds = (): readonly string[] => [t("temperature_low"), t("temperature_high")];

/**
 * The words of a quick question in every language of the meeting: what was written, and for a question of ours our own words
 * wherever we have them. The first are those in the meeting's first language. A catalogue that does not load holds up nothing.
 */
export async function quickWords(kind: QuickKind, languages: readonly string[], item: string | undefined, written: Readonly<Record<string, string>>): Promise<{ first: QuickWords; wordings: Wording[] }> {
  const [main = ""] = languages;
  const catalogues = kind === "vote" ? [] : await Promise.all(languages.map((code) => wordsIn(code, "quick")));
  const own = !written[main];
  const found = languages.map((code, i): QuickWords & { language: string } => {
    const words = kind === "vote" ? null : catalogues[i];
    const question = written[code] ?? (own && words && kind !== "vote" ? (item ? words(`ask_${kind}_item`, { item }) : words(`ask_${kind}_plain`)) : "");
    return { language: code, question, ends: words && kind === "temperature" ? [words("temperature_low"), words("temperature_high")] : [] };
  });
  const [first, ...others] = found;
  return {
    first: { question: first?.question || standingQuestion(kind, item), ends: first?.ends.length ? first.ends : kind === "temperature" ? standingEnds() : [] },
    wordings: others.filter((one) => one.question).map(({ language, question, ends }) => ({ language, question, ...(ends.length ? { labels: [...ends] } : {}) })),
  };
}

/** The question of a quick kind, with terms for a room that was not prepared: whoever is there answers. */
export function quickPoll(kind: QuickKind, { question, ends }: QuickWords, wordings: readonly Wording[] = []): SetPoll {
  const present: Electorate = "present";
  const terms = { electorate: present, base: "voting", abstaining: "apart", weighting: "person", weigh_by: "region", secret: kind === "objection", declare: false, confirm: false } as const;
  return {
    kind, question, short: short(question), methods: { ballots: true },
    showing: kind === "temperature" ? "live" : "on_close",
    ...(kind === "temperature" ? { scale: { first: 1, points: 5, polarity: "bipolar", labels: [...ends] } } : {}),
    ...(wordings.length ? { wordings: [...wordings] } : {}),
    terms: kind === "vote" ? { ...terms, majority: "simple" } : terms,
  };
}

const SHORT_CHARS = 60;
const short = (question: string): string => (question.length <= SHORT_CHARS ? question : `${question.slice(0, SHORT_CHARS - 1).trimEnd()}…`);

/** Does one thing; what was made, as `poll/3`, or the reason why not. */
async function made(seat: Seat, command: Command): Promise<{ made: readonly string[] } | { refused: string }> {
  const reply = await seat.command(command);
  return isDone(reply) ? { made: reply.made ?? [] } : { refused: reply.refused?.text ?? "" };
}

const numberOf = (name: string | undefined): number => Number(name?.split("/")[1] ?? 0);

/** Prepares a question and opens it. Null, or the reason why not. */
export async function askNow(seat: Seat, poll: SetPoll): Promise<string | null> {
  const prepared = await made(seat, { do: "set_poll", ...poll });
  if ("refused" in prepared) return prepared.refused;
  const opened = await made(seat, { do: "open_polls", polls: [numberOf(prepared.made[0])] });
  return "refused" in opened ? opened.refused : null;
}

/** Prepares the same questions once more, as they are, in a set of their own where they were one. Null, or why not. */
export async function anotherRound(seat: Seat, group: PollGroup): Promise<string | null> {
  const { rows } = seat;
  const opened = group.polls.filter((id) => rows.row(`poll/${id}`).peek()?.opened_ms !== undefined);
  let set: number | undefined;
  if (group.set !== null) {
    const first = rows.row(`poll/${opened[0] ?? 0}`).peek();
    const title = `${groupTitle(rows, group)} (${roundName(first ? roundOf(rows, first) + 1 : 2)})`;
    const prepared = await made(seat, { do: "set_poll_set", title });
    if ("refused" in prepared) return prepared.refused;
    set = numberOf(prepared.made[0]);
  }
  for (const id of opened) {
    const prepared = await made(seat, { do: "set_poll", round_of: id, ...(set === undefined ? {} : { set }) });
    if ("refused" in prepared) return prepared.refused;
  }
  return null;
}
