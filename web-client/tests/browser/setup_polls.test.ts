// A question is set up in full: its kind, its terms and what they mean in sentences, other languages; contradictions are taken back.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { busyForum } from "./forum.ts";
import { axe, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const put = async (page: Page, label: string | RegExp, text: string) => {
  const field = page.locator(".question-form").getByLabel(label, typeof label === "string" ? { exact: true } : {});
  await field.fill(text);
  await field.blur();
};
const pick = (page: Page, label: string, option: string) => page.locator(".question-form").getByLabel(label, { exact: true }).selectOption({ label: option });
const means = (page: Page, text: string | RegExp) => says(page, ".question-means", text);

/** The set-up of a fresh forum with one question, opened in its form. */
async function question(): Promise<{ page: Page; errors: string[] }> {
  const meeting = await busyForum(server, { hands: false });
  const [set] = await meeting.act("organiser", { do: "set_poll_set", title: "Ratification" });
  await meeting.act("organiser", { do: "set_poll", set: Number(set?.slice(4)), question: "The statutes are adopted.", short: "statutes" });
  const opened = await openPage(browser, meeting.link("organiser"), {}, "?step=polls");
  await opened.page.getByRole("button", { name: /^The statutes are adopted/ }).click();
  await opened.page.locator(".question-means").waitFor();
  return opened;
}

test("a ratification is set up, and the page says in sentences what its terms mean", async () => {
  const { page, errors } = await question();
  await pick(page, "Kind", "vote");
  await means(page, "Carried when more than half of those who are for or against are for it.");
  await pick(page, "Who may answer", "each person on the list");
  await means(page, "Seats: 26.");
  await means(page, "If all 26 take part and nobody abstains, 14 for are needed.");
  await pick(page, "Carried by", "two thirds");
  await means(page, "18 for are needed");
  await pick(page, "Of whom", "all seats");
  await pick(page, "An abstention", "works as a vote against");
  await means(page, "Carried when at least two thirds of all seats are for it. An abstention, or no answer, works as a vote against.");
  await put(page, "Quorum", "99");
  await says(page, ".question-form .wrong", "There are only 26 ballots: make it 26 or fewer");
  await put(page, "Quorum", "9");
  await means(page, "9 of 26 must take part, or it is not carried.");
  await page.getByLabel(/^Each declares conflicts of interest first/).check();
  await means(page, "Before the ballot, each declares whether there is a conflict of interest.");
  await pick(page, "Shown to the meeting", "once the quorum has answered");
  await means(page, "The meeting sees the result once the quorum has taken part.");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/setup-question.png", fullPage: true });
  await put(page, "Quorum", "");
  await means(page, "The meeting sees the result once it is closed.");
  await page.reload();
  await page.getByRole("button", { name: /^The statutes are adopted/ }).click();
  await means(page, "Carried when at least two thirds of all seats are for it.");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("secret, it can have no hands and one breakdown; a vote by organisation counts each once", async () => {
  const { page, errors } = await question();
  await page.getByLabel(/^counted show of hands/).check();
  await means(page, "Hubs and the room may answer by counted hands");
  await pick(page, "Secret or by name", "secret");
  await means(page, "Secret: nothing that is kept links a person and a choice.");
  await page.getByLabel(/^counted show of hands/).waitFor({ state: "detached" });
  await pick(page, "Shown to the meeting", "while it comes in");
  await means(page, "The meeting sees the totals in steps while they come in");
  await says(page, ".question-form", "Totals of a secret question move in steps");
  await pick(page, "Broken down after the close", "by region");
  await means(page, "The meeting sees the result once it is closed: a breakdown and running totals could be subtracted from each other.");
  await says(page, ".question-form", "With a breakdown a secret question shows nothing before its close");
  await means(page, "After the close it is broken down by region; small regions stay hidden.");
  await page.getByLabel(/^a device that is passed round/).check();
  await means(page, "Who has no device answers on one that is passed round.");
  await pick(page, "Who may answer", "each organisation, once");
  await means(page, "One ballot for each organisation");
  await page.getByLabel(/^a device that is passed round/).waitFor({ state: "detached" });
  await pick(page, "Kind", "objection call");
  await means(page, "Counted without names: nothing that is kept tells who objected.");
  await page.locator(".question-form").getByLabel("Broken down after the close").waitFor({ state: "detached" });
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("options are written one a line, each language has its own words, and what no longer fits goes", async () => {
  const { page, errors } = await question();
  await pick(page, "Kind", "several of several options");
  await page.locator(".question-form").getByLabel("Options", { exact: true }).waitFor();
  await put(page, "Options", "Nairobi");
  await says(page, ".question-form .wrong", "There must be 2 to 11 options; you wrote 1.");
  await put(page, "Options", "Nairobi\nTallinn\nRecife");
  await page.locator(".question-form .wrong").waitFor({ state: "detached" });
  await pick(page, "How many may be chosen", "at most 2");
  await means(page, "At most 2 options may be chosen.");
  await page.getByText("In the other languages of the meeting: 0 of 2").click();
  await put(page, "Question, Spanish", "¿Dónde nos reunimos?");
  await page.getByText("In the other languages of the meeting: 1 of 2").waitFor();
  await put(page, "Words of the points, Spanish", "Nairobi\nTallin");
  await says(page, ".wording .wrong", "Write 3 lines");
  await put(page, "Words of the points, Spanish", "Nairobi\nTallin\nRecife");
  await page.locator(".wording .wrong").waitFor({ state: "detached" });
  assert.deepEqual(await axe(page), []);
  await put(page, "Options", "Nairobi\nTallinn");
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLTextAreaElement>(".wording[lang=es] textarea")].at(-1)?.value === "");
  await pick(page, "Kind", "vote");
  await means(page, "Carried when more than half");
  assert.deepEqual(errors, []);
  await page.context().close();
});
