// The floor's mirror against a real server: what everybody reads of how the floor was shared, that it adds up, that it
// follows the floor, and who was not heard at the end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, issueLinks, type Meeting, openPage, publicLink, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const SPOKEN = [92, 131, 64, 150, 48, 118, 77, 126, 105];

/** A public forum in which nine have spoken, one of them out of turn, one gave up and two hands of a hub have no name. */
async function talkedForum(): Promise<Meeting> {
  const meeting = await busyForum(server);
  const moderate = meeting.act.bind(meeting, "moderator");
  await meeting.act("organiser", { do: "set_meeting", public: true, name_shown: "full" });
  await meeting.act("hub_operator", { do: "hands_now", hub: 1, people: [], unnamed: 2, microphone: "civil-society" }, "hub/1");
  for (const [i, seconds] of SPOKEN.entries()) {
    if (i === 4) await moderate({ do: "call", hand: 26, reason: "balance" });
    else await moderate({ do: "call_next" });
    await moderate({ do: "start_clock" });
    await moderate({ do: "end_turn", spoken_ms: seconds * 1_000 });
  }
  await moderate({ do: "lower", hand: 25 });
  await moderate({ do: "call_next" });
  return meeting;
}

const open = (meeting: Meeting, look = {}) => openPage(browser, publicLink(server, meeting), look);

test("the tables add up: each grouping holds the same turns, and the sentences say what they hold", async () => {
  const meeting = await talkedForum();
  const { page, errors } = await open(meeting);
  await says(page, ".shares", "Civil society");
  const turns = await page.locator(".shares:not(.both) tbody").evaluateAll((groups) => groups.map((group) => [
    group.querySelector(".group-head")?.textContent ?? "",
    [...group.querySelectorAll("td:nth-child(2)")].reduce((sum, cell) => sum + Number(cell.textContent), 0),
  ]));
  const held = new Map(turns as [string, number][]);
  assert.deepEqual([held.get("Side"), held.get("Microphone"), held.get("Region")], [10, 10, 10]);
  await says(page, ".measures", "1 of 10 calls were out of turn: balance (1).");
  await says(page, ".measures", /Of 28 hands raised: 10 called, \d+ taken down again, \d+ not called\./);
  await says(page, ".measures", /Half of the time went to \d people of the 26 on the list\./);
  await says(page, ".measures", /Jain’s index 0\.\d\d/);
  assert.doesNotMatch(await page.locator(".mirror").innerText(), /NaN|undefined|Infinity|null/);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the mirror follows the floor, and a hand alone does not move it", async () => {
  const meeting = await talkedForum();
  const { page } = await open(meeting);
  await says(page, ".measures", "10 called, 1 taken down again");
  await meeting.act("moderator", { do: "lower", hand: 22 });
  await says(page, "section", "16 waiting");
  await says(page, ".measures", "10 called, 1 taken down again");
  await meeting.act("moderator", { do: "end_turn", spoken_ms: 60_000 });
  await says(page, ".measures", "10 called, 2 taken down again");
  await meeting.act("moderator", { do: "undo" });
  await says(page, ".measures", "10 called, 1 taken down again");
  await page.context().close();
});

test("before anybody was called it says so, and what cannot be said is a dash", async () => {
  const meeting = await busyForum(server);
  await meeting.act("organiser", { do: "set_meeting", public: true });
  const { page } = await open(meeting);
  await says(page, ".mirror", "Nobody has been called yet.");
  await meeting.act("moderator", { do: "call_next" });
  await says(page, ".measures", "Nobody’s turn is over yet.");
  await says(page, ".measures", "it takes two microphones that were asked for, and a turn that is over");
  await page.context().close();
});

test("at the end those not heard are listed and invited to write, in public, for the reporter and in the record", async () => {
  const meeting = await talkedForum();
  const { page } = await open(meeting);
  await says(page, ".floor-now", /./);
  assert.equal(await page.locator(".not-heard").count(), 0, "while hands may still be called, nobody is not heard");
  await meeting.act("moderator", { do: "end_meeting" });
  await says(page, ".not-heard", "invited to write");
  await says(page, ".not-heard", "2 hands without a name");
  const listed = await page.locator(".not-heard-name").count();
  await says(page, ".measures", `, ${listed + 2} not called.`);
  const reporter = await openPage(browser, meeting.link("reporter"));
  await says(reporter.page, ".not-heard", "invited to write");
  await reporter.page.locator(".not-heard summary").click();
  await reporter.page.locator(".not-heard-name").first().waitFor();
  assert.equal(await reporter.page.locator(".not-heard-name").count(), listed);
  assert.deepEqual(await axe(reporter.page), [], "reporter");
  await reporter.page.screenshot({ path: "screenshots/mirror-reporter-ended.png" });
  const record = await fetch(`${server.origin}/v1/meetings/${meeting.name}/record.md`, { headers: { authorization: `Bearer ${meeting.link("reporter").secret}` } });
  const text = record.ok ? await record.text() : await reporter.page.evaluate(async () => (await fetch("record.md")).text());
  assert.match(text, /## Not heard, and invited to write/);
  assert.equal(text.split("## Not heard")[1]?.split("\n##")[0]?.match(/^- /gm)?.length, listed + 1, "one line for each name, one for the hands without");
  assert.deepEqual(await axe(page), [], "ended");
  await page.screenshot({ path: "screenshots/mirror-ended.png", fullPage: true });
  await page.context().close();
  await reporter.page.context().close();
});

test("a participant opens it where they are, and is invited to write when they were not heard", async () => {
  const meeting = await talkedForum();
  await meeting.act("organiser", { do: "set_meeting", public: false });
  const [link] = await issueLinks(server.origin, meeting, [{ role: "participant", person: 22 }]);
  assert.ok(link);
  const { page, errors } = await openPage(browser, link, { width: 390, height: 844 });
  await page.locator(".shared-fold summary").click();
  await says(page, ".measures", "Of 28 hands raised: 10 called");
  assert.deepEqual(await axe(page), [], "opened");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the screen`);
  await page.screenshot({ path: "screenshots/mirror-participant.png", fullPage: true });
  await meeting.act("moderator", { do: "end_meeting" });
  await says(page, ".not-heard-you", "You are invited to write");
  await page.locator(".not-heard summary").click();
  await says(page, ".not-heard-name", "Giulia Marchetti");
  await page.screenshot({ path: "screenshots/mirror-participant-ended.png", fullPage: true });
  assert.deepEqual(await axe(page), [], "ended");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("a hub reads what it has had itself", async () => {
  const meeting = await talkedForum();
  const { page } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  await says(page, ".own-share", /this hub \d \(\d+:\d\d\), all hubs/);
  await page.screenshot({ path: "screenshots/mirror-hub.png" });
  await page.context().close();
});

test("the strips of moderator and display tell turns and minutes by side and microphone", async () => {
  const meeting = await talkedForum();
  for (const [name, width, height] of [["moderator", 1440, 900], ["display", 1920, 1080]] as const) {
    for (const language of ["en", "ar"] as const) {
      const { page, errors } = await openPage(browser, meeting.link(name), { width, height, language });
      const strip = name === "moderator" ? ".share-strip" : ".screen footer";
      await says(page, strip, language === "en" ? /10 of 28 raised/ : /٢٨/);
      if (language === "en") await says(page, strip, /\d, \d+ min/);
      const over = await page.locator(strip).evaluate((element) => Math.max(element.scrollWidth - element.clientWidth, ...[...element.children].map((child) => child.scrollWidth - child.clientWidth)));
      assert.ok(over <= 1, `the strip of ${name} in ${language} is ${over} px too wide`);
      await page.screenshot({ path: `screenshots/mirror-${name}-${language}.png` });
      assert.deepEqual(await axe(page), [], `${name} in ${language}`);
      assert.deepEqual(errors, []);
      await page.context().close();
    }
  }
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await talkedForum();
  const looks = [
    ["laptop", {}], ["phone", { width: 390, height: 844 }], ["phone-arabic", { width: 390, height: 844, language: "ar", dark: true }],
    ["laptop-arabic", { language: "ar" }], ["spanish", { language: "es" }], ["projector", { width: 1920, height: 1080, dark: true }],
  ] as const;
  for (const [look, size] of looks) {
    const { page, errors } = await open(meeting, size);
    await page.locator(".shares").first().waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.locator(".mirror").screenshot({ path: `screenshots/mirror-${look}.png` });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});
