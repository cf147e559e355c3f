// A whole small meeting: a moderator, two hubs, two phones and a display; a hub's link is cut in the middle, and its
// commands are carried out exactly once. A golden file holds what a screen reader on a phone is told.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { axe, type Link, type Meeting, openPage, startHouse } from "./server.ts";

const GOLDEN = new URL("golden/screen-reader.json", import.meta.url);

const { server, browser, proxy } = await startHouse();

const PHONE = { width: 390, height: 844 };
const byProxy = (link: Link): Link => ({ ...link, url: link.url.replace(server.origin, proxy.origin) });

/** Two hubs with two people each, one question; running, the queue open. */
async function smallMeeting(): Promise<Meeting> {
  const meeting = await server.createMeeting({ title: "A small meeting", languages: ["en", "es", "ar"] });
  // In the order of their moments from the start, and nobody is passed over however slow the machine is.
  await meeting.act("organiser", { do: "set_meeting", batch_ms: 0, ready_ms: 0 });
  for (const [name, country, region, time_zone] of [["Nairobi", "KE", "africa", "Africa/Nairobi"], ["Tallinn", "EE", "europe", "Europe/Tallinn"]]) {
    await meeting.act("organiser", { do: "set_hub", name, city: name, country, region, time_zone, ceiling: 30 } as never);
  }
  const person = (name: string, group: string, place: string) => ({ profile: { name, group, place } });
  await meeting.act("organiser", {
    do: "set_people",
    people: [
      person("Wanjiru Achieng", "civil-society", "hub/1"), person("Joyce Nakimuli", "civil-society", "hub/1"),
      person("Henrik Aaltonen", "government", "hub/2"), person("Kadri Tamm", "private-sector", "hub/2"),
    ] as never,
  });
  await meeting.act("organiser", {
    do: "set_poll", short: "ready?", question: "The draft is ready.", methods: { ballots: true, counted: true }, showing: "on_reveal",
    scale: { first: 1, points: 5, polarity: "bipolar", labels: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"] },
  });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined);
  for (const hub of [1, 2]) await meeting.act("hub_operator", { do: "set_headcount", hub, heads: 12 }, `hub/${hub}` as never);
  return meeting;
}

async function joins(link: Link, name: string, group: string, listen = false): Promise<Page> {
  const { page } = await openPage(browser, link, PHONE);
  if (listen) await listenTo(page);
  await page.getByLabel("Your name").fill(name);
  await page.getByText(group, { exact: true }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("button", { name: /^Raise my hand/ }).waitFor();
  return page;
}

/** Collects all that the live regions say, over page loads too. */
async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest("[aria-live]");
        const text = region?.textContent?.trim();
        if (!region || !text || region.getAttribute("aria-live") === "off") continue;
        const said = JSON.parse(sessionStorage.getItem("said") ?? "[]") as string[];
        const line = `${region.getAttribute("aria-live")}: ${text}`;
        if (said.at(-1) !== line) sessionStorage.setItem("said", JSON.stringify([...said, line]));
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Whose hands the record has. */
async function handsRaised(meeting: Meeting): Promise<(string | null)[]> {
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/record.json`, { headers: { authorization: `Bearer ${meeting.link("moderator").secret}` } });
  const { hands } = (await answer.json()) as { hands: { person: string | null }[] };
  return hands.map((hand) => hand.person).sort();
}

test("a small meeting runs from the first hand to the closed poll, with a hub's link cut in the middle", async () => {
  const meeting = await smallMeeting();
  const { page: moderator, errors } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  const { page: display } = await openPage(browser, meeting.link("display"), { width: 1920, height: 1080 });
  const { page: nairobi } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  const { page: tallinn } = await openPage(browser, meeting.link("hub_operator", "hub/2"));
  const room = await joins(meeting.link("participant", "room"), "Aroha Ngata-Pomare", "Civil society");
  const online = await joins(meeting.link("participant", "online"), "Siti Rahayu", "Technical and academic community");

  // The first hand is on deck at once; it is called with one key and everybody sees it.
  await online.getByRole("button", { name: /^Raise my hand/ }).click();
  await online.locator("main").getByText("You are next.").waitFor();
  await moderator.locator(".call b", { hasText: "Siti Rahayu" }).waitFor();
  await moderator.keyboard.press("n");
  await display.getByText("Siti Rahayu").waitFor();
  await online.locator("main").getByText("You have the floor.").first().waitFor();

  // Nairobi's link is cut: its hands are kept, the others go on; once back they count exactly once.
  proxy.cut();
  await nairobi.getByText(/^Offline for/).waitFor();
  await nairobi.locator(".people-grid button", { hasText: "Wanjiru Achieng" }).click();
  await nairobi.getByRole("button", { name: "Raise 1 hand" }).click();
  await nairobi.getByText("kept here").first().waitFor();
  await tallinn.locator(".people-grid button", { hasText: "Henrik Aaltonen" }).click();
  await tallinn.getByRole("button", { name: "Raise 1 hand" }).click();
  await moderator.locator(".call b", { hasText: "Henrik Aaltonen" }).waitFor();
  await room.getByRole("button", { name: /^Raise my hand/ }).click();
  await room.locator("main").getByText("among the next").waitFor();
  proxy.mend();
  await moderator.locator(".hand", { hasText: "Wanjiru Achieng" }).waitFor();
  assert.deepEqual(await handsRaised(meeting), ["Aroha Ngata-Pomare", "Henrik Aaltonen", "Siti Rahayu", "Wanjiru Achieng"], "each hand once");

  // A mistaken call is undone; the phone in the room comes to the floor.
  await moderator.keyboard.press("n");
  await display.locator("h1, h2, b").filter({ hasText: "Henrik Aaltonen" }).first().waitFor();
  await moderator.keyboard.press("u");
  await moderator.locator(".floor-now h2", { hasText: "Siti Rahayu" }).waitFor();
  await moderator.keyboard.press("n");
  await moderator.locator(".floor-now h2", { hasText: "Henrik Aaltonen" }).waitFor();
  // Out of turn: the hand that was raised in Nairobi before it, while the link was cut, has kept its moment.
  const hand = await moderator.locator(".hand", { hasText: "Aroha Ngata-Pomare" }).getAttribute("data-hand");
  await meeting.act("moderator", { do: "call", hand: Number(hand), reason: "leaving" });
  await room.locator("main").getByText("You have the floor.").first().waitFor();
  await meeting.act("moderator", { do: "end_turn" });
  await room.getByRole("button", { name: /^Raise my hand/ }).waitFor();

  // A poll: both phones answer, one changes its mind, a hub counts; it closes and is revealed.
  await meeting.act("moderator", { do: "open_polls", polls: [1] });
  for (const page of [room, online]) {
    await page.locator("main").getByText("agree", { exact: true }).click();
    await page.getByRole("button", { name: "Send my answer" }).click();
    await page.getByText("Your answer counts.").waitFor();
  }
  await online.getByRole("button", { name: "Change my answer" }).click();
  await online.locator("main").getByText("strongly agree", { exact: true }).click();
  await online.getByRole("button", { name: "Send the change" }).click();
  await online.getByText("Your answer counts.").waitFor();
  await meeting.act("hub_operator", { do: "count", place: "hub/2", grid: [{ poll: 1, hands: [0, 1, 2, 6, 1], no_opinion: 0 }] }, "hub/2");
  assert.deepEqual(await axe(room), [], "the ballot");
  await meeting.act("moderator", { do: "close_polls", polls: [1], in_ms: 0 });
  await meeting.act("moderator", { do: "reveal_polls", polls: [1], shown: true });
  await display.getByText("The draft is ready.").first().waitFor();
  await display.locator("body", { hasText: /12/ }).waitFor();
  assert.deepEqual(errors, []);

  await Promise.all([moderator, display, nairobi, tallinn, room, online].map((page) => page.context().close()));
});

test("a screen reader hears its own changes only: the place at most every 30 seconds, on deck and the floor at once", async () => {
  const meeting = await smallMeeting();
  for (const name of ["Ana", "Ben", "Cho", "Dia"]) await meeting.act("moderator", { do: "raise", name, microphone: "civil-society" });
  const phone = await joins(meeting.link("participant", "room"), "Aroha Ngata-Pomare", "Civil society", true);
  await phone.getByRole("button", { name: /^Raise my hand/ }).click();
  await phone.locator("main").getByText("5th").first().waitFor();
  await meeting.act("moderator", { do: "call_next" });
  await phone.locator("main").getByText("4th").first().waitFor();
  await meeting.act("moderator", { do: "start_clock" });
  await meeting.act("moderator", { do: "call_next" });
  await phone.locator("main").getByText("3rd").first().waitFor();
  await meeting.act("moderator", { do: "call_next" });
  await phone.locator("main").getByText("among the next").waitFor();
  await meeting.act("moderator", { do: "call_next" });
  await phone.locator("main").getByText("You are next.").waitFor();
  await meeting.act("moderator", { do: "call_next" });
  await phone.locator("main").getByText("You have the floor.").waitFor();
  await heardAsWritten(phone);
  await phone.context().close();
});

/** `UPDATE=1` writes the golden file anew. */
async function heardAsWritten(page: Page): Promise<void> {
  const said = JSON.parse(await page.evaluate(() => sessionStorage.getItem("said") ?? "[]")) as string[];
  if (process.env["UPDATE"]) writeFileSync(GOLDEN, `${JSON.stringify(said, null, 2)}\n`);
  assert.deepEqual(said, JSON.parse(readFileSync(GOLDEN, "utf8")), "what a screen reader is told");
}
