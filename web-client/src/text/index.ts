// Every word on screen: typed catalogues, one language loaded at a time, plurals by Intl.
//
// A page's words stand in src/text/{en,es,ar}/{page}.json, words that several pages share in common.json. English is the
// source: its keys are the type. A value is a sentence with `{placeholders}`, or one sentence per plural form, chosen by
// the parameter `n` (`{"one": "{n} hand", "other": "{n} hands"}`); keys that end in `_nth` are chosen by ordinal rules.

import { signal } from "@preact/signals-core";
import { localeOf, number } from "./format.ts";

/** The catalogues and their keys. A new page adds one line here and three files. */
interface Catalogues {
  common: typeof import("./en/common.json");
  index: typeof import("./en/index.json");
  setup: typeof import("./en/setup.json");
  moderator: typeof import("./en/moderator.json");
  steward: typeof import("./en/steward.json");
  online: typeof import("./en/online.json");
  hub: typeof import("./en/hub.json");
  producer: typeof import("./en/producer.json");
  participant: typeof import("./en/participant.json");
  display: typeof import("./en/display.json");
  reporter: typeof import("./en/reporter.json");
  interpreter: typeof import("./en/interpreter.json");
  floor: typeof import("./en/floor.json");
  mirror: typeof import("./en/mirror.json");
  rapporteur: typeof import("./en/rapporteur.json");
  result: typeof import("./en/result.json");
  review: typeof import("./en/review.json");
  terms: typeof import("./en/terms.json");
  ballot: typeof import("./en/ballot.json");
  quick: typeof import("./en/quick.json");
  refusals: typeof import("./en/refusals.json");
}

/** The file a text stands in. */
export type Namespace = keyof Catalogues;
/** A language that has complete catalogues. */
export type Language = "en" | "es" | "ar";
/** The languages that have complete catalogues, each by its own name. */
export const LANGUAGES: Record<Language, string> = { en: "English", es: "Español", ar: "العربية" };

/** What stands in a placeholder. Numbers are written in the reader's figures. */
export type Parameters = Record<string, string | number>;
type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;
type Entry = string | Forms;
type Keys<N extends Namespace> = (keyof Catalogues["common"] | keyof Catalogues[N]) & string;

const loaded = signal<Record<string, Entry>>({});
/** The language on screen. Reading it in a component re-renders that component when the language changes. */
export const language = signal<Language>("en");

// Addresses and not modules: JSON is parsed faster than code, and a list of addresses is a tenth of the code of imports.
const files = import.meta.glob<string>("./*/*.json", { query: "?url", import: "default", eager: true });

async function fetched(chosen: Language, file: string): Promise<Record<string, Entry>> {
  const answer = await fetch(files[`./${chosen}/${file}.json`] as string);
  if (!answer.ok) throw new Error(`the texts of ${file} in ${chosen} do not load: ${answer.status}`);
  return (await answer.json()) as Record<string, Entry>;
}

/**
 * Loads the words of a page in one language, and turns the document's language and direction.
 * A page calls it once before it renders, and again when the reader chooses another language.
 */
export async function loadLanguage(chosen: Language, page: Namespace): Promise<void> {
  const files = await Promise.all(["common", page, ...more.value].map((file) => fetched(chosen, file)));
  useCatalogue(chosen, Object.assign({}, ...files) as Record<string, Entry>);
  if (typeof document !== "undefined") {
    document.documentElement.lang = chosen;
    document.documentElement.dir = directionOf(chosen);
  }
}

/** Texts of parts that only some readers open, beside those of the page. */
const more = signal<readonly Namespace[]>([]);
const asked = new Set<Namespace>();

/** Asks for the texts of a part of a page; true once they are there. The component renders again then. */
export function useMore(part: Namespace): boolean {
  if (!asked.has(part)) {
    asked.add(part);
    const chosen = language.value;
    void fetched(chosen, part).then(async (entries) => {
      // Another language may have been chosen meanwhile.
      const now = language.value === chosen ? entries : await fetched(language.value, part);
      loaded.value = { ...loaded.value, ...now };
      more.value = [...more.value, part];
    }).catch(() => asked.delete(part));
  }
  return more.value.includes(part);
}

/** On a bad link other languages are not waited for: what was asked must not wait for its translations. */
const PATIENCE_MS = 2_000;

/** The words of a part in any language that has catalogues, whatever is on screen; null where it has none, or they do not load soon. */
export async function wordsIn<N extends Namespace>(tag: string, part: N): Promise<((key: keyof Catalogues[N] & string, parameters?: Record<string, string>) => string) | null> {
  const short = tag.toLowerCase().split("-")[0] ?? "";
  if (!(short in LANGUAGES)) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const entries = await Promise.race([fetched(short as Language, part).catch(() => null), late]);
  return entries && ((key, parameters = {}) => split(String(entries[key] ?? "")).map((piece, i) => (i % 2 === 0 ? piece : (parameters[piece] ?? ""))).join(""));
}

/** Puts a catalogue in force. For `loadLanguage`, and for tests, which have no bundler to load by. */
export function useCatalogue(chosen: Language, entries: Record<string, Entry>): void {
  language.value = chosen;
  loaded.value = entries;
}

/** `rtl` for languages that are written from right to left. */
export const directionOf = (chosen: string): "ltr" | "rtl" => (/^(ar|fa|he|ur)/.test(chosen) ? "rtl" : "ltr");

/** The first wanted language that has a catalogue (`es-AR` finds `es`), English failing all. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const short = tag?.toLowerCase().split("-")[0];
    if (short && short in LANGUAGES) return short as Language;
  }
  return "en";
}

/** The words of one page. */
export interface Texts<N extends Namespace> {
  /** The sentence for a key, with its placeholders filled in. */
  (key: Keys<N>, parameters?: Parameters): string;
  /** The same, as pieces, so that a placeholder can be an element: `t.pieces("left_of", { limit: <b>2:00</b> })`. */
  pieces<P>(key: Keys<N>, parameters: Record<string, string | number | P>): (string | P)[];
  /** Whether there is such a key: for words that come from the wire, such as refusal codes. */
  has(key: string): key is Keys<N>;
}

/** The words of a page and the common ones, in the language that is on screen when they are asked for. */
export function texts<N extends Namespace>(_page: N): Texts<N> {
  const pieces = <P>(key: string, parameters: Record<string, string | number | P>): (string | P)[] =>
    split(sentence(key, parameters)).map((piece, i) => {
      if (i % 2 === 0) return piece;
      const value = parameters[piece];
      return typeof value === "number" ? number(value) : (value ?? "");
    });
  const t = (key: string, parameters: Parameters = {}) => pieces<never>(key, parameters).join("");
  return Object.assign(t, { pieces, has: (key: string) => key in loaded.value }) as Texts<N>;
}

function sentence(key: string, parameters: Record<string, unknown>): string {
  const entry = loaded.value[key];
  if (entry === undefined) return key; // shown, so that a missing word is seen; the catalogue test keeps it from happening
  if (typeof entry === "string") return entry;
  const type = key.endsWith("_nth") ? "ordinal" : "cardinal";
  const form = new Intl.PluralRules(localeOf(language.value), { type }).select(Number(parameters["n"] ?? 0));
  return entry[form] ?? entry.other ?? key;
}

/** Splits at the placeholders: even pieces are words, odd ones the names of placeholders. */
const split = (text: string): string[] => text.split(/\{(\w+)\}/);
