// The ballot: one question at a time as large radios; sending, sent and confirmed in words over the button. What is
// chosen and not sent yet is kept here whatever others do, over a reload too.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { isRunning, type PollGroup } from "../../state/polls.ts";
import { clock } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { LikertBars, pointLabel } from "../../ui/Likert.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { useCommand } from "../../ui/command.tsx";

const t = texts("participant");

/** A value of the scale, "no opinion", or nothing chosen yet. */
type Choice = number | "none" | undefined;

const keep = (poll: PollId) => `choice ${location.pathname} ${poll}`;

export function Ballots({ group }: { group: PollGroup }) {
  const { rows } = useSeat();
  const open = group.polls.filter((id) => rows.row(`poll/${id}`).value);
  const firstMissing = open.findIndex((id) => !rows.row(`my/ballot/${id}`).value);
  const [at, setAt] = useState(Math.max(0, firstMissing));
  const id = open[Math.min(at, open.length - 1)];
  const poll = id === undefined ? undefined : rows.row(`poll/${id}`).value;
  if (id === undefined || !poll) return null;
  const step = (by: number) => setAt(Math.min(open.length - 1, Math.max(0, at + by)));
  return (
    <>
      <PollHead poll={poll} n={at + 1} of={open.length} />
      <Question key={id} id={id} poll={poll} next={at + 1 < open.length ? () => step(1) : null} back={at > 0 ? () => step(-1) : null} />
    </>
  );
}

function PollHead({ poll, n, of }: { poll: PollRow; n: number; of: number }) {
  const seat = useSeat();
  const left_ms = poll.closes_ms === undefined ? null : poll.closes_ms - seat.now.value;
  return (
    <section class="poll-head" aria-label={t("poll")}>
      <b>{of > 1 ? t("question_n_of", { n, of }) : t("poll")}</b>
      {poll.state === "closing" && left_ms !== null && <span>{t.pieces("closes_in", { time: <b><bdi dir="ltr">{clock(left_ms)}</bdi></b> })}</span>}
      {poll.state === "grace" && <span>{t("poll_closing")}</span>}
      {poll.state === "closed" && <span>{t("poll_final")}</span>}
    </section>
  );
}

interface QuestionProperties {
  id: PollId;
  poll: PollRow;
  next: (() => void) | null;
  back: (() => void) | null;
}

function Question({ id, poll, next, back }: QuestionProperties) {
  const seat = useSeat();
  const ballot = seat.rows.row(`my/ballot/${id}`).value;
  const confirmed: Choice = ballot ? (ballot.choice ?? "none") : undefined;
  const [choice, setChoice] = useState<Choice>(() => read(id) ?? confirmed);
  const [changing, setChanging] = useState(false);
  const { send, refused } = useCommand();
  const sending = seat.kept.value.some((command) => command.do === "cast" && command.poll === id);
  const offline = seat.standing.value.is !== "live";
  const running = isRunning(poll);
  const fixed = (ballot !== undefined || sending) && !changing;
  useEffect(() => {
    if (ballot && !changing) setChoice(confirmed);
  }, [ballot?.at_ms]);

  const choose = (value: Choice) => {
    setChoice(value);
    sessionStorage.setItem(keep(id), String(value));
  };
  const answer = async () => {
    if (choice === undefined) return;
    setChanging(false);
    if (await send({ do: "cast", poll: id, ...(choice === "none" ? {} : { choice }) })) sessionStorage.removeItem(keep(id));
  };

  if (!poll.methods.ballots) {
    return <main class="ballot"><h2>{poll.question}</h2><p>{t(poll.methods.agreed_by ? "poll_by_groups" : "poll_by_hands")}</p><Result id={id} poll={poll} /></main>;
  }
  return (
    <>
      <main class="ballot">
        <p class="quiet small">{t("by_name_kept")}</p>
        <fieldset disabled={!running}>
          <legend><h2 dir="auto">{poll.question}</h2></legend>
          {Array.from({ length: poll.scale.points }, (_, i) => {
            const value = poll.scale.first + i;
            return <Radio key={value} name={`poll-${id}`} label={pointLabel(poll.scale, i)} on={choice === value} off={fixed} onPick={() => choose(value)} />;
          })}
          {poll.scale.no_opinion && <Radio name={`poll-${id}`} label={t("poll_no_opinion")} apart note={t("not_counted")} on={choice === "none"} off={fixed} onPick={() => choose("none")} />}
        </fieldset>
        {!running && <Result id={id} poll={poll} />}
      </main>
      {running && (
        <section class="thumb" aria-label={t("actions")}>
          <p role="status">
            {sending ? <><b>{t(offline ? "ballot_kept" : "ballot_sending")}</b> {t("ballot_keep_page")}</>
              : ballot && !changing ? <><Plate state="confirmed" /> {t("ballot_confirmed")}</>
              : refused ? <span class="remedy">{t("not_done", { reason: refused.text })}</span>
              : <Tag ink="plain">{t("ballot_not_sent")}</Tag>}
          </p>
          {fixed ? (
            <div class="two">
              {ballot && <Button onClick={() => setChanging(true)}>{t("change_answer")}</Button>}
              {next && <Button rank="main" onClick={next}>{t("next_question")}</Button>}
            </div>
          ) : (
            <Button rank="main" wide off={choice === undefined} onClick={() => void answer()}>{t(ballot ? "send_changed" : "send_answer")}</Button>
          )}
          {back && <Button onClick={back}>{t("question_before")}</Button>}
          {!fixed && next && <Button onClick={next}>{t("skip_question")}</Button>}
        </section>
      )}
    </>
  );
}

interface RadioProperties {
  name: string;
  label: string;
  note?: string;
  on: boolean;
  off: boolean;
  apart?: boolean;
  onPick(): void;
}

function Radio({ name, label, note, on, off, apart, onPick }: RadioProperties) {
  return (
    <label class={`choice${apart ? " apart" : ""}${on ? " on" : ""}`}>
      <input type="radio" name={name} checked={on} disabled={off && !on} onChange={onPick} />
      <span>{label}</span>
      {note && <small class="quiet">{note}</small>}
    </label>
  );
}

function Result({ id, poll }: { id: PollId; poll: PollRow }) {
  const tally = useSeat().rows.row(`tally/${id}`).value;
  if (!tally) return <p class="quiet">{t("result_hidden")}</p>;
  return <LikertBars scale={poll.scale} all={{ key: "all", label: t("all"), counts: tally.all.votes.counts }} figuresPerPercent={0.12} />;
}

function read(id: PollId): Choice {
  const kept = sessionStorage.getItem(keep(id));
  return kept === null || kept === "undefined" ? undefined : kept === "none" ? "none" : Number(kept);
}
