// Numbers, clocks, durations and lists in the reader's figures.

import { language } from "./index.ts";

/** The locale whose rules and figures go with a language. Arabic is set with Arabic figures. */
export const localeOf = (chosen: string): string => (chosen === "ar" ? "ar-u-nu-arab" : chosen);

const made = new Map<string, unknown>();
function maker<T>(kind: string, make: (locale: string) => T): T {
  const locale = localeOf(language.value);
  const key = `${locale} ${kind}`;
  if (!made.has(key)) made.set(key, make(locale));
  return made.get(key) as T;
}

/** A number with at most `digits` decimals (0 unless told). */
export const number = (value: number, digits = 0): string =>
  maker(`number${digits}`, (l) => new Intl.NumberFormat(l, { maximumFractionDigits: digits })).format(value);

/** A number with exactly `digits` decimals. */
export const decimal = (value: number, digits: number): string =>
  maker(`decimal${digits}`, (l) => new Intl.NumberFormat(l, { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value);

/** A share of 1 as whole per cent, with the sign as the language sets it. */
export const percent = (share: number): string =>
  maker("percent", (l) => new Intl.NumberFormat(l, { style: "percent" })).format(share);

/** A span as a clock, m:ss; whole seconds. Rounds up, so that 0:00 means that nothing is left. */
export function clock(span_ms: number): string {
  const seconds = Math.max(0, Math.ceil(span_ms / 1000));
  const two = maker("two", (l) => new Intl.NumberFormat(l, { minimumIntegerDigits: 2 }));
  return `${plain(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

const plain = (value: number) => maker("plain", (l) => new Intl.NumberFormat(l, { useGrouping: false })).format(value);

/** The time of day, hours and minutes; with seconds when asked. `zone` is an IANA name; the device's own unless told. */
export const timeOfDay = (at_ms: number, seconds = false, zone?: string): string =>
  maker(`time${seconds}${zone ?? ""}`, (l) =>
    new Intl.DateTimeFormat(l, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      ...(seconds ? { second: "2-digit" as const } : {}), ...(zone ? { timeZone: zone } : {}),
    })).format(at_ms);

/** A date in words, as 23 November 2026. */
export const date = (at_ms: number): string =>
  maker("date", (l) => new Intl.DateTimeFormat(l, { dateStyle: "long" })).format(at_ms);

/** A span in words, short: 14 s; 1 min 12 s; 2 h 5 min. */
export function span(span_ms: number): string {
  const s = Math.max(0, Math.round(span_ms / 1000));
  const unit = (value: number, name: string) =>
    maker(`unit ${name}`, (l) => new Intl.NumberFormat(l, { style: "unit", unit: name, unitDisplay: "short" })).format(value);
  // The short English forms "14 sec" and "5 hr" are not the symbols of the units; the others are.
  const word = (value: number, name: "second" | "minute" | "hour") =>
    language.value === "en" ? `${number(value)} ${{ second: "s", minute: "min", hour: "h" }[name]}` : unit(value, name);
  if (s < 60) return word(s, "second");
  if (s < 3600) return [word(Math.floor(s / 60), "minute"), s % 60 ? word(s % 60, "second") : ""].filter(Boolean).join(" ");
  const m = Math.round(s / 60);
  return [word(Math.floor(m / 60), "hour"), m % 60 ? word(m % 60, "minute") : ""].filter(Boolean).join(" ");
}

/** A span in whole minutes, rounded up: 9 min. At least one. */
export const minutes = (span_ms: number): string => span(Math.max(1, Math.ceil(span_ms / 60_000)) * 60_000);

/** A list in words: room, hub and online. */
export const list = (items: readonly string[]): string =>
  maker("list", (l) => new Intl.ListFormat(l, { style: "long", type: "conjunction" })).format(items);

/** The name of a language in the reader's language: `fr` is French. */
export function languageName(code: string): string {
  try {
    return maker("languages", (l) => new Intl.DisplayNames(l, { type: "language" })).of(code) ?? code;
  } catch {
    return code;
  }
}
