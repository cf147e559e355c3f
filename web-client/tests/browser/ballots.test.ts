// Ballots on phones: a link that is lost, other people's events, declarations, several choices, a close that is cancelled, a
// second device of the same seat, statements after the close.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { SetPoll } from "../../src/generated/protocol.ts";
import { axe, issueLinks, type Link, type Look, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser, proxy } = await startHouse();

const PHONE = { width: 390, height: 844 };
const NAMES = ["Wanjiru Achieng", "Henrik Aaltonen", "Siti Rahayu", "Rui Casimiro"];
const LIKERT = { first: 1, points: 5, polarity: "bipolar" as const, labels: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"] };

/** Four seats with a personal link each, no grace, running; the questions are 1, 2, 3 ... in one set. */
async function seats(title: string, questions: SetPoll[]): Promise<{ meeting: Meeting; links: Link[] }> {
  const meeting = await server.createMeeting({ title, languages: ["en", "es", "ar"] });
  await meeting.act("organiser", { do: "set_meeting", grace_ms: 0 });
  await meeting.act("organiser", { do: "set_people", people: NAMES.map((name) => ({ profile: { name, group: "civil-society", region: "africa", place: "room" } })) as never });
  const links = await issueLinks(server.origin, meeting, NAMES.map((_, i) => ({ role: "participant", person: i + 1 })));
  const [set] = await meeting.act("organiser", { do: "set_poll_set", title: "What we ask" });
  for (const question of questions) await meeting.act("organiser", { do: "set_poll", set: Number(set?.slice(4)), ...question });
  await meeting.act("moderator", { do: "start_meeting" });
  return { meeting, links };
}

const byProxy = (link: Link): Link => ({ ...link, url: link.url.replace(server.origin, proxy.origin) });
const phone = async (link: Link | undefined, look: Look = {}): Promise<Page> => (await openPage(browser, link as Link, { ...PHONE, ...look })).page;
const choice = (page: Page, word: string) => page.locator("main label.choice", { hasText: new RegExp(`^${word}`) });
const send = (page: Page) => page.getByRole("button", { name: "Send my answer" }).click();
const closed = async (meeting: Meeting) => {
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await meeting.act("moderator", { do: "reveal_polls", set: 1, shown: true });
};
/** The counts of the result that the page shows, once they are these. */
const counted = (page: Page, counts: number[]) => page.waitForFunction((wanted) => {
  const shown = [...document.querySelectorAll(".option-bars td b")].map((one) => one.textContent);
  return shown.join(" ") === wanted;
}, counts.join(" "), { timeout: 30_000 });

test("a phone that loses its link in the middle of its ballots keeps its answers, and each is counted once", async () => {
  const { meeting, links } = await seats("Lost link", ["one", "two", "three"].map((short) => ({ short, question: `Question ${short}.`, scale: LIKERT, showing: "on_reveal" })));
  const page = await phone(byProxy(links[0] as Link));
  const other = await phone(links[1]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await says(page, ".poll-head", "Question 1 of 3");
  await choice(page, "agree").click();
  await send(page);
  await page.getByText("Your answer counts.").waitFor();

  // The second answer arrives, and the word that it did is lost; the third is given while there is no link at all.
  await page.getByRole("button", { name: "Next question" }).click();
  await choice(page, "disagree").click();
  // What others do meanwhile leaves what is chosen alone.
  await meeting.act("moderator", { do: "raise", name: "Somebody", microphone: "government" });
  await choice(other, "neutral").click();
  await send(other);
  await other.getByText("Your answer counts.").waitFor();
  assert.equal(await choice(page, "disagree").locator("input").isChecked(), true);
  proxy.loseAnswers();
  await send(page);
  await says(page, ".thumb [role=status]", "Waiting for the meeting to confirm");
  proxy.cut();
  await page.getByText(/^Offline for/).waitFor();
  await says(page, ".thumb [role=status]", "Kept here with its time");
  await page.getByRole("button", { name: "Next question" }).click();
  await choice(page, "strongly agree").click();
  await send(page);
  await says(page, ".thumb [role=status]", "Kept here with its time");
  assert.deepEqual(await axe(page), []);
  proxy.mend();
  await page.getByText("Your answer counts.").waitFor();
  await page.getByRole("button", { name: "Question before" }).click();
  await page.getByText("Your answer counts.").waitFor();

  // Between the close and the reveal the poll is not on the page; the reader comes back to the question that was read.
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await page.locator(".poll-head").waitFor({ state: "detached" });
  await meeting.act("moderator", { do: "reveal_polls", set: 1, shown: true });
  await counted(page, [0, 1, 0, 0, 0]);
  await page.getByRole("button", { name: "Next question" }).click();
  await counted(page, [0, 0, 0, 0, 1]);
  await page.getByRole("button", { name: "Question before" }).click();
  await page.getByRole("button", { name: "Question before" }).click();
  await counted(page, [0, 0, 1, 1, 0]);
  await Promise.all([page, other].map((one) => one.context().close()));
});

test("what is chosen and not sent survives a reload; an answer that stands is changed, and counted once", async () => {
  const { meeting, links } = await seats("Reload", [{ short: "one", question: "Question one.", scale: LIKERT }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(links[0]);
  await choice(page, "agree").click();
  await page.reload();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("main label.choice:nth-of-type(4) input")?.checked);
  await send(page);
  await page.getByText("Your answer counts.").waitFor();
  await page.getByRole("button", { name: "Change my answer" }).click();
  await choice(page, "neutral").click();
  await page.reload();
  await says(page, ".thumb [role=status]", "The answer before counts until you send this one");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("main label.choice:nth-of-type(3) input")?.checked);
  await page.getByRole("button", { name: "Send the change" }).click();
  await page.getByText("Your answer counts.").waitFor();
  await closed(meeting);
  await counted(page, [0, 0, 1, 0, 0]);
  await page.context().close();
});

test("a second device of the same seat replaces the ballot and never adds one; both show the receipt that stands", async () => {
  const { meeting, links } = await seats("Two devices", [{ short: "one", question: "Question one.", scale: LIKERT }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(links[0]);
  const second = await phone(links[0]);
  await choice(page, "agree").click();
  await send(page);
  await second.getByText("Your answer counts.").waitFor();
  const receipt = await page.locator(".ballot-receipt b").innerText();
  assert.match(receipt, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  await second.getByRole("button", { name: "Change my answer" }).click();
  await choice(second, "disagree").click();
  await second.getByRole("button", { name: "Send the change" }).click();
  await page.waitForFunction((before) => document.querySelector(".ballot-receipt b")?.textContent !== before, receipt);
  assert.equal(await choice(page, "disagree").locator("input").isChecked(), true);
  await closed(meeting);
  await counted(page, [0, 1, 0, 0, 0]);
  await Promise.all([page, second].map((one) => one.context().close()));
});

test("a close is a countdown that everybody sees, and a slip on it is cancelled", async () => {
  const { meeting, links } = await seats("Countdown", [{ short: "one", question: "Question one.", scale: LIKERT }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(links[0]);
  await choice(page, "agree").click();
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 600_000 });
  await says(page, ".poll-head", "closes in");
  assert.equal(await choice(page, "agree").locator("input").isChecked(), true);
  assert.deepEqual(await axe(page), []);
  await meeting.act("moderator", { do: "cancel_close", set: 1 });
  await page.locator(".poll-head .plate").waitFor({ state: "detached" });
  await says(page, "[aria-live=polite]", "The close was cancelled");
  await send(page);
  await page.getByText("Your answer counts.").waitFor();
  await page.context().close();
});

test("a vote by name: the declaration comes first, the terms are said, a statement stands beside the result", async () => {
  const { meeting, links } = await seats("Ratification", [{
    kind: "vote", short: "adopt", question: "The statement is adopted.", showing: "on_close",
    wordings: [{ language: "es", question: "Se adopta la declaración." }],
    terms: { electorate: "seats", base: "voting", abstaining: "apart", quorum: 2, majority: "simple", weighting: "person", weigh_by: "region", secret: false, declare: true, confirm: false },
  }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(links[0]);
  const spanish = await phone(links[1], { language: "es" });
  await page.getByText("Do you have a conflict of interest").waitFor();
  await says(page, ".poll-terms", "2 of 4 must take part");
  await page.getByRole("button", { name: "Write or change it" }).click();
  await page.getByLabel("Statement of interest").fill("I sit on the board of a foundation.");
  await page.getByRole("button", { name: "Save the statement" }).click();
  await says(page, ".interests", "Your statement of interest: I sit on the board of a foundation.");
  assert.deepEqual(await axe(page), []);
  await choice(page, "Yes, I declare one").click();
  assert.equal(await page.getByRole("button", { name: "Declare" }).getAttribute("aria-disabled"), "true", "a conflict is named");
  await page.getByLabel("What it is").fill("I work for a registry.");
  await page.reload();
  assert.equal(await page.getByLabel("What it is").inputValue(), "I work for a registry.");
  await page.getByRole("button", { name: "Declare" }).click();
  await choice(page, "for").click();
  await send(page);
  await page.getByText("Your answer counts.").waitFor();
  assert.deepEqual(await axe(page), []);

  await spanish.getByText("Se adopta la declaración.").waitFor();
  await spanish.getByText("Ningún conflicto de interés").click();
  await spanish.getByRole("button", { name: "Declarar" }).click();
  await spanish.locator("main label.choice").nth(0).click();
  await spanish.getByRole("button", { name: "Enviar mi respuesta" }).click();
  await spanish.getByText("Su respuesta cuenta.").waitFor();

  await closed(meeting);
  await counted(page, [2, 0, 0]);
  await says(page, ".outcome-words", "Carried.");
  await says(page, ".beside-result", "Wanjiru Achieng: I work for a registry.");
  await page.getByText("Add a dissent or statement").click();
  await page.getByLabel("What it says").fill("Two weeks are not enough.");
  await page.getByRole("button", { name: "Attach it to the result" }).click();
  await says(spanish, ".beside-result", "Two weeks are not enough.");
  assert.deepEqual(await axe(page), []);
  await Promise.all([page, spanish].map((one) => one.context().close()));
});

test("several of several options: no more than may be chosen are sent", async () => {
  const { meeting, links } = await seats("Options", [{ kind: "choices", most: 2, short: "first", question: "Which comes first?", options: ["Community networks", "Open routing", "Accessibility", "Financing"] }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(links[0]);
  for (const option of ["Community networks", "Open routing", "Financing"]) await choice(page, option).click();
  await page.getByText("1 too many: take one back.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Send my answer" }).getAttribute("aria-disabled"), "true");
  assert.deepEqual(await axe(page), []);
  await choice(page, "Open routing").click();
  await send(page);
  await page.getByText("Your answer counts.").waitFor();
  await closed(meeting);
  await counted(page, [1, 0, 0, 1]);
  await page.context().close();
});

test("who joins while a question runs sees it at once, and answers where everybody present may", async () => {
  const { meeting } = await seats("Late", [{ kind: "temperature", short: "pace", question: "Is the pace right?" }]);
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  const page = await phone(meeting.link("participant", "room"));
  await page.getByLabel("Your name").fill("Aroha Ngata-Pomare");
  await page.getByText("Civil society", { exact: true }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText("Is the pace right?").waitFor();
  await says(page, ".poll-terms", "it binds nobody");
  await page.locator("main label.choice").nth(3).click();
  await send(page);
  // A temperature check is seen by all while it comes in.
  await counted(page, [0, 0, 0, 1, 0]);
  // The meeting goes on; the last result stays within reach.
  await closed(meeting);
  await meeting.act("moderator", { do: "give_floor", kind: "chair", name: "The chair" });
  await page.getByRole("button", { name: /^Raise my hand/ }).waitFor();
  await page.getByRole("button", { name: "Poll", exact: true }).click();
  await counted(page, [0, 0, 0, 1, 0]);
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});
