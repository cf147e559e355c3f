// The hall loses its uplink: the moderator goes on calling from the list, on a sheet of the page's own that survives a
// reload; once the link is back the calls are entered with their times. And the sheet to call by, printed or read out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, type Link, openPage, says, startHouse } from "./server.ts";

const { server, browser, proxy } = await startHouse();

const byProxy = (link: Link): Link => ({ ...link, url: link.url.replace(server.origin, proxy.origin) });
test("the link of the hall is cut: calls go on here, survive a reload, and are entered one by one on its return", async () => {
  const meeting = await busyForum(server);
  await meeting.act("moderator", { do: "call_next" });
  const { page } = await openPage(browser, byProxy(meeting.link("moderator")), { width: 1440, height: 900 });
  await page.waitForSelector(".hand");
  const names = await page.evaluate(() => [...document.querySelectorAll(".hand")]
    .map((row): [number, string] => [Number(row.querySelector(".hand-place")?.textContent), row.querySelector(".hand-name")?.textContent ?? ""])
    .sort((a, b) => a[0] - b[0]).map(([, name]) => name));

  proxy.cut();
  await says(page, ".call", "Call here, offline");
  await page.keyboard.press("n");
  await says(page, ".floor-now h2", names[0] as string);
  await says(page, ".floor-now", /called here, offline \d\d:\d\d:\d\d/);
  await page.keyboard.press(" ");
  await says(page, ".floor-now", "left of 2:00");
  await page.keyboard.press("n");
  await says(page, ".floor-now h2", names[1] as string);
  await page.getByRole("button", { name: "End turn" }).click();
  await says(page, ".floor-now", "Nobody has the floor");
  await says(page, ".hall-sheet", names[0] as string);
  await page.getByText("Somebody who is not on the list").click();
  await page.getByRole("combobox", { name: "Who", exact: true }).fill("Guest of the hall");
  await page.locator(".next").getByRole("button", { name: "Call here", exact: true }).click();
  await says(page, ".floor-now h2", "Guest of the hall");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/hall-offline.png" });
  await page.getByRole("button", { name: "End turn" }).click();
  await says(page, ".floor-now", "Nobody has the floor");

  proxy.mend();
  await says(page, ".hall-sheet", "The link is back");
  await page.reload();
  await says(page, ".hall-sheet", names[1] as string);
  await says(page, ".next", "enter that call first");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/hall-return.png" });
  // Somebody else lowered one of the hands meanwhile: that call is refused, with the reason.
  const second = await page.locator(".hand", { hasText: names[1] as string }).getAttribute("data-hand");
  await meeting.act("moderator", { do: "lower", hand: Number(second) });
  await page.locator(`[data-hand="${second}"]`).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Enter all 3 calls" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".hall-sheet li.entered").length === 2);
  await says(page, ".hall-sheet .refused", "Not done");
  await page.locator(".hall-sheet .refused").getByRole("button", { name: "Drop" }).click();
  await page.getByRole("button", { name: "Put the sheet away" }).click();
  await page.locator(".hall-sheet").waitFor({ state: "detached" });
  await says(page, ".floor-now", "Nobody has the floor");
  await page.waitForFunction(() => document.querySelectorAll(".hand").length === 23);
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/record.json`, { headers: { authorization: `Bearer ${meeting.link("moderator").secret}` } });
  const record = JSON.stringify(await answer.json());
  assert.match(record, /Guest of the hall/);
  await page.context().close();
});

test("the sheet to call by has order, names and how to say them, microphone, place, language and reason, and is read out large", async () => {
  const meeting = await busyForum(server);
  await meeting.act("organiser", { do: "set_person", person: 2, profile: { say: "fah-too-MAH-tah dem-beh-LEH" } });
  for (const [look, size] of [["laptop", { width: 1280, height: 800 }], ["arabic", { width: 1280, height: 800, language: "ar" }], ["phone", { width: 390, height: 844 }]] as const) {
    const { page } = await openPage(browser, meeting.link("moderator"), size, "?print=1");
    await says(page, ".call-sheet tbody tr", "fah-too-MAH-tah");
    assert.equal(await page.locator(".call-sheet tbody tr").count(), 26);
    assert.deepEqual(await axe(page), [], look);
    await page.screenshot({ path: `screenshots/call-sheet-${look}.png` });
    await page.locator(".no-print .button").nth(1).click();
    await says(page, ".read-out li", "fah-too-MAH-tah");
    assert.deepEqual(await axe(page), [], look);
    await page.screenshot({ path: `screenshots/call-sheet-aloud-${look}.png` });
    if (look === "laptop") {
      await page.locator(".no-print .button").nth(1).click();
      await page.emulateMedia({ media: "print" });
      await page.locator(".no-print").waitFor({ state: "hidden" });
      await page.screenshot({ path: "screenshots/call-sheet-paper.png", fullPage: true });
    }
    await page.context().close();
  }
});
