// A secret poll in the browser: what the screens, the review page and every file of it tell of a group of three.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import type { Command } from "../../src/generated/protocol.ts";
import { FAIR, hallOf, RATIFICATION } from "./ratification.ts";
import { axe, openPage, reviewOf, says, startHouse } from "./server.ts";

const FOLDER = new URL("../../screenshots/", import.meta.url).pathname;
type Question = Command & { do: "set_poll" };

const { server, browser } = await startHouse();
mkdirSync(FOLDER, { recursive: true });

test("a secret poll with a group of three shows neither its distribution nor a way to compute it", async () => {
  // Government 7, civil society 6, technical 7, private sector 3.
  const groups = ["government", "civil-society", "technical-academic"];
  const groupOf = (seat: number) => (seat < 3 ? "private-sector" : groups[seat % 3] as string);
  const hall = await hallOf(server, 23, groupOf);
  const answer = (seat: number) => (seat < 3 ? [1, 1, 5][seat] : [2, 4, 5, 3, 4, 1, 5][seat % 7]) as number;
  const screen = await openPage(browser, hall.meeting.link("display"), { width: 1920, height: 1080 }, "?part=poll");
  const heard: string[] = [];
  const { page: desk } = await openPage(browser, hall.meeting.link("moderator"), { width: 1440, height: 900 });
  for (const page of [screen.page, desk]) page.on("websocket", (socket) => socket.on("framereceived", (frame) => heard.push(String(frame.payload))));
  await screen.page.reload();
  await desk.reload();
  await desk.waitForSelector("main");
  const poll = await hall.ask({
    do: "set_poll", kind: "likert", question: "I trust the process by which this draft was made.", short: "Trust", showing: "live",
    scale: { first: 1, points: 5, polarity: "bipolar", labels: FAIR.scale.labels },
    terms: { ...RATIFICATION.terms, quorum: undefined, majority: undefined, secret: true, breakdown: "group" },
  } as unknown as Question, (seat) => ({ choice: answer(seat) }));
  await says(screen.page, ".screen header .plate", "Closed, final");
  await says(screen.page, ".likert", "fewer than 5, not shown");
  assert.deepEqual(await axe(screen.page), []);
  await screen.page.screenshot({ path: `${FOLDER}display-secret.png` });
  const row = screen.page.locator(".likert tbody tr", { hasText: "Private sector" });
  assert.match(await row.innerText(), /fewer than 5, not shown\s+3$/);
  assert.equal(await row.locator(".tone").count(), 0);

  // What is published, on whatever way, is the whole and the groups that are shown.
  interface Part { by: string; key?: string; n: number; counts: number[]; hidden?: boolean }
  const read = async (path: string) => (await fetch(`${server.origin}/m/${hall.meeting.name}/${path}`)).json() as Promise<Record<string, unknown>>;
  const review = await read(`review/${poll}.json`);
  const { parts } = review["published"] as { parts: Part[] };
  assert.deepEqual(parts, ((await read(`polls/${poll}.json`)) as { parts: Part[] }).parts);
  const all = parts.find((part) => part.by === "all") as Part;
  assert.equal(all.n, 23);
  assert.ok(parts.every((part) => part.by === "all" || part.by === "group"), "one dimension only");
  const hidden = parts.filter((part) => part.hidden);
  assert.ok(hidden.some((part) => part.key === "private-sector") && hidden.length >= 2, "another group is hidden with it");
  assert.ok(hidden.every((part) => part.counts.length === 0));
  const rest = all.counts.map((count, i) => count - parts.filter((part) => part.by === "group" && !part.hidden).reduce((sum, part) => sum + (part.counts[i] ?? 0), 0));
  const others = hidden.filter((part) => part.key !== "private-sector").reduce((sum, part) => sum + part.n, 0);
  assert.equal(rest.reduce((a, b) => a + b, 0), 3 + others);
  assert.ok(rest.filter((count) => count > 0).length >= 2, "what is left could be any of several distributions");
  // Choices and receipts stand apart, each in an order of its own.
  assert.deepEqual([...(review["choices"] as number[])].sort(), Array.from({ length: 23 }, (_, i) => answer(i)).sort());
  assert.deepEqual(review["receipts"], [...(review["receipts"] as string[])].sort());
  assert.equal(review["roll"], undefined);

  // While it ran nobody was told of groups, not even the moderator; afterwards nothing more than what is published.
  await desk.getByRole("button", { name: "Polls" }).click();
  await says(desk, "body", "Trust");
  const tallies = heard.flatMap((text) => {
    const frame = JSON.parse(text) as { set?: Record<string, unknown>; rows?: Record<string, unknown> };
    const found = (frame.set ?? frame.rows ?? {})[`tally/${poll}`];
    return found ? [found as { in_steps?: boolean; groups: Record<string, Part & { votes: { counts: number[] } }>; regions: object; places: object }] : [];
  });
  assert.ok(tallies.length > 0, "the screens were told of the result");
  for (const tally of tallies) {
    assert.deepEqual([tally.regions, tally.places], [{}, {}]);
    if (tally.in_steps) assert.deepEqual(tally.groups, {});
    else assert.deepEqual(tally.groups["private-sector"]?.votes.counts ?? [], []);
  }

  const { page, errors } = await openPage(browser, reviewOf(server, hall.meeting), { width: 1280, height: 800 });
  await says(page, ".sentences", "Counted again on this device: the same.");
  await page.getByText("23 receipts", { exact: true }).click();
  const receipt = await page.locator(".shuffled.receipts li").first().innerText();
  await page.getByLabel("Find my receipt").fill(receipt);
  await page.getByRole("button", { name: "Look" }).click();
  await says(page, ".receipt-found", "It is in the result. It tells nobody what you answered");
  assert.match(await page.locator(".figures-table tr", { hasText: "Private sector" }).innerText(), /fewer than 5, not shown\s+3$/);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: `${FOLDER}review-secret.png`, fullPage: true });
  assert.deepEqual(errors, []);
  for (const one of [page, desk, screen.page]) await one.context().close();
});
