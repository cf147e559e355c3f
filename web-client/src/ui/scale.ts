// The tones of a scale of any length, and how its bars are measured. Pure.

/** From disagreement over a middle to agreement; or from nothing to completely, without a middle. */
export type Polarity = "bipolar" | "unipolar";

/** A tone for one point of a scale, on the light ground and on the dark one. */
export interface Tone {
  light: string;
  dark: string;
  /** What is written on it. */
  onLight: string;
  onDark: string;
  /** Too near the ground to be seen without an edge. */
  edgeLight: boolean;
  edgeDark: boolean;
}

const LIGHT = { paper: "#ffffff", ink: "#111111", bright: "#ffffff" };
const DARK = { paper: "#0e1013", ink: "#0e1013", bright: "#ffffff" };
// PuOr and RdBu, neutral apart; YlGnBu, where more is what stands out most from the ground.
const BIPOLAR = {
  light: { against: ["#804004", "#fdb863"], neutral: "#d4d4ce", agree: ["#b2abd2", "#542788"] },
  dark: { against: ["#f08475", "#fbd0bb"], neutral: "#a3a9b2", agree: ["#c3dff0", "#5aa9d8"] },
};
const UNIPOLAR = {
  light: ["#edf8b1", "#a8deb7", "#41b6c4", "#1f559a", "#081d58"],
  dark: ["#253494", "#1e589b", "#41b6c4", "#9ad9c0", "#f0f9c0"],
};

/** The tones of a scale of 2 to 11 points, lowest first. The ends are fixed, what lies between is mixed in OKLab. */
export function tones(polarity: Polarity, points: number): Tone[] {
  const light = ramp(polarity, points, "light");
  const dark = ramp(polarity, points, "dark");
  return light.map((colour, i) => {
    const night = dark[i] as string;
    return {
      light: colour, dark: night,
      onLight: figureOn(colour, LIGHT.ink, LIGHT.bright), onDark: figureOn(night, DARK.ink, DARK.bright),
      edgeLight: contrast(colour, LIGHT.paper) < 3, edgeDark: contrast(night, DARK.paper) < 3,
    };
  });
}

/** The index of the neutral middle, or null: only bipolar scales of an odd length have one. */
export const neutralOf = (polarity: Polarity, points: number): number | null =>
  polarity === "bipolar" && points % 2 === 1 ? (points - 1) / 2 : null;

function ramp(polarity: Polarity, points: number, ground: "light" | "dark"): string[] {
  if (polarity === "unipolar") return spread(UNIPOLAR[ground], points);
  const half = Math.floor(points / 2);
  const { against, neutral, agree } = BIPOLAR[ground];
  const low = half === 1 ? [against[0] as string] : spread(against, half);
  const high = half === 1 ? [agree[1] as string] : spread(agree, half);
  return points % 2 === 1 ? [...low, neutral, ...high] : [...low, ...high];
}

function spread(stops: readonly string[], points: number): string[] {
  return Array.from({ length: points }, (_, i) => {
    const at = (i / Math.max(1, points - 1)) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    return mix(stops[low] as string, stops[low + 1] as string, at - low);
  });
}

/** How wide the bars of a diverging chart may grow, in per cent, on either side and in the neutral column. */
export interface Room {
  against: number;
  agree: number;
  neutral: number;
}

/** Below this share a figure does not fit on its bar, and stands outside. */
export const SMALL_PERCENT = 4;
const FIGURE_ROOM = 6;
const MARGIN = 2;
const STEP = 10;

/** Room for every row, in steps of ten per cent, so that a live poll does not change its scale with each ballot. */
export function roomFor(rows: readonly (readonly number[])[], polarity: Polarity): Room {
  const points = rows[0]?.length ?? 5;
  const neutral = neutralOf(polarity, points);
  // The least that the words above the bars need.
  const most: Room = { against: 3 * STEP, agree: 5 * STEP, neutral: neutral === null ? 0 : 2 * STEP };
  for (const row of rows) {
    const share = shares(row);
    const half = Math.floor(points / 2);
    const side = (values: number[]) => MARGIN + sum(values) + FIGURE_ROOM * (sum(share) ? values.filter((p) => p < SMALL_PERCENT).length : 0);
    most.against = Math.max(most.against, side(share.slice(0, half)));
    most.agree = Math.max(most.agree, side(share.slice(points - half)));
    if (neutral !== null) most.neutral = Math.max(most.neutral, (share[neutral] as number) + MARGIN);
  }
  const up = (value: number) => Math.ceil(value / STEP) * STEP;
  return { against: up(most.against), agree: up(most.agree), neutral: up(most.neutral) };
}

/** Counts as shares of 100, not rounded; all zero when nobody answered. */
export function shares(counts: readonly number[]): number[] {
  const all = sum(counts);
  return counts.map((count) => (all ? (100 * count) / all : 0));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** What is written large on a segment: its share, or how many. */
export type Figures = "percent" | "count";

/** One segment of a bar. */
export interface Segment {
  /** Which point of the scale, from 0. */
  point: number;
  count: number;
  /** Of 100, not rounded. */
  percent: number;
  /** The figure does not fit on it, and stands outside the outer end. */
  outside: boolean;
  /** The second figure fits under the first. */
  roomy: boolean;
  /** In the row of everybody, whose figures are larger, only one of the usual size fits without touching an edge. */
  tight: boolean;
}

/** How figures fit on a bar. */
export interface Fit {
  figures: Figures;
  /** How many figures fit on one per cent of bar. */
  perPercent: number;
  /** How many figures the large number has, as it is written, and the small one under it. */
  large(count: number, percent: number): number;
  small(count: number, percent: number): number;
}

/** How much larger the figures of everybody are than those of a part; what stays free beside a figure, in figures. */
const LARGER = 1.4;
const FREE = 0.35;

/** Points `from` to `to` of one row as segments. */
export function segmentsOf(counts: readonly number[], from: number, to: number, fit: Fit): Segment[] {
  return shares(counts).slice(from, to).map((percent, k) => {
    const count = counts[from + k] as number;
    const room = percent * fit.perPercent;
    const outside = percent < SMALL_PERCENT || (fit.figures === "count" && room < fit.large(count, percent));
    return { point: from + k, count, percent, outside, roomy: !outside && room >= fit.small(count, percent) + 2 * FREE, tight: room < LARGER * fit.large(count, percent) + FREE };
  });
}

/** The sum of rooms for which `figuresPerPercent` is told: with more, every per cent is narrower. */
export const USUAL_ROOM = 140;

/** The better of two inks on a tone. */
function figureOn(tone: string, dark: string, bright: string): string {
  return contrast(tone, dark) >= contrast(tone, bright) ? dark : bright;
}

/** Contrast of two colours by WCAG 2.2. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Mixes two colours in OKLab (Ottosson 2020). */
export function mix(a: string, b: string, t: number): string {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const x = toLab(linear(a));
  const y = toLab(linear(b));
  return fromLab(x.map((v, i) => v + ((y[i] as number) - v) * t) as Triple);
}

type Triple = [number, number, number];

function linear(colour: string): Triple {
  return [1, 3, 5].map((at) => {
    const v = parseInt(colour.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function toLab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([L, a, b]: Triple): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb.map((v) => {
    const c = Math.min(1, Math.max(0, v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055));
    return Math.round(c * 255).toString(16).padStart(2, "0");
  }).join("")}`;
}
