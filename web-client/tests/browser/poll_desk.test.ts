// Polls from the moderator's desk: a slip on the close, asking at once, objectors, another round, clarifying, the roll.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SetPoll, Terms } from "../../src/generated/protocol.ts";
import { busyForum } from "./forum.ts";
import { axe, issueLinks, type Link, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser } = await startHouse();

const TERMS: Terms = { electorate: "seats", base: "voting", abstaining: "apart", weighting: "person", weigh_by: "region", least_n: 1, secret: false, declare: false, confirm: false };

/** A forum with personal links for its first people. */
async function forum(people: number): Promise<{ meeting: Meeting; phones: Link[] }> {
  const meeting = await busyForum(server);
  const phones = await issueLinks(server.origin, meeting, Array.from({ length: people }, (_, i) => ({ role: "participant", person: i + 1 })));
  return { meeting, phones };
}

/** Prepares a question alone; its number. */
async function prepare(meeting: Meeting, poll: SetPoll): Promise<number> {
  const [made] = await meeting.act("organiser", { do: "set_poll", ...poll });
  return Number(made?.slice(5));
}

let n = 0;
/** Answers by a personal link over HTTP, as a phone would. */
async function cast(meeting: Meeting, phone: Link, poll: number, choice: number): Promise<void> {
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/commands?sender=desk-test-${phone.link}-${++n}`, {
    method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${phone.secret}` },
    body: JSON.stringify({ t: "command", n: 1, command: { do: "cast", poll, choice } }),
  });
  const reply = (await answer.json()) as { refused?: { text: string } };
  assert.equal(reply.refused?.text, undefined);
}

const desk = async (meeting: Meeting, look = {}) => {
  const opened = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900, ...look });
  await opened.page.waitForSelector(".hand");
  return opened;
};

test("a slip on the close is cancelled: the question stays open, and a ballot made meanwhile counts once", async () => {
  const { meeting, phones } = await forum(2);
  const poll = await prepare(meeting, { kind: "vote", question: "The statutes are adopted.", short: "statutes", showing: "on_close", terms: { ...TERMS, majority: "simple", quorum: 2 } });
  await meeting.act("moderator", { do: "open_polls", polls: [poll] });
  const { page, errors } = await desk(meeting);
  await page.keyboard.press("p");
  await says(page, ".poll-state", "Closes in");
  await says(page, ".poll-button", "keep it open");
  await cast(meeting, phones[0] as Link, poll, 1);
  await says(page, ".poll-question", "1 of 26 ballots in");
  await page.keyboard.press("p");
  await says(page, ".poll-state", "Open");
  await cast(meeting, phones[0] as Link, poll, 2);
  await cast(meeting, phones[1] as Link, poll, 1);
  await says(page, ".poll-question", "2 of 26 ballots in");
  await says(page, ".poll-question", "quorum of 2 reached");
  await says(page, ".outcome-words", "As it stands it would not be carried.");
  await cast(meeting, phones[0] as Link, poll, 1);
  await says(page, ".outcome-words", "As it stands it would be carried. For 2, against 0, abstained 0.");
  await page.locator(".terms-fold summary").click();
  await says(page, ".terms-fold", "2 of 26 must take part");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/desk-vote.png" });
  await meeting.act("moderator", { do: "close_polls", polls: [poll], in_ms: 0 });
  await says(page, ".outcome-words", "Carried. For 2, against 0");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("the temperature of the room is taken at one stroke, and shown as it comes in", async () => {
  const { meeting, phones } = await forum(3);
  const { page, errors } = await desk(meeting);
  const { page: arabic } = await openPage(browser, phones[0] as Link, { width: 390, height: 844, language: "ar" });
  await page.keyboard.press("t");
  await says(page, ".poll-now", "How do you feel about: Principles for a shared process?");
  // Our own question is asked in every language of the meeting at once, with the words of its ends.
  await says(arabic, "main.ballot", "ما رأيك");
  await says(arabic, "main.ballot", "راض جدا");
  await arabic.context().close();
  await says(page, ".poll-state", "The meeting sees the result.");
  const poll = 5;
  for (const [i, choice] of [5, 4, 4].entries()) await cast(meeting, phones[i] as Link, poll, choice);
  await says(page, ".poll-question", "3 of");
  await says(page, ".poll-question", "Median 4");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/desk-temperature.png" });
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("objections are called and counted without names; who objects may then raise a hand, which goes before the line", async () => {
  const { meeting, phones } = await forum(6);
  const { page, errors } = await desk(meeting);
  await page.getByRole("button", { name: "Polls", exact: true }).click();
  await page.getByRole("radio", { name: "objection call" }).check();
  await says(page, ".ask-now", "Counted without names");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/desk-ask.png" });
  await page.getByLabel("Question", { exact: true }).fill("Can you live with article 4 as amended?");
  await page.getByText("In the other languages of the meeting").click();
  await says(page, ".ask-now", "Everybody reads what you wrote as it stands, but for the languages that you add here.");
  await page.getByLabel("Question in Spanish").fill("¿Puede vivir con el artículo 4 enmendado?");
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/desk-ask-languages.png" });
  await page.getByRole("button", { name: "Call for objections now" }).click();
  await says(page, ".poll-now", "Can you live with article 4 as amended?");
  const poll = 5;
  for (const [language, words] of [["es", "¿Puede vivir con el artículo 4 enmendado?"], ["ar", "Can you live with article 4 as amended?"]] as const) {
    const { page: reader } = await openPage(browser, phones[0] as Link, { width: 390, height: 844, language });
    await says(reader, "main.ballot", words);
    await reader.context().close();
  }
  for (const [i, phone] of phones.entries()) await cast(meeting, phone, poll, i === 2 ? 2 : 1);
  await says(page, ".poll-question", "6 of");
  await meeting.act("moderator", { do: "close_polls", polls: [poll], in_ms: 0 });
  await says(page, ".outcome-words", "1 of 6 object.");
  await says(page, ".poll-question", "No objector has raised a hand.");
  assert.deepEqual(errors, []);
  await page.context().close();
});

test("another round is prepared as it was, a clarification stands beside the question, and the roll is read out", async () => {
  const { meeting, phones } = await forum(3);
  const poll = await prepare(meeting, { kind: "vote", question: "The statutes are adopted.", short: "statutes", showing: "on_close", terms: { ...TERMS, majority: "simple" } });
  await meeting.act("moderator", { do: "open_polls", polls: [poll] });
  const { page, errors } = await desk(meeting);
  await page.getByRole("button", { name: "Polls", exact: true }).click();
  await page.getByRole("button", { name: "Clarify" }).click();
  await page.getByRole("button", { name: "Add the note" }).click();
  await says(page, ".agreed-entry", "Write the clarification first.");
  await page.getByLabel("Clarification").fill("Article 7 is part of it.");
  await page.getByRole("button", { name: "Add the note" }).click();
  await says(page, ".note-line", "Article 7 is part of it.");
  for (const [i, choice] of [1, 2, 3].entries()) await cast(meeting, phones[i] as Link, poll, choice);
  await meeting.act("moderator", { do: "close_polls", polls: [poll], in_ms: 0 });
  await says(page, ".outcome-words", "Not carried. For 1, against 1, abstained 1.");
  assert.equal(await page.getByRole("link", { name: "Check the result" }).getAttribute("href"), `review?poll=${poll}`);
  await page.getByRole("button", { name: "Add a statement" }).click();
  await page.getByRole("button", { name: "Attach it to the result" }).click();
  await says(page, ".beside-result form", "Say whose statement it is.");
  await page.getByRole("combobox", { name: "Whose it is" }).fill("the delegation of Kenya");
  await page.getByRole("button", { name: "Attach it to the result" }).click();
  await says(page, ".beside-result form", "Write the statement first.");
  await page.getByLabel("What it is").selectOption("minority");
  await page.getByLabel("What it says").fill("Article 7 was not discussed.");
  assert.deepEqual(await axe(page), []);
  // What is begun is still there after the panel was shut.
  await page.reload();
  await page.getByRole("button", { name: "Polls", exact: true }).click();
  await page.screenshot({ path: "screenshots/desk-statement.png" });
  assert.equal(await page.getByLabel("What it says").inputValue(), "Article 7 was not discussed.");
  await page.getByRole("button", { name: "Attach it to the result" }).click();
  await says(page, ".attached", "Statements: 1");
  await page.locator(".attached summary", { hasText: "Statements" }).click();
  await says(page, ".attached li", /minority statement the delegation of Kenya Article 7 was not discussed\./);
  await page.getByRole("button", { name: "Add a statement" }).click();
  await page.getByRole("combobox", { name: "Whose it is" }).fill("wanj");
  await page.locator(".picker [role=option]", { hasText: "Wanjiru Achieng" }).click();
  await page.getByLabel("In whose name").fill("");
  await page.getByLabel("What it says").fill("I abstained by mistake.");
  await page.getByRole("button", { name: "Attach it to the result" }).click();
  await says(page, ".attached", "Statements: 2");
  await page.getByRole("button", { name: "Prepare another round" }).click();
  await page.getByRole("button", { name: "Prepare another round" }).waitFor({ state: "detached" });
  await page.locator(".poll-list li", { hasText: "statutes" }).getByRole("button", { name: "Open now" }).click();
  await says(page, ".poll-state", "Round 2");
  await meeting.act("moderator", { do: "close_polls", polls: [poll + 1], in_ms: 0 });
  await says(page, ".poll-state", "Closed, final");
  await page.getByRole("button", { name: "Look at it" }).last().click();
  await page.getByRole("link", { name: "Read out the roll" }).click();
  await says(page, ".roll", "Roll call, answers: 3");
  await says(page, ".roll-line", /Wanjiru Achieng\s*for/i);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: "screenshots/desk-roll.png", fullPage: true });
  await page.getByRole("button", { name: "Back" }).click();
  await page.locator(".panel .poll-now").waitFor();
  assert.deepEqual(errors, []);
  await page.context().close();
});
