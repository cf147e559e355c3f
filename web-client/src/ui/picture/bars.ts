// The body of a picture of one question on a scale, or of a vote: diverging bars round one line, or bars of one hundred per
// cent. The same shares, rooms, tones and rules for figures as on screen (ui/scale, ui/Likert). Pure.

import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { fitOf, pointLabel } from "../Likert.tsx";
import type { Result, ResultLine } from "../result/model.ts";
import { neutralOf, roomFor, type Segment, segmentsOf, shares, SMALL_PERCENT, type Tone, tones } from "../scale.ts";
import { type Drawing, isolated, widthOf, wrapped } from "./draw.ts";
import type { Body, Measures } from "./frame.ts";
import { percent } from "../../text/format.ts";

const t = texts("result");

/** A part of a bar: which points, from where, in which direction. */
interface Lane {
  from: number;
  to: number;
  /** Where it begins: at the line, away from which it grows. */
  x: number;
  toStart: boolean;
}

interface Plan {
  lanes: Lane[];
  /** Pixels of one per cent. */
  perPercent: number;
  palette: Tone[];
  /** The line in the middle; undefined: none. */
  axis?: number;
  numbers: number;
  names: number;
  /** Names of wildly divided rows are framed, because plates beside or under them would crowd the rows. */
  framed: boolean;
}

/** As on screen: a plate must not make its row higher, so several of them, or one beside a long name, become frames. */
const isFramed = (result: Result, m: Measures): boolean => {
  const wild = result.parts.filter((part) => part.wild);
  return !m.stacked && (wild.length > 1 || wild.some((part) => part.label.length > PLATE_CHARS));
};

/** Which rows, in order. */
const linesOf = (result: Result): ResultLine[] => [result.all, ...[result.round, result.equal].filter((line) => line !== undefined), ...result.parts];

/** Bars. */
export const barsBody = (result: Result): Body => (d, m, y, room) => {
  const plan = planned(result, m);
  const { unit: u } = m;
  let at = keys(d, m, result, plan, y);
  const lines = linesOf(result);
  const label = m.stacked ? 5.6 * u : 0;
  const allLabel = m.stacked ? 6.4 * u : 0;
  const allHeight = 13 * u + allLabel;
  const names = m.stacked ? 0 : Math.max(0, ...lines.slice(1).map((line) => {
    const found = nameLines(m, plan, line, USUAL * u, false);
    return found.lines.length * LINE * USUAL * u + (plan.framed && line.wild ? 2.4 * u : 0);
  }));
  const row = Math.min((m.stacked ? 7 : Math.max(9.5, names / u)) * u + label, Math.max(5 * u + label, names, (room - (at - y) - allHeight) / Math.max(1, lines.length - 1)));
  for (const line of lines) {
    const whole = line === result.all;
    const height = whole ? allHeight : row;
    drawRow(d, m, result, plan, line, { y: at, height, label: whole ? allLabel : label, whole });
    at += height;
  }
  const stripes = result.parts.some((line) => line.before) && result.round;
  const size = 2.6 * u;
  if (plan.framed) {
    d.frame(m.margin + FRAME * u, at + 3 * u - size * 0.85, size * 1.8, size * 1.05);
    d.text(m.margin + FRAME * u + size * 2.4, at + 3 * u, t("poll_wild"), { size, fill: d.ground.quiet });
  }
  if (stripes) d.text(m.margin + (plan.framed ? size * 4 + widthOf(t("poll_wild"), size) : 0), at + 3 * u, t("round_stripe"), { size, fill: d.ground.quiet });
  if (stripes || plan.framed) at += 3.6 * u;
  return at;
};

/** Where everything stands. */
function planned(result: Result, m: Measures): Plan {
  const { scale } = result;
  const { points } = scale;
  const palette = tones(scale.polarity, points);
  const inner = m.width - 2 * m.margin;
  const names = m.stacked ? 0 : inner * 0.275;
  const numbers = m.stacked ? 0 : 13 * m.unit;
  const width = inner - names - numbers;
  const start = m.margin + names;
  const framed = isFramed(result, m);
  if (scale.polarity === "unipolar") {
    // Figures that stand outside need room of their own, or they read as a part of the number of ballots.
    const small = Math.max(0, ...linesOf(result).map((line) => shares(line.counts ?? []).filter((share) => share > 0 && share < SMALL_PERCENT).length));
    const outside = m.stacked && !small ? 0 : (small ? 1.5 + 5.5 * Math.min(small, 3) : 0) * m.unit;
    return { lanes: [{ from: 0, to: points, x: start, toStart: false }], perPercent: (width - outside - points * 3) / 100, palette, numbers, names, framed };
  }
  const empty = Array.from({ length: points }, () => 0);
  const shown = linesOf(result).flatMap((line) => [line.counts ?? empty, line.before ?? empty]);
  const room = roomFor(shown, "bipolar");
  const perPercent = (width - 4 * m.unit) / (room.against + room.agree + room.neutral);
  const half = Math.floor(points / 2);
  const axis = start + room.against * perPercent + m.unit;
  const neutral = neutralOf("bipolar", points);
  const lanes: Lane[] = [{ from: 0, to: half, x: axis - 0.5 * m.unit, toStart: true }, { from: points - half, to: points, x: axis + 0.5 * m.unit, toStart: false }];
  if (neutral !== null) lanes.push({ from: neutral, to: neutral + 1, x: axis + room.agree * perPercent + 2 * m.unit, toStart: false });
  return { lanes, perPercent, palette, axis, numbers, names, framed };
}

interface Row {
  y: number;
  height: number;
  /** How much of it is for the name over it. */
  label: number;
  whole: boolean;
}

function drawRow(d: Drawing, m: Measures, result: Result, plan: Plan, line: ResultLine, row: Row): void {
  const { unit: u, margin } = m;
  const size = (row.whole ? LARGE : USUAL) * u;
  const top = row.y + row.label;
  const height = row.height - row.label;
  const middle = top + height / 2;
  const name = m.stacked ? row.y + row.label - 0.9 * u : middle + size * 0.35;
  rowName(d, m, plan, line, { size, middle, baseline: name, whole: row.whole });
  if (!line.weighted && result.tally) d.text(m.width - margin, name, number(line.n), { size, bold: row.whole, anchor: "end" });
  if (plan.axis !== undefined && (line.counts || !result.tally)) d.rect(plan.axis - u * 0.19, top, u * 0.37, height + 0.5, d.ground.ink);
  if (!result.tally) return;
  if (!line.counts) {
    d.text(margin + plan.names, middle + 1.2 * u, line.instead ?? t("poll_suppressed", { n: 5 }), { size: 3.4 * u, fill: d.ground.quiet });
    return;
  }
  const stripe = line.before && !row.whole ? Math.max(0.9 * u, height * 0.16) : 0;
  const bar = { y: top + height * 0.09 + (stripe ? stripe + 3 : 0), height: height * 0.82 - (stripe ? stripe + 3 : 0) };
  const figures = line.weighted ? "percent" : result.figures;
  // Figures of everybody that do not fit large stand there in the usual size; so what fits is reckoned in that.
  const fit = fitOf(figures, plan.perPercent / (0.62 * USUAL * u));
  for (const lane of plan.lanes) {
    if (stripe && line.before) segments(d, plan, lane, segmentsOf(line.before, lane.from, lane.to, fit), { y: top + height * 0.09, height: stripe });
    const found = segmentsOf(line.counts, lane.from, lane.to, fit);
    const end = segments(d, plan, lane, found, bar, (one, x, width) => {
      if (one.outside) return;
      const large = number(figures === "count" ? one.count : Math.round(one.percent));
      const small = row.whole && one.roomy ? (figures === "count" ? percent(one.percent / 100) : number(one.count)) : "";
      const own = row.whole && one.tight ? USUAL * u : size;
      const fill = d.on(plan.palette[one.point] as Tone);
      const centre = bar.y + bar.height / 2;
      d.text(x + width / 2, small ? centre + 0.1 * u : centre + own * 0.35, large, { size: own, bold: row.whole, fill, anchor: "middle" });
      if (small) d.text(x + width / 2, centre + 4 * u, small, { size: 3.4 * u, fill, anchor: "middle" });
    });
    outside(d, plan, lane, found, { end, middle: bar.y + bar.height / 2, size, bold: row.whole, figures });
  }
}

interface NamePlace {
  size: number;
  middle: number;
  baseline: number;
  whole: boolean;
}

/** The lines of a row's name, two at most; and the words of its plate, where it has one. */
function nameLines(m: Measures, plan: Plan, line: ResultLine, size: number, whole: boolean): { lines: string[]; plate: string } {
  const framed = plan.framed && !whole;
  const plate = line.wild && !framed ? t("poll_wild") : "";
  const beside = plate && !m.stacked ? m.unit + widthOf(plate, PLATE * m.unit) + PLATE * m.unit * 0.9 : 0;
  const width = m.stacked ? m.width - 2 * m.margin - 18 * m.unit : plan.names - 1.5 * m.unit - beside - (framed ? 2 * FRAME * m.unit : 0);
  return { lines: wrapped(line.label, size, width, { bold: whole, most: m.stacked ? 1 : 2 }), plate };
}

const PLATE = 2.9;
const LINE = 1.14;
/** What stays free between a name and its frame. */
const FRAME = 0.8;
/** Beside a longer name a plate has no room. */
const PLATE_CHARS = 14;
/** Figures and names of everybody, and of a part. */
const LARGE = 5;
const USUAL = 3.6;

/** Draws a row's name, framed or with a plate beside it where answers are wildly divided. */
function rowName(d: Drawing, m: Measures, plan: Plan, line: ResultLine, { size, middle, baseline, whole }: NamePlace): void {
  const { lines, plate } = nameLines(m, plan, line, size, whole);
  const first = m.stacked ? baseline : middle + size * 0.35 - ((lines.length - 1) / 2) * size * LINE;
  lines.forEach((one, i) => d.text(m.margin, first + i * size * LINE, isolated(one), { size, bold: whole }));
  const last = first + (lines.length - 1) * size * LINE;
  if (plate) d.plate(m.margin + widthOf(lines.at(-1) ?? "", size, whole) + m.unit, last - size * 0.35, plate, PLATE * m.unit);
  if (!line.wild || !plan.framed || whole) return;
  const widest = Math.max(...lines.map((one) => widthOf(one, size)));
  d.frame(m.margin - FRAME * m.unit, first - size * 0.95, widest + 2 * FRAME * m.unit, last - first + size * 1.3);
}

/** Draws the segments of one part of a bar; where it ends, on its outer side. */
function segments(d: Drawing, plan: Plan, lane: Lane, found: Segment[], bar: { y: number; height: number }, figure?: (one: Segment, x: number, width: number) => void): number {
  let x = lane.x;
  for (const one of lane.toStart ? [...found].reverse() : found) {
    if (one.count === 0) continue;
    const width = Math.max(2, one.percent * plan.perPercent - 3);
    const from = lane.toStart ? x - width : x;
    d.tone(from, bar.y, width, bar.height, plan.palette[one.point] as Tone);
    figure?.(one, from, width);
    x = lane.toStart ? from - 3 : from + width + 3;
  }
  return x;
}

interface OutsidePlace {
  end: number;
  middle: number;
  size: number;
  bold: boolean;
  figures: Result["figures"];
}

/** Figures that do not fit, outside the outer end; after their tone where it is not plain which is meant. */
function outside(d: Drawing, plan: Plan, lane: Lane, found: Segment[], { end, middle, size, bold, figures }: OutsidePlace): void {
  const small = found.filter((one) => one.outside);
  const outermost = lane.toStart ? lane.from : lane.to - 1;
  let x = end + (lane.toStart ? -1 : 1) * size * 0.3;
  for (const one of lane.toStart ? [...small].reverse() : small) {
    const words = number(figures === "count" ? one.count : Math.round(one.percent));
    const keyed = (small.length > 1 || one.point !== outermost) && found.length > 1;
    const width = widthOf(words, size, bold) + (keyed ? size : 0);
    const from = lane.toStart ? x - width : x;
    if (keyed) d.tone(from, middle - size * 0.35, size * 0.7, size * 0.7, plan.palette[one.point] as Tone);
    d.text(from + (keyed ? size : 0), middle + size * 0.35, words, { size, bold });
    x = lane.toStart ? from - size * 0.4 : from + width + size * 0.4;
  }
}

/** The words of the scale after their tones: beside the line if they fit there, else in rows; and the head of the numbers. */
function keys(d: Drawing, m: Measures, result: Result, plan: Plan, y: number): number {
  const { unit: u, margin } = m;
  const { scale } = result;
  const size = 3.4 * u;
  const box = size * 0.8;
  const long = scale.points >= 6;
  const item = (i: number) => {
    const end = i === 0 || i === scale.points - 1;
    const words = !long ? pointLabel(scale, i) : end ? `${number(scale.first + i)} ${pointLabel(scale, i)}` : number(scale.first + i);
    return { i, words, width: box + 0.3 * size + widthOf(words, size) };
  };
  const gap = 1.6 * u;
  const draw = (x: number, baseline: number, one: ReturnType<typeof item>) => {
    d.tone(x, baseline - box * 0.92, box, box, plan.palette[one.i] as Tone);
    d.text(x + box + 0.3 * size, baseline, isolated(one.words), { size });
  };
  const wide = (items: ReturnType<typeof item>[]) => items.reduce((sum, one) => sum + one.width, 0) + gap * Math.max(0, items.length - 1);
  const groups = plan.lanes.map((lane) => Array.from({ length: lane.to - lane.from }, (_, k) => item(lane.from + k)));
  const baseline = y + 4 * u;
  const numbersHead = t(result.poll.methods.counted ? "answers" : "poll_ballots");
  if (!m.stacked) d.text(m.width - margin, baseline, numbersHead, { size, anchor: "end" });
  const [against = [], agree = [], neutral] = groups;
  const neutralX = plan.lanes[2]?.x;
  const agreeEnd = neutralX ?? m.width - margin - plan.numbers;
  const fits = plan.axis !== undefined && !m.stacked && wide(against) < plan.axis - margin - 2 * u && wide(agree) < agreeEnd - plan.axis - 3 * u
    && (!neutral || widthOf(neutral[0]?.words ?? "", size) < m.width - margin - widthOf(numbersHead, size) - agreeEnd - 1.5 * u);
  if (fits && plan.axis !== undefined) {
    let x = plan.axis - u - wide(against);
    for (const one of against) { draw(x, baseline, one); x += one.width + gap; }
    x = plan.axis + u;
    for (const one of agree) { draw(x, baseline, one); x += one.width + gap; }
    if (neutral?.[0] && neutralX !== undefined) d.text(neutralX, baseline, isolated(neutral[0].words), { size });
    return baseline + 2 * u;
  }
  let x = margin + plan.names;
  let line = baseline;
  const edge = m.width - margin - (m.stacked ? 0 : plan.numbers);
  for (const one of groups.flat().sort((a, b) => a.i - b.i)) {
    if (x + one.width > edge && x > margin + plan.names) {
      x = margin + plan.names;
      line += size * 1.4;
    }
    draw(x, line, one);
    x += one.width + gap;
  }
  return line + 2 * u;
}
