// Questions that are not answered by one's own ballot, and the second person's confirmation of what others entered: a member
// confirms the value of the own region or group, somebody of a place its counted hands.

import type { PollId, PollRow } from "../../generated/protocol.ts";
import type { Draft } from "../../state/answer.ts";
import { partName } from "../../state/polls.ts";
import { number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useKept } from "../../ui/kept.ts";
import { pointLabel } from "../../ui/Likert.tsx";
import { Button, Plate } from "../../ui/marks.tsx";
import { Choices } from "../../ui/poll/Choices.tsx";
import { Clarified, PollTerms } from "../../ui/poll/PollTerms.tsx";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { PlaceOf, useHub, useSeat } from "../../ui/seat.tsx";
import type { Steps } from "./Ballots.tsx";
import { Result } from "./Result.tsx";

const t = texts("ballot");

export function OtherMethods({ id, poll, steps }: { id: PollId; poll: PollRow; steps: Steps }) {
  const { methods } = poll;
  return (
    <>
      <main class="ballot">
        <h2><bdi>{questionOf(poll)}</bdi></h2>
        <p class="other-methods">{t(methods.agreed_by ? "poll_by_groups" : methods.passed ? "poll_by_passing" : "poll_by_hands")}</p>
        <Clarified poll={poll} />
        <Confirmations id={id} poll={poll} />
        {poll.shown && <Result id={id} poll={poll} />}
        <PollTerms poll={poll} />
      </main>
      {(steps.back || steps.next) && (
        <section class="thumb two" aria-label={t("actions")}>
          {steps.back && <Button onClick={steps.back}>{t("question_before")}</Button>}
          {steps.next && <Button onClick={steps.next}>{t("next_question")}</Button>}
        </section>
      )}
    </>
  );
}

/** What this person may confirm of this question; nothing where no second person is asked for. */
export function Confirmations({ id, poll }: { id: PollId; poll: PollRow }) {
  const me = useSeat().rows.row("me").value;
  const hub = useHub(me?.place);
  if (!poll.terms.confirm || !me) return null;
  // Who names no region belongs to that of the hub they are in.
  const unit = poll.methods.agreed_by === "region" ? me.region ?? hub?.region : poll.methods.agreed_by === "group" ? me.group : undefined;
  return (
    <>
      {unit && <ConfirmValue id={id} poll={poll} unit={unit} />}
      {poll.methods.counted && me.place && me.place !== "online" && <ConfirmCount id={id} poll={poll} place={me.place} />}
    </>
  );
}

function ConfirmValue({ id, poll, unit }: { id: PollId; poll: PollRow; unit: string }) {
  const { rows } = useSeat();
  const agreed = rows.row(`tally/${id}`).value?.agreed[unit];
  const name = partName(rows, poll.methods.agreed_by ?? "region", unit);
  const [draft, setDraft] = useKept<Draft>(`confirm ${id}`, null);
  const [confirmed, setConfirmed] = useKept<{ value: number; at_ms: number } | null>(`confirmed ${id}`, null);
  const { send, refused } = useCommand();
  const value = agreed?.value ?? (Array.isArray(draft) ? draft[0] : undefined);
  const stands = confirmed !== null && (agreed === undefined || agreed.value === confirmed.value);
  const confirm = () => {
    if (value === undefined) return;
    void send({ do: "confirm_answer", poll: id, unit, seen: [value] }, () => {
      setConfirmed({ value, at_ms: Date.now() });
      setDraft(null);
    });
  };
  if (stands) return <p class="confirm-mine"><Plate state="confirmed">{t("ballot_confirmed_at", { time: timeOfDay(confirmed.at_ms) })}</Plate> {t("confirmed_value", { unit: name, value: confirmed.value })}</p>;
  return (
    <section class="confirm-mine" aria-label={t("confirm_title")}>
      {agreed ? <p>{t("confirm_stands", { unit: name, value: agreed.value })}</p>
        : <Choices poll={poll} name={`confirm-${id}`} draft={draft} onDraft={setDraft} legend={<b>{t("confirm_which", { unit: name })}</b>} />}
      <Refused refused={refused} />
      <Button rank="answer" wide off={value === undefined} onClick={confirm}>{t("confirm_value")}</Button>
    </section>
  );
}

const same = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((one, i) => one === b[i]);

function ConfirmCount({ id, poll, place }: { id: PollId; poll: PollRow; place: NonNullable<import("../../generated/protocol.ts").MeRow["place"]> }) {
  const { rows } = useSeat();
  const counted = rows.row(`tally/${id}`).value?.counted[place];
  const scale = scaleOf(poll);
  const blank = Array.from({ length: scale.points + (scale.no_opinion ? 1 : 0) }, () => "");
  const [entered, setEntered] = useKept<string[]>(`confirm count ${id}`, blank);
  const [done, setDone] = useKept<number[] | null>(`confirmed count ${id}`, null);
  const { send, refused } = useCommand();
  // A correction asks for a confirmation anew.
  const stands = done !== null && (!counted || same(done, [...counted.hands, counted.no_opinion]));
  if (stands || counted?.confirmed) return <p class="confirm-mine"><Plate state="confirmed" /> {t("confirmed_count")}</p>;
  const numbers = entered.map((text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null));
  const typed = numbers.every((n) => n !== null) ? (numbers as number[]) : null;
  const seen = counted ? [...counted.hands, counted.no_opinion] : typed ? (scale.no_opinion ? typed : [...typed, 0]) : null;
  const label = (i: number) => (i < scale.points ? pointLabel(scale, i) : t("poll_no_opinion"));
  return (
    <details class="more confirm-mine">
      <summary>{t("confirm_count_title")}</summary>
      <p>{t.pieces("confirm_count_hint", { place: <PlaceOf place={place} /> })}</p>
      <ul class="confirm-count">
        {blank.map((_, i) => (
          <li key={i}>
            {counted ? <><span>{label(i)}</span> <b>{number(i < scale.points ? counted.hands[i] ?? 0 : counted.no_opinion)}</b></> : (
              <label><span>{label(i)}</span> <input class="entry" inputMode="numeric" autocomplete="off" value={entered[i] ?? ""} onInput={(event) => { const text = event.currentTarget.value; setEntered(entered.map((old, k) => (k === i ? text : old))); }} /></label>
            )}
          </li>
        ))}
      </ul>
      <Refused refused={refused} />
      <Button rank="answer" off={seen === null} onClick={() => seen && void send({ do: "confirm_answer", poll: id, place, seen }, () => setDone(seen))}>{t("confirm_count")}</Button>
    </details>
  );
}
