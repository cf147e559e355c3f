// One question in full: what is asked, who answers and how, what counts, when it is seen, other languages; beside it,
// in sentences, what all this means.

import type { PollId, PollKind, PollRow } from "../../generated/protocol.ts";
import { expectedSeats } from "../../state/terms.ts";
import { texts } from "../../text/index.ts";
import { ScaleKey } from "../../ui/Likert.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { kindName, Terms } from "../../ui/Terms.tsx";
import { type Change, CheckSetting, ChoiceSetting, TextSetting } from "./fields.tsx";
import { hasScale, isChoice, type QuestionProperties, useQuestion } from "./question.ts";
import { CountingFields, PeopleFields, SeenFields } from "./TermsFields.tsx";
import { WordingFields } from "./WordingFields.tsx";

const t = texts("setup");

const KINDS: readonly PollKind[] = ["likert", "vote", "choice", "choices", "temperature", "objection"];

export function QuestionDetails({ id, row }: { id: PollId; row: PollRow }) {
  const { rows } = useSeat();
  const change = useQuestion(id, row);
  const all = expectedSeats(rows, row.terms.electorate);
  const parts = { row, change };
  return (
    <div class="details question-details">
      <div class="question-form">
        <Asked {...parts} />
        <PeopleFields {...parts} all={all} />
        <CountingFields {...parts} all={all} />
        <SeenFields {...parts} />
        <WordingFields {...parts} />
      </div>
      <section class="question-means" aria-label={t("question_means")}>
        <div>
          <h3>{t("question_means")}</h3>
          <Terms poll={row} all={all} />
          {hasScale(row.kind) && <p class="small"><ScaleKey scale={row.scale} /></p>}
          <p class="quiet small">{t("terms_fixed")}</p>
        </div>
      </section>
    </div>
  );
}

function Asked({ row, change }: QuestionProperties) {
  const words = { low: t("end_low"), high: t("end_high"), against: t("end_against"), agree: t("end_agree"), option: (n: number) => t("option_n", { n }) };
  return (
    <fieldset class="part">
      <legend>{t("part_asked")}</legend>
      <div class="whole"><TextSetting label={t("question")} lines={2} maxLength={400} value={row.question} change={(question) => change.set({ question })} /></div>
      <TextSetting label={t("question_short")} hint={t("question_short_hint")} maxLength={120} value={row.short} change={(short) => change.set({ short })} />
      <ChoiceSetting label={t("kind_of_question")} hint={t(`kind_${row.kind}_means`)} value={row.kind} options={KINDS.map((kind) => [kind, kindName(kind)] as const)} change={(kind) => change.become(kind, words)} />
      {hasScale(row.kind) && <ScaleFields row={row} change={change} />}
      {isChoice(row.kind) && <OptionFields row={row} change={change} />}
    </fieldset>
  );
}

function ScaleFields({ row: { scale }, change }: QuestionProperties) {
  const ends = scale.labels.length > 1 ? [scale.labels[0] as string, scale.labels.at(-1) as string] : ["", ""];
  const end = (which: 0 | 1) => (text: string): Change => {
    if (!text) return { wrong: t("end_needed") };
    return change.scaled(({ labels }) => {
      const words = labels.length > 1 ? [...labels] : [t("end_low"), t("end_high")];
      words[which === 0 ? 0 : words.length - 1] = text;
      return { labels: words };
    });
  };
  const every = (text: string): Change => {
    const labels = text.split("\n").map((line) => line.trim()).filter(Boolean);
    const { points } = change.asked().scale;
    if (labels.length !== points && labels.length !== 2) return { wrong: t("labels_wrong", { n: points }) };
    return change.scaled({ labels });
  };
  return (
    <>
      <ChoiceSetting
        label={t("points")} value={`${scale.first}-${scale.points}`}
        options={[0, 1].flatMap((first) => Array.from({ length: 10 }, (_, i) => [`${first}-${i + 2}`, t("points_are", { from: first, to: first + i + 1 })] as const))}
        change={(value) => change.scaled({ first: Number(value.split("-")[0]), points: Number(value.split("-")[1]) })}
      />
      <ChoiceSetting
        label={t("polarity")} hint={t(`polarity_${scale.polarity}_means`)} value={scale.polarity}
        options={[["unipolar", t("polarity_unipolar")], ["bipolar", t("polarity_bipolar")]]} change={(polarity) => change.scaled({ polarity })}
      />
      <TextSetting label={t("end_low_label")} maxLength={60} placeholder={t("end_low")} value={ends[0] as string} change={end(0)} />
      <TextSetting label={t("end_high_label")} maxLength={60} placeholder={t("end_high")} value={ends[1] as string} change={end(1)} />
      <details class="whole">
        <summary>{t("labels_every")}</summary>
        <TextSetting label={t("labels_every_label", { n: scale.points })} lines={Math.min(scale.points, 6)} value={scale.labels.join("\n")} change={every} />
      </details>
      <div class="whole"><CheckSetting label={t("no_opinion_may")} hint={t("no_opinion_hint")} value={!!scale.no_opinion} change={(no_opinion) => change.scaled({ no_opinion })} /></div>
    </>
  );
}

const OPTIONS_MAX = 11;

function OptionFields({ row, change }: QuestionProperties) {
  const write = (text: string): Change => {
    const options = text.split("\n").map((line) => line.trim()).filter(Boolean);
    if (options.length < 2 || options.length > OPTIONS_MAX) return { wrong: t("options_wrong", { n: options.length }) };
    return change.options(options);
  };
  const n = row.scale.points;
  return (
    <>
      <div class="whole"><TextSetting label={t("options")} hint={t("options_hint")} lines={Math.min(n + 1, 8)} value={row.scale.labels.join("\n")} change={write} /></div>
      {row.kind === "choices" && (
        <ChoiceSetting label={t("most")} value={String(row.most ?? n)} options={Array.from({ length: n }, (_, i) => [String(i + 1), t("most_n", { n: i + 1 })] as const)} change={(most) => change.set({ most: Number(most) })} />
      )}
    </>
  );
}
