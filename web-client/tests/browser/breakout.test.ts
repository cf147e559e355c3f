// A break-out from the moderator's desk to the rapporteur's phone and back: time, values, readiness, recall.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, issueLinks, type Link, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

/** A forum with the link of Africa's rapporteur. */
async function forum(): Promise<{ meeting: Meeting; africa: Link }> {
  const meeting = await busyForum(server);
  const [africa] = await issueLinks(server.origin, meeting, [{ role: "rapporteur", unit: "africa" }]);
  return { meeting, africa: africa as Link };
}

const PHONE = { width: 390, height: 844 };
const group = (page: Page, name: string) => page.locator(".group-list li", { hasText: name });
const point = (page: Page, legend: string, value: number) => page.locator("fieldset", { hasText: legend }).getByLabel(new RegExp(`^${value} `)).check({ force: true });

test("the meeting splits by region with its questions; a rapporteur enters a value and is ready; everybody is called back", async () => {
  const { meeting, africa } = await forum();
  const { page, errors } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  const { page: phone, errors: onPhone } = await openPage(browser, africa, PHONE);
  await says(phone, ".group-now", "The groups are not meeting now.");
  await says(phone, ".values", "No question that your group answers is open now.");

  await page.locator(".item-button").click();
  await page.getByRole("radio", { name: "Groups by region" }).check();
  await page.getByLabel("What for").fill("three numbers for each question");
  await page.getByLabel("Minutes").fill("15");
  await page.getByLabel("Questions whose values they agree").selectOption({ label: "Inclusion, by region" });
  await page.getByRole("button", { name: "Send into groups" }).click();
  await says(page, ".pause-row", "0 of 5 ready");
  await says(group(page, "Africa").page(), ".group-list li", "0 of 3 values in");

  await says(phone, ".group-now", "three numbers for each question");
  await says(phone, ".clock-digits", /^1[45]:\d\d$/);
  await phone.getByRole("button", { name: "We need more time" }).click();
  await says(page, ".pause-row", "more time asked: 1");
  await group(page, "Africa").getByText("asks for more time").waitFor();
  await page.getByRole("button", { name: "5 min more" }).click();
  await says(phone, ".clock-digits", /^(19|20):\d\d$/);

  await phone.getByRole("button", { name: "Enter the value" }).first().click();
  await point(phone, "Value agreed", 3);
  await point(phone, "Lowest stated", 2);
  await meeting.act("reporter", { do: "agree", poll: 1, unit: "europe", value: 5 });
  await phone.reload();
  await phone.getByRole("button", { name: "Enter the value" }).first().click();
  assert.equal(await phone.locator("fieldset", { hasText: "Value agreed" }).getByLabel(/^3 /).isChecked(), true, "what was begun outlives a reload");
  await point(phone, "Highest stated", 4);
  await phone.getByLabel("Consulted, how many").fill("9");
  assert.deepEqual(await axe(phone), []);
  await phone.locator(".agreed-entry").getByRole("button", { name: "Enter the value" }).click();
  await says(phone, ".agreed-value", "3 agreed; stated from 2 to 4");
  await says(phone, ".values", "1 of 3 are in.");
  await group(page, "Africa").getByText("1 of 3 values in").waitFor();
  await phone.getByRole("button", { name: "We are ready" }).click();
  await says(phone, ".how-far .plate.bold", "ready");
  await says(page, ".pause-row", "1 of 5 ready");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/breakout-moderator.png" });

  await page.getByRole("button", { name: "2 min", exact: true }).click();
  await says(phone, ".recalled", "You are called back");
  await says(phone, ".clock-digits", /^[12]:\d\d$/);
  await phone.screenshot({ path: "screenshots/breakout-recall.png", fullPage: true });
  await page.getByRole("button", { name: "Take the recall back" }).click();
  await phone.locator(".recalled").waitFor({ state: "detached" });
  await meeting.act("moderator", { do: "move_break_end", in_ms: 0, recall: true });
  await page.locator(".pause-row").waitFor({ state: "detached" });
  await says(phone, ".group-now", "The groups are not meeting now.");
  assert.deepEqual([...errors, ...onPhone], []);
  await page.context().close();
  await phone.context().close();
});

test("a rapporteur without a link keeps what was said and entered, and sends it when the link is back", async () => {
  const { meeting, africa } = await forum();
  await meeting.act("moderator", { do: "start_break", by: "region", minutes: 15, set: 1 });
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const { page: phone } = await openPage(browser, africa, PHONE);
  await phone.locator(".value").nth(2).waitFor();
  await phone.context().setOffline(true);
  await phone.getByRole("button", { name: "Enter the value" }).first().click();
  await point(phone, "Value agreed", 4);
  await phone.locator(".agreed-entry").getByRole("button", { name: "Enter the value" }).click();
  await phone.getByRole("button", { name: "We are ready" }).click();
  await says(phone, ".how-far", "kept here");
  await phone.context().setOffline(false);
  await says(phone, ".how-far .plate.bold", "ready");
  await says(phone, ".values", "1 of 3 are in.");
  await phone.context().close();
});

test("the organiser issues a link for each region's rapporteur at one stroke", async () => {
  const meeting = await busyForum(server, { hands: false });
  const { page, errors } = await openPage(browser, meeting.link("organiser"), {}, "?step=links");
  await page.getByRole("button", { name: "One for each region (5)" }).click();
  await page.locator("[data-link]", { hasText: "Latin America" }).waitFor();
  await page.getByRole("button", { name: "One for each region" }).waitFor({ state: "detached" });
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("axe finds nothing on a rapporteur's page at any size, in either ground or direction; pictures are left to look at", async () => {
  const { meeting, africa } = await forum();
  await meeting.act("moderator", { do: "start_break", by: "region", minutes: 15, title: "three numbers for each question", set: 1 });
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await meeting.act("reporter", { do: "agree", poll: 1, unit: "africa", value: 3, lowest: 1, highest: 5, consulted: 11, comment: "5 in two countries, 1 in the others" });
  const looks = [["phone", PHONE], ["phone-dark", { ...PHONE, dark: true }], ["laptop", {}], ["laptop-arabic", { language: "ar" }], ["projector", { width: 1920, height: 1080, dark: true }]] as const;
  for (const [name, look] of looks) {
    const { page, errors } = await openPage(browser, africa, look);
    await page.locator(".agreed-value").waitFor();
    assert.deepEqual(await axe(page), [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name}: the page is ${wide} px wider than the screen`);
    await page.screenshot({ path: `screenshots/rapporteur-${name}.png`, fullPage: true });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});
