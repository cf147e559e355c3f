// Secret ballots in the browser: a ballot that cannot be read any more, objectors, a device that is passed round in a hub, and
// a count that is split and confirmed by a second person.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { SetPoll, Terms } from "../../src/generated/protocol.ts";
import { axe, issueLinks, type Link, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const PHONE = { width: 390, height: 844 };
const SECRET: Terms = { electorate: "present", base: "voting", abstaining: "apart", weighting: "person", weigh_by: "region", secret: true, declare: false, confirm: false };

/** A hub with twelve heads and its people, a set of questions, running. */
async function withHub(title: string, questions: SetPoll[], names = ["Wanjiru Achieng", "Joyce Nakimuli", "Halima Warsame"]): Promise<{ meeting: Meeting; links: Link[] }> {
  const meeting = await server.createMeeting({ title, languages: ["en", "es", "ar"] });
  await meeting.act("organiser", { do: "set_meeting", grace_ms: 0 });
  await meeting.act("organiser", { do: "set_hub", name: "Nairobi", city: "Nairobi", country: "KE", region: "africa", time_zone: "Africa/Nairobi", ceiling: 30 });
  await meeting.act("organiser", { do: "set_people", people: names.map((name) => ({ profile: { name, group: "civil-society", region: "africa", place: "hub/1" } })) as never });
  const links = await issueLinks(server.origin, meeting, names.map((_, i) => ({ role: "participant", person: i + 1 })));
  const [set] = await meeting.act("organiser", { do: "set_poll_set", title: "What we ask" });
  for (const question of questions) await meeting.act("organiser", { do: "set_poll", set: Number(set?.slice(4)), ...question });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_queue" }).catch(() => undefined);
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 12 }, "hub/1");
  return { meeting, links };
}

const closed = async (meeting: Meeting) => {
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await meeting.act("moderator", { do: "reveal_polls", set: 1, shown: true });
};
const counted = (page: Page, counts: number[]) => page.waitForFunction((wanted) => {
  const shown = [...document.querySelectorAll(".option-bars td b")].map((one) => one.textContent);
  return shown.join(" ") === wanted;
}, counts.join(" "), { timeout: 30_000 });
const choice = (page: Page, word: string) => page.locator("label.choice", { hasText: new RegExp(`^${word}`) });

test("a secret ballot leaves a receipt and no trace of what was chosen, and may be replaced until the close", async () => {
  const { meeting, links } = await withHub("Secret", [{ kind: "vote", short: "adopt", question: "The statement is adopted.", terms: { ...SECRET, majority: "simple" }, showing: "on_close" }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const { page, errors } = await openPage(browser, links[0] as Link, PHONE);
  await says(page, ".ballot-tags", "Secret");
  await choice(page, "against").click();
  await page.getByRole("button", { name: "Send my answer" }).click();
  await page.getByText("Your ballot is in.").waitFor();
  assert.equal(await page.locator("label.choice").count(), 0, "the choice is not shown again");
  const receipt = await page.locator(".ballot-receipt b").innerText();
  assert.deepEqual(await axe(page), []);
  await page.reload();
  await page.getByText("Your ballot is in.").waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("answer "))), [], "nothing of it is kept on the device");
  await page.getByRole("button", { name: "Change my answer" }).click();
  assert.equal(await page.locator("label.choice input:checked").count(), 0);
  await choice(page, "for").click();
  await page.getByRole("button", { name: "Send the change" }).click();
  await page.waitForFunction((before) => { const now = document.querySelector(".ballot-receipt b")?.textContent; return now && now !== before; }, receipt);
  await closed(meeting);
  await counted(page, [1, 0, 0]);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("after an objection call objectors raise a hand first, as many as objected", async () => {
  const { meeting, links } = await withHub("Objections", [{ kind: "objection", short: "live with", question: "Can you live with the text?", showing: "on_close" }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const pages: Page[] = [];
  for (const [i, word] of ["I object", "I can live with it"].entries()) {
    const { page } = await openPage(browser, links[i] as Link, PHONE);
    pages.push(page);
    await says(page, ".ballot-tags", "Without names");
    await choice(page, word).click();
    await page.getByRole("button", { name: "Send my answer" }).click();
    await page.getByText("Your ballot is in.").waitFor();
  }
  const [objector, other] = pages as [Page, Page];
  const { page: desk } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  await desk.getByRole("button", { name: "Polls", exact: true }).click();
  await says(desk, ".poll-question", "2 of");
  await closed(meeting);
  await says(desk, ".poll-question", "No objector has raised a hand.");
  await counted(objector, [1, 1]);
  await says(objector, ".objectors", "Did you object?");
  assert.deepEqual(await axe(objector), []);
  await objector.getByRole("button", { name: "Raise my hand as objector" }).click();
  await objector.locator("main").getByText(/You are next|among the next/).waitFor();
  await says(desk, ".poll-question", "Hands of objectors waiting: 1. They go before the line.");
  assert.deepEqual(await axe(desk), []);
  // One objection, one such hand.
  await other.getByRole("button", { name: "Raise my hand as objector" }).click();
  await other.locator(".objectors .remedy").waitFor();
  await Promise.all([...pages, desk].map((page) => page.context().close()));
});

test("a device is passed round in a hub: one person after another, the screen clear between them, within the heads", async () => {
  const { meeting, links } = await withHub("Passed", [
    { kind: "vote", short: "adopt", question: "The statement is adopted.", terms: SECRET, methods: { ballots: true, passed: true }, showing: "on_close" },
  ]);
  await meeting.act("hub_operator", { do: "set_headcount", hub: 1, heads: 3 }, "hub/1");
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const { page: own } = await openPage(browser, links[0] as Link, PHONE);
  await choice(own, "against").click();
  await own.getByRole("button", { name: "Send my answer" }).click();
  await own.getByText("Your ballot is in.").waitFor();

  const { page, errors } = await openPage(browser, meeting.link("hub_operator", "hub/1"), { width: 800, height: 1280 });
  await page.getByRole("button", { name: "Poll, device to pass round" }).click();
  await page.getByRole("button", { name: "Begin to pass this device round" }).click();
  const receipts = new Set<string>();
  const person = async (word: string) => {
    await page.getByRole("button", { name: "I have the device" }).click();
    assert.equal(await page.locator("label.choice input:checked").count(), 0, "nothing of the person before is left");
    await choice(page, word).click();
    await page.getByRole("button", { name: "Cast my ballot" }).click();
  };
  for (const word of ["for", "for"]) {
    await person(word);
    await page.locator("h1", { hasText: "Your ballot is cast." }).waitFor();
    receipts.add(await page.locator(".pass-receipts b").innerText());
    assert.doesNotMatch(await page.locator("body").innerText(), /\bfor\b.*\bagainst\b/s);
    await page.getByRole("button", { name: "Clear the screen" }).click();
    await page.getByText("Hand the device to the next person.").waitFor();
    assert.equal(await page.locator(".pass-receipts").count(), 0);
  }
  assert.equal(receipts.size, 2);
  assert.deepEqual(await axe(page), []);
  // Three heads: one answered on a phone, two on this device. A fourth is refused, with the reason.
  await person("against");
  await page.locator("h1", { hasText: "Not done: all 3 heads" }).waitFor();
  await page.getByRole("button", { name: "Clear the screen" }).click();
  // A page that is loaded anew stands clear, and does not show the operator's desk to whoever has the device.
  await page.getByRole("button", { name: "I have the device" }).click();
  await choice(page, "for").click();
  await page.reload();
  await page.getByText("Hand the device to the next person.").waitFor();
  await page.getByRole("button", { name: "End" }).click();
  await page.getByRole("button", { name: "End it" }).click();
  await page.getByRole("button", { name: /^Hands/ }).waitFor();
  await closed(meeting);
  await counted(own, [2, 1, 0]);
  assert.deepEqual(errors, []);
  await Promise.all([page, own].map((one) => one.context().close()));
});

test("a hub splits its count by group, and a second person on another device confirms what they counted themselves", async () => {
  const { meeting } = await withHub("Split", [
    { kind: "vote", short: "adopt", question: "The statement is adopted.", terms: { ...SECRET, secret: false, confirm: true }, methods: { counted: true }, showing: "live" },
  ]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const [again] = await issueLinks(server.origin, meeting, [{ role: "hub_operator", place: "hub/1" }]);
  const { page } = await openPage(browser, meeting.link("hub_operator", "hub/1"));
  await page.getByRole("button", { name: /^Poll count/ }).click();
  await page.getByLabel("adopt: for", { exact: true }).fill("7");
  await page.getByLabel("adopt: against", { exact: true }).fill("2");
  await page.getByRole("button", { name: "Split by group" }).click();
  await page.getByLabel("adopt, Civil society: for", { exact: true }).fill("8");
  await page.getByText("More hands in the groups than were counted: for.").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("adopt, Civil society: for", { exact: true }).fill("4");
  await page.getByLabel("Who counted (if you like)").fill("Esther Nyaboke");
  await page.getByRole("button", { name: "Send the count" }).click();
  await page.getByText("a second person still has to confirm").waitFor();

  const { page: second } = await openPage(browser, again as Link);
  await second.getByRole("button", { name: /^Poll count/ }).click();
  await second.getByRole("button", { name: "Confirm a count here" }).click();
  const part = second.locator(".second-count");
  await part.getByLabel("adopt: for", { exact: true }).fill("6");
  await part.getByLabel("adopt: against", { exact: true }).fill("2");
  await part.getByLabel("Who confirms").fill("Mercy Atieno");
  await part.getByRole("button", { name: "I counted the same" }).click();
  await part.locator(".remedy").waitFor();
  await part.getByLabel("adopt: for", { exact: true }).fill("7");
  await part.getByRole("button", { name: "I counted the same" }).click();
  await page.getByText("confirmed by a second person").waitFor();
  assert.deepEqual(await axe(second), []);
  await Promise.all([page, second].map((one) => one.context().close()));
});

test("somebody of the hub confirms its counted hands on their own phone: as shown, anew after a correction, or as seen counted", async () => {
  const { meeting, links } = await withHub("Confirmed", [
    { kind: "vote", short: "adopt", question: "The statement is adopted.", terms: { ...SECRET, secret: false, confirm: true }, methods: { counted: true }, showing: "live" },
    { kind: "vote", short: "publish", question: "The statement is published.", terms: { ...SECRET, secret: false, confirm: true }, methods: { counted: true }, showing: "on_close" },
  ]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const { page, errors } = await openPage(browser, links[0] as Link, PHONE);
  await says(page, ".other-methods", "counted");
  await meeting.act("hub_operator", { do: "count", place: "hub/1", counter: "Esther Nyaboke", grid: [1, 2].map((poll) => ({ poll, hands: [7, 2, 1], no_opinion: 0 })) }, "hub/1");
  await page.locator(".confirm-mine summary").click();
  await says(page, ".confirm-count", /for\s*7/);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/phone-confirm-count.png", fullPage: true });
  await page.getByRole("button", { name: "I confirm this count" }).click();
  await says(page, ".confirm-mine", "The count is confirmed.");
  await meeting.act("moderator", { do: "correct_answer", poll: 1, place: "hub/1", hands: [6, 3, 1], reason: "misheard" });
  await page.locator(".confirm-mine summary").click();
  await says(page, ".confirm-count", /for\s*6/);
  await page.getByRole("button", { name: "I confirm this count" }).click();
  await says(page, ".confirm-mine", "The count is confirmed.");
  // Of a result that nobody sees yet the figures are those that this person saw counted.
  await page.getByRole("button", { name: "Next question" }).click();
  await page.locator(".confirm-mine summary").click();
  for (const [i, hands] of ["7", "3", "1"].entries()) await page.locator(".confirm-count input").nth(i).fill(hands);
  await page.getByRole("button", { name: "I confirm this count" }).click();
  await page.locator(".confirm-mine .remedy").waitFor();
  await page.locator(".confirm-count input").nth(1).fill("2");
  await page.getByRole("button", { name: "I confirm this count" }).click();
  await says(page, ".confirm-mine", "The count is confirmed.");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("a steward in the room is told that a device can be passed round, passes it, and has the line again", async () => {
  const { meeting, links } = await withHub("Line", [
    { kind: "vote", short: "adopt", question: "The statement is adopted.", terms: SECRET, methods: { ballots: true, passed: true }, showing: "on_close" },
  ]);
  const { page, errors } = await openPage(browser, meeting.link("steward"), PHONE);
  await page.locator(".thumb").waitFor();
  assert.equal(await page.locator(".pass-line").count(), 0);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await says(page, ".pass-line", "A secret question is open");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/steward-pass-line.png" });
  await page.getByRole("button", { name: "Pass this device round" }).click();
  await page.getByRole("button", { name: "I have the device" }).click();
  await page.screenshot({ path: "screenshots/steward-pass-ballot.png" });
  await choice(page, "for").click();
  await page.getByRole("button", { name: "Cast my ballot" }).click();
  await page.locator("h1", { hasText: "Your ballot is cast." }).waitFor();
  await page.getByRole("button", { name: "Clear the screen" }).click();
  await page.screenshot({ path: "screenshots/steward-pass-clear.png" });
  await page.getByRole("button", { name: "End" }).click();
  await page.getByRole("button", { name: "End it" }).click();
  await page.locator(".pass-line").waitFor();
  const { page: own } = await openPage(browser, links[0] as Link, PHONE);
  await closed(meeting);
  await page.locator(".pass-line").waitFor({ state: "detached" });
  await counted(own, [1, 0, 0]);
  assert.deepEqual(errors, []);
  await Promise.all([page, own].map((one) => one.context().close()));
});
