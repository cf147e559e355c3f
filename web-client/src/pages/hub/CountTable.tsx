// The grid of a count: a line for each question of one scale, split by group where that is known. Sums are checked as one types.

import { useState } from "preact/hooks";
import { number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { pointLabel } from "../../ui/Likert.tsx";
import { Flag, Plate, Tag } from "../../ui/marks.tsx";
import { Clarified } from "../../ui/poll/PollTerms.tsx";
import { questionOf, scaleOf, shortOf } from "../../ui/question.ts";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { Terms } from "../../ui/Terms.tsx";
import { cellsOf, type Entry, notStated, oversplit, readCount, sumOf, tooMany, withGroup } from "./count.ts";
import type { Question } from "./sets.ts";

const t = texts("hub");

/** How a line stands with the meeting. */
export type Standing = { is: "none" } | { is: "kept" } | { is: "confirmed"; at_ms: number; second: boolean };

/** A line of the grid as it is shown. */
export interface Shown {
  question: Question;
  entry: Entry;
  standing: Standing;
  changed: boolean;
}

interface TableProperties {
  lines: Shown[];
  heads: number;
  /** Whether hands may be split by group. */
  splits: boolean;
  onChange(question: Question, entry: Entry): void;
}

export function CountTable({ lines, heads, splits, onChange }: TableProperties) {
  const first = (lines[0] as Shown).question.row;
  const scale = scaleOf(first);
  return (
    <div class="count-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("poll_question")}</th>
            {Array.from({ length: scale.points }, (_, i) => <th scope="col" key={i}><span class="first-capital">{pointLabel(scale, i)}</span></th>)}
            {scale.no_opinion && <th scope="col">{t("poll_no_opinion")}</th>}
            <th scope="col">{t("sum")}</th>
          </tr>
        </thead>
        <tbody>{lines.map((one) => <Line key={one.question.id} shown={one} heads={heads} splits={splits} onChange={(entry) => onChange(one.question, entry)} />)}</tbody>
      </table>
    </div>
  );
}

function Line({ shown: { question: { id, row, ahead }, entry, standing, changed }, heads, splits, onChange }: { shown: Shown; heads: number; splits: boolean; onChange(entry: Entry): void }) {
  const live = useSeat().standing.value.is === "live";
  const [split, setSplit] = useState(Object.keys(entry.groups ?? {}).length > 0);
  const over = tooMany(entry, heads);
  const name = shortOf(row);
  const scale = scaleOf(row);
  return (
    <>
      <tr class={over ? "wrong" : ""}>
        <th scope="row">
          <span dir="auto">{questionOf(row)}</span>
          <span class="line-states">
            {ahead && <Tag ink="dotted">{t("sealed_ahead")}</Tag>}
            {changed ? <Tag ink="dotted">{t("count_not_sent")}</Tag>
              : standing.is === "kept" ? <Plate state={live ? "sending" : "kept_here"} />
              : standing.is === "confirmed" ? <Plate state="confirmed">{t("count_confirmed", { time: timeOfDay(standing.at_ms) })}</Plate> : null}
            {row.terms.confirm && !changed && standing.is === "confirmed" && <Tag ink={standing.second ? "bold" : "dashed"}>{t(standing.second ? "second_done" : "second_due")}</Tag>}
          </span>
          <Clarified poll={row} />
          <div class="line-more">
            {splits && <button type="button" class="line-button" aria-expanded={split} onClick={() => setSplit(!split)}>{t(split ? "split_hide" : "split")}</button>}
            <details><summary>{t("terms")}</summary><Terms poll={row} /></details>
          </div>
        </th>
        {entry.hands.map((n, i) => (
          <td key={i}><Cell label={`${name}: ${pointLabel(scale, i)}`} value={n} wrong={over > 0} described={over ? `over-${id}` : undefined}
            onChange={(value) => onChange({ ...entry, hands: entry.hands.map((old, k) => (k === i ? value : old)) })} /></td>
        ))}
        {scale.no_opinion && (
          <td><Cell label={`${name}: ${t("poll_no_opinion")}`} value={entry.no_opinion} wrong={over > 0} described={over ? `over-${id}` : undefined} onChange={(no_opinion) => onChange({ ...entry, no_opinion })} /></td>
        )}
        <td class="sum"><b>{t("sum_of", { n: sumOf(entry), heads })}</b></td>
      </tr>
      {over > 0 && <Wrong columns={columnsOf(entry, scale.no_opinion)} id={`over-${id}`}>{t("count_over", { sum: sumOf(entry), heads, n: over })}</Wrong>}
      {split && <Split name={name} id={id} entry={entry} scale={scale} onChange={onChange} />}
    </>
  );
}

const columnsOf = (entry: Entry, no_opinion: boolean | undefined) => entry.hands.length + (no_opinion ? 3 : 2);

function Wrong({ columns, id, children }: { columns: number; id: string; children: preact.ComponentChildren }) {
  return <tr class="wrong"><td colSpan={columns}><p class="remedy" id={id} role="alert">{children}</p></td></tr>;
}

/** The same hands by stakeholder group; what is left over has no group that is known. */
function Split({ name, id, entry, scale, onChange }: { name: string; id: number; entry: Entry; scale: ReturnType<typeof scaleOf>; onChange(entry: Entry): void }) {
  const microphones = useMicrophones();
  const left = notStated(entry);
  const over = oversplit(entry);
  return (
    <>
      {microphones.map(({ key, row }) => (
        <tr key={key} class="split">
          <th scope="row"><Flag microphone={row} /> {row.name}</th>
          {cellsOf(entry, key).map((n, i) => (
            <td key={i}><Cell label={`${name}, ${row.name}: ${pointLabel(scale, i)}`} value={n} wrong={over.includes(i)} described={over.length ? `split-${id}` : undefined} onChange={(value) => onChange(withGroup(entry, key, i, value))} /></td>
          ))}
          {scale.no_opinion && <td />}
          <td />
        </tr>
      ))}
      <tr class="split left">
        <th scope="row">{t("group_not_stated")}</th>
        {left.map((n, i) => <td key={i}>{number(Math.max(0, n))}</td>)}
        {scale.no_opinion && <td />}
        <td />
      </tr>
      {over.length > 0 && <Wrong columns={columnsOf(entry, scale.no_opinion)} id={`split-${id}`}>{t("split_over", { point: over.map((i) => pointLabel(scale, i)).join(t("comma")) })}</Wrong>}
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
