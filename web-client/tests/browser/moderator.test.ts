// The moderator's page against a real server: calling, the clock, overrides, points of order, the gate, polls, undo.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const name = (page: Page) => page.locator(".floor-now h2").innerText();
const nextName = (page: Page) => page.locator(".call b").innerText();
const open = async (meeting: Meeting, look = {}) => {
  const opened = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900, ...look });
  await opened.page.waitForSelector(".hand");
  return opened;
};

test("one key calls the next, who is then on the floor, and one key takes it back", async () => {
  const meeting = await busyForum(server);
  const { page, errors } = await open(meeting);
  const first = await nextName(page);
  await says(page, ".why", /next in the rotation/);
  await page.keyboard.press("n");
  await says(page, ".floor-now h2", first);
  await says(page, "[role=status]", `Called ${first}.`);
  await says(page, ".clock-digits", "2:00");
  await says(page, ".air-line", "called in turn");
  await page.keyboard.press(" ");
  await says(page, ".row", "Pause");
  await page.keyboard.press("e");
  await says(page, ".turn-clock-line", "left of 2:30");
  await page.keyboard.press(" ");
  await says(page, ".turn-clock-line", "paused");
  await says(page, ".undo", "started or stopped the clock");
  await page.getByRole("button", { name: "End turn" }).click();
  await says(page, ".floor-now", "Nobody has the floor");
  await page.keyboard.press("u");
  await says(page, ".floor-now h2", first);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the lanes number the calling order of the whole meeting, and the rotation can be read across them", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  const lanes = await page.locator(".lane").evaluateAll((all) => all.map((lane) => [...lane.querySelectorAll(".hand-place")].map((place) => Number(place.textContent))));
  assert.deepEqual(lanes.flat().sort((a, b) => a - b), Array.from({ length: 26 }, (_, i) => i + 1));
  assert.deepEqual(lanes.map((lane) => lane[0]).sort(), [1, 2, 3, 4]);
  for (const lane of lanes) assert.deepEqual(lane, [...lane].sort((a, b) => a - b));
  await page.context().close();
});

test("Enter on a hand opens its line of keys; a figure calls it out of turn with the reason", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.keyboard.press("3");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const chosen = await page.evaluate(() => document.activeElement?.querySelector(".hand-name")?.textContent ?? "");
  await page.keyboard.press("Enter");
  await says(page, ".hand-open", "Call out of turn, because of");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("4");
  await says(page, ".floor-now h2", chosen);
  await says(page, ".air-line", "called out of turn: leaving");
  await says(page, ".share-end", "1 out of turn");
  await page.context().close();
});

test("Alt and arrows move a hand within its line and keep the focus on it", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  const room = page.locator(".lane", { hasText: "Civil society" }).locator(".hand", { hasText: "Room" });
  const second = await room.nth(1).getAttribute("data-hand");
  await room.nth(1).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForFunction(([hand]) => {
    const rows = [...document.querySelectorAll<HTMLElement>(".lane:nth-child(3) .hand")].filter((row) => row.textContent?.includes("Room"));
    return rows[0]?.dataset["hand"] === hand && (document.activeElement as HTMLElement | null)?.dataset["hand"] === hand;
  }, [second]);
  await page.context().close();
});

test("a point of order is announced, admitted with one key, and then goes first", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await meeting.act("moderator", { do: "raise", person: 18, kind: "point_of_order" });
  await says(page, ".point", "Sota Minamoto");
  await says(page, "[role=status]", "Point of order: Sota Minamoto.");
  await page.keyboard.press("a");
  await says(page, ".call", "Sota Minamoto");
  await says(page, ".why", "The chair admitted this point of order");
  await meeting.act("moderator", { do: "call_next" });
  await meeting.act("moderator", { do: "raise", person: 20, kind: "point_of_order" });
  await says(page, ".point", "Thabo Mokgadi");
  await meeting.act("moderator", { do: "lower", hand: Number((await page.locator(".hand", { hasText: "Thabo Mokgadi" }).getAttribute("data-hand")) ?? 0) });
  await page.getByRole("button", { name: "Reclassify" }).click();
  await page.getByRole("button", { name: "question of clarification" }).click();
  await page.locator(".point").waitFor({ state: "detached" });
  await page.context().close();
});

test("the queue closes, one more is added all the same, and it opens again", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.getByRole("button", { name: "Close queue" }).click();
  await says(page, ".gate", "Queue closed");
  await page.getByRole("button", { name: "Add one more" }).click();
  await page.getByRole("combobox", { name: "Whose hand" }).fill("Late Guest");
  await page.getByRole("combobox", { name: "Microphone" }).selectOption("civil-society");
  await page.getByRole("button", { name: "Add the hand" }).click();
  await says(page, ".lane", "Late Guest");
  await page.locator(".panel").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Open queue" }).click();
  await says(page, ".gate", "Queue open");
  await page.context().close();
});

test("the floor is given to the chair, to a person found by a part of the name, and to somebody unidentified", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  const give = async (kind: string, who: string) => {
    await page.keyboard.press("g");
    await page.getByRole("radio", { name: kind }).check();
    await page.getByRole("combobox", { name: "Who" }).fill(who);
  };
  await give("Presenter", "dembele");
  await page.getByRole("option", { name: /Fatoumata Dembélé/ }).click();
  await page.locator(".panel").getByRole("button", { name: "Give the floor" }).click();
  await says(page, ".floor-now h2", "Fatoumata Dembélé");
  await says(page, ".air-line", "presenter");
  await page.locator(".panel").waitFor({ state: "detached" });
  await give("Interjection", "");
  await page.locator(".panel").getByRole("button", { name: "Give the floor" }).click();
  await says(page, ".floor-now h2", "Unidentified speaker");
  await page.context().close();
});

test("a prepared set opens at one stroke; values are given and corrected; the countdown is cancelled and runs out", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.keyboard.press("p");
  await says(page, ".poll-now", "Inclusion, by region");
  await says(page, ".poll-state", "Open");
  await page.locator(".likert-press").first().click();
  const point = (legend: string, value: number) => page.locator("fieldset", { hasText: legend }).getByLabel(new RegExp(`^${value} `)).check({ force: true });
  await point("Value agreed", 3);
  await point("Lowest stated", 2);
  await point("Highest stated", 4);
  await page.getByLabel("Consulted, how many").fill("9");
  await page.getByRole("button", { name: "Enter the value" }).click();
  await says(page, ".likert-table", "3, stated from 2 to 4");
  await page.keyboard.press("p");
  await says(page, ".poll-state", "Closes in");
  await page.keyboard.press("p");
  await says(page, ".poll-state", "Open");
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await says(page, ".poll-state", "Closed, final");
  await page.locator(".likert-press").first().click();
  await point("Value agreed", 2);
  await page.getByRole("button", { name: "Enter the correction" }).click();
  await says(page, ".agreed-entry", "A correction needs its reason");
  await page.getByLabel("Reason of the correction").fill("misheard");
  await page.getByRole("button", { name: "Enter the correction" }).click();
  await says(page, ".likert-table", "2, stated from 2 to 4");
  await page.keyboard.press("r");
  await says(page, ".poll-state", "The meeting sees the result.");
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});

test("two moderators press at the same moment: one call is made, the other page says why not", async () => {
  const meeting = await busyForum(server);
  const [one, two] = await Promise.all([open(meeting), open(meeting)]);
  await Promise.all([one.page.keyboard.press("n"), two.page.keyboard.press("n")]);
  await says(one.page, ".share-end", "Called 1 of 26");
  await says(two.page, ".share-end", "Called 1 of 26");
  const refusals = (await one.page.locator(".next .remedy").count()) + (await two.page.locator(".next .remedy").count());
  assert.equal(refusals, 1);
  assert.equal(await name(one.page), await name(two.page));
  await one.page.context().close();
  await two.page.context().close();
});

test("single keys are listed by ? and can be switched off; every action stays a button", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.keyboard.press("?");
  await says(page, ".keys-help", "Call next");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Switch single keys off" }).click();
  await page.keyboard.press("Escape");
  const first = await nextName(page);
  await page.keyboard.press("n");
  await page.locator(".call").click();
  await says(page, ".floor-now h2", first);
  await says(page, ".share-end", "Called 1 of");
  await page.context().close();
});

test("the page is whole before, during and after the meeting, and only its end asks before it is done", async () => {
  const meeting = await busyForum(server, { hands: false });
  const { page, errors } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  await says(page, ".now", "The meeting has not started");
  await page.getByRole("button", { name: "Start the meeting" }).click();
  await says(page, ".call", "No hand is up");
  await page.locator(".next").getByRole("button", { name: "Open the queue" }).click();
  await says(page, ".gate", "Queue open");
  await page.locator(".next").getByRole("button", { name: "Open the queue" }).waitFor({ state: "detached" });
  await page.locator(".item-button").click();
  await page.getByRole("radio", { name: "Groups by region" }).check();
  await page.getByLabel("Minutes").fill("15");
  await page.getByRole("button", { name: "Send into groups" }).click();
  await says(page, ".pause-row", "In groups by region");
  await page.locator(".pause-row").getByRole("button", { name: "Back from the break" }).click();
  await page.locator(".pause-row").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "End the meeting" }).click();
  await says(page, ".confirm", "cannot be undone");
  await page.getByRole("button", { name: "End it" }).click();
  await says(page, ".now", "The meeting has ended");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await busyForum(server);
  await meeting.act("moderator", { do: "call_next" });
  await meeting.act("moderator", { do: "start_clock" });
  await meeting.act("moderator", { do: "raise", person: 10, kind: "point_of_order" });
  mkdirSync("screenshots", { recursive: true });
  const looks = [
    ["laptop", { width: 1440, height: 900 }], ["laptop-dark", { width: 1440, height: 900, dark: true }], ["laptop-arabic", { width: 1440, height: 900, language: "ar" }],
    ["laptop-small", { width: 1280, height: 800 }], ["phone", { width: 390, height: 844 }], ["projector", { width: 1920, height: 1080 }],
  ] as const;
  for (const [look, size] of looks) {
    const { page, errors } = await open(meeting, size);
    await page.locator(".point").waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/moderator-${look}.png` });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});
