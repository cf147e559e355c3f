// The key of a secret question is lost while the server is down: every page says that nothing was counted.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Terms } from "../../src/generated/protocol.ts";
import { axe, issueLinks, type Link, openPage, says, type Server, startBrowser, startServer } from "./server.ts";

let server: Server;
let again: ChildProcess | undefined;
let browser: Browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  if (again) await ended(again);
  await server?.stop();
});

const PHONE = { width: 390, height: 844 };
const SECRET: Terms = { electorate: "present", base: "voting", abstaining: "apart", weighting: "person", weigh_by: "region", secret: true, declare: false, confirm: false, majority: "simple" };

const ended = (child: ChildProcess) => new Promise<void>((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) return resolve();
  child.once("exit", () => resolve());
  child.kill("SIGTERM");
});

/** Stops the server, lets something happen to its data, and starts it again at the same address. */
async function restarted(meanwhile: (data: string) => void): Promise<void> {
  const [, ...given] = server.process.spawnargs;
  await ended(server.process);
  meanwhile(given[given.indexOf("--data-dir") + 1] as string);
  const args = given.map((one, i) => (given[i - 1] === "--listen" ? `127.0.0.1:${new URL(server.origin).port}` : one));
  const child = spawn(server.process.spawnfile, args, { stdio: ["ignore", "ignore", "pipe"] });
  again = child;
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

/** The page of results for whoever has this link. */
const reviewBy = (link: Link): Link => ({ ...link, url: link.url.replace("#", "review#") });

test("a question whose key was lost says so on every page: nothing was counted, and nothing is shown as if it had been", async () => {
  const meeting = await server.createMeeting({ title: "Lost", languages: ["en", "es", "ar"] });
  await meeting.act("organiser", { do: "set_meeting", grace_ms: 0 });
  await meeting.act("organiser", { do: "set_person", profile: { name: "Wanjiru Achieng", place: "room" } });
  const [phone] = await issueLinks(server.origin, meeting, [{ role: "participant", person: 1 }]);
  await meeting.act("organiser", { do: "set_poll", kind: "vote", short: "adopt", question: "The statement is adopted.", terms: SECRET, showing: "on_reveal" });
  await meeting.act("moderator", { do: "start_meeting" });
  await meeting.act("moderator", { do: "open_polls", polls: [1] });
  const { page: own } = await openPage(browser, phone as Link, PHONE);
  await own.locator("label.choice", { hasText: /^for/ }).click();
  await own.getByRole("button", { name: "Send my answer" }).click();
  await own.getByText("Your ballot is in.").waitFor();
  await restarted((data) => {
    const keys = readdirSync(data).filter((name) => name.startsWith("keys.sqlite"));
    assert.ok(keys.length > 0);
    for (const name of keys) rmSync(join(data, name));
  });
  await meeting.act("moderator", { do: "close_polls", polls: [1], in_ms: 0 });
  await says(own, ".phone-result, main.ballot", "nothing could be counted, your ballot neither");
  await says(own, ".own-ballot", "could not be counted");
  assert.equal(await own.locator(".ballot-receipt").count(), 0);
  const { page: desk } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  await desk.getByRole("button", { name: "Polls", exact: true }).click();
  await says(desk, ".poll-question", "Nothing could be counted");
  assert.equal(await desk.locator(".outcome-words").count(), 0);
  assert.deepEqual(await axe(desk), []);
  const { page: screen } = await openPage(browser, meeting.link("display"), { width: 1920, height: 1080 });
  await says(screen, ".screen", "The key of this secret question was lost: nothing could be counted.");
  const { page: review } = await openPage(browser, reviewBy(meeting.link("display")), PHONE);
  await says(review, ".review", "The key of this secret question was lost: nothing could be counted.");
  for (const page of [own, desk, screen, review]) {
    assert.doesNotMatch(await page.locator("body").innerText(), /not carried\.|quorum of \d+ is not reached/i);
    assert.deepEqual(await axe(page), []);
    await page.context().close();
  }
});
