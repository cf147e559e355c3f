// A show of hands counted in the hub: one grid over the open questions, checked as one types, sent as one.

import { useEffect, useState } from "preact/hooks";
import type { CountedHands, PollId, PollRow, Scale } from "../../generated/protocol.ts";
import { isRunning } from "../../state/polls.ts";
import { clock, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { pointLabel } from "../../ui/Likert.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { emptyEntry, type Entry, entryOf, isEmpty, lineOf, readCount, same, scaleKey, sumOf, tooMany } from "./count.ts";
import { useOwnHub } from "./own.ts";

const t = texts("hub");

/** What was entered here, and what of it the meeting has confirmed: kept over a reload of the page. */
interface Draft {
  entries: Record<PollId, Entry>;
  confirmed: Record<PollId, { line: CountedHands; at_ms: number }>;
  counter: string;
}

const STORE = `count ${typeof location === "undefined" ? "" : location.pathname}`;

interface Question {
  id: PollId;
  row: PollRow;
}

export function CountSection() {
  const seat = useSeat();
  const { rows } = seat;
  const hub = useOwnHub();
  const [draft, setDraft] = useState<Draft>(readDraft);
  const { send, refused } = useCommand();
  useEffect(() => keepDraft(draft), [draft]);

  const running = rows.ids("poll").map((id) => ({ id, row: rows.row(`poll/${id}`).value })).filter((one): one is Question => one.row !== undefined && isRunning(one.row));
  const questions = running.filter(({ row }) => row.methods.counted);
  if (questions.length === 0) return <Nothing running={running} />;

  const heads = hub.row?.heads ?? 0;
  const kept = new Map(seat.kept.value.flatMap((command) => (command.do === "count" ? command.grid.map((line) => [line.poll, line] as const) : [])));
  const entry = ({ id, row }: Question): Entry => draft.entries[id] ?? (draft.confirmed[id] ? entryOf(draft.confirmed[id].line) : emptyEntry(row.scale));
  const last = (id: PollId): CountedHands | undefined => kept.get(id) ?? draft.confirmed[id]?.line;
  const changed = questions.filter((one) => {
    const before = last(one.id);
    return !isEmpty(entry(one)) && !(before && same(entry(one), entryOf(before)));
  });
  const over = questions.some((one) => tooMany(entry(one), heads) > 0);
  const set = (id: PollId, value: Entry) => setDraft((before) => ({ ...before, entries: { ...before.entries, [id]: value } }));
  const submit = (event: Event) => {
    event.preventDefault();
    if (over || changed.length === 0) return;
    const grid = changed.map((one) => lineOf(one.id, entry(one)));
    const counter = draft.counter.trim();
    void send({ do: "count", place: hub.place, grid, ...(counter ? { counter } : {}) }, () => {
      const at_ms = Date.now();
      setDraft((before) => ({ ...before, confirmed: { ...before.confirmed, ...Object.fromEntries(grid.map((line) => [line.poll, { line, at_ms }])) } }));
    });
  };
  const tables = new Map<string, Question[]>();
  for (const one of questions) tables.set(scaleKey(one.row.scale), [...(tables.get(scaleKey(one.row.scale)) ?? []), one]);

  return (
    <section class="count-part" aria-labelledby="count-title">
      <div class="part-head">
        <h2 id="count-title">{t("count_title")}</h2>
        <span class="quiet">{t("count_hint", { n: heads })}</span>
        <Closing questions={questions} />
      </div>
      <form onSubmit={submit} noValidate>
        {[...tables.values()].map((group) => (
          <div class="count-scroll" key={group.map((one) => one.id).join(" ")}>
            <table>
              <Head scale={(group[0] as Question).row.scale} />
              <tbody>
                {group.map((one) => (
                  <Line key={one.id} question={one} entry={entry(one)} heads={heads} onChange={(value) => set(one.id, value)}
                    standing={kept.has(one.id) ? { is: "kept" } : draft.confirmed[one.id] ? { is: "confirmed", at_ms: draft.confirmed[one.id]?.at_ms ?? 0 } : { is: "none" }}
                    changed={changed.includes(one)} />
                ))}
              </tbody>
            </table>
          </div>
        ))}
        <div class="count-foot">
          <Field label={t("counter")} hint={t("counter_hint")}>
            <input dir="auto" maxLength={80} autocomplete="off" value={draft.counter} onInput={(event) => { const counter = event.currentTarget.value; setDraft((before) => ({ ...before, counter })); }} />
          </Field>
          <Button rank="main" wide submit off={changed.length === 0 || over}>{t(Object.keys(draft.confirmed).length ? "count_send_change" : "count_send")}</Button>
        </div>
        <Refused refused={refused} />
      </form>
    </section>
  );
}

function Head({ scale }: { scale: Scale }) {
  return (
    <thead>
      <tr>
        <th scope="col">{t("poll_question")}</th>
        {Array.from({ length: scale.points }, (_, i) => <th scope="col" key={i}>{pointLabel(scale, i)}</th>)}
        {scale.no_opinion && <th scope="col">{t("poll_no_opinion")}</th>}
        <th scope="col">{t("sum")}</th>
      </tr>
    </thead>
  );
}

type Standing = { is: "none" } | { is: "kept" } | { is: "confirmed"; at_ms: number };

interface LineProperties {
  question: Question;
  entry: Entry;
  heads: number;
  standing: Standing;
  changed: boolean;
  onChange(entry: Entry): void;
}

function Line({ question: { id, row }, entry, heads, standing, changed, onChange }: LineProperties) {
  const live = useSeat().standing.value.is === "live";
  const over = tooMany(entry, heads);
  const name = row.short || row.question;
  const sum = sumOf(entry);
  return (
    <>
      <tr class={over ? "wrong" : ""}>
        <th scope="row">
          <span dir="auto">{row.question}</span>
          {changed ? <Tag ink="dotted">{t("count_not_sent")}</Tag>
            : standing.is === "kept" ? <Plate state={live ? "sending" : "kept_here"} />
            : standing.is === "confirmed" ? <Plate state="confirmed">{t("count_confirmed", { time: timeOfDay(standing.at_ms) })}</Plate> : null}
        </th>
        {entry.hands.map((n, i) => (
          <td key={i}><Cell label={`${name}: ${pointLabel(row.scale, i)}`} value={n} wrong={over > 0} described={over ? `over-${id}` : undefined}
            onChange={(value) => onChange({ ...entry, hands: entry.hands.map((old, k) => (k === i ? value : old)) })} /></td>
        ))}
        {row.scale.no_opinion && (
          <td><Cell label={`${name}: ${t("poll_no_opinion")}`} value={entry.no_opinion} wrong={over > 0} described={over ? `over-${id}` : undefined} onChange={(no_opinion) => onChange({ ...entry, no_opinion })} /></td>
        )}
        <td class="sum"><b>{t("sum_of", { n: sum, heads })}</b></td>
      </tr>
      {over > 0 && (
        <tr class="wrong"><td colSpan={entry.hands.length + (row.scale.no_opinion ? 3 : 2)}><p class="remedy" id={`over-${id}`} role="alert">{t("count_over", { sum, heads, n: over })}</p></td></tr>
      )}
    </>
  );
}

interface CellProperties {
  label: string;
  value: number | null;
  wrong: boolean;
  described: string | undefined;
  onChange(value: number | null): void;
}

/** One number. What is no count does not get in. */
function Cell({ label, value, wrong, described, onChange }: CellProperties) {
  return (
    <input class="entry" inputMode="numeric" autocomplete="off" aria-label={label} aria-invalid={wrong ? "true" : undefined} aria-describedby={described}
      value={value === null ? "" : String(value)} onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => {
        const read = readCount(event.currentTarget.value);
        if (read === undefined) event.currentTarget.value = value === null ? "" : String(value);
        else onChange(read);
      }} />
  );
}

function Closing({ questions }: { questions: readonly Question[] }) {
  const seat = useSeat();
  const closes = Math.min(...questions.filter((one) => one.row.state === "closing").map((one) => one.row.closes_ms ?? Infinity));
  if (!Number.isFinite(closes)) return null;
  return <Tag ink="signal">{t.pieces("closes_in", { time: <bdi dir="ltr">{clock(closes - seat.now.value)}</bdi> })}</Tag>;
}

/** No question that a hub counts: said why there is nothing to enter. */
function Nothing({ running }: { running: readonly Question[] }) {
  const agreed = running.find(({ row }) => row.methods.agreed_by !== undefined)?.row.methods.agreed_by;
  const words = agreed === "region" ? "count_by_regions" : agreed === "group" ? "count_by_groups" : running.length ? "count_by_ballots" : "count_none";
  return (
    <section class="count-part" aria-labelledby="count-title">
      <div class="part-head"><h2 id="count-title">{t("count_title")}</h2></div>
      <p>{t(words)}</p>
      <ul class="count-others">{running.map(({ id, row }) => <li key={id} dir="auto">{row.question}</li>)}</ul>
    </section>
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
