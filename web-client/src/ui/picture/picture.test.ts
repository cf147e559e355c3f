// Pictures of every kind of result, in three sizes, two themes and two directions: whole by themselves, with every figure.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { ServerFrame } from "../../connection/frames.ts";
import { MeetingRows } from "../../state/rows.ts";
import { keyLost } from "../../state/polls.ts";
import { outcomeSentences } from "../../state/terms.ts";
import { type Language, useCatalogue } from "../../text/index.ts";
import { resultOf } from "../result/model.ts";
import { escaped, widthOf, wrapped } from "./draw.ts";
import { SIZES } from "./frame.ts";
import { lookOf, pollPicture, tablePicture } from "./picture.ts";

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const speak = (language: Language) => useCatalogue(language, Object.assign({}, ...["common", "result", "terms"].map((file) => read(`../../text/${language}/${file}.json`))));

function meeting(fixture: string): MeetingRows {
  const rows = new MeetingRows();
  for (const frame of read(`../../fixtures/${fixture}.json`) as ServerFrame[]) if (frame.t === "snapshot") rows.snapshot(frame);
  return rows;
}

const KINDS: [string, number][] = [
  ["poll", 3], ["poll-vote", 5], ["poll-vote-split", 5], ["poll-secret", 6], ["poll-steps", 6], ["poll-choice", 7], ["poll-rounds", 8],
  ["poll-objection", 9], ["poll-temperature", 10], ["poll-unipolar", 4], ["poll-hidden", 3], ["poll-lost", 6], ["poll-wild", 3],
];

function drawn(fixture: string, id: number, look: Parameters<typeof pollPicture>[2]): string {
  const rows = meeting(fixture);
  const svg = fixture.startsWith("table") ? tablePicture(rows, 2, rows.row("set/2").value?.polls ?? [], "region", look) : pollPicture(rows, id, look);
  assert.ok(svg, fixture);
  return svg;
}

/** Every tag is closed, in order. */
function wellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, end, name, attributes, alone] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (end) assert.equal(open.pop(), name);
    else if (!alone) open.push(name as string);
    assert.ok(attributes !== undefined);
  }
  assert.deepEqual(open, []);
  const text = svg.replace(/<\/?[a-z]+(?:\s[\w:-]+="[^"<]*")*\s*\/?>/g, "");
  assert.doesNotMatch(text, /[<>]/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
}

test("every kind, size, theme and direction gives a whole picture that needs nothing else", () => {
  const folder = process.env["PICTURES"];
  if (folder) mkdirSync(folder, { recursive: true });
  for (const language of ["en", "ar"] as const) {
    speak(language);
    for (const size of SIZES) {
      for (const dark of [false, true]) {
        for (const [fixture, id] of [...KINDS, ["table", 0], ["table-confirm", 0]] as [string, number][]) {
          const svg = drawn(fixture, id, lookOf(size, dark));
          wellFormed(svg);
          assert.doesNotMatch(svg, /href|url\(|<style|<script|http(?!:\/\/www\.w3\.org\/2000\/svg")/, "self-contained");
          assert.match(svg, new RegExp(`direction="${language === "ar" ? "rtl" : "ltr"}"`));
          const widest = Math.max(...[...svg.matchAll(/<rect x="([-\d.]+)"[^>]*? width="([\d.]+)"/g)].map((one) => Number(one[1]) + Number(one[2])));
          assert.ok(widest <= Number(/width="(\d+)/.exec(svg)?.[1]) + 0.01, `${fixture} ${size}: a bar leaves the picture`);
          if (folder) writeFileSync(`${folder}/${fixture}-${size}-${dark ? "dark" : "light"}-${language}.svg`, svg);
        }
      }
    }
  }
});

test("the figures of the rows stand on it", () => {
  speak("en");
  const all = drawn("poll", 3, lookOf("slide", false));
  for (const figure of ["1,204", "492", "347", "144", "135", "86", ">41<", ">29<", "wild variation", "Africa", "strongly disagree"]) assert.ok(all.includes(figure), figure);
  const vote = drawn("poll-vote", 5, lookOf("page", true));
  for (const words of ["Carried.", "8 of 14 had to be for it.", "the quorum is 8", "14 declarations, with a conflict of interest: 1"]) assert.ok(vote.includes(words), words);
  const choice = drawn("poll-choice", 7, lookOf("phone", false));
  for (const words of ["68%", "160", "Nairobi"]) assert.ok(choice.includes(words), words);
});

test("of a secret poll, what is hidden has no bar and no figure but its number", () => {
  speak("en");
  const svg = drawn("poll-secret", 6, lookOf("slide", true));
  assert.ok(svg.includes("fewer than 5, not shown"));
  assert.ok(svg.includes("not shown, so that it stays secret"));
  assert.ok(svg.includes(">48<") && svg.includes(">3<"));
});

test("before the result only how many are in is said", () => {
  speak("en");
  const rows = meeting("poll-hidden");
  const poll = rows.row("poll/3").value;
  const svg = drawn("poll-hidden", 3, lookOf("slide", false));
  assert.ok(poll && svg.includes(`${poll.in.toLocaleString("en")} of`));
  assert.doesNotMatch(svg, /Median|Agreement|<text[^>]*>\d+%/);
});

test("words of people cannot break out of the picture", () => {
  assert.equal(escaped('<script>"&\u0000\ud800'), "&lt;script&gt;&quot;&amp;");
  const rows = meeting("poll");
  const poll = rows.row("poll/3");
  poll.value = { ...(poll.value as NonNullable<typeof poll.value>), question: '"/><script>alert(1)</script>\u0007' };
  const svg = pollPicture(rows, 3, lookOf("slide", false)) as string;
  wellFormed(svg);
  assert.doesNotMatch(svg, /<script/);
});

test("lines are broken within their width, Chinese too, and evenly", () => {
  const lines = wrapped("The draft principles give every stakeholder group a fair hearing.", 50, 1000, { bold: true });
  assert.equal(lines.length, 2);
  assert.ok(lines.every((line) => widthOf(line, 50, true) <= 1000));
  assert.ok(Math.abs((lines[0] as string).length - (lines[1] as string).length) < 20);
  assert.ok(wrapped("原则草案让每个利益相关方都得到公平的倾听并且可以发言".repeat(2), 50, 1000).length > 1);
  assert.equal(wrapped("one two three four five", 20, 60, { most: 1 })[0]?.endsWith("…"), true);
});

test("of a question whose key was lost nothing is drawn as if it had been counted: neither nobody for it nor a missed quorum", () => {
  speak("en");
  const rows = meeting("poll-lost");
  const tally = rows.row("tally/6").value;
  const poll = rows.row("poll/6").value;
  assert.ok(tally && poll && keyLost(poll));
  assert.deepEqual(outcomeSentences(poll, tally), []);
  assert.equal(resultOf(rows, 6)?.tally, undefined);
  const svg = drawn("poll-lost", 6, lookOf("slide", true));
  assert.match(svg, /The key of this secret question was lost: nothing could be counted/);
  assert.match(svg, /193 of 200/);
  assert.doesNotMatch(svg, /Not carried|would not|quorum was/);
});
