// What every picture has round its body: which question, its state, the words of the result, the terms, the meeting. Pure.

import { plainWords, type Runs } from "../result/words.ts";
import { DARK, Drawing, filled, isolated, LIGHT, runWidth, widthOf, wrapped } from "./draw.ts";

/** For a projector or slides; for a document; for a phone or a narrow column. */
export type Size = "slide" | "page" | "phone";
/** The sizes, as they are offered. */
export const SIZES: readonly Size[] = ["slide", "page", "phone"];

/** How a picture looks. */
export interface Look {
  size: Size;
  dark: boolean;
  rtl: boolean;
  /** The language of its words. */
  language: string;
}

/** Measures of a size, in pixels. Text is 3.6 units high, as on big screens, where a unit is a hundredth of the height. */
export interface Measures {
  width: number;
  unit: number;
  margin: number;
  /** The whole height where it is given; else as much as is needed. */
  height?: number;
  /** Names of rows stand over their bars. */
  stacked: boolean;
}

export const MEASURES: Record<Size, Measures> = {
  slide: { width: 1920, unit: 10.8, margin: 96, height: 1080, stacked: false },
  page: { width: 1240, unit: 6.4, margin: 48, stacked: false },
  phone: { width: 750, unit: 8, margin: 36, stacked: true },
};

/** The words round a picture. */
export interface Words {
  /** "Poll 3" */
  number: string;
  /** The method in one line. */
  method: string;
  state: { words: string; ink: "dotted" | "outline" };
  /** The question, or the title of a set. */
  title: string;
  /** Notes of clarification, under the question. */
  clarified: string[];
  /** Sentences of the result. */
  sentences: Runs[];
  /** Where answers come from, the terms. */
  notes: string[];
  /** The meeting, and when. */
  imprint: string;
}

/** A body: `room` is the height it should keep to, if it can. Draws from `y` on, and says where it ends. */
export type Body = (d: Drawing, m: Measures, y: number, room: number) => number;

const TEXT = 3.6;
const TITLE = 5.6;
const SMALL = 2.6;

/** Text is made smaller step by step until a picture of a given height holds everything, but no smaller than this. */
const SMALLEST = 0.66;
const STEP = 0.04;

/** A picture: the words, and a body between them. */
export function framed(words: Words, look: Look, body: Body): string {
  const given = MEASURES[look.size];
  for (let part = 1; ; part -= STEP) {
    const m = { ...given, unit: given.unit * part };
    const d = new Drawing(m.width, look.dark ? DARK : LIGHT, look.rtl);
    const top = heading(d, m, words);
    const foot = footer(d, m, words);
    const end = body(d, m, top, m.height ? m.height - top - foot.height - 2 * m.unit : Infinity) + 2 * m.unit;
    const height = Math.max(m.height ?? 0, end + foot.height);
    if (m.height && height > m.height + 0.5 && part > SMALLEST) continue;
    foot.draw(height - foot.height);
    return d.svg(height, words.title, words.sentences.map(plainWords).join(". "), look.language);
  }
}

/** A body alone, for a page that says the words itself. */
export function bare(title: string, look: Look, body: Body): string {
  const given = MEASURES[look.size];
  const m: Measures = { width: given.width, unit: given.unit, stacked: given.stacked, margin: 2 };
  const d = new Drawing(m.width, look.dark ? DARK : LIGHT, look.rtl);
  return d.svg(body(d, m, 0, Infinity) + m.unit, title, "", look.language);
}

/** Number, method, state and question; where they end. */
function heading(d: Drawing, m: Measures, words: Words): number {
  const { unit: u, margin } = m;
  const size = TEXT * u;
  const inner = m.width - 2 * margin;
  let y = 6.2 * u;
  d.text(margin, y, words.number, { size, bold: true });
  const plate = widthOf(words.state.words, size) + size * 0.9;
  d.plate(m.width - margin - plate, y - size * 0.35, words.state.words, size, words.state.ink === "dotted");
  const at = margin + widthOf(words.number, size, true) + 2 * u;
  if (m.stacked) {
    for (const line of wrapped(words.method, size, inner)) d.text(margin, (y += size * 1.3), line, { size, fill: d.ground.quiet });
  } else {
    const [line] = wrapped(words.method, size, m.width - margin - plate - at - 2 * u, { most: 1 });
    if (line) d.text(at, y, line, { size, fill: d.ground.quiet });
  }
  y += 2 * u;
  const title = TITLE * u;
  for (const line of wrapped(words.title, title, m.stacked ? inner : inner * 0.9, { bold: true, most: m.height ? 3 : 8 })) {
    d.text(margin, (y += title * 1.18), isolated(line), { size: title, bold: true });
  }
  for (const note of words.clarified) {
    for (const line of wrapped(note, size, inner)) d.text(margin, (y += size * 1.35), line, { size, fill: d.ground.quiet });
  }
  return y + 2.4 * u;
}

/** Sentences of the result in a row, as many as fit; under them the notes, small. */
function footer(d: Drawing, m: Measures, words: Words): { height: number; draw(y: number): void } {
  const { unit: u, margin } = m;
  const inner = m.width - 2 * margin;
  const size = 3.4 * u;
  const gap = 3 * u;
  const wide = (runs: Runs) => runWidth(runs, size);
  const lines: Runs[][] = [];
  let used = Infinity;
  for (const sentence of words.sentences) {
    const pieces = wide(sentence) > inner ? filled(sentence, size, inner) : [sentence];
    for (const piece of pieces) {
      const width = wide(piece);
      if (used + gap + width > inner || pieces.length > 1) {
        lines.push([piece]);
        used = pieces.length > 1 ? Infinity : width;
      } else {
        lines.at(-1)?.push(piece);
        used += gap + width;
      }
    }
  }
  const small = SMALL * u;
  const notes = words.notes.length ? wrapped(words.notes.join(" "), small, inner, { even: false }) : [];
  const imprint = wrapped(words.imprint, small, inner);
  const height = 2.2 * u + lines.length * size * 1.35 + (notes.length ? 0.8 * u : 0) + (notes.length + imprint.length) * small * 1.4 + 2.4 * u;
  const draw = (top: number) => {
    d.rect(0, top, m.width, height, d.ground.sheet);
    let y = top + 1.6 * u;
    for (const line of lines) {
      y += size * 1.35;
      let x = margin;
      for (const runs of line) {
        d.text(x, y, runs, { size });
        x += wide(runs) + gap;
      }
    }
    if (notes.length) y += 0.8 * u;
    for (const line of [...notes, ...imprint]) d.text(margin, (y += small * 1.4), line, { size: small, fill: d.ground.quiet });
  };
  return { height, draw };
}
