// Every language says everything: same keys, same placeholders, all plural forms of its grammar.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { chooseLanguage, LANGUAGES, texts, useCatalogue } from "./index.ts";
import { clock, localeOf, span } from "./format.ts";

type Entry = string | Record<string, string>;
const at = (path: string) => new URL(path, import.meta.url);
const read = (language: string, file: string) => JSON.parse(readFileSync(at(`./${language}/${file}`), "utf8")) as Record<string, Entry>;
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join(" ");
const files = readdirSync(at("./en"));

for (const language of Object.keys(LANGUAGES)) {
  for (const file of files) {
    test(`${language}/${file} is complete`, () => {
      const source = read("en", file);
      const here = read(language, file);
      assert.deepEqual(Object.keys(here).sort(), Object.keys(source).sort(), "keys");
      for (const [key, entry] of Object.entries(here)) {
        const original = source[key] as Entry;
        const whole = typeof original === "string" ? original : (original["other"] as string);
        if (typeof entry === "string") {
          assert.equal(typeof original, "string", `${key}: the source has plural forms`);
          assert.equal(placeholders(entry), placeholders(whole), `${key}: placeholders`);
          continue;
        }
        const type = key.endsWith("_nth") ? "ordinal" : "cardinal";
        const forms = new Intl.PluralRules(localeOf(language), { type }).resolvedOptions().pluralCategories;
        assert.deepEqual(Object.keys(entry).sort(), [...forms].sort(), `${key}: plural forms of ${language}`);
        assert.equal(placeholders(entry["other"] as string), placeholders(whole), `${key}: placeholders`);
        for (const text of Object.values(entry)) {
          for (const name of placeholders(text).split(" ").filter(Boolean)) assert.ok(placeholders(whole).split(" ").includes(name), `${key}: {${name}}`);
        }
      }
    });
  }
}

test("no key stands both in common and in a page", () => {
  const common = Object.keys(read("en", "common.json"));
  for (const file of files.filter((f) => f !== "common.json")) {
    for (const key of Object.keys(read("en", file))) assert.ok(!common.includes(key), `${file}: ${key}`);
  }
});

test("plural forms, figures and pieces", () => {
  const t = texts("common") as unknown as ReturnType<typeof texts> & ((key: string, p?: object) => string);
  useCatalogue("en", { hands: { one: "{n} hand", other: "{n} hands" }, place_nth: { one: "{n}st", two: "{n}nd", few: "{n}rd", other: "{n}th" } });
  assert.equal(t("hands" as never, { n: 1 }), "1 hand");
  assert.equal(t("hands" as never, { n: 1200 }), "1,200 hands");
  assert.equal(t("place_nth" as never, { n: 22 }), "22nd");
  assert.deepEqual(t.pieces("hands" as never, { n: { any: "element" } as never }).length, 3);
  useCatalogue("ar", { hands: { zero: "لا أيدي", one: "يد", two: "يدان", few: "{n} أيد", many: "{n} يدا", other: "{n} يد" } });
  assert.equal(t("hands" as never, { n: 2 }), "يدان");
  assert.equal(t("hands" as never, { n: 4 }), "٤ أيد");
  assert.equal(clock(84_000), "١:٢٤");
  useCatalogue("en", {});
  assert.equal(clock(83_001), "1:24");
  assert.equal(span(72_000), "1 min 12 s");
});

test("the first wanted language that exists is taken", () => {
  assert.equal(chooseLanguage([null, "de-CH", "es-AR", "ar"]), "es");
  assert.equal(chooseLanguage(["tlh"]), "en");
});
