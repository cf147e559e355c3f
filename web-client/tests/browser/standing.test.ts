// Equal standing on the desks: microphones held, pinned, added and retired without losing a hand; the last word; several
// actions undone; a change of the rule told to everybody; another hat; a phone that sees its place and reason change.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, type Link, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const desk = async (meeting: Meeting, look = {}) => {
  const opened = await openPage(browser, meeting.link("moderator"), { ...DESK, ...look });
  await opened.page.waitForSelector(".hand");
  return opened;
};
const lane = (page: Page, name: string) => page.locator(".lane", { has: page.getByRole("button", { name, exact: true }) });

async function joins(link: Link, name: string, group: string): Promise<Page> {
  const { page } = await openPage(browser, link, PHONE);
  await page.getByLabel("Your name").fill(name);
  await page.getByText(group, { exact: true }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("button", { name: /^Raise my hand/ }).waitFor();
  return page;
}

test("a microphone is pinned, held, added and retired from the heads of the lines, and no hand is lost", async () => {
  const meeting = await busyForum(server);
  const { page, errors } = await desk(meeting);
  const head = page.getByRole("button", { name: "Private sector", exact: true });
  await head.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Call from here" }).click();
  await says(page, ".lane .plate", "calls from here");
  await says(page, ".why", "The moderator calls from Private sector for now");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Back to the rotation" }).click();
  await page.locator(".lane .plate", { hasText: "calls from here" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hold", exact: true }).click();
  await says(page, ".lane .plate", "held");
  await says(page, ".undo", "held or released a microphone");
  // Everybody else is called before them now: the last places are theirs.
  await page.waitForFunction(() => {
    const lanes = [...document.querySelectorAll(".lane")];
    const places = (at: number) => [...(lanes[at]?.querySelectorAll(".hand-place") ?? [])].map((place) => Number(place.textContent));
    return Math.min(...places(1)) > Math.max(...places(0), ...places(2), ...places(3));
  });
  await page.getByRole("button", { name: "Release", exact: true }).click();
  await page.locator(".lane .plate", { hasText: "held" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "All microphones" }).click();
  await page.getByRole("textbox", { name: "A new microphone, by its name" }).fill("Youth");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await says(page, ".panel-mic", "Youth");
  await page.locator(".panel-part", { hasText: "Private sector" }).getByRole("button", { name: "Retire" }).click();
  await page.getByRole("combobox", { name: /hands wait here/ }).selectOption({ label: "Youth" });
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Retire Private sector" }).click();
  await page.locator(".panel-mic", { hasText: "Private sector" }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await lane(page, "Youth").locator(".hand").first().waitFor();
  assert.equal(await page.locator(".hand").count(), 26);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the last word calls one hand, closes and clears; one press of undo takes all of it back", async () => {
  const meeting = await busyForum(server);
  const { page } = await desk(meeting);
  await page.keyboard.press("3");
  await page.keyboard.press("Enter");
  const chosen = await page.locator(".hand[aria-expanded=true] .hand-name").innerText();
  await page.getByRole("button", { name: "Last word" }).click();
  await says(page, ".confirm", "clears the 25 other hands");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Give the last word" }).click();
  await says(page, ".floor-now h2", chosen);
  await says(page, ".call", "No hand is up");
  await says(page, ".gate", "Queue closed");
  await page.keyboard.press("u");
  await says(page, ".floor-now", "Nobody has the floor");
  await page.waitForFunction(() => document.querySelectorAll(".hand").length === 26);
  await says(page, ".gate", "Queue open");
  await page.context().close();
});

test("a moderator undoes three steps by pressing three times, and a refusal says the reason", async () => {
  const meeting = await busyForum(server);
  const { page } = await desk(meeting);
  const first = await page.locator(".call b").innerText();
  await page.keyboard.press("n");
  await says(page, ".floor-now h2", first);
  const second = await page.locator(".call b").innerText();
  await page.keyboard.press("n");
  await says(page, ".floor-now h2", second);
  await page.keyboard.press(" ");
  await says(page, ".row", "Pause");
  await page.getByRole("button", { name: "Close queue" }).click();
  await says(page, ".undo-button", "closed the queue");
  await says(page, ".undo-more", "4 actions before it");
  await page.locator(".undo-more summary").click();
  await says(page, ".undo-more", `called ${first}`);
  await page.keyboard.press("u");
  await page.keyboard.press("u");
  await page.keyboard.press("u");
  await says(page, ".gate", "Queue open");
  await says(page, ".floor-now h2", first);
  await says(page, ".undo-button", `called ${first}`);
  // Somebody else's action on which it depends: the person has raised another hand since.
  await meeting.act("moderator", { do: "end_turn" });
  await says(page, ".undo-button", "ended the turn");
  await page.keyboard.press("u");
  await says(page, ".floor-now h2", first);
  const id = await page.evaluate(() => [...document.querySelectorAll(".hand-name")].length);
  assert.equal(id, 25);
  const person = PEOPLE_IN_ORDER.indexOf(first) + 1;
  assert.ok(person > 0, first);
  await meeting.act("moderator", { do: "raise", person });
  await page.waitForFunction(() => document.querySelectorAll(".hand").length === 26);
  await page.keyboard.press("u");
  await says(page, ".undo .remedy", "another hand since");
  await page.context().close();
});

/** The first four of the forum, one for each microphone; the first one called is among them. */
const PEOPLE_IN_ORDER = ["Wanjiru Achieng", "Fatoumata Dembélé", "Priya Ramanathan Subramaniam", "María Fernanda Gutiérrez-Villanueva", "林晓岚 Lin Xiaolan", "Henrik Aaltonen"];

test("a change of the rule in the middle of a meeting is told to moderator, phone, public page and screen", async () => {
  const meeting = await busyForum(server);
  const { page } = await desk(meeting);
  const phone = await joins(meeting.link("participant", "room"), "Aroha Ngata", "Civil society");
  const { page: screen } = await openPage(browser, meeting.link("display"), { width: 1920, height: 1080 });
  await screen.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("rule ")));
  await meeting.act("organiser", { do: "set_rule", preset: "netmundial", replies: 1 });
  for (const one of [page, phone, screen]) {
    await says(one, ".rule-news", /the rule of the queue changed.*It is now: NETmundial.*1 at most.*reordered/);
    assert.deepEqual(await axe(one), []);
  }
  await says(phone, "[role=status]", "It is now: NETmundial.");
  await phone.getByRole("button", { name: "Understood" }).click();
  await phone.locator(".rule-news").waitFor({ state: "detached" });
  await Promise.all([page, phone, screen].map((one) => one.context().close()));
});

/** A meeting that runs, with hands that stand equal at no time. */
async function running(): Promise<Meeting> {
  const meeting = await server.createMeeting({ title: "A small meeting", languages: ["en", "es", "ar"] });
  await meeting.act("organiser", { do: "set_meeting", batch_ms: 0 });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined);
  return meeting;
}

test("a phone sees its position and its reason change, when it may be called, the worst case, and is alerted on deck", async () => {
  const meeting = await running();
  for (const name of ["Ana", "Ben", "Cho", "Dia"]) await meeting.act("moderator", { do: "raise", name, microphone: "government" });
  const phone = await joins(meeting.link("participant", "room"), "Aroha Ngata", "Civil society");
  await phone.getByRole("button", { name: /^Raise my hand/ }).click();
  await says(phone, ".deck", "among the next");
  await meeting.act("moderator", { do: "set_rule", preset: "single_line" });
  await says(phone, ".position", "5th");
  await says(phone, ".why", "Whoever raised first goes first");
  await says(phone, ".why", /Expected: About \d\d:\d\d, \d\d:\d\d to \d\d:\d\d, your time/);
  await says(phone, ".why", /At worst 4 turns before it.*if limits hold and no exceptions are made.*No exceptions since/);
  assert.deepEqual(await axe(phone), []);
  await meeting.act("moderator", { do: "call", hand: 3, reason: "leaving" });
  await says(phone, ".position", "4th");
  await says(phone, ".why", "1 exception since it was raised");
  await phone.getByRole("button", { name: "After the next one" }).waitFor();
  await meeting.act("moderator", { do: "pin_microphone", microphone: "civil-society" });
  await says(phone, ".deck", "You are next");
  await says(phone, ".deck", "The moderator calls from Civil society for now");
  await phone.waitForFunction(() => document.title.startsWith("On deck"));
  await phone.context().close();
});

test("a phone asks to speak for another group; the moderator approves it", async () => {
  const meeting = await running();
  const { page } = await openPage(browser, meeting.link("moderator"), DESK);
  const phone = await joins(meeting.link("participant", "online"), "Siti Rahayu", "Civil society");
  const ask = async (group: string) => {
    await phone.getByText("Speak for another group").click();
    await phone.getByRole("combobox", { name: "For which group?" }).selectOption({ label: group });
    await phone.getByRole("button", { name: "Ask", exact: true }).click();
    await says(phone, ".hat", `You ask to speak for ${group}`);
    await says(page, ".hat-ask", `Siti Rahayu asks to speak for`);
  };
  await ask("Government");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Approve" }).click();
  await says(phone, ".hat", "You speak for Government now");
  await phone.getByRole("button", { name: /^Raise my hand/ }).filter({ hasText: "Government" }).waitFor();
  assert.deepEqual(await axe(phone), []);
  await phone.getByRole("button", { name: "Understood" }).click();
  await ask("Private sector");
  await page.getByRole("button", { name: "Decline" }).click();
  await says(phone, ".hat", "was declined: you speak for your group as before");
  await page.context().close();
  await phone.context().close();
});

test("the pages of this file are looked at", async () => {
  const meeting = await busyForum(server);
  mkdirSync("screenshots", { recursive: true });
  await meeting.act("moderator", { do: "call_next" });
  for (const [look, size] of [["laptop", DESK], ["arabic", { ...DESK, language: "ar" }], ["phone", PHONE], ["projector", { width: 1920, height: 1080 }]] as const) {
    const { page } = await desk(meeting, size);
    if (look === "phone") await page.locator(".one-list-mics").click();
    else await page.locator(".lane-name").first().click();
    await page.locator(".lane-keys").first().waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/standing-lane-${look}.png` });
    await page.context().close();
  }
});
