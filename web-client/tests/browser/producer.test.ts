// The producer's page against a real server: lines, on air, hubs, and that columns never change sides.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const column = (nth: number) => `.columns > section:nth-child(${nth})`;
const deckName = (page: Page, nth: number) => page.locator(`${column(nth)} h2 > span:last-child`).innerText();

interface Slot { position: string; name: string; line_up: boolean; on_air: boolean; line: string }
/** What a mixer is told. */
const feed = async (meeting: string, secret: string): Promise<Slot[]> => {
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting}/floor.json?key=${secret}`);
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { slots: Slot[] }).slots;
};

test("lines are confirmed and the turn is set on air by keys; mixer and moderator see it; columns keep their sides", async () => {
  const meeting = await busyForum(server);
  const { page, errors } = await openPage(browser, meeting.link("producer"), { width: 1440, height: 900 });
  const moderator = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  await says(page, column(1), "Nobody has the floor");
  const [next, then] = [await deckName(page, 2), await deckName(page, 3)];
  await says(page, column(2), "line not up");
  await page.keyboard.press("l");
  await page.waitForSelector(`${column(2)} [aria-pressed=true]`);
  const mixer = meeting.link("mixer").secret;
  assert.deepEqual((await feed(meeting.name, mixer)).map((slot) => [slot.name, slot.line_up]), [["", false], [next, true], [then, false]]);
  await page.keyboard.press("l");
  await page.waitForSelector(`${column(2)} [aria-pressed=false]`);
  await page.keyboard.press("t");
  await page.waitForSelector(`${column(3)} [aria-pressed=true]`);

  await meeting.act("moderator", { do: "call_next" });
  await says(page, `${column(1)} h2`, next);
  await says(page, `${column(2)} h2`, then);
  await page.waitForSelector(`${column(2)} [aria-pressed=true]`);
  await says(page, "[role=status]", `On the floor: ${next}.`);
  await says(page, column(1), "not on air");
  await says(moderator.page, ".air-line", "called");
  await page.keyboard.press("a");
  await says(page, ".now-column .plate", "on air");
  await says(moderator.page, ".air-line", "On air");
  assert.equal((await feed(meeting.name, mixer))[0]?.on_air, true);
  await meeting.act("moderator", { do: "start_clock" });
  await says(page, ".now-column .turn-clock", "left of 2:00");
  await page.getByRole("button", { name: "Take off air" }).focus();
  await page.keyboard.press("Enter");
  await says(page, ".now-column .plate", "not on air");
  assert.deepEqual([...errors, ...moderator.errors], []);
  await page.context().close();
  await moderator.page.context().close();
});

test("hubs stand still by name; hands, a connection and its loss are told in their place", async () => {
  const meeting = await busyForum(server);
  const { page } = await openPage(browser, meeting.link("producer"), { width: 1440, height: 900 });
  const names = () => page.locator(".hub-name").allInnerTexts();
  assert.deepEqual(await names(), ["Nairobi", "Pune", "Recife", "Tallinn"]);
  await says(page, ".hubs h2", "4 not connected");
  await says(page, ".hubs li:nth-child(1)", "not connected");
  const hub = await browser.newPage();
  await hub.goto(meeting.link("hub_operator", "hub/1").url);
  await says(page, ".hubs li:nth-child(1)", /hand|audio|on air/);
  await says(page, ".hubs h2", "1 connected");
  await hub.close();
  await says(page, ".hubs li:nth-child(1)", "lost");
  assert.deepEqual(await names(), ["Nairobi", "Pune", "Recife", "Tallinn"]);
  await says(page, "footer", `${server.origin}/v1/meetings/${meeting.name}/floor.xml`);
  await page.context().close();
});

test("axe finds nothing, in three languages, on dark and light ground, on a phone; nothing is wider than the page", async () => {
  const meeting = await busyForum(server);
  await meeting.act("moderator", { do: "call_next" });
  for (const [language, width, query] of [["en", 1440, ""], ["ar", 1280, ""], ["es", 390, "?theme=light"]] as const) {
    const { page } = await openPage(browser, meeting.link("producer"), { width, height: 800, language }, query);
    await page.waitForSelector(".now-column");
    assert.equal(await page.evaluate(() => document.documentElement.dataset["theme"]), query ? "light" : "dark");
    assert.deepEqual(await axe(page), [], `${language} ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${language} ${width} is too wide`);
    await page.context().close();
  }
});
