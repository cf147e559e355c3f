// The hub operator's page, with a real server behind a link that is cut: hands, on deck, counts, and every command exactly once.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, type Link, type Meeting, openPage, startHouse } from "./server.ts";

const { server, browser, proxy } = await startHouse();

/** The hub's link, by way of the bad line. */
const byProxy = (link: Link): Link => ({ ...link, url: link.url.replace(server.origin, proxy.origin) });

/** The hands in the record. */
interface RecordedHand { person: string | null; state: string }
async function hands(meeting: Meeting): Promise<RecordedHand[]> {
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/record.json`, { headers: { authorization: `Bearer ${meeting.link("moderator").secret}` } });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { hands: RecordedHand[] }).hands;
}

async function nairobi(title: string): Promise<Meeting> {
  const meeting = await busyForum(server, { title, hands: false });
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 25 }, "hub/1");
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined);
  return meeting;
}

const person = (page: Page, name: string) => page.locator(".people-grid button", { hasText: name });
const waitingLine = (page: Page, name: string) => page.locator(".own-hands li", { hasText: name });

test("hands of several people go up with one stamp, unnamed ones among them, and are named afterwards", async () => {
  const meeting = await nairobi("Hands");
  const { page, errors } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await person(page, "Joyce Nakimuli").click();
  await person(page, "Oluwaseun Adeyinka").click();
  await page.getByRole("button", { name: "One more" }).click();
  const raise = page.getByRole("button", { name: "Raise 3 hands" });
  assert.equal(await raise.getAttribute("aria-disabled"), "true", "an unnamed hand needs its microphone");
  await page.getByLabel("Microphone for hands without a group").selectOption({ label: "at Civil society" });
  await raise.click();
  await page.locator(".own-hands li").nth(2).waitFor();
  assert.equal(await person(page, "Joyce Nakimuli").getAttribute("aria-pressed"), "false");

  // Both reasons and names: the unnamed hand gets its person from the list.
  const unnamed = waitingLine(page, "hand 1 of 1, no name");
  await unnamed.getByRole("button").first().click();
  await page.getByRole("combobox", { name: "Whose hand is it?" }).fill("Halima");
  await page.getByRole("option", { name: /Halima Warsame/ }).click();
  await page.getByRole("button", { name: "Name this hand" }).click();
  await waitingLine(page, "Halima Warsame").waitFor();
  await waitingLine(page, "Oluwaseun").getByRole("button").first().click();
  await page.getByText(/^Why \d/).waitFor();
  await page.getByRole("button", { name: "Lower this hand" }).click();
  await waitingLine(page, "Oluwaseun").waitFor({ state: "detached" });
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("whoever comes on deck is framed and said at once; audio ready takes the frame's place", async () => {
  const meeting = await nairobi("On deck");
  const { page, errors } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await person(page, "Wanjiru Achieng").click();
  await page.getByRole("button", { name: "Raise 1 hand" }).click();
  const frame = page.locator(".deck-frame");
  await frame.getByText("Wanjiru Achieng").waitFor();
  await page.waitForFunction((start) => document.title.startsWith(start), "On deck: Wanjiru Achieng");
  await page.locator("[aria-live=assertive]", { hasText: "On deck from your hub: Wanjiru Achieng." }).waitFor();
  assert.deepEqual(await axe(page), []);
  await frame.getByRole("button", { name: "Audio is ready" }).click();
  await frame.getByText("audio ready").waitFor();
  await page.waitForFunction((title) => document.title === title, "On deck");
  await meeting.act("moderator", { do: "call_next" });
  await page.locator(".deck-frame.floor", { hasText: "Wanjiru Achieng" }).waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("audio that is confirmed while the link is down is kept here, and confirmed once it is back", async () => {
  const meeting = await nairobi("Deck and cut");
  await meeting.act("organiser", { do: "set_meeting", ready_ms: 300_000 });
  const { page } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await person(page, "Wanjiru Achieng").click();
  await page.getByRole("button", { name: "Raise 1 hand" }).click();
  const frame = page.locator(".deck-frame");
  await frame.getByText(/Confirm audio within/).waitFor();
  proxy.cut();
  await page.getByText(/^Offline for/).waitFor();
  await frame.getByRole("button", { name: "Audio is ready" }).click();
  await frame.getByText("audio ready, kept here").waitFor();
  await page.waitForFunction((title) => document.title === title, "Deck and cut");
  assert.deepEqual(await axe(page), []);
  proxy.mend();
  await frame.getByText("✓audio ready").waitFor();
  await page.getByText("Live, saved").waitFor();
  await page.context().close();
});

test("a count is checked while it is typed, sent as one grid, and confirmed", async () => {
  const meeting = await nairobi("Count");
  const { page, errors } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await page.getByRole("button", { name: /^Poll count/ }).click();
  await page.getByText("Nothing to enter here: the regions agree").waitFor();
  await meeting.act("moderator", { do: "open_polls", polls: [4] });
  const cell = (name: string) => page.getByLabel(`temperature check: ${name}`, { exact: true });
  await cell("agree").fill("14");
  await cell("neutral").fill("12");
  await page.getByText("26 hands, 25 heads: 1 too many").waitFor();
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.getByRole("button", { name: "Send the count" }).getAttribute("aria-disabled"), "true");
  await cell("neutral").fill("9");
  await cell("No opinion").fill("2");
  await page.getByLabel(/Who counted/).fill("Esther Nyaboke");
  await page.getByRole("button", { name: "Send the count" }).click();
  await page.getByText(/^✓confirmed/).waitFor();
  await meeting.act("moderator", { do: "reveal_polls", polls: [4], shown: true });
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("a large hub is searched, and those whose hands are up stand first; the page holds on a phone and in Arabic", async () => {
  const meeting = await nairobi("Large");
  const people = Array.from({ length: 40 }, (_, i) => ({ profile: { name: `Guest ${String(i + 1).padStart(2, "0")}`, group: "government", place: "hub/1" as const } }));
  await meeting.act("moderator", { do: "set_people", people: people });
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 50 }, "hub/1");
  const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"), { width: 390, height: 844, language: "ar" });
  await page.locator("#people-search").fill("guest 37");
  assert.equal(await page.locator(".people-grid button").count(), 1);
  await person(page, "Guest 37").click();
  await page.locator("#people-search").fill("");
  assert.equal(await page.locator(".people-grid [aria-pressed=true]").count(), 1, "what is tapped stays tapped while one searches");
  await page.locator(".raise-line .button.main").click();
  await page.locator(".people-grid li", { hasText: "Guest 37" }).locator("[aria-disabled=true]").waitFor();
  assert.match(await page.locator(".people-grid li").first().innerText(), /Guest 37/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is wider than the phone");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("what the meeting refuses is said where the button is, and nothing tapped is lost", async () => {
  const meeting = await nairobi("Refused");
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 1 }, "hub/1");
  const { page } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  await person(page, "Joyce Nakimuli").click();
  await person(page, "Halima Warsame").click();
  await page.getByRole("button", { name: "Raise 2 hands" }).click();
  await page.locator(".hands-now .remedy", { hasText: "above the 1 heads of the hub" }).waitFor();
  assert.equal(await page.locator(".people-grid [aria-pressed=true]").count(), 2);
  await page.getByRole("button", { name: /^People/ }).click();
  await page.getByLabel("Heads in the hub now").fill("99");
  await page.getByText("Give a number from 0 to 60.").waitFor();
  await page.getByLabel("Heads in the hub now").fill("25");
  await page.getByRole("button", { name: "Save the heads" }).click();
  await page.locator(".people-list button").first().click();
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: /^Hands/ }).click();
  await page.getByRole("button", { name: "Raise 2 hands" }).click();
  await page.locator(".own-hands li").nth(1).waitFor();
  await page.context().close();
});

test("a refusal is said in the operator's language, with the server's own words for what the code leaves open", async () => {
  const meeting = await nairobi("Refused elsewhere");
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 1 }, "hub/1");
  for (const [language, sentence] of [["es", "son más que las personas que se pueden contar"], ["ar", "هذا أكثر من عدد الحاضرين"]] as const) {
    const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"), { language });
    await person(page, "Joyce Nakimuli").click();
    await person(page, "Halima Warsame").click();
    await page.locator(".hands-now button.wide").click();
    const remedy = page.locator(".hands-now .remedy", { hasText: sentence });
    await remedy.filter({ hasText: "above the 1 heads of the hub" }).waitFor();
    await remedy.screenshot({ path: `screenshots/hub-refused-${language}.png` });
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});

test("a cut link loses nothing: hands are kept here, and each command is carried out exactly once", async () => {
  const meeting = await nairobi("Cut");
  const { page } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await page.getByText("Live, saved").waitFor();

  // The command arrives, its answer is lost.
  proxy.loseAnswers();
  await person(page, "Joyce Nakimuli").click();
  await page.getByRole("button", { name: "Raise 1 hand" }).click();
  await waitingLine(page, "Joyce Nakimuli").getByText("sending").waitFor();
  while ((await hands(meeting)).length === 0) await new Promise((resolve) => setImmediate(resolve));

  // Then the link is gone altogether; work goes on.
  proxy.cut();
  await page.getByText(/^Offline for/).waitFor();
  await waitingLine(page, "Joyce Nakimuli").getByText("kept here").waitFor();
  await person(page, "Oluwaseun Adeyinka").click();
  await person(page, "Halima Warsame").click();
  await page.getByRole("button", { name: "Raise 2 hands" }).click();
  await page.getByRole("button", { name: /^People/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("Esther Nyaboke");
  await page.getByRole("button", { name: "Add to the list" }).click();
  await page.getByText("3 actions are kept here").waitFor();
  assert.equal(await page.locator(".own-hands li", { hasText: "kept here" }).count(), 3);
  assert.deepEqual(await axe(page), []);

  proxy.mend();
  await page.getByText("Live, saved").waitFor();
  await page.locator(".people-list", { hasText: "Esther Nyaboke" }).waitFor();
  assert.equal(await page.locator(".own-hands li", { hasText: "kept here" }).count(), 0);
  assert.equal(await page.locator(".own-hands li").count(), 3);
  const raised = (await hands(meeting)).map((hand) => hand.person).sort();
  assert.deepEqual(raised, ["Halima Warsame", "Joyce Nakimuli", "Oluwaseun Adeyinka"]);
  assert.equal(await page.locator(".people-list", { hasText: "Esther Nyaboke" }).count(), 1);
  await page.context().close();
});
