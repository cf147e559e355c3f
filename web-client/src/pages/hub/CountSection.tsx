// A show of hands counted in the hub: one grid over the open questions, checked as one types, sent as one; then a second person's
// confirmation, the device that is passed round, and the sealed sets.

import { useEffect, useState } from "preact/hooks";
import type { CountedHands, PollId } from "../../generated/protocol.ts";
import { clock } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { questionOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import { emptyEntry, type Entry, entryOf, isEmpty, lineOf, oversplit, same, scaleKey, tooMany } from "./count.ts";
import { CountTable, type Shown, type Standing } from "./CountTable.tsx";
import { useOwnHub } from "./own.ts";
import { SealedSets } from "./SealedSets.tsx";
import { SecondCount } from "./SecondCount.tsx";
import { type Question, useQuestions } from "./sets.ts";

const t = texts("hub");

/** What was entered here, and what of it the meeting has confirmed: kept over a reload of the page. */
interface Draft {
  entries: Record<PollId, Entry>;
  confirmed: Record<PollId, { line: CountedHands; at_ms: number }>;
  counter: string;
}

const STORE = `count ${typeof location === "undefined" ? "" : location.pathname}`;

export function CountSection({ onPass }: { onPass(): void }) {
  const questions = useQuestions();
  const counted = questions.filter(({ row }) => row.methods.counted);
  const passed = questions.filter(({ row }) => row.methods.passed);
  return (
    <section class="count-part" aria-labelledby="count-title">
      {counted.length > 0 ? <Count questions={counted} /> : <Nothing running={questions.filter(({ row }) => !row.methods.passed)} passed={passed.length > 0} />}
      {passed.length > 0 && <PassPart questions={passed} onPass={onPass} />}
      {counted.some(({ row }) => row.terms.confirm) && <SecondCount questions={counted.filter(({ row }) => row.terms.confirm)} />}
      <SealedSets />
    </section>
  );
}

function Count({ questions }: { questions: Question[] }) {
  const seat = useSeat();
  const hub = useOwnHub();
  const [draft, setDraft] = useState<Draft>(readDraft);
  const { send, refused } = useCommand();
  useEffect(() => keepDraft(draft), [draft]);

  const heads = hub.row?.heads ?? 0;
  const kept = new Map(seat.kept.value.flatMap((command) => (command.do === "count" ? command.grid.map((line) => [line.poll, line] as const) : [])));
  const entryFor = ({ id, row }: Question): Entry => draft.entries[id] ?? (draft.confirmed[id] ? entryOf(draft.confirmed[id].line) : emptyEntry(row.scale));
  const shown = questions.map((question): Shown => {
    const { id } = question;
    const entry = entryFor(question);
    const last = kept.get(id) ?? draft.confirmed[id]?.line;
    const second = seat.rows.row(`tally/${id}`).value?.counted[hub.place]?.confirmed === true;
    const standing: Standing = kept.has(id) ? { is: "kept" } : draft.confirmed[id] ? { is: "confirmed", at_ms: draft.confirmed[id].at_ms, second } : { is: "none" };
    return { question, entry, standing, changed: !isEmpty(entry) && !(last && same(entry, entryOf(last))) };
  });
  const changed = shown.filter((one) => one.changed);
  const wrong = shown.some(({ entry }) => tooMany(entry, heads) > 0 || oversplit(entry).length > 0);
  const submit = (event: Event) => {
    event.preventDefault();
    if (wrong || changed.length === 0) return;
    const grid = changed.map(({ question, entry }) => lineOf(question.id, entry));
    const counter = draft.counter.trim();
    void send({ do: "count", place: hub.place, grid, ...(counter ? { counter } : {}) }, () => {
      const at_ms = Date.now();
      setDraft((before) => ({ ...before, confirmed: { ...before.confirmed, ...Object.fromEntries(grid.map((line) => [line.poll, { line, at_ms }])) } }));
    });
  };
  const tables = new Map<string, Shown[]>();
  for (const one of shown) {
    const key = `${one.question.row.kind} ${scaleKey(one.question.row.scale)}`;
    tables.set(key, [...(tables.get(key) ?? []), one]);
  }
  return (
    <>
      <div class="part-head">
        <h2 id="count-title">{t("count_title")}</h2>
        <span class="quiet">{t("count_hint", { n: heads })}</span>
        <Closing questions={questions} />
      </div>
      <form onSubmit={submit} noValidate>
        {[...tables].map(([key, lines]) => (
          <CountTable key={key} lines={lines} heads={heads} splits onChange={({ id }, entry) => setDraft((before) => ({ ...before, entries: { ...before.entries, [id]: entry } }))} />
        ))}
        <div class="count-foot">
          <Field label={t("counter")} hint={t("counter_hint")}>
            <input dir="auto" maxLength={80} autocomplete="off" value={draft.counter} onInput={(event) => { const counter = event.currentTarget.value; setDraft((before) => ({ ...before, counter })); }} />
          </Field>
          <Button rank="main" wide submit off={changed.length === 0 || wrong}>{t(Object.keys(draft.confirmed).length ? "count_send_change" : "count_send")}</Button>
        </div>
        <Refused refused={refused} />
      </form>
    </>
  );
}

export function Closing({ questions }: { questions: readonly Question[] }) {
  const seat = useSeat();
  const closes = Math.min(...questions.filter((one) => one.row.state === "closing").map((one) => one.row.closes_ms ?? Infinity));
  if (!Number.isFinite(closes)) return null;
  return <Tag ink="signal">{t.pieces("closes_in", { time: <bdi dir="ltr">{clock(closes - seat.now.value)}</bdi> })}</Tag>;
}

function PassPart({ questions, onPass }: { questions: Question[]; onPass(): void }) {
  return (
    <section class="pass-part" aria-labelledby="pass-title">
      <div class="part-head"><h2 id="pass-title">{t("pass_part")}</h2><Closing questions={questions} /></div>
      <p>{t("pass_part_hint")}</p>
      <ul class="count-others">{questions.map(({ id, row }) => <li key={id} dir="auto">{questionOf(row)}</li>)}</ul>
      <Button rank="main" wide onClick={onPass}>{t("pass_part_start")}</Button>
    </section>
  );
}

/** No question that a hub counts: said why there is nothing to enter. */
function Nothing({ running, passed }: { running: readonly Question[]; passed: boolean }) {
  const agreed = running.find(({ row }) => row.methods.agreed_by !== undefined)?.row.methods.agreed_by;
  const words = agreed === "region" ? "count_by_regions" : agreed === "group" ? "count_by_groups" : running.length ? "count_by_ballots" : "count_none";
  if (passed && !running.length) return null;
  return (
    <>
      <div class="part-head"><h2 id="count-title">{t("count_title")}</h2></div>
      <p>{t(words)}</p>
      <ul class="count-others">{running.map(({ id, row }) => <li key={id} dir="auto">{questionOf(row)}</li>)}</ul>
    </>
  );
}

function readDraft(): Draft {
  const empty: Draft = { entries: {}, confirmed: {}, counter: "" };
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(STORE) ?? "{}") as Partial<Draft>) };
  } catch {
    return empty;
  }
}

function keepDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(draft));
  } catch {
    // Not kept over a reload, then.
  }
}
