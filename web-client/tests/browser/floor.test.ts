// The public page against a real server: the floor, the next two with reasons, the line, the shares, turns and results.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, type Meeting, openPage, publicLink, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

/** A public forum in which two have spoken and a third speaks. */
async function publicForum(): Promise<Meeting> {
  const meeting = await busyForum(server);
  const moderate = meeting.act.bind(meeting, "moderator");
  await meeting.act("organiser", { do: "set_meeting", public: true, name_shown: "full" });
  for (const spoken_ms of [92_000, 131_000]) {
    await moderate({ do: "call_next" });
    await moderate({ do: "start_clock" });
    await moderate({ do: "end_turn", spoken_ms });
  }
  await moderate({ do: "call_next" });
  await moderate({ do: "start_clock" });
  return meeting;
}

const open = (meeting: Meeting, look = {}) => openPage(browser, publicLink(server, meeting), look);

test("anybody reads who has the floor, who is next and why, and follows the next call", async () => {
  const meeting = await publicForum();
  const { page, errors } = await open(meeting);
  await says(page, ".floor-now .clock-digits", /[12]:\d\d/);
  await says(page, ".next-why", /next in the rotation/);
  assert.equal(await page.locator(".next-two > li").count(), 2);
  const next = await page.locator(".next-two .next-who b").first().innerText();
  await meeting.act("moderator", { do: "call_next" });
  await says(page, ".floor-name", next);
  await says(page, "[role=status]", "has the floor.");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the line has the positions of the whole meeting by microphone, and names nobody", async () => {
  const meeting = await publicForum();
  const { page } = await open(meeting);
  await says(page, ".line", "Civil society");
  const places = await page.locator(".positions b").allInnerTexts();
  assert.deepEqual(places.map(Number).sort((a, b) => a - b), Array.from({ length: 23 }, (_, i) => i + 1));
  assert.doesNotMatch(await page.locator(".line").innerText(), /Thabo|Giulia|Siti/);
  await page.context().close();
});

test("a result is not on the page before it is revealed, and then with the values that were given", async () => {
  const meeting = await publicForum();
  const moderate = meeting.act.bind(meeting, "moderator");
  await moderate({ do: "open_polls", set: 1 });
  await moderate({ do: "agree", poll: 1, unit: "africa", value: 3, lowest: 1, highest: 5 });
  const { page } = await open(meeting);
  await says(page, ".agreed", "The result is shown when the chair reveals it.");
  assert.equal(await page.locator(".likert-table").count(), 0);
  await moderate({ do: "close_polls", set: 1, in_ms: 0 });
  await moderate({ do: "reveal_polls", set: 1, shown: true });
  await says(page, ".likert-table", "3, stated from 1 to 5");
  await meeting.act("reporter", { do: "correct_answer", poll: 1, unit: "africa", value: 2, reason: "misheard" });
  await says(page, ".likert-table", "2, stated from 1 to 5");
  await page.context().close();
});

test("the whole page is read and used by the keyboard, in another language, and does nothing to the meeting", async () => {
  const meeting = await publicForum();
  const { page } = await open(meeting);
  await page.waitForSelector(".languages");
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent)) === "العربية") break;
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[dir=rtl]");
  await says(page, "h2", "التاليان");
  assert.equal(await page.locator("input, textarea, select").count(), 0);
  await page.context().close();
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await publicForum();
  const moderate = meeting.act.bind(meeting, "moderator");
  await moderate({ do: "open_polls", set: 1 });
  for (const [i, unit] of ["africa", "europe", "asia-pacific"].entries()) await moderate({ do: "agree", poll: 1, unit, value: 2 + i, lowest: 1, highest: 3 + i });
  await moderate({ do: "reveal_polls", set: 1, shown: true });
  await meeting.act("reporter", { do: "add_note", kind: "decision", text: "Text 2 is adopted as amended." });
  mkdirSync("screenshots", { recursive: true });
  const looks = [
    ["laptop", {}], ["laptop-dark", { dark: true }], ["laptop-arabic", { language: "ar" }],
    ["phone", { width: 390, height: 844 }], ["phone-arabic", { width: 390, height: 844, language: "ar", dark: true }], ["projector", { width: 1920, height: 1080 }],
  ] as const;
  for (const [look, size] of looks) {
    const { page, errors } = await open(meeting, size);
    await page.locator(".likert-table").waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/floor-${look}.png`, fullPage: true });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});
