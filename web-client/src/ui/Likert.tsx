// Answers on a scale: bars for one question, and the table of questions by regions. Both are real tables.

import type { ComponentChildren } from "preact";
import type { Scale } from "../generated/protocol.ts";
import { number, percent } from "../text/format.ts";
import { texts } from "../text/index.ts";
import "./likert.css";
import { Tag } from "./marks.tsx";
import { type Figures, type Fit, neutralOf, roomFor, segmentsOf, type Tone, tones, USUAL_ROOM } from "./scale.ts";

const t = texts("common");

/** One row of bars: everybody, or one region, group or place. */
export interface AnswerRow {
  key: string;
  label: ComponentChildren;
  /** Ballots for each point, lowest first. Null: not to be shown, because it would tell who chose what. */
  counts: number[] | null;
  /** Answers, where they are not the sum of the counts: of a row that is not shown, or of shares. */
  n?: ComponentChildren;
  /** Shares and no counts: only per cent is written. */
  shares?: boolean;
  /** Words in place of a bar that is not shown, where it is not for being few. */
  instead?: string;
  /** The same row in an earlier round: a narrow stripe over the bar. */
  before?: number[] | null;
  /** The answers are wildly divided. */
  wild?: boolean;
}

/** What stands at a point, counted from 0: its word; its number where the scale has words for its ends only, or none. */
export function pointLabel(scale: Scale, i: number): string {
  const { labels, points, first } = scale;
  const word = labels.length === points ? labels[i] : labels.length === 2 && i === 0 ? labels[0] : labels.length === 2 && i === points - 1 ? labels[1] : "";
  return word || number(first + i);
}

/** The values by which the class `tone` colours something. */
export const toneStyle = (tone: Tone) => ({
  "--l": tone.light, "--d": tone.dark, "--ol": tone.onLight, "--od": tone.onDark,
  "--el": tone.edgeLight ? "var(--control)" : "transparent", "--ed": tone.edgeDark ? "var(--control)" : "transparent",
});

/** A square of a tone, for keys. */
export function Swatch({ tone, children }: { tone: Tone; children?: ComponentChildren }) {
  return <i class="tone swatch" style={toneStyle(tone)} aria-hidden="true">{children}</i>;
}

interface BarsProperties {
  scale: Scale;
  /** The row for everybody: larger, with counts. */
  all: AnswerRow;
  rows?: AnswerRow[];
  /** What `rows` are, for the head of their column: region, group. Only read aloud. */
  by?: string;
  /** Below this many answers a group is not shown. */
  least?: number;
  /** The result is not shown yet: the same frame, empty, so that nothing tells a direction. */
  veiled?: boolean;
  /** How many figures fit on one per cent of bar; less for narrow places. */
  figuresPerPercent?: number;
  /** What the last column counts; ballots unless told. */
  unit?: string;
  /** What stands large on the bars; votes are counted heads first. */
  figures?: Figures;
}

/** Bars for one question: diverging round one line if the scale is bipolar, of one hundred per cent if it is not. */
export function LikertBars(properties: BarsProperties) {
  const { scale, all, rows = [], by, least = 5, veiled, figuresPerPercent = 0.3, figures = "percent" } = properties;
  const { points } = scale;
  const palette = tones(scale.polarity, points);
  const neutral = neutralOf(scale.polarity, points);
  const lines = [all, ...rows];
  const diverging = scale.polarity === "bipolar";
  const none = Array.from({ length: points }, () => 0);
  const room = roomFor(veiled ? [none] : lines.flatMap((line) => [line.counts ?? none, line.before ?? none]), scale.polarity);
  const half = Math.floor(points / 2);
  const total = room.against + room.agree + room.neutral;
  const span = (part: number) => ({ "--of": String(part), "--total": String(total) });
  const bar = (line: AnswerRow, from: number, to: number, of: number, direction: Direction) =>
    line.counts && !veiled
      ? <Segments counts={line.counts} before={line.before} from={from} to={to} of={of} direction={direction} palette={palette} scale={scale} whole={line === all} shares={!!line.shares} fit={fitOf(line.shares ? "percent" : figures, (figuresPerPercent * USUAL_ROOM) / (diverging ? total : USUAL_ROOM))} />
      : null;
  const hidden = (columns: number, line: AnswerRow) => <td colSpan={columns} class="likert-hidden">{line.instead ?? t("poll_suppressed", { n: least })}</td>;
  return (
    <div class="likert-box"><table class={`likert ${diverging ? "diverging" : "whole"}`}>
      <colgroup>
        <col class="likert-name" />
        {diverging ? <><col style={span(room.against)} /><col style={span(room.agree)} />{neutral !== null && <col style={span(room.neutral)} />}</> : <col />}
        <col class="likert-n" />
      </colgroup>
      <thead>
        <tr>
          <td>{by && <span class="unseen">{by}</span>}</td>
          {diverging ? (
            <>
              <th scope="col" class="against"><Keys scale={scale} palette={palette} from={0} to={half} /></th>
              <th scope="col" class="agree"><Keys scale={scale} palette={palette} from={points - half} to={points} /></th>
              {neutral !== null && <th scope="col" class="neutral">{scale.labels.length === points ? scale.labels[neutral] : t("poll_neutral")}</th>}
            </>
          ) : <th scope="col" class="agree"><Keys scale={scale} palette={palette} from={0} to={points} /></th>}
          <th scope="col" class="likert-n">{properties.unit ?? t("poll_ballots")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} class={line === all ? "all" : ""}>
            <th scope="row" class={line.wild ? "wild" : undefined}>{line.label} {line.wild && <Tag ink="outline">{t("poll_wild")}</Tag>}</th>
            {!line.counts && !veiled ? hidden(diverging ? (neutral === null ? 2 : 3) : 1, line) : diverging ? (
              <>
                <td class="against">{bar(line, 0, half, room.against, "to_start")}</td>
                <td class="agree">{bar(line, points - half, points, room.agree, "to_end")}</td>
                {neutral !== null && <td class="neutral">{bar(line, neutral, neutral + 1, room.neutral, "to_end")}</td>}
              </>
            ) : <td class="agree">{bar(line, 0, points, 100, "to_end")}</td>}
            <td class="likert-n">{veiled ? "" : line.n ?? (line.counts ? number(line.counts.reduce((a, b) => a + b, 0)) : "")}</td>
          </tr>
        ))}
      </tbody>
    </table></div>
  );
}

type Direction = "to_start" | "to_end";

interface SegmentsProperties {
  counts: number[];
  before: number[] | null | undefined;
  from: number;
  to: number;
  of: number;
  direction: Direction;
  palette: Tone[];
  scale: Scale;
  whole: boolean;
  shares: boolean;
  fit: Fit;
}

/** How the figures of a row are written, and how many fit. */
export const fitOf = (figures: Figures, perPercent: number): Fit => ({
  figures, perPercent,
  large: (count, share) => number(figures === "count" ? count : Math.round(share)).length,
  small: (count, share) => (figures === "count" ? percent(share / 100).length + 0.5 : number(count).length),
});

/** Points `from` to `to` of one row, as segments of `of` per cent; small figures stand outside the outer end. */
function Segments({ counts, before, from, to, of, direction, palette, scale, whole, shares, fit }: SegmentsProperties) {
  const segments = segmentsOf(counts, from, to, fit);
  const { figures } = fit;
  const said = segments.map((one) => {
    const what = { label: pointLabel(scale, one.point), percent: Math.round(one.percent) };
    return shares ? t("poll_share", what) : t("poll_answer", { ...what, n: one.count });
  }).join("; ");
  const small = segments.filter((one) => one.outside);
  const outermost = direction === "to_start" ? from : to - 1;
  const large = (one: { percent: number; count: number }) => number(figures === "count" ? one.count : Math.round(one.percent));
  const outside = small.length > 0 && (
    <span class="likert-out">
      {small.map((one) => (
        <span key={one.point}>
          {(small.length > 1 || one.point !== outermost) && segments.length > 1 && <Swatch tone={palette[one.point] as Tone} />}
          {large(one)}
        </span>
      ))}
    </span>
  );
  const width = (percent: number) => ({ "--share": (percent / of).toFixed(5) });
  return (
    <>
      {before && (
        <span class={`likert-before ${direction}`} aria-hidden="true">
          {segmentsOf(before, from, to, fit).filter((one) => one.count > 0)
            .map((one) => <i key={one.point} class="tone" style={{ ...toneStyle(palette[one.point] as Tone), ...width(one.percent) }} />)}
        </span>
      )}
      <span class={`likert-bar ${direction}`}>
        <span class="unseen">{said}</span>
        {direction === "to_start" && outside}
        {segments.filter((one) => one.count > 0).map((one) => (
          <i key={one.point} class={whole && one.tight ? "tone tight" : "tone"} style={{ ...toneStyle(palette[one.point] as Tone), ...width(one.percent) }} aria-hidden="true">
            {!one.outside && <b>{large(one)}</b>}
            {whole && !shares && one.roomy && <small>{figures === "count" ? percent(one.percent / 100) : number(one.count)}</small>}
          </i>
        ))}
        {direction === "to_end" && outside}
      </span>
    </>
  );
}

/** The words of a part of the scale, each after its tone; from six points on only the ends have words. */
function Keys({ scale, palette, from, to }: { scale: Scale; palette: Tone[]; from: number; to: number }) {
  const long = scale.points >= 6;
  return (
    <span class="likert-keys">
      {Array.from({ length: to - from }, (_, k) => from + k).map((i) => {
        const end = i === 0 || i === scale.points - 1;
        return (
          <span key={i}>
            <Swatch tone={palette[i] as Tone}>{long ? number(scale.first + i) : undefined}</Swatch>
            {long && !end ? <span class="unseen">{pointLabel(scale, i)}</span> : pointLabel(scale, i)}
          </span>
        );
      })}
    </span>
  );
}

/** The scale as a row of numbered tones between its two end words: the key under a table. */
export function ScaleKey({ scale }: { scale: Scale }) {
  const palette = tones(scale.polarity, scale.points);
  return (
    <span class="scale-key">
      <span>{pointLabel(scale, 0)}</span>
      <span>{palette.map((tone, i) => <Swatch key={i} tone={tone}>{number(scale.first + i)}</Swatch>)}</span>
      <span>{pointLabel(scale, palette.length - 1)}</span>
    </span>
  );
}

/** A value in the table of questions by regions. */
export interface Cell {
  /** The value, on the scale: a number a group agreed, or the median of its ballots. */
  value: number;
  /** The lowest and highest value stated; absent where nothing was stated. */
  low?: number;
  high?: number;
  /** From the lowest to the highest is so far that a single value hides it. */
  wild?: boolean;
  /** It waits for the confirmation that its terms ask for. */
  unconfirmed?: boolean;
}

interface TableProperties {
  scale: Scale;
  questions: { key: string; label: ComponentChildren }[];
  columns: { key: string; label: ComponentChildren }[];
  /** The value of a question in a column; null: none yet. */
  cell(question: number, column: number): Cell | null;
  /** What stands at the head of the questions' column. */
  head?: ComponentChildren;
  /** Cells are buttons, to give or correct a value; `pressed` is the one being worked on. */
  press?(question: number, column: number): void;
  pressed?: readonly [number, number] | null;
}

/** Questions by regions (or groups): the agreed value, lowest to highest stated; dashed where there is none yet. */
export function LikertTable({ scale, questions, columns, cell, head, press, pressed }: TableProperties) {
  const palette = tones(scale.polarity, scale.points);
  const cover = (q: number, c: number) => press && (
    <button type="button" class="likert-press" aria-pressed={pressed?.[0] === q && pressed[1] === c} onClick={() => press(q, c)}>
      <span class="unseen">{t("poll_press", { question: q + 1, column: c + 1 })}</span>
    </button>
  );
  const toneAt = (value: number) => palette[Math.min(palette.length - 1, Math.max(0, Math.round(value - scale.first)))] as Tone;
  return (
    <table class="likert-table">
      <thead>
        <tr>
          <th scope="col" class="likert-question">{head ?? t("poll_agreed_range")}</th>
          {columns.map((column) => <th key={column.key} scope="col">{column.label}</th>)}
        </tr>
      </thead>
      <tbody>
        {questions.map((question, q) => (
          <tr key={question.key}>
            <th scope="row" class="likert-question"><b>{number(q + 1)}</b> <span>{question.label}</span></th>
            {columns.map((column, c) => {
              const found = cell(q, c);
              if (!found) return <td key={column.key} class="likert-none"><span aria-hidden="true">–</span><span class="unseen">{t("poll_missing")}</span>{cover(q, c)}</td>;
              const { value, low, high, wild, unconfirmed } = found;
              const ranged = low !== undefined && high !== undefined;
              return (
                <td key={column.key} class={`tone${wild ? " wild" : ""}${unconfirmed ? " unconfirmed" : ""}`} style={toneStyle(toneAt(value))}>
                  <span class="unseen">
                    {ranged ? t("poll_cell", { value: number(value, 1), low: number(low), high: number(high) }) : number(value, 1)}{wild ? `, ${t("poll_wild")}` : ""}{unconfirmed ? `, ${t("poll_unconfirmed")}` : ""}
                  </span>
                  <b aria-hidden="true">{number(value, 1)}</b>
                  {ranged && <span class="likert-range" aria-hidden="true"><bdi dir="ltr">{number(low)}–{number(high)}</bdi></span>}
                  {cover(q, c)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
