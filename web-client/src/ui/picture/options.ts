// The body of a picture of a choice: a bar for each option under its words, all of one tone; groups as columns of per cent. Pure.

import { number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { pointLabel } from "../Likert.tsx";
import type { Result, ResultLine } from "../result/model.ts";
import { type Tone, tones } from "../scale.ts";
import { type Drawing, isolated, wrapped } from "./draw.ts";
import type { Body, Measures } from "./frame.ts";

const t = texts("result");

/** More columns than this are left to the table of figures. */
const COLUMNS = 6;

/** One bar for each option. */
export const optionsBody = (result: Result): Body => (d, m, y, room) => {
  const { unit: u, margin } = m;
  const { all, scale } = result;
  const parts = m.stacked || result.parts.length > COLUMNS ? [] : result.parts;
  const inner = m.width - 2 * margin;
  const column = parts.length ? Math.min(17 * u, (inner * 0.5) / parts.length) : 0;
  const figures = 18 * u;
  const width = inner - figures - column * parts.length - u;
  const end = (c: number) => m.width - margin - column * (parts.length - 1 - c);
  const allEnd = m.width - margin - column * parts.length;
  const size = 3.6 * u;
  const at = heads(d, m, [all, ...parts], [allEnd, ...parts.map((_, c) => end(c))], [figures, ...parts.map(() => column)], y);
  const labels = Array.from({ length: scale.points }, (_, i) => wrapped(pointLabel(scale, i), size, m.stacked ? inner : width));
  const words = labels.reduce((sum, lines) => sum + lines.length * size * 1.2, 0);
  const bar = Math.min(6 * u, Math.max(1.4 * u, (room - (at - y) - words) / scale.points - 1.8 * u));
  const tone = tones("bipolar", 2)[1] as Tone;
  let top = at;
  labels.forEach((lines, i) => {
    for (const line of lines) d.text(margin, (top += size * 1.2), isolated(line), { size });
    top += 0.7 * u;
    const share = all.n ? (all.counts?.[i] ?? 0) / all.n : 0;
    d.rect(margin, top - 0.2 * u, 0.37 * u, bar + 0.4 * u, d.ground.ink);
    if (share > 0) d.tone(margin + 0.6 * u, top, Math.max(2, share * (width - u)), bar, tone);
    const baseline = top + bar / 2 + 1.4 * u;
    d.text(allEnd, baseline, [{ b: percent(share) }, `  ${number(all.counts?.[i] ?? 0)}`], { size: 3.8 * u, anchor: "end" });
    parts.forEach((part, c) => {
      if (part.counts) d.text(end(c), baseline, percent(part.n ? (part.counts[i] ?? 0) / part.n : 0), { size, anchor: "end" });
      else if (i === 0) hidden(d, part, end(c), column, baseline, u);
    });
    top += bar + 1.1 * u;
  });
  return top;
};

/** The names over the columns, and how many answers each has; where they end. */
function heads(d: Drawing, m: Measures, lines: ResultLine[], ends: number[], widths: number[], y: number): number {
  const size = 3.2 * m.unit;
  const words = lines.map((line, c) => [...wrapped(line.label, size, (widths[c] as number) - m.unit), number(line.n)]);
  const most = Math.max(...words.map((one) => one.length));
  words.forEach((one, c) => one.forEach((word, i) => {
    const last = i === one.length - 1;
    d.text(ends[c] as number, y + (most - one.length + i + 1) * size * 1.2, isolated(word), { size, anchor: "end", bold: c === 0 && !last, ...(last ? { fill: d.ground.quiet } : {}) });
  }));
  return y + most * size * 1.2 + m.unit;
}

function hidden(d: Drawing, part: ResultLine, x: number, width: number, baseline: number, u: number): void {
  const size = 2.6 * u;
  wrapped(part.instead ?? t("poll_suppressed", { n: 5 }), size, width - u).forEach((line, i) => d.text(x, baseline + i * size * 1.2, line, { size, anchor: "end", fill: d.ground.quiet }));
}
