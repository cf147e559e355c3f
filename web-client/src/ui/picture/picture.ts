// Pictures of results that are handed out: SVG by themselves, with the question, the method, the terms and the figures in
// them, for slides, documents and phones, on light and dark ground, in both directions of writing. Pure.

import type { PollId, Unit } from "../../generated/protocol.ts";
import { groupTitle } from "../../state/polls.ts";
import type { MeetingRows } from "../../state/rows.ts";
import { termsSentences } from "../../state/terms.ts";
import { date, number, timeOfDay } from "../../text/format.ts";
import { directionOf, language, texts } from "../../text/index.ts";
import { questionOf, scaleOf } from "../question.ts";
import { type Dimension, type Result, resultOf } from "../result/model.ts";
import { tableOf } from "../result/table.ts";
import { answersIn, hiddenWords, methodWords, provenanceWords, resultWords, type Runs, stateWords } from "../result/words.ts";
import { said } from "../Terms.tsx";
import { barsBody } from "./bars.ts";
import { bare, framed, type Look, type Size } from "./frame.ts";
import { optionsBody } from "./options.ts";
import { tableBody } from "./table.ts";

const t = texts("result");

/** How a picture is wanted: its direction is that of the language on screen. */
export const lookOf = (size: Size, dark: boolean): Look => ({ size, dark, rtl: directionOf(language.value) === "rtl", language: language.value });

/** The picture of one question's result. Call with the texts of `result` and `terms` loaded. */
export function pollPicture(rows: MeetingRows, id: PollId, look: Look, by?: Dimension): string | null {
  const result = resultOf(rows, id, by);
  if (!result) return null;
  const { poll, tally } = result;
  const words = {
    number: t("poll_numbered", { n: id }), method: methodWords(poll), state: stateWords(poll), title: questionOf(poll),
    clarified: (poll.clarified ?? []).map((one) => t("clarified", { text: one.text })),
    sentences: tally ? resultWords(result) : [[{ b: answersIn(poll) }], [hiddenWords(poll)]] as Runs[],
    notes: [...provenanceWords(result).map(sentence), ...terms(result, look.size)], imprint: imprint(rows, poll.final_ms),
  };
  return framed(words, look, result.options ? optionsBody(result) : barsBody(result));
}

/** Only the bars of a result, for narrow pages. */
export const barePicture = (result: Result, look: Look): string => bare(questionOf(result.poll), look, result.options ? optionsBody(result) : barsBody(result));

/** The picture of questions that regions or groups agreed on. */
export function tablePicture(rows: MeetingRows, set: number | null, polls: readonly PollId[], unit: Unit, look: Look): string | null {
  const first = rows.row(`poll/${polls[0] ?? 0}`).value;
  if (!first) return null;
  const table = tableOf(rows, polls, unit);
  const method = t(`method_agreed_${unit}`);
  const words = {
    number: set === null ? t("poll_numbered", { n: polls[0] ?? 0 }) : t("set_numbered", { n: set }),
    method: t("and_also", { a: t("questions_n", { n: polls.length }), b: method.charAt(0).toLocaleLowerCase() + method.slice(1) }), state: stateWords(first),
    title: set === null ? questionOf(first) : groupTitle(rows, { set, polls: [...polls] }), clarified: [],
    sentences: [t.pieces("values_in", { n: { b: number(table.values) }, m: table.of }) as Runs, ...(table.shown ? [] : [[hiddenWords(first)]])],
    notes: [], imprint: imprint(rows, first.final_ms),
  };
  return framed(words, look, tableBody(table, scaleOf(first)));
}

/** On a slide only who may answer and what carries it; elsewhere all terms. */
function terms({ poll }: Result, size: Size): string[] {
  const all = termsSentences(poll, poll.electorate || undefined).filter((one) => !one.key.startsWith("showing_") || poll.state !== "closed");
  const brief = /^(who|secret|by_name|without|carried|open_mode|quorum)/;
  return (size === "slide" ? all.filter((one) => brief.test(one.key) && one.key !== "carried_none") : all).map(said);
}

const sentence = (words: string) => `${words}.`;

function imprint(rows: MeetingRows, final_ms: number | undefined): string {
  const meeting = rows.row("meeting").value;
  const words = [meeting?.title, ...(final_ms === undefined ? [] : [`${date(final_ms)}, ${timeOfDay(final_ms)}`]), ...(meeting?.simulated ? [t("simulated")] : [])];
  return words.filter(Boolean).join(" · ");
}
