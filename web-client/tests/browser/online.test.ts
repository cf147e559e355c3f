// The online moderator's page against a real server: reading aloud, audio, newcomers, hands for people and callers.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, type Look, type Meeting, openPage, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const TEXT = "We thank the chair.\n\nRural networks need the same voice as large ones.";
const open = async (meeting: Meeting, look: Look = {}) => {
  const opened = await openPage(browser, meeting.link("online_moderator"), look);
  await opened.page.waitForSelector(".online-hand");
  return opened;
};
const numberOf = (made: string[]) => Number(made.find((one) => one.startsWith("hand/"))?.slice(5));

test("a written contribution is shown in full before its turn, and large while it is on the floor", async () => {
  const meeting = await busyForum(server);
  const hand = numberOf(await meeting.act("moderator", { do: "raise", name: "Wren Alder", microphone: "civil-society", place: "online", delivery: "written", text: TEXT }));
  const { page, errors } = await open(meeting);
  await meeting.act("moderator", { do: "call", hand, reason: "balance" });
  const now = page.locator(".read-now");
  await now.getByText("Rural networks need the same voice as large ones.").waitFor();
  assert.equal(await now.locator("blockquote p").count(), 2);
  await now.getByText("Wren Alder").waitFor();
  await meeting.act("moderator", { do: "end_turn" });
  await now.waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("a caller on the telephone is raised by name and microphone, is new until confirmed, and is made ready when on deck", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  await page.keyboard.press("t");
  await page.getByRole("combobox", { name: "Who" }).fill("Caller from Suva");
  await page.getByRole("button", { name: "Raise the hand" }).click();
  await page.getByText("Choose a microphone: no group is known.").waitFor();
  await page.getByRole("combobox", { name: "Microphone" }).selectOption("technical-academic");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Raise the hand" }).click();
  const row = page.locator(".hands li", { hasText: "Caller from Suva" });
  await row.getByText("telephone").waitFor();
  await page.locator(".newcomers li", { hasText: "Caller from Suva" }).getByRole("button", { name: "Confirm" }).click();
  await page.locator(".newcomers").waitFor({ state: "detached" });
  await row.getByRole("button", { name: "More" }).click();
  await row.getByText(/next in the rotation/).waitFor();
  await row.getByRole("button", { name: "Lower" }).click();
  await row.waitFor({ state: "detached" });
  await page.context().close();
});

test("a hand on deck is told ready, and a written text that is too long for a turn is refused in words", async () => {
  const meeting = await busyForum(server);
  const { page } = await open(meeting);
  for (const _ of [1, 2]) await meeting.act("moderator", { do: "call_next" });
  const first = page.locator(".hands li", { hasText: "林晓岚 Lin Xiaolan" });
  await first.getByRole("button", { name: "Audio is ready" }).click();
  await first.locator(".plate", { hasText: "ready" }).waitFor();
  await page.keyboard.press("h");
  await page.getByRole("combobox", { name: "How it is heard" }).selectOption("written");
  await page.getByLabel("What is to be read aloud").fill("word ".repeat(301));
  await page.getByText("301 words; 300 can be read aloud within one turn. Shorten it.").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".raise-for").waitFor({ state: "detached" });
  await page.context().close();
});

test("people are found by a part of their name, and their hand is raised from the list", async () => {
  const meeting = await busyForum(server);
  await meeting.act("organiser", { do: "set_person", profile: { name: "Ngozi Eze", place: "online", group: "civil-society" } });
  const { page } = await open(meeting);
  await page.getByRole("searchbox").fill("eze");
  await page.getByRole("button", { name: "Raise a hand for Ngozi Eze" }).click();
  await page.getByRole("button", { name: "Raise the hand" }).click();
  await page.locator(".hands li", { hasText: "Ngozi Eze" }).waitFor();
  await page.locator(".people li", { hasText: "Ngozi Eze" }).getByText("hand up").waitFor();
  await page.context().close();
});

test("axe finds nothing at any size, in either ground or direction; pictures are left for a person to look at", async () => {
  const meeting = await busyForum(server);
  const hand = numberOf(await meeting.act("moderator", { do: "raise", name: "Wren Alder", microphone: "civil-society", place: "online", delivery: "written", text: TEXT }));
  await meeting.act("online_moderator", { do: "raise", name: "Caller from Suva", microphone: "government", place: "online", delivery: "telephone" });
  await meeting.act("moderator", { do: "call", hand, reason: "balance" });
  mkdirSync("screenshots", { recursive: true });
  const looks = [
    ["laptop", {}], ["laptop-dark", { dark: true }], ["laptop-arabic", { language: "ar" }],
    ["phone", { width: 390, height: 844 }], ["projector", { width: 1920, height: 1080 }],
  ] as const;
  for (const [look, size] of looks) {
    const { page } = await open(meeting, size);
    await page.locator(".read-now").waitFor();
    assert.deepEqual(await axe(page), [], look);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${look}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/online-${look}.png` });
    await page.context().close();
  }
});
