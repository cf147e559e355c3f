// Drawing into a string of SVG: rectangles, lines and text, mirrored where the language is written from right to left. Pure.
//
// All x are measured from the side where lines begin. Widths of words are estimated, because a picture is also drawn where
// there is no screen to measure on; estimates are a little too wide rather than too narrow.

import type { Tone } from "../scale.ts";
import type { Run, Runs } from "../result/words.ts";

/** What stands behind, and what is drawn on it. The values of tokens.css, because a picture has no style sheet. */
export interface Ground {
  dark: boolean;
  paper: string;
  sheet: string;
  ink: string;
  quiet: string;
  control: string;
}

export const LIGHT: Ground = { dark: false, paper: "#ffffff", sheet: "#f3f3f0", ink: "#111111", quiet: "#4a4a46", control: "#767670" };
export const DARK: Ground = { dark: true, paper: "#0e1013", sheet: "#1a1d22", ink: "#f5f5f2", quiet: "#c4c8ce", control: "#7b828c" };

const FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, 'Noto Sans Arabic', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** How a text stands at its place. */
export interface TextLook {
  size: number;
  bold?: boolean;
  fill?: string;
  anchor?: "start" | "middle" | "end";
}

interface RectLook {
  stroke?: string;
  stroke_width?: number;
  dash?: string;
  round?: number;
}

/** A picture being drawn. */
export class Drawing {
  private readonly parts: string[] = [];
  readonly width: number;
  readonly ground: Ground;
  readonly rtl: boolean;

  constructor(width: number, ground: Ground, rtl: boolean) {
    this.width = width;
    this.ground = ground;
    this.rtl = rtl;
  }

  rect(x: number, y: number, width: number, height: number, fill: string, look: RectLook = {}): void {
    const left = this.rtl ? this.width - x - width : x;
    const edge = look.stroke ? ` stroke="${look.stroke}" stroke-width="${r(look.stroke_width ?? 1)}"${look.dash ? ` stroke-dasharray="${look.dash}"` : ""}` : "";
    this.parts.push(`<rect x="${r(left)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" fill="${fill}"${edge}${look.round ? ` rx="${look.round}"` : ""}/>`);
  }

  /** A frame round something, with nothing in it. */
  frame(x: number, y: number, width: number, height: number): void {
    this.rect(x, y, width, height, "none", { stroke: this.ground.ink, stroke_width: 2.5, round: 6 });
  }

  /** A segment in a tone, with an edge where it is too near the ground. */
  tone(x: number, y: number, width: number, height: number, tone: Tone): void {
    const edged = this.ground.dark ? tone.edgeDark : tone.edgeLight;
    const fill = this.ground.dark ? tone.dark : tone.light;
    if (edged && width > 2) this.rect(x + 0.5, y + 0.5, width - 1, height - 1, fill, { stroke: this.ground.control });
    else this.rect(x, y, width, height, fill);
  }

  /** What is written on a tone. */
  on(tone: Tone): string {
    return this.ground.dark ? tone.onDark : tone.onLight;
  }

  /** A line of text; `y` is its baseline. */
  text(x: number, y: number, text: string | Runs, look: TextLook): void {
    const runs = typeof text === "string" ? [text] : text;
    const spans = runs.map((run) => (typeof run === "string" ? escaped(run) : `<tspan font-weight="700">${escaped(run.b)}</tspan>`)).join("");
    const anchor = look.anchor && look.anchor !== "start" ? ` text-anchor="${look.anchor}"` : "";
    this.parts.push(`<text x="${r(this.rtl ? this.width - x : x)}" y="${r(y)}" font-size="${r(look.size)}" fill="${look.fill ?? this.ground.ink}"${look.bold ? ' font-weight="700"' : ""}${anchor}>${spans}</text>`);
  }

  /** Words in an outlined plate that begins at x; its width. */
  plate(x: number, middle: number, words: string, size: number, dotted = false): number {
    const width = widthOf(words, size) + size * 0.9;
    const edge = Math.max(2, size * 0.075);
    this.rect(x, middle - size * 0.72, width, size * 1.44, "none", { stroke: this.ground.ink, stroke_width: edge, round: 4, ...(dotted ? { dash: `${r(edge)} ${r(edge)}` } : {}) });
    this.text(x + width / 2, middle + size * 0.35, words, { size, anchor: "middle" });
    return width;
  }

  /** The whole picture. `title` and `desc` say it in words. */
  svg(height: number, title: string, desc: string, language: string): string {
    const size = `width="${r(this.width)}" height="${r(height)}" viewBox="0 0 ${r(this.width)} ${r(height)}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" xml:lang="${escaped(language)}" direction="${this.rtl ? "rtl" : "ltr"}" font-family="${FONT}">`,
      `<title>${escaped(title)}</title><desc>${escaped(desc)}</desc>`,
      `<rect width="${r(this.width)}" height="${r(height)}" fill="${this.ground.paper}"/>`,
      ...this.parts, "</svg>",
    ].join("\n");
  }
}

const r = (value: number) => String(Math.round(value * 100) / 100);

/** Text of people in a line of another direction: kept together, whichever way it runs. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
/** Figures with a dash between them, which never turn round. */
export const leftToRight = (text: string): string => `\u2066${text}\u2069`;

/** Text for XML; characters that XML has no place for are left out. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

// Of the widest of our families, in parts of the size of the text.
const WIDTHS: [RegExp, number][] = [
  [/[\u2066-\u2069\u200b-\u200f\p{M}]/u, 0], [/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]|[\u{20000}-\u{3ffff}]/u, 1],
  [/[ilj.,:;'’!|I]/, 0.29], [/[tfr()[\]-]/, 0.39], [/[sckvxyzJ]/, 0.51], [/\s/, 0.26], [/[mMW@%]/, 0.93], [/w/, 0.8], [/\d/, 0.573],
  [/[\u0600-\u06ff]/, 0.54], [/\p{Lu}/u, 0.66],
];

/** About how wide a text is. */
export function widthOf(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const letter of text) sum += WIDTHS.find(([found]) => found.test(letter))?.[1] ?? 0.6;
  return sum * size * (bold ? 1.07 : 1);
}

/** About how wide a sentence with bold pieces is. */
export const runWidth = (runs: Runs, size: number): number => runs.reduce((sum, run) => sum + (typeof run === "string" ? widthOf(run, size) : widthOf(run.b, size, true)), 0);

const textOf = (run: Run) => (typeof run === "string" ? run : run.b);

/** Breaks a text into lines of at most a width, even in length unless told; `most`: no more lines, the last with an ellipsis. */
export function wrapped(text: string, size: number, width: number, { bold = false, most = 99, even = true } = {}): string[] {
  const fill = (limit: number) => filled([bold ? { b: text } : text], size, limit).map((line) => line.map(textOf).join(""));
  let lines = fill(width);
  if (lines.length > most) {
    lines = lines.slice(0, most);
    let last = lines[most - 1] as string;
    while (last && widthOf(`${last}…`, size, bold) > width) last = last.slice(0, -1);
    lines[most - 1] = `${last.trimEnd()}…`;
    return lines;
  }
  for (let tight = width; even && lines.length > 1 && (tight -= width / 40) > width / 3;) {
    const tighter = fill(tight);
    if (tighter.length > lines.length || tighter.some((line) => widthOf(line, size, bold) > tight)) break;
    lines = tighter;
  }
  return lines;
}

/** Breaks a sentence with bold pieces into lines of at most a width. */
export function filled(runs: Runs, size: number, width: number): Runs[] {
  const lines: Runs[] = [[]];
  for (const word of wordsOf(runs)) {
    const line = lines.at(-1) as Runs;
    const blank = !textOf(word).trim();
    if (!blank && line.length && runWidth([...line, word], size) > width) lines.push([word]);
    else if (!(blank && !line.length)) line.push(word);
  }
  return lines.map(merged).filter((line) => line.length);
}

/** Words and blanks; Chinese and Japanese may break between any two characters. */
function wordsOf(runs: Runs): Run[] {
  return runs.flatMap((run) => {
    const pieces = textOf(run).split(/(\s+)|(?<=[\u2e80-\ud7ff])/u).filter((piece): piece is string => !!piece);
    return pieces.map((piece): Run => (typeof run === "string" ? piece : { b: piece }));
  });
}

function merged(runs: Runs): Runs {
  const out: Runs = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (typeof run === "string" && typeof last === "string") out[out.length - 1] = last + run;
    else if (typeof run === "object" && typeof last === "object") out[out.length - 1] = { b: last.b + run.b };
    else out.push(run);
  }
  const end = out.at(-1);
  if (end !== undefined) out[out.length - 1] = typeof end === "string" ? end.trimEnd() : { b: end.b.trimEnd() };
  return out;
}
