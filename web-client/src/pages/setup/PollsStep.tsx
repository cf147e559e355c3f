// Sets of questions, prepared ahead, so that the moderator opens them at one stroke.

import { useState } from "preact/hooks";
import type { PollId, PollRow, PollSetId, SetPoll } from "../../generated/protocol.ts";
import { roundOf } from "../../state/terms.ts";
import { number } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
import { scaleOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import { kindName, roundName, Terms } from "../../ui/Terms.tsx";
import { Act, AddByName, TextSetting } from "./fields.tsx";
import { useMoves } from "./Moves.tsx";
import { hasScale, isChoice } from "./question.ts";
import { QuestionDetails } from "./QuestionDetails.tsx";

const t = texts("setup");

export function PollsStep() {
  const { rows } = useSeat();
  useMore("terms");
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

/** A further question of a set is asked as the one before it: same kind, points, terms, methods and showing. */
function asBefore(last: PollRow | undefined): Partial<SetPoll> {
  if (!last) return {};
  const { kind, scale, terms, methods, showing, most } = last;
  const points = hasScale(kind) ? { scale } : isChoice(kind) ? { options: scale.labels, ...(most === undefined ? {} : { most }) } : {};
  return { kind, ...points, terms, methods, showing };
}

function QuestionSet({ set }: { set: PollSetId }) {
  const { rows } = useSeat();
  const row = rows.row(`set/${set}`).value;
  if (!row) return null;
  const as = asBefore(rows.row(`poll/${row.polls.at(-1) ?? 0}`).value);
  return (
    <section class="set" aria-label={row.title}>
      <TextSetting label={t("set_title")} maxLength={120} value={row.title} change={(title) => ({ do: "set_poll_set", set, title })} />
      {row.code && <p class="quiet small">{t.pieces("set_code", { code: <b><bdi dir="ltr">{row.code}</bdi></b> })}</p>}
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
  const { rows } = useSeat();
  const [open, setOpen] = useState(false);
  const moves = useMoves({ name: row.short, position, of, command: (to) => ({ do: "set_poll", poll: id, position: to }) });
  const draft = row.state === "draft";
  const round = roundOf(rows, row);
  return (
    <li onKeyDown={draft ? moves.onKeyDown : undefined} class={open ? "open" : ""}>
      <div class="question-head">
        <span class="n">{number(position)}</span>
        <button type="button" class="opener" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span dir="auto">{row.question}</span>
          <span class="quiet small">{inShort(row)}{round > 1 && `; ${roundName(round)}`}</span>
        </button>
        {draft
          ? <div class="row-acts">{moves.buttons}<Act command={{ do: "remove_poll", poll: id }} label={t("remove_named", { name: row.short })}>{t("remove")}</Act></div>
          : <Tag ink="outline">{t("question_fixed")}</Tag>}
      </div>
      {open && (draft ? <QuestionDetails id={id} row={row} /> : <div class="opened-terms"><Terms poll={row} class="small" />{hasScale(row.kind) && <p class="small"><ScaleKey scale={scaleOf(row)} /></p>}</div>)}
    </li>
  );
}

/** Kind, methods, points and showing of a question in one line. */
function inShort({ kind, methods, scale, showing, terms }: PollRow): string {
  const by = [
    methods.ballots ? t(terms.secret ? "method_ballots_secret" : "method_ballots") : "", methods.passed ? t("method_passed") : "",
    methods.agreed_by ? t(`method_agreed_${methods.agreed_by}`) : "", methods.counted ? t("method_counted") : "",
  ].filter(Boolean).join(", ");
  const shown = t(`showing_${showing}`);
  if (hasScale(kind)) return t(kind === "likert" ? "question_is" : "temperature_is", { methods: by, from: scale.first, to: scale.first + scale.points - 1, showing: shown });
  return t("question_of_kind", { kind: kindName(kind), methods: by, showing: shown });
}
