// Sealed sets: a hub has them before they open, opens them with their code without a link, and its count goes out afterwards.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { SetPoll } from "../../src/generated/protocol.ts";
import { axe, issueLinks, type Link, type Meeting, openPage, says, startHouse } from "./server.ts";

const { server, browser, proxy } = await startHouse();

const PHONE = { width: 390, height: 844 };
const byProxy = (link: Link): Link => ({ ...link, url: link.url.replace(server.origin, proxy.origin) });

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

const counted = (page: Page, counts: number[]) => page.waitForFunction((wanted) => {
  const shown = [...document.querySelectorAll(".option-bars td b")].map((one) => one.textContent);
  return shown.join(" ") === wanted;
}, counts.join(" "), { timeout: 30_000 });

test("a hub keeps a set sealed, opens it with its code while its link is down, and its count goes out afterwards", async () => {
  const { meeting, links } = await withHub("Sealed", [
    { short: "ready", question: "The draft is ready.", methods: { counted: true }, showing: "live", scale: { first: 1, points: 3, polarity: "unipolar", labels: ["no", "partly", "yes"] } },
  ]);
  const { page: phone } = await openPage(browser, links[0] as Link, PHONE);
  const { page: desk } = await openPage(browser, meeting.link("moderator"), { width: 1440, height: 900 });
  const { page } = await openPage(browser, byProxy(meeting.link("hub_operator", "hub/1")));
  await page.getByRole("button", { name: /^Poll count/ }).click();
  await page.getByText("kept sealed").waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /The draft is ready/);
  const code = await codeOfSet(meeting);
  proxy.cut();
  await page.getByText(/^Offline for/).waitFor();
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  await page.getByLabel("Code of the set").fill("0000-0000-0000-0000");
  await page.getByRole("button", { name: "Open the set" }).click();
  await page.getByText("This code does not open this set.").waitFor();
  await page.getByLabel("Code of the set").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Open the set" }).click();
  await page.getByText("The draft is ready.").waitFor();
  await page.getByLabel("ready: yes", { exact: true }).fill("9");
  await page.getByRole("button", { name: "Send the count" }).click();
  await page.locator(".line-states").getByText("kept here").waitFor();
  assert.deepEqual(await axe(page), []);
  proxy.mend();
  await page.locator(".line-states").getByText("confirmed").first().waitFor();
  await counted(phone, [0, 0, 9]);
  await Promise.all([phone, desk, page].map((one) => one.context().close()));
});

test("a hub's page that was closed while the link is down opens again with its people, its sealed set and what it had to send", async () => {
  const { meeting, links } = await withHub("Closed", [
    { short: "ready", question: "The draft is ready.", methods: { counted: true }, showing: "live", scale: { first: 1, points: 3, polarity: "unipolar", labels: ["no", "partly", "yes"] } },
  ]);
  const { page: phone } = await openPage(browser, links[0] as Link, PHONE);
  const operator = byProxy(meeting.link("hub_operator", "hub/1"));
  const { page } = await openPage(browser, operator);
  await page.getByRole("button", { name: /^Poll count/ }).click();
  await page.getByText("kept sealed").waitFor();
  const code = await codeOfSet(meeting);
  // Rows are written down some seconds after they came, and the page's parts are taken in by then.
  await page.waitForFunction(async (path) => {
    const kept = JSON.parse(localStorage.getItem(`rows ${path}`) ?? "{}") as { rows?: Record<string, unknown> };
    if (!kept.rows?.["sealed/1"] || !kept.rows["person/3"]) return false;
    const here = (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)))).flat();
    return performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/assets/")).every((name) => here.includes(name));
  }, new URL(operator.url).pathname, { polling: 200 });
  proxy.cut();
  await page.getByText(/^Offline for/).waitFor();
  await page.getByRole("button", { name: /^Hands/ }).click();
  await page.locator(".people-grid button", { hasText: "Joyce Nakimuli" }).click();
  await page.getByRole("button", { name: "Raise 1 hand" }).click();
  const context = page.context();
  await page.close();
  await meeting.act("moderator", { do: "open_polls", set: 1 });

  const again = await context.newPage();
  await again.goto(operator.url);
  await again.getByRole("heading", { name: "Nairobi hub" }).waitFor();
  await says(again, "body", /Offline for/);
  await says(again, ".hub-now", "Joyce Nakimuli");
  assert.deepEqual(await axe(again), []);
  await again.screenshot({ path: "screenshots/hub-opened-offline.png" });
  await again.getByRole("button", { name: /^Poll count/ }).click();
  await again.getByLabel("Code of the set").fill(code);
  await again.getByRole("button", { name: "Open the set" }).click();
  await again.getByLabel("ready: yes", { exact: true }).fill("9");
  await again.getByRole("button", { name: "Send the count" }).click();
  await again.locator(".line-states").getByText("kept here").waitFor();
  proxy.mend();
  await again.locator(".line-states").getByText("confirmed").first().waitFor();
  await counted(phone, [0, 0, 9]);
  await Promise.all([phone.context(), context].map((one) => one.close()));
});

/** The code of the first set, as staff's rows tell it. */
async function codeOfSet(meeting: Meeting): Promise<string> {
  const { secret } = meeting.link("organiser");
  const answer = await fetch(`${server.origin}/v1/meetings/${meeting.name}/events?sender=browser-tests-code`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(answer.status, 200);
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let heard = "";
  for (;;) {
    const { value, done } = await reader.read();
    heard += decoder.decode(value, { stream: true });
    const code = /"set\/1":\{[^}]*"code":"([^"]+)"/.exec(heard)?.[1];
    if (code || done) {
      await reader.cancel();
      assert.ok(code, "staff's rows tell the code of the set");
      return code;
    }
  }
}
