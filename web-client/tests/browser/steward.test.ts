// The steward's page against a real server: adding, ordering, confirming, naming, leaving; and with the link cut.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Reply } from "../../src/generated/protocol.ts";
import { busyForum } from "./forum.ts";
import { axe, issueLinks, type Link, type Look, type Meeting, openPage, startHouse } from "./server.ts";

const { server, browser, proxy } = await startHouse();

const phone = { width: 390, height: 844 };
const open = async (meeting: Meeting, look: Look = phone, by = server.origin) => {
  const link = meeting.link("steward");
  const opened = await openPage(browser, { ...link, url: link.url.replace(server.origin, by) }, look);
  await opened.page.locator(".mics button").nth(2).click();
  await opened.page.waitForSelector(".rows li");
  return opened;
};
const line = (page: Page) => page.locator(".rows > ol .text > b").allInnerTexts();
const lineIs = (page: Page, names: string[]) => page.waitForFunction(
  (wanted) => JSON.stringify([...document.querySelectorAll<HTMLElement>(".rows > ol .text > b")].map((one) => one.innerText)) === wanted,
  JSON.stringify(names), { timeout: 10_000 },
);
const STANDING = ["María Fernanda Gutiérrez-Villanueva", "Aroha Ngata-Pomare", "Thabo Mokgadi", "Giulia Marchetti", "Pavel Horáček", "Camila Quispe Mamani"];

test("the line of one microphone stands in its order, and is moved by one place with buttons", async () => {
  const meeting = await busyForum(server);
  const { page, errors } = await open(meeting);
  assert.deepEqual(await line(page), STANDING);
  await page.getByText("Next here: after the Nairobi hub.").waitFor();
  await page.getByRole("button", { name: "Thabo Mokgadi: one up" }).click();
  const after = [STANDING[0], STANDING[2], STANDING[1], ...STANDING.slice(3)] as string[];
  await lineIs(page, after);
  await page.getByRole("button", { name: "María Fernanda Gutiérrez-Villanueva: one down" }).click();
  await lineIs(page, [after[1], after[0], ...after.slice(2)] as string[]);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the next in line is added by a name, confirmed, and by a part of a name of the roster", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.getByRole("button", { name: "Add the next in line" }).click();
  await page.getByRole("combobox", { name: "Who stands next?" }).fill("Guest, blue jacket");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const guest = page.locator(".rows li", { hasText: "Guest, blue jacket" });
  await guest.getByText("new, name not confirmed").waitFor();
  await guest.getByRole("button", { name: "Confirm" }).click();
  await guest.getByRole("button", { name: "Guest, blue jacket: one up" }).waitFor();
  await page.getByRole("button", { name: "Add the next in line" }).click();
  await page.getByRole("combobox", { name: "Who stands next?" }).fill("thorv");
  await page.getByRole("option", { name: /Björn Thorvaldsen/ }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(/has a hand up already/).waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Who stands next?" }).inputValue(), "Björn Thorvaldsen");
  await page.context().close();
});

test("somebody without a name is added at one stroke, named later, and taken out when they have left", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.getByRole("button", { name: "Without a name" }).click();
  const row = page.locator(".rows > ol > li", { hasText: "the name is due" });
  await row.getByRole("button", { name: "Name" }).click();
  await page.getByRole("combobox", { name: "Who is it?" }).fill("Ama Serwaa");
  await page.locator(".name-it").getByRole("button", { name: "Name" }).click();
  await page.locator(".rows li", { hasText: "Ama Serwaa" }).waitFor();
  await page.getByRole("button", { name: "Left the line" }).click();
  await page.getByRole("button", { name: "Ama Serwaa left the line" }).click();
  await lineIs(page, STANDING);
  await page.context().close();
});

test("who is on deck and has not come is named first, and is seen at the microphone by one stroke", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting, { width: 820, height: 1180 });
  const missing = page.locator(".missing-one", { hasText: "Fatoumata Dembélé" });
  await missing.getByRole("button", { name: "Is here" }).click();
  await missing.waitFor({ state: "detached" });
  await page.locator(".meeting-next li", { hasText: "Fatoumata Dembélé" }).waitFor();
  await page.context().close();
});

test("a phone on deck that does not answer comes first, and is told at once", async () => {
  const meeting = await busyForum(server, { hands: false });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined); // open from the start
  const [link] = await issueLinks(server.origin, meeting, [{ role: "participant", person: 12 }]);
  const person = await openPage(browser, link as Link, phone);
  await person.page.getByRole("button", { name: "Raise my hand" }).click();
  const { page } = await open(meeting);
  const missing = page.locator(".missing-one", { hasText: "Aroha Ngata-Pomare" });
  await missing.getByText("has not come yet").waitFor();
  await person.page.context().close();
  await missing.getByText("the phone does not answer: find them").waitFor();
  await page.waitForFunction(() => document.title.startsWith("On deck and not reached: Aroha Ngata-Pomare."));
  assert.deepEqual(await axe(page), []);
  await missing.getByRole("button", { name: "Is here" }).click();
  await missing.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.title === "Open Governance Forum");
  await page.context().close();
});

test("who asks to speak for another group is approved or declined by a steward", async () => {
  const meeting = await busyForum(server, { hands: false });
  const [link] = await issueLinks(server.origin, meeting, [{ role: "participant", person: 12 }]);
  const ask = async (n: number) => {
    const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/commands?sender=browser-tests-hats-1`, {
      method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${(link as Link).secret}` },
      body: JSON.stringify({ t: "command", n, command: { do: "ask_hat", group: "government" } }),
    });
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as Reply).refused, undefined);
  };
  const { page, errors } = await openPage(browser, meeting.link("steward"), phone);
  const asked = page.locator(".hat-ask", { hasText: "Aroha Ngata-Pomare" });
  await ask(1);
  await asked.getByRole("button").last().click();
  await asked.waitFor({ state: "detached" });
  await ask(2);
  await asked.waitFor();
  assert.deepEqual(await axe(page), []);
  await asked.getByRole("button").first().click();
  await asked.waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("a link for one microphone opens at that microphone", async () => {
  const meeting = await busyForum(server);
  const [link] = await issueLinks(server.origin, meeting, [{ role: "steward", microphone: "technical-academic" }]);
  assert.ok(link);
  const { page } = await openPage(browser, link, phone);
  await page.getByRole("heading", { name: /^Technical and academic community/ }).waitFor();
  await page.context().close();
});

test("with the link cut the line goes on: moves and additions are kept in the order in which people stand, and sent once", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting, phone, proxy.origin);
  proxy.cut();
  await page.getByText(/Offline for/).waitFor();
  await page.getByRole("button", { name: "Aroha Ngata-Pomare: one up" }).click();
  const turned = [STANDING[1], STANDING[0], ...STANDING.slice(2)] as string[];
  await lineIs(page, turned);
  await page.getByRole("button", { name: "Add the next in line" }).click();
  await page.getByRole("combobox", { name: "Who stands next?" }).fill("Efua Mensah");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator(".kept", { hasText: "kept here" }).waitFor();
  await page.getByText("2 actions are kept here").waitFor();
  assert.deepEqual(await axe(page), []);
  proxy.mend();
  await lineIs(page, [...turned, "Efua Mensah"]);
  await page.locator(".kept").waitFor({ state: "detached" });
  assert.equal(await page.locator(".rows li", { hasText: "Efua Mensah" }).count(), 1);
  await page.context().close();
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await busyForum(server);
  await meeting.act("steward", { do: "raise", name: "Guest, blue jacket", microphone: "civil-society", place: "room" });
  mkdirSync("screenshots", { recursive: true });
  const looks = [
    ["phone", phone], ["phone-dark", { ...phone, dark: true }], ["phone-arabic", { ...phone, language: "ar" }],
    ["tablet", { width: 820, height: 1180 }], ["laptop", { width: 1280, height: 800 }], ["projector", { width: 1920, height: 1080 }],
  ] as const;
  for (const [look, size] of looks) {
    const { page } = await open(meeting, size);
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/steward-${look}.png` });
    await page.context().close();
  }
});
