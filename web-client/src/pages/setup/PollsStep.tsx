// Sets of questions, prepared ahead, so that the moderator opens them at one stroke.

import { useState } from "preact/hooks";
import type { Methods, PollId, PollRow, PollSetId, Scale, SetPoll, Unit } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, type Change, CheckSetting, ChoiceSetting, TextSetting } from "./fields.tsx";
import { useMoves } from "./Moves.tsx";
import { useLatest } from "./saving.ts";

const t = texts("setup");

export function PollsStep() {
  const { rows } = useSeat();
  const sets = rows.ids("set");
  const alone = rows.ids("poll").filter((id) => rows.row(`poll/${id}`).value?.set === undefined);
  return (
    <>
      {sets.map((set) => <QuestionSet key={set} set={set} />)}
      {alone.length > 0 && (
        <section class="set" aria-labelledby="alone">
          <h3 id="alone">{t("single_questions")}</h3>
          <Questions ids={alone} />
        </section>
      )}
      <AddByName label={t("set_title")} button={t("add_set")} command={(title) => ({ do: "set_poll_set", title })} />
    </>
  );
}

function QuestionSet({ set }: { set: PollSetId }) {
  const { rows } = useSeat();
  const row = rows.row(`set/${set}`).value;
  if (!row) return null;
  const last = rows.row(`poll/${row.polls.at(-1) ?? 0}`).value;
  // A further question of a set is asked as the one before it: same scale, methods and showing.
  const as = last ? { scale: last.scale, methods: last.methods, showing: last.showing } : {};
  return (
    <section class="set" aria-label={row.title}>
      <TextSetting label={t("set_title")} maxLength={120} value={row.title} change={(title) => ({ do: "set_poll_set", set, title })} />
      <Questions ids={row.polls} />
      {!row.polls.length && <p class="quiet">{t("no_questions")}</p>}
      <AddByName label={t("new_question")} button={t("add_question")} command={(question) => ({ do: "set_poll", set, question, ...as })} />
    </section>
  );
}

function Questions({ ids }: { ids: readonly PollId[] }) {
  const { rows } = useSeat();
  return (
    <ol class="questions" role="list">
      {ids.map((id, i) => {
        const row = rows.row(`poll/${id}`).value;
        return row && <Question key={id} id={id} row={row} position={i + 1} of={ids.length} />;
      })}
    </ol>
  );
}

function Question({ id, row, position, of }: { id: PollId; row: PollRow; position: number; of: number }) {
  const [open, setOpen] = useState(false);
  const moves = useMoves({ name: row.short, position, of, command: (to) => ({ do: "set_poll", poll: id, position: to }) });
  const draft = row.state === "draft";
  return (
    <li onKeyDown={draft ? moves.onKeyDown : undefined} class={open ? "open" : ""}>
      <div class="question-head">
        <span class="n">{number(position)}</span>
        <button type="button" class="opener" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span dir="auto">{row.question}</span>
          <span class="quiet small">{methodWords(row)}</span>
        </button>
        {draft
          ? <div class="row-acts">{moves.buttons}<Act command={{ do: "remove_poll", poll: id }} label={t("remove_named", { name: row.short })}>{t("remove")}</Act></div>
          : <Tag ink="outline">{t("question_fixed")}</Tag>}
      </div>
      {open && (draft ? <Details id={id} row={row} /> : <p class="small"><ScaleKey scale={row.scale} /></p>)}
    </li>
  );
}

function methodWords({ methods, scale, showing }: PollRow): string {
  const by = [
    methods.ballots ? t("method_ballots") : "", methods.agreed_by ? t(`method_agreed_${methods.agreed_by}`) : "", methods.counted ? t("method_counted") : "",
  ].filter(Boolean).join(", ");
  return t("question_is", { methods: by, from: scale.first, to: scale.first + scale.points - 1, showing: t(`showing_${showing}`) });
}

function Details({ id, row }: { id: PollId; row: PollRow }) {
  const set = (change: Omit<SetPoll, "poll">) => ({ do: "set_poll" as const, poll: id, ...change });
  const { scale, methods } = row;
  const latest = useLatest({ scale, methods });
  const answeredBy = (change: Partial<Methods> & { agreed_by?: Unit | undefined }): ReturnType<typeof set> => {
    const { agreed_by, ...next } = { ...latest.current.methods, ...change };
    latest.current = { ...latest.current, methods: agreed_by ? { ...next, agreed_by } : next };
    return set({ methods: latest.current.methods });
  };
  const scaled = (change: Partial<Scale>): ReturnType<typeof set> => {
    const next = { ...latest.current.scale, ...change };
    // Words for every point fit no other number of points; those of the ends do.
    if (next.labels.length > 2 && next.labels.length !== next.points) next.labels = [next.labels[0] as string, next.labels.at(-1) as string];
    latest.current = { ...latest.current, scale: next };
    return set({ scale: next });
  };
  const ends = scale.labels.length > 1 ? [scale.labels[0] as string, scale.labels.at(-1) as string] : ["", ""];
  const end = (which: 0 | 1) => (text: string): Change => {
    const labels = [...(scale.labels.length > 1 ? scale.labels : [t("end_low"), t("end_high")])];
    if (!text) return { wrong: t("end_needed") };
    labels[which === 0 ? 0 : labels.length - 1] = text;
    return scaled({ labels });
  };
  return (
    <div class="details">
      <div class="whole"><TextSetting label={t("question")} lines={2} maxLength={400} value={row.question} change={(question) => set({ question })} /></div>
      <TextSetting label={t("question_short")} hint={t("question_short_hint")} maxLength={120} value={row.short} change={(short) => set({ short })} />
      <ChoiceSetting
        label={t("points")} value={`${scale.first}-${scale.points}`}
        options={[0, 1].flatMap((first) => Array.from({ length: 10 }, (_, i) => [`${first}-${i + 2}`, t("points_are", { from: first, to: first + i + 1 })] as const))}
        change={(value) => scaled({ first: Number(value.split("-")[0]), points: Number(value.split("-")[1]) })}
      />
      <TextSetting label={t("end_low_label")} maxLength={60} placeholder={t("end_low")} value={ends[0] as string} change={end(0)} />
      <TextSetting label={t("end_high_label")} maxLength={60} placeholder={t("end_high")} value={ends[1] as string} change={end(1)} />
      <ChoiceSetting
        label={t("polarity")} hint={t(`polarity_${scale.polarity}_means`)} value={scale.polarity}
        options={[["unipolar", t("polarity_unipolar")], ["bipolar", t("polarity_bipolar")]]} change={(polarity) => scaled({ polarity })}
      />
      <ChoiceSetting
        label={t("showing")} value={row.showing} options={[["on_reveal", t("showing_on_reveal")], ["live", t("showing_live")]]} change={(showing) => set({ showing })}
      />
      <fieldset class="whole methods">
        <legend>{t("methods")}</legend>
        <CheckSetting label={t("method_ballots")} value={!!methods.ballots} change={(ballots) => answeredBy({ ballots })} />
        <CheckSetting label={t("method_counted")} hint={t("method_counted_hint")} value={!!methods.counted} change={(counted) => answeredBy({ counted })} />
        <ChoiceSetting
          label={t("method_agreed")} value={methods.agreed_by ?? ""} options={[["", t("agreed_none")], ["region", t("method_agreed_region")], ["group", t("method_agreed_group")]]}
          change={(unit) => answeredBy({ agreed_by: unit ? (unit as Unit) : undefined })}
        />
        <CheckSetting label={t("no_opinion_may")} hint={t("no_opinion_hint")} value={!!scale.no_opinion} change={(no_opinion) => scaled({ no_opinion })} />
      </fieldset>
      <p class="whole small"><ScaleKey scale={scale} /></p>
    </div>
  );
}
