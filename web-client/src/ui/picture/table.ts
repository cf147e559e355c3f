// The body of a picture of questions by regions or groups: the values that they agreed. Pure.

import type { Scale } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { type Cell, pointLabel } from "../Likert.tsx";
import type { AgreedTable } from "../result/table.ts";
import { type Tone, tones } from "../scale.ts";
import { type Drawing, isolated, leftToRight, widthOf, wrapped } from "./draw.ts";
import type { Body, Measures } from "./frame.ts";

const t = texts("result");

/** The table. */
export const tableBody = (table: AgreedTable, scale: Scale): Body => (d, m, y, room) => {
  const { unit: u, margin } = m;
  const inner = m.width - 2 * margin;
  const columns = table.columns.length;
  const names = m.stacked ? 0 : inner * (columns > 6 ? 0.28 : 0.37);
  const width = (inner - names) / Math.max(1, columns);
  const size = 3.4 * u;
  const headSize = Math.min(size, (width / 9) * 1.6, m.stacked ? 2.6 * u : size);
  const heads = table.columns.map((column) => wrapped(column.label, headSize, width - 0.6 * u));
  const most = Math.max(1, ...heads.map((one) => one.length));
  const top = y + most * headSize * 1.15 + (m.stacked ? 1.4 * u + size * 1.3 : u);
  if (m.stacked) d.text(margin, y + size, t("poll_agreed_range"), { size, fill: d.ground.quiet });
  else wrapped(t("poll_agreed_range"), size, names - 2 * u).reverse().forEach((line, i) => d.text(margin, top - 1.2 * u - i * size * 1.15, line, { size, fill: d.ground.quiet }));
  heads.forEach((lines, c) => lines.forEach((line, i) =>
    d.text(margin + names + width * (c + 0.5), top - 1.2 * u - (lines.length - 1 - i) * headSize * 1.15, isolated(line), { size: headSize, anchor: "middle" })));
  const labels = table.questions.map((one, q) => wrapped(one.label, size, (m.stacked ? inner : names) - 5 * u, { most: m.stacked ? 4 : 3 }).map((line, i) => ({ line, head: i === 0 ? number(q + 1) : "" })));
  const free = (room - (top - y)) / Math.max(1, table.questions.length);
  let at = top;
  labels.forEach((lines, q) => {
    const wordsHeight = lines.length * size * 1.16;
    const height = m.stacked ? 7.4 * u : Math.max(wordsHeight + u, Math.min(8.2 * u, Math.max(5.6 * u, free)));
    const first = m.stacked ? at + size * 1.3 : at + height / 2 + size * 0.35 - ((lines.length - 1) * size * 1.16) / 2;
    lines.forEach(({ line, head }, i) => {
      if (head) d.text(margin, first, head, { size, bold: true });
      d.text(margin + 4 * u, first + i * size * 1.16, isolated(line), { size });
    });
    if (m.stacked) at += wordsHeight + 1.4 * u;
    table.columns.forEach((_, c) => drawCell(d, scale, table.cell(q, c), { x: margin + names + width * c, y: at, width: width - 4, height: height - 4, u, narrow: m.stacked }));
    at += height + (m.stacked ? u : 0);
  });
  return key(d, m, scale, table, at);
};

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  u: number;
  narrow: boolean;
}

/** A value, lowest to highest stated; dashed where there is none; framed range: wild; dotted edge: not confirmed yet. */
function drawCell(d: Drawing, scale: Scale, cell: Cell | null, { x, y, width, height, u, narrow }: Box): void {
  const middle = y + height / 2;
  if (!cell) {
    d.rect(x + 1, y + 1, width - 2, height - 2, "none", { stroke: d.ground.control, stroke_width: 2, dash: "7 5" });
    d.text(x + width / 2, middle + 1.2 * u, "–", { size: 3.6 * u, anchor: "middle" });
    return;
  }
  const palette = tones(scale.polarity, scale.points);
  const tone = palette[Math.min(palette.length - 1, Math.max(0, Math.round(cell.value - scale.first)))] as Tone;
  d.tone(x, y, width, height, tone);
  const fill = d.on(tone);
  if (cell.unconfirmed) d.rect(x + 4, y + 4, width - 8, height - 8, "none", { stroke: fill, stroke_width: 3, dash: "3 3" });
  const size = (narrow ? 4.2 : 5) * u;
  const range = cell.low !== undefined && cell.high !== undefined ? `${number(cell.low)}–${number(cell.high)}` : "";
  const rangeSize = (narrow ? 2.8 : 3.5) * u;
  const value = number(cell.value, 1);
  const wide = widthOf(value, size, true) + (range ? 1.6 * u + widthOf(range, rangeSize) : 0);
  const from = x + (width - wide) / 2;
  d.text(from, middle + size * 0.35, value, { size, bold: true, fill });
  if (!range) return;
  const at = from + widthOf(value, size, true) + 1.6 * u;
  d.text(at + widthOf(range, rangeSize) / 2, middle + size * 0.35, leftToRight(range), { size: rangeSize, fill, anchor: "middle" });
  if (cell.wild) d.rect(at - 0.6 * u, middle + size * 0.35 - rangeSize * 1.08, widthOf(range, rangeSize) + 1.2 * u, rangeSize * 1.5, "none", { stroke: fill, stroke_width: Math.max(2, u * 0.3), round: 5 });
}

/** The key: the scale between its end words, and what a frame and a dotted edge mean. */
function key(d: Drawing, m: Measures, scale: Scale, table: AgreedTable, y: number): number {
  const { unit: u, margin } = m;
  const size = 3 * u;
  const box = size * 1.5;
  const palette = tones(scale.polarity, scale.points);
  let at = y + 1.6 * u;
  let x = margin;
  const low = pointLabel(scale, 0);
  d.text(x, at + size * 1.1, isolated(low), { size });
  x += widthOf(low, size) + u;
  palette.forEach((tone, i) => {
    d.tone(x, at, box, box, tone);
    d.text(x + box / 2, at + size * 1.1, number(scale.first + i), { size, fill: d.on(tone), anchor: "middle" });
    x += box + 3;
  });
  x += 0.7 * u;
  const high = pointLabel(scale, palette.length - 1);
  d.text(x, at + size * 1.1, isolated(high), { size });
  x += widthOf(high, size) + 4 * u;
  const mark = (sample: string, words: string, look: { stroke_width: number; dash?: string; round?: number }) => {
    const wide = widthOf(sample, size) + 1.4 * u;
    if (x + wide + widthOf(words, size) > m.width - margin) {
      x = margin;
      at += size * 1.8;
    }
    d.rect(x, at, wide, box, "none", { stroke: d.ground.ink, ...look });
    d.text(x + wide / 2, at + size * 1.1, leftToRight(sample), { size, anchor: "middle" });
    d.text(x + wide + u, at + size * 1.1, words, { size });
    x += wide + widthOf(words, size) + 5 * u;
  };
  mark(`${number(scale.first)}–${number(scale.first + scale.points - 1)}`, t("poll_wild"), { stroke_width: Math.max(2, u * 0.3), round: 5 });
  if (table.unconfirmed) mark("    ", t("poll_unconfirmed"), { stroke_width: 3, dash: "3 3" });
  return at + box;
}
