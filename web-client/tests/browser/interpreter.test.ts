// The interpreters' page against a real server: who speaks, who comes, and signals that reach speaker and moderator.

import assert from "node:assert/strict";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

test("the speaker and a dozen after the next are shown with languages; a turn that is over goes to the record", async () => {
  const meeting = await busyForum(server);
  const { page, errors } = await openPage(browser, meeting.link("interpreter"));
  await says(page, ".speaking", "Nobody has the floor");
  assert.equal(await page.locator(".coming li").count(), 13);
  await says(page, ".coming", "13 more wait after these.");
  const first = await page.locator(".coming li:first-child b").innerText();
  const tongue = await page.locator(".coming li:first-child .tongue").innerText();
  await meeting.act("moderator", { do: "call_next" });
  await says(page, ".speaking h2", first);
  await says(page, ".speaking .tongue", tongue);
  await says(page, "[role=status]", `Now speaking: ${first}, ${tongue}.`);
  await meeting.act("moderator", { do: "start_clock" });
  await says(page, ".turn-clock", "left of 2:00");
  await meeting.act("reporter", { do: "add_note", kind: "decision", text: "The glossary is shared." });
  await says(page, ".record", "Decision: The glossary is shared.");
  await meeting.act("moderator", { do: "end_turn" });
  await says(page, ".record", first);
  await says(page, ".speaking", "Nobody has the floor");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("interpreted consecutively, a turn in another language than the first has twice the time, and the clock says so", async () => {
  const meeting = await busyForum(server, { hands: false });
  await meeting.act("organiser", { do: "set_item", item: 2, consecutive: true });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "start_item", item: 2 });
  await meeting.act("moderator", { do: "raise", person: 2, language: "fr" });
  const { page } = await openPage(browser, meeting.link("interpreter"));
  await meeting.act("moderator", { do: "call_next" });
  await meeting.act("moderator", { do: "start_clock" });
  await says(page, ".turn-clock", "left of 4:00, interpreted");
  await page.context().close();
});

test("a written contribution is shown to those who interpret it while it is read", async () => {
  const meeting = await busyForum(server, { hands: false });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "raise", person: 14, delivery: "written", language: "fr", text: "Les registres doivent rendre des comptes." });
  const { page } = await openPage(browser, meeting.link("interpreter"));
  await meeting.act("moderator", { do: "call_next" });
  await says(page, ".speaking blockquote", "Les registres doivent rendre des comptes.");
  await says(page, ".speaking .tongue", "French");
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});

test("signals go by key and by button to the moderator's page, and stand until all is well", async () => {
  const meeting = await busyForum(server);
  await meeting.act("moderator", { do: "call_next" });
  const { page, errors } = await openPage(browser, meeting.link("interpreter"));
  const { page: moderator } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  await says(page, ".standing", "Nothing is signalled");
  await page.keyboard.press("f");
  await says(page, ".standing", "Signalled now: Too fast");
  await says(moderator, ".signal-line", "Interpreters: too fast");
  await page.getByRole("button", { name: "No sound" }).focus();
  await page.keyboard.press("Enter");
  await says(page, "[aria-pressed=true]", "No sound");
  await says(moderator, ".signal-line", "Interpreters: no sound");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("w");
  await says(page, ".standing", "Nothing is signalled");
  await moderator.locator(".signal-line").waitFor({ state: "detached" });
  assert.deepEqual(errors, []);
  await page.context().close();
  await moderator.context().close();
});

test("axe finds nothing, in three languages, on dark and light ground, on a phone; nothing is wider than the page", async () => {
  const meeting = await busyForum(server);
  await meeting.act("moderator", { do: "call_next" });
  for (const [language, width, dark] of [["en", 1280, true], ["ar", 1440, false], ["es", 390, false]] as const) {
    const { page } = await openPage(browser, meeting.link("interpreter"), { width, height: 800, language, dark });
    await page.waitForSelector(".turn-clock");
    assert.deepEqual(await axe(page), [], `${language} ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${language} ${width} is too wide`);
    await page.context().close();
  }
});
