// The questions whose values the group agrees: each in full, with what was entered, and the form to enter it.

import { useState } from "preact/hooks";
import type { AgreedRow, BreakRow, Key, PollId, PollRow, Unit } from "../../generated/protocol.ts";
import { agreedQuestions } from "../../state/breakouts.ts";
import { isRunning, partName, wildRange } from "../../state/polls.ts";
import { number } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { AgreedEntry } from "../../ui/AgreedTable.tsx";
import { pointLabel, ScaleKey } from "../../ui/Likert.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("rapporteur");

export function Values({ unit, group, pause }: { unit: Unit; group: Key; pause: BreakRow | undefined }) {
  const { rows } = useSeat();
  useMore("terms");
  const [open, setOpen] = useState<PollId | null>(null);
  const polls = agreedQuestions(rows, unit, pause);
  const done = polls.filter(([id]) => rows.row(`my/agreed/${id}`).value).length;
  const leave = (id: PollId) => {
    setOpen(null);
    document.getElementById(`enter-${id}`)?.focus();
  };
  return (
    <section class="values" aria-labelledby="values-title">
      <h2 id="values-title">{t("values")}</h2>
      <p class="quiet">{polls.length ? t("values_in", { n: done, all: polls.length }) : t("values_none")}</p>
      <ol role="list">
        {polls.map(([id, poll], i) => (
          <li key={id} class={open === id ? "open" : ""}>
            <h3><b>{number(i + 1)}</b> <span dir="auto">{questionOf(poll)}</span></h3>
            {hasScale(poll) && <p class="small scale-line"><ScaleKey scale={scaleOf(poll)} /></p>}
            {open === id
              ? <AgreedEntry id={id} poll={poll} unit={group} name={partName(rows, unit, group)} onDone={() => leave(id)} />
              : <Value id={id} poll={poll} group={group} onOpen={() => setOpen(id)} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A scale has numbers between two words; other kinds have a word for each point. */
const hasScale = (poll: PollRow) => poll.kind === "likert" || poll.kind === "temperature";

/** What the group agreed on a question so far. */
function Value({ id, poll, group, onOpen }: { id: PollId; poll: PollRow; group: Key; onOpen(): void }) {
  const seat = useSeat();
  const agreed = seat.rows.row(`my/agreed/${id}`).value;
  const open = isRunning(poll) && poll.state !== "grace";
  const waiting = seat.kept.value.some((command) => command.do === "agree" && command.poll === id && command.unit === group);
  return (
    <div class="value">
      {agreed ? <Agreed poll={poll} agreed={agreed} /> : <p class="quiet">{t("no_value")}</p>}
      {waiting && <Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} />}
      {open
        ? <Button id={`enter-${id}`} rank={agreed ? "other" : "answer"} onClick={onOpen}>{t(agreed ? "change_value" : "enter_value")}</Button>
        : <Tag ink="outline">{t("value_closed")}</Tag>}
    </div>
  );
}

function Agreed({ poll, agreed }: { poll: PollRow; agreed: AgreedRow }) {
  const scale = scaleOf(poll);
  const spoken = !hasScale(poll);
  const ranged = agreed.lowest !== undefined && agreed.highest !== undefined;
  return (
    <div class="agreed-value">
      <p><b class="big-value">{spoken ? pointLabel(scale, agreed.value - scale.first) : number(agreed.value)}</b>{" "}
        {ranged && <span>{t("stated", { low: agreed.lowest as number, high: agreed.highest as number })}</span>}
      </p>
      <p class="quiet small facts">
        {agreed.consulted !== undefined && <span>{t("consulted", { n: agreed.consulted })}</span>}
        {wildRange(scale, agreed.lowest, agreed.highest) && <Tag ink="outline">{t("poll_wild")}</Tag>}
        {(agreed.confirmed ?? 0) > 0 ? <span>{t("confirmed_by", { n: agreed.confirmed as number })}</span> : poll.terms.confirm && <Tag ink="dashed">{t("answer_not_confirmed")}</Tag>}
        {agreed.was !== undefined && <Tag ink="outline">{t("corrected")}</Tag>}
      </p>
      {agreed.comment && <p class="small" dir="auto">{agreed.comment}</p>}
    </div>
  );
}
