// Readiness of hubs, with a real server: a rehearsal, the alert on deck, passing over, and the call once the audio is confirmed.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, type Meeting, openPage, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

/** Numbers of people of the forum, by a part of the name. */
const PERSON = { wanjiru: 1, fatoumata: 2, henrik: 6, aroha: 12, thabo: 20 };

const frame = (page: Page, name: string) => page.locator(".deck-frame", { hasText: name });
const onFloor = (page: Page, name: string) => page.locator(".deck-frame.floor", { hasText: name });

async function running(title: string): Promise<Meeting> {
  const meeting = await busyForum(server, { title, hands: false });
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 25 }, "hub/1");
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined); // open from the start
  return meeting;
}

test("a hub that does not confirm is passed over and called when ready", async () => {
  const meeting = await running("Ready");
  await meeting.act("organiser", { do: "set_meeting", ready_ms: 300_000 });
  const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  const producer = await openPage(browser, meeting.link("producer"), { width: 1440, height: 900 });
  await page.locator(".people-grid button", { hasText: "Wanjiru Achieng" }).click();
  await page.getByRole("button", { name: "Raise 1 hand" }).click();

  // On deck: told in every way, with the time that is left.
  await frame(page, "Wanjiru Achieng").getByText(/Confirm audio within [45]:\d\d/).waitFor();
  await page.waitForFunction((start) => document.title.startsWith(start), "On deck: Wanjiru Achieng");
  await page.locator("[aria-live=assertive]", { hasText: "On deck from your hub: Wanjiru Achieng." }).waitFor();
  await producer.page.getByText(/^audio unconfirmed, [45]:\d\d left/).waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await axe(producer.page), []);

  // Another hub comes on deck too, and a second is all that both have.
  await meeting.act("moderator", { do: "raise", person: PERSON.henrik });
  await meeting.act("moderator", { do: "raise", person: PERSON.aroha });
  await meeting.act("organiser", { do: "set_meeting", ready_ms: 1_000 });
  await frame(page, "Wanjiru Achieng").getByText("passed over, place kept").waitFor();
  await page.waitForFunction((start) => document.title.startsWith(start), "Passed over: Wanjiru Achieng");
  assert.deepEqual(await axe(page), []);
  await producer.page.locator("[data-hub='1']", { hasText: "passed over" }).waitFor();
  await producer.page.getByText("2 passed over until audio is confirmed").waitFor(); // Tallinn, whose operator is not there at all

  // The room is called meanwhile; nobody is stalled.
  await meeting.act("moderator", { do: "call_next" });
  await producer.page.locator(".now-column h2", { hasText: "Aroha" }).waitFor();
  await frame(page, "Wanjiru Achieng").getByText("passed over, place kept").waitFor();

  // Confirmed late: called when it is its turn, before whoever raised later.
  await meeting.act("moderator", { do: "raise", person: PERSON.thabo });
  await frame(page, "Wanjiru Achieng").getByRole("button", { name: "Audio is ready" }).click();
  await frame(page, "Wanjiru Achieng").getByText("✓audio ready").waitFor();
  await page.waitForFunction((title) => document.title === title, "Ready");
  await meeting.act("moderator", { do: "call_next" });
  await onFloor(page, "Wanjiru Achieng").waitFor();
  assert.deepEqual([...errors, ...producer.errors], []);
  await page.context().close();
  await producer.page.context().close();
});

test("each hand of the hub tells when it is expected in the hub's own time, the reason, and the worst case", async () => {
  const meeting = await running("Expected");
  await meeting.act("organiser", { do: "set_meeting", ready_ms: 0 });
  for (const person of [PERSON.fatoumata, PERSON.aroha, PERSON.thabo, PERSON.wanjiru]) await meeting.act("moderator", { do: "raise", person });
  const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  const standing = page.locator(".standing");
  await standing.getByText(/^About \d\d:\d\d, \d\d:\d\d to \d\d:\d\d, your time\.$/).waitFor();
  await standing.getByText(/^At worst (\d+ turns? before it|it is the next one).* No exceptions since it was raised\.$/).waitFor();
  const hour = await page.evaluate(() => new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone: "Africa/Nairobi" }).format(Date.now()));
  const next = await page.evaluate(() => new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone: "Africa/Nairobi" }).format(Date.now() + 3_600_000));
  const told = await standing.locator("b bdi").first().innerText();
  assert.ok([hour, next].includes(told.slice(0, 2)), `${told} is not of Nairobi's ${hour} o'clock`);
  await meeting.act("moderator", { do: "call", hand: 3, reason: "balance" });
  await standing.getByText(/ 1 exception since it was raised/).waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("in a rehearsal every hub tries its line, the producer sees and prints who is ready, and a new one asks anew", async () => {
  const meeting = await busyForum(server, { title: "Rehearsal", hands: false });
  const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  const producer = await openPage(browser, meeting.link("producer"), { width: 1440, height: 900 });
  const line = (hub: number) => producer.page.locator(`.ready-sheet [data-hub='${hub}']`);
  await page.getByRole("heading", { name: "Rehearsal: try your line" }).waitFor();
  await page.getByText(/clock (agrees with|is .* (ahead of|behind)) the meeting's/).waitFor();
  await page.getByText(/^Round trip \d+ ms/).waitFor();
  await line(1).getByText("not tried yet").waitFor();
  await page.getByRole("button", { name: "No", exact: true }).click();
  await line(1).getByText(/^no audio at/).waitFor();
  await page.getByText("The producer sees it.").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Yes, both ways" }).click();
  await line(1).getByText(/audio checked/).waitFor();
  await producer.page.getByText("1 of 4 hubs are ready").waitFor();
  await line(2).getByText("not connected").waitFor();
  assert.deepEqual(await axe(producer.page), []);

  // On paper there is the list alone.
  await producer.page.evaluate(() => { window.print = () => undefined; });
  await producer.page.getByRole("button", { name: "Print who is ready" }).click();
  await producer.page.emulateMedia({ media: "print" });
  assert.equal(await producer.page.getByText("As of ").isVisible(), true);
  assert.equal(await producer.page.locator(".columns h2, .columns p").first().isVisible(), false);
  await producer.page.emulateMedia({ media: "screen" });

  // The secretariat calls for another one: what was answered before counts no more.
  const setup = await openPage(browser, meeting.link("organiser"), { width: 1440, height: 900 }, "?step=places");
  await setup.page.getByRole("button", { name: "Start a rehearsal" }).click();
  await line(1).getByText("not tried yet").waitFor();
  await page.getByRole("button", { name: /^Hands/ }).click();
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Yes, both ways" }).click();
  await line(1).getByText(/audio checked/).waitFor();
  assert.deepEqual(await axe(setup.page), []);
  assert.deepEqual([...errors, ...producer.errors, ...setup.errors], []);
  for (const one of [page, producer.page, setup.page]) await one.context().close();
});
