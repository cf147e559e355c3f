// The reporter's page against a real server: the running record, notes and decisions, corrections, agreed values, the files.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, type Meeting, openPage, publicLink, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

/** A forum in which three have spoken: in turn, out of turn, and a voice that nobody knew. Public, with names in full. */
async function spoken(): Promise<Meeting> {
  const meeting = await busyForum(server);
  const moderate = meeting.act.bind(meeting, "moderator");
  await meeting.act("organiser", { do: "set_meeting", public: true, name_shown: "full" });
  await moderate({ do: "call_next" });
  await moderate({ do: "start_clock" });
  await moderate({ do: "end_turn", spoken_ms: 92_000, words: 214 });
  await moderate({ do: "give_floor", kind: "interjection" });
  await moderate({ do: "end_turn", spoken_ms: 12_000 });
  await moderate({ do: "call", hand: 20, reason: "leaving" });
  await moderate({ do: "start_clock" });
  return meeting;
}

const open = async (meeting: Meeting, look = {}) => {
  const opened = await openPage(browser, meeting.link("reporter"), look);
  await opened.page.waitForSelector(".said.turn");
  return opened;
};

test("the record has the turns with their numbers, places, lengths, words and reasons", async () => {
  const meeting = await spoken();
  const { page, errors } = await open(meeting);
  await says(page, "[data-turn='1']", "1 min 32 s");
  await says(page, "[data-turn='1']", "214 words");
  await says(page, "[data-turn='2']", "Unidentified speaker");
  await says(page, "[data-turn='3']", "out of turn: leaving");
  await says(page, "[data-turn='3']", "has the floor");
  const order = await page.locator("[data-turn]").evaluateAll((all) => all.map((one) => one.getAttribute("data-turn")));
  assert.deepEqual(order, ["3", "2", "1"]);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("n and d lead into the field; what is written stays while others act, and over a reload; then it is in the record", async () => {
  const meeting = await spoken();
  const { page } = await open(meeting);
  await page.keyboard.press("n");
  await page.keyboard.type("The registries will ");
  await meeting.act("moderator", { do: "call_next" });
  await says(page, "[data-turn='4']", "has the floor");
  await meeting.act("moderator", { do: "add_note", kind: "note", text: "from another desk" });
  await says(page, ".said.note", "from another desk");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  await page.keyboard.type("report in spring.");
  await page.reload();
  await page.waitForSelector(".said.turn");
  assert.equal(await page.locator("textarea").inputValue(), "The registries will report in spring.");
  await page.keyboard.press("n");
  await page.keyboard.press("Control+Enter");
  await says(page, ".said.note", "The registries will report in spring.");
  await says(page, "[role=status]", "The note is in the record.");
  assert.equal(await page.locator("textarea").inputValue(), "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.keyboard.type("Text 2 is adopted.");
  await page.getByRole("button", { name: "Enter decision" }).click();
  await says(page, ".said.note:has(.plate.ink)", "Text 2 is adopted.");
  await page.context().close();
});

test("a voice that nobody knew is named, and the public page has the name", async () => {
  const meeting = await spoken();
  const { page } = await open(meeting);
  const { page: outside } = await openPage(browser, publicLink(server, meeting));
  await says(outside, "[data-turn='2']", "Unidentified speaker");
  await page.getByRole("button", { name: "Name the speaker of turn 2" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".turn-form input:focus");
  await page.getByRole("button", { name: "Enter the correction" }).click();
  await says(page, ".turn-form", "Say who it was, or how many words.");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("combobox", { name: "Who it was" }).fill("horacek");
  await page.getByRole("option", { name: /Pavel Horáček/ }).click();
  await page.getByLabel("Words", { exact: true }).fill("31");
  await page.getByLabel("Reason", { exact: true }).fill("recognised by the chair");
  await page.keyboard.press("Enter");
  await says(page, "[data-turn='2']", "Pavel Horáček");
  await says(page, "[data-turn='2']", "31 words");
  await says(page, "[data-turn='2']", "corrected");
  await says(outside, "[data-turn='2']", "Pavel Horáček");
  await page.locator(".turn-form").waitFor({ state: "detached" });
  await page.context().close();
  await outside.context().close();
});

test("the record is taken home as a file to read and one for programs, corrections in it", async () => {
  const meeting = await spoken();
  await meeting.act("reporter", { do: "correct_turn", turn: 2, name: "Late Guest", reason: "told us afterwards" });
  const { page } = await open(meeting);
  const take = async (name: RegExp) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    return readFileSync(await file.path(), "utf8");
  };
  assert.match(await take(/to read/), /Late Guest/);
  assert.match(JSON.stringify(JSON.parse(await take(/for programs/))), /told us afterwards/);
  await page.context().close();
});

test("a region's value is entered while the question is open, and corrected with a reason after", async () => {
  const meeting = await spoken();
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const { page } = await open(meeting);
  await says(page, ".questions-part", "Inclusion, by region");
  await page.locator(".likert-press").first().click();
  const point = (legend: string, value: number) => page.locator("fieldset", { hasText: legend }).getByLabel(new RegExp(`^${value} `)).check({ force: true });
  await point("Value agreed", 3);
  await page.getByRole("button", { name: "Enter the value" }).click();
  await says(page, ".agreed", "1 of 15 values are in.");
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await says(page, ".questions-part summary", "Closed, final");
  await page.locator(".likert-press").first().click();
  await point("Value agreed", 2);
  await page.getByLabel("Reason of the correction").fill("misheard");
  await page.locator(".agreed-entry").getByRole("button", { name: "Enter the correction" }).click();
  await says(page, ".likert-table td", /^2/);
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});

test("offline a note is kept here, and is in the record when the link is back", async () => {
  const meeting = await spoken();
  const { page } = await open(meeting);
  await page.context().setOffline(true);
  await page.keyboard.press("n");
  await page.keyboard.type("Written in a tunnel.");
  await page.keyboard.press("Control+Enter");
  await says(page, ".said.note:has(.plate.dotted)", "Written in a tunnel.");
  await page.context().setOffline(false);
  await says(page, ".said.note:has(.plate.outline)", "Written in a tunnel.");
  await says(page, ".live-state", "Live");
  await page.context().close();
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await spoken();
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await meeting.act("reporter", { do: "agree", poll: 1, unit: "africa", value: 3, lowest: 1, highest: 5 });
  await meeting.act("reporter", { do: "add_note", kind: "note", text: "The delegate asks that the annex be read together with the third principle, and that the secretariat circulate both before noon." });
  await meeting.act("reporter", { do: "add_note", kind: "decision", text: "Text 2 is adopted as amended." });
  await meeting.act("moderator", { do: "call_next" });
  mkdirSync("screenshots", { recursive: true });
  const looks = [
    ["laptop", {}], ["laptop-dark", { dark: true }], ["laptop-arabic", { language: "ar" }],
    ["phone", { width: 390, height: 844 }], ["projector", { width: 1920, height: 1080 }],
  ] as const;
  for (const [look, size] of looks) {
    const { page, errors } = await open(meeting, size);
    await page.locator("[data-turn='2'] button").click();
    await page.locator(".turn-form").waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/reporter-${look}.png`, fullPage: look === "phone" });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});
