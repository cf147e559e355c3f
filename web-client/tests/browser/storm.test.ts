// Ten thousand people answer while a big screen shows the result live: the screen goes on drawing, and in the end every ballot
// is on it. How long its frames took is written out; how fast this machine is decides no test.

import assert from "node:assert/strict";
import { test } from "node:test";
import { act, crowd, each } from "./crowd.ts";
import { openPage, says, startHouse } from "./server.ts";

const BALLOTS = Number(process.env["STORM"] ?? 10_000);
const REGIONS = ["africa", "asia-pacific", "europe", "latin-america", "north-america"];
const GROUPS = ["government", "private-sector", "civil-society", "technical-academic"];
/** While ballots come in the screen draws at least so often, per second: far below what it does, so that a busy machine passes. */
const LEAST_FRAMES = 2;

const { server, browser } = await startHouse();

/** Notes when each frame is drawn, and every number of answers that the screen has shown. */
interface Watch {
  frames: number[];
  shown: string[];
  stop: boolean;
}

test(`the display keeps drawing while ${BALLOTS} ballots come in, and shows every one`, async () => {
  const meeting = await server.createMeeting({ title: "Plenary of ten thousand", languages: ["en"] });
  const links = await crowd(server, meeting, Array.from({ length: BALLOTS }, (_, i) => ({
    name: `Delegate ${i + 1}`, group: GROUPS[i % GROUPS.length] as string, region: REGIONS[i % REGIONS.length] as string, place: "online",
  })));
  await meeting.act("organiser", {
    do: "set_poll", question: "The draft principles give every stakeholder group a fair hearing.", short: "A fair hearing", showing: "live",
    scale: { first: 1, points: 5, polarity: "bipolar", labels: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"] },
  });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_polls", polls: [1] });
  const { page, errors } = await openPage(browser, meeting.link("display"), { width: 1920, height: 1080, dark: true, reducedMotion: false });
  await says(page, ".poll h1", "fair hearing");
  await page.evaluate(() => {
    const watch: Watch = { frames: [], shown: [], stop: false };
    (window as unknown as { watch: Watch }).watch = watch;
    const frame = (now: number) => {
      watch.frames.push(now);
      const n = document.querySelector(".likert .all td.likert-n")?.textContent ?? "";
      if (n && watch.shown.at(-1) !== n) watch.shown.push(n);
      if (!watch.stop) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

  const choice = (i: number) => [4, 5, 4, 2, 3, 5, 4, 1, 4, 5, 2][i % 11] as number;
  const began = Date.now();
  await each(links, (link, i) => act(server, meeting, link, 1, { do: "cast", poll: 1, choice: choice(i) }));
  const storm_ms = Date.now() - began;

  await says(page, ".likert .all td.likert-n", BALLOTS.toLocaleString("en"));
  const { frames, shown } = await page.evaluate(() => {
    const { watch } = window as unknown as { watch: Watch };
    watch.stop = true;
    return watch;
  });
  const counts = [0, 0, 0, 0, 0];
  links.forEach((_, i) => (counts[choice(i) - 1] = (counts[choice(i) - 1] as number) + 1));
  for (const [i, label] of ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"].entries()) {
    await says(page, ".likert .all .likert-bar .unseen", new RegExp(`(^|; )${label}: \\d+ per cent, ${(counts[i] as number).toLocaleString("en")}(;|$)`));
  }
  const gaps = frames.slice(1).map((at, i) => at - (frames[i] as number)).sort((a, b) => a - b);
  const at = (share: number) => Math.round(gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] as number);
  const seconds = ((frames.at(-1) as number) - (frames[0] as number)) / 1000;
  console.log(`display during ${BALLOTS} ballots in ${(storm_ms / 1000).toFixed(1)} s: ${frames.length} frames, ${(frames.length / seconds).toFixed(0)} a second; ` +
    `between two: median ${at(0.5)} ms, 95th ${at(0.95)} ms, 99th ${at(0.99)} ms, longest ${Math.round(gaps.at(-1) as number)} ms; ${shown.length} totals shown, ${(shown.length / seconds).toFixed(1)} a second`);
  assert.ok(frames.length / seconds >= LEAST_FRAMES, `only ${frames.length} frames in ${seconds.toFixed(1)} s`);
  const totals = shown.map((one) => Number(one.replaceAll(",", "")));
  assert.ok(totals.length > 2, "the result moves while ballots come in");
  assert.deepEqual(totals, [...totals].sort((a, b) => a - b), "the number of answers never falls");
  assert.deepEqual(errors, []);
  await page.screenshot({ path: "screenshots/display-storm.png" });
  await page.context().close();
});
