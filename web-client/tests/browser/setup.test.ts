// From the landing page through the whole set-up to a phone that joins by the printed code, against a real server.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Role } from "../../src/generated/protocol.ts";
import { busyForum } from "./forum.ts";
import { axe, openPage, servePages, startHouse, startServer } from "./server.ts";

const { server, browser } = await startHouse();

const TITLE = "Open Governance Forum";

async function landing(look: { dark?: boolean; language?: string; width?: number; height?: number } = {}): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 }, locale: look.language ?? "en", colorScheme: look.dark ? "dark" : "light", reducedMotion: "reduce",
  });
  await servePages(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.origin);
  await page.waitForSelector("main");
  return { page, errors };
}

const shot = (page: Page, name: string) => page.screenshot({ path: `screenshots/${name}.png`, fullPage: true });
const step = async (page: Page, name: string) => {
  await page.getByRole("navigation", { name: "Subjects" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 2, name }).waitFor();
};
/** Types into a field and leaves it, as people do. */
const put = async (page: Page, scope: string, label: string, text: string) => {
  const field = page.locator(scope).getByLabel(label, { exact: true });
  await field.fill(text);
  await field.blur();
};
/** Changes several fields of a form before any answer can come: each change is made to what the one before it asked for. */
const atOnce = async (page: Page, changes: [label: string, value: string | boolean][]) => {
  const fields = await Promise.all(changes.map(async ([label, value]) => ({ element: await page.locator(".details").getByLabel(label, { exact: true }).elementHandle(), value })));
  await page.evaluate(async (fields) => {
    for (const { element, value } of fields) {
      const field = element as HTMLInputElement;
      if (typeof value === "boolean") field.click();
      else {
        field.focus();
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        await Promise.resolve(); // what was typed is drawn, as between two keys of a person
        field.blur();
      }
    }
  }, fields);
};
const add = async (page: Page, label: string, button: string, text: string) => {
  const form = page.locator("form.add").filter({ has: page.getByRole("button", { name: button }) });
  await form.getByLabel(label, { exact: true }).fill(text);
  await form.getByRole("button", { name: button }).click();
};
const clean = async (page: Page) => assert.deepEqual(await axe(page), []);

test("a meeting is created, set up through the pages, printed, and joined by a phone", async () => {
  const { page, errors } = await landing();
  await clean(page);
  await shot(page, "index-laptop");
  await page.getByRole("button", { name: "Create the meeting" }).click();
  await page.getByText("A meeting needs a title: write one.").waitFor();
  assert.equal(await page.getByLabel("Title", { exact: true }).getAttribute("aria-invalid"), "true");
  await page.getByLabel("Title", { exact: true }).fill(TITLE);
  await page.getByLabel("English", { exact: true }).check();
  await page.getByLabel("Spanish", { exact: true }).check();
  await page.getByRole("button", { name: "Create the meeting" }).click();
  const organiser = await page.getByLabel("Your link as organiser").inputValue();
  assert.match(organiser, /\/m\/[a-z0-9]+\/l\/\d+\/#[\w-]{22}$/);
  await clean(page);
  await shot(page, "index-created");

  await page.getByRole("link", { name: "Set the meeting up" }).click();
  await page.getByRole("heading", { level: 2, name: "Meeting and languages" }).waitFor();
  assert.ok(!page.url().includes("#"), "the secret leaves the address");
  await put(page, "main", "Title", `${TITLE} 2026`);
  await page.getByText(/Saved \d\d:\d\d/).waitFor();
  await page.getByRole("heading", { level: 1, name: `${TITLE} 2026` }).waitFor();
  await page.getByLabel(/Anybody may read along/).check();
  await page.getByLabel("How much of a name the public sees").selectOption("initials");
  await put(page, "main", "Grace for late ballots, in seconds", "90");
  await page.getByText(/grace_ms .*0 to 60000/).waitFor();
  await page.getByText("1 thing to mend on this page").waitFor();
  await put(page, "main", "Grace for late ballots, in seconds", "20");
  await page.getByText("1 thing to mend on this page").waitFor({ state: "detached" });
  await clean(page);
  await shot(page, "setup-meeting");

  await step(page, "Agenda");
  await page.getByRole("button", { name: `Remove ${TITLE}` }).click();
  await page.getByText("No item yet.", { exact: false }).waitFor();
  await add(page, "Item", "Add an item", "Opening");
  await add(page, "Item", "Add an item", "Principles for a shared process");
  const second = page.locator(".rows > li").nth(1);
  await second.getByLabel("Whole item").fill("1:30");
  await second.getByLabel("Whole item").blur();
  await page.getByText("Below one turn: make it 2:00 or more.").waitFor();
  await shot(page, "setup-agenda");
  await second.getByLabel("Whole item").fill("1:30:00");
  await second.getByLabel("Whole item").blur();
  await second.getByLabel("Turn", { exact: true }).fill("3");
  await second.getByLabel("Turn", { exact: true }).press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLInputElement>(".rows input")].some((field) => field.value === "3:00"));
  await second.getByText("Interpretation, weights and budgets on this item").click();
  await second.getByLabel("Interpreted consecutively").check();
  await second.getByText("interpreted consecutively", { exact: true }).waitFor();
  await second.getByLabel("Weight Civil society").selectOption("2");
  await second.getByText("1 microphone with its own weight or budget").waitFor();
  await second.getByLabel("Time budget Government").fill("1:20:00");
  await second.getByLabel("Time budget Government").press("Enter");
  await second.getByText("2 microphones with their own weight or budget").waitFor();
  await second.getByLabel("Time budget Private sector").fill("20:00");
  await second.getByLabel("Time budget Private sector").press("Enter");
  await second.locator(".shares .wrong").getByText("more than the item's 5400 s").waitFor();
  await clean(page);
  await shot(page, "setup-shares");
  await second.getByLabel("Time budget Private sector").fill("");
  await second.getByLabel("Time budget Private sector").press("Enter");
  await second.locator(".shares .wrong").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Move Principles for a shared process up" }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".rows input")?.value.startsWith("Principles"));
  await clean(page);

  await step(page, "Microphones and rule");
  await page.getByText("3 h 9 min", { exact: false }).waitFor(); // 63 turns of 3:00 with newcomers ahead
  assert.deepEqual((await page.locator(".calls .place").allInnerTexts()).map((text) => text.trim()), ["Room", "Hub", "Room", "Online", "Hub", "Room"]);
  await clean(page);
  await shot(page, "setup-microphones");
  await page.getByLabel(/^NETmundial/).check();
  await page.locator("aside").getByText("Rounds of slots", { exact: false }).waitFor();
  await page.getByLabel("Direct replies and follow-ups to one turn").selectOption("1");
  await put(page, ".parameters", "Opening batch, in seconds", "121");
  await page.locator(".parameters .wrong").getByText("batch_ms").waitFor();
  await put(page, ".parameters", "Opening batch, in seconds", "45");
  await page.locator(".parameters .wrong").waitFor({ state: "detached" });
  await put(page, ".parameters", "Readiness of a hub, in seconds", "20");
  const youngest = page.locator(".microphone").nth(1);
  await youngest.getByLabel("Time budget").fill("1:00");
  await youngest.getByLabel("Time budget").press("Enter");
  await youngest.locator(".wrong").getByText("below one turn").waitFor();
  await youngest.getByLabel("Time budget").fill("20:00");
  await youngest.getByLabel("Time budget").press("Enter");
  await youngest.locator(".wrong").waitFor({ state: "detached" });
  await clean(page);
  await add(page, "Microphone", "Add a microphone", "Youth");
  await page.locator(".microphone").nth(4).waitFor();

  await step(page, "Regions");
  await page.locator(".rows > li").nth(4).waitFor();
  await clean(page);
  await shot(page, "setup-regions");

  await step(page, "Places and hubs");
  await add(page, "Hub", "Add a hub", "Nairobi");
  await page.locator(".details").waitFor();
  await put(page, ".details", "City", "Nairobi");
  await put(page, ".details", "Country", "K");
  await page.locator(".details .wrong").getByText("country is not two capital letters such as `KE`").waitFor();
  await put(page, ".details", "Country", "ke");
  await page.locator(".details .wrong").waitFor({ state: "detached" });
  await page.locator(".details").getByLabel("Region").selectOption("africa");
  await put(page, ".details", "Time zone", "Africa/Nairobi");
  await put(page, ".details", "Heads at most", "60");
  await put(page, ".details", "Operator", "Joyce");
  await put(page, ".details", "Audio and video line", "SIP 3");
  await page.getByText("60 heads at most", { exact: false }).waitFor();
  await clean(page);
  await shot(page, "setup-places");
  await page.reload();
  await page.locator(".opener").click();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLInputElement>(".details input")].some((field) => field.value === "SIP 3"));

  await step(page, "Participant list");
  const roster = (text: string) => ({ name: "roster.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const right = "name,organisation,group,region,place\nJoyce Nakimuli,Lake Women's Network,civil-society,africa,Nairobi\nHenrik Aaltonen,Agency for Networks,government,europe,room\n";
  await page.getByLabel("Table of people").setInputFiles(roster(right.replace("government", "pirates")));
  await page.getByText("1 thing is wrong in the table.").first().waitFor();
  assert.deepEqual((await page.locator(".errors td").allInnerTexts()).slice(0, 2), ["3", "group"]);
  await shot(page, "setup-roster-error");
  await clean(page);
  await page.getByLabel("Table of people").setInputFiles(roster(right));
  await page.getByText("roster.csv is in order.").waitFor();
  await page.getByRole("button", { name: "Take over 2 people" }).click();
  await page.getByText("roster.csv was taken over.").waitFor();
  await page.getByLabel("Find among 2 people").fill("nakim");
  await page.getByRole("button", { name: "Change Joyce Nakimuli" }).click();
  await put(page, ".details", "How to say it", "joyss na-kee-MOO-lee");
  await page.locator(".details .wrong").waitFor({ state: "detached" });
  await clean(page);
  await shot(page, "setup-people");

  await step(page, "Polls");
  await add(page, "Set of questions", "Add a set", "Inclusion");
  await add(page, "New question", "Add the question", "How far do governments include groups outside government?");
  await page.locator(".questions .opener").click();
  await atOnce(page, [["Word for the lowest", "not in the least"], ["Word for the highest", "entirely"], ["Value agreed by a group", "region"], ["every person’s ballot", false]]);
  const key = page.locator(".question-means .scale-key");
  await key.getByText("not in the least").waitFor();
  await key.getByText("entirely").waitFor();
  await page.locator(".questions").getByText("one value agreed by each region; 1 to 5", { exact: false }).waitFor();
  await add(page, "New question", "Add the question", "How far in making decisions?");
  await page.locator(".questions > li").nth(1).getByText("one value agreed by each region", { exact: false }).waitFor();
  await clean(page);
  await shot(page, "setup-polls");

  await step(page, "Links and cards");
  await page.getByRole("button", { name: "Issue 2 missing links" }).click();
  await page.locator("[aria-labelledby=operators-title] li").waitFor();
  await page.getByRole("button", { name: "3 cards with codes" }).click();
  await page.locator(".card .qr svg").nth(2).waitFor();
  await clean(page);
  await shot(page, "setup-links");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".steps").isVisible(), false);
  assert.equal(await page.locator(".card").first().isVisible(), true);
  await shot(page, "setup-print-cards");
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: /cue sheets$/ }).click();
  await page.locator(".cue .qr svg").nth(5).waitFor();
  await page.emulateMedia({ media: "print" });
  await shot(page, "setup-print-cues");
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: /cards with codes$/ }).click();

  const card = page.locator(".card").filter({ hasText: "Nairobi hub" });
  const printed = `http://${await card.locator("p[dir=ltr]").innerText()}`;
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en" });
  const joining = await phone.newPage();
  await joining.goto(printed);
  await joining.getByLabel("Your name").or(joining.getByLabel("Name")).first().fill("Amina Wanjiru");
  await joining.getByLabel(/Civil society/).check();
  await joining.locator("button[type=submit]").click();
  await joining.waitForURL((url) => !url.pathname.endsWith(new URL(printed).pathname));
  await page.getByText("1 joined by it").waitFor();
  await phone.close();
  assert.deepEqual(errors, []);
  await page.context().close();
});


const STEPS = ["meeting", "agenda", "microphones", "regions", "places", "people", "polls", "links"] as const;
const LOOKS = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900, dark: true },
  projector: { width: 1920, height: 1080 },
  arabic: { width: 1280, height: 800, language: "ar" },
} as const;

for (const [name, look] of Object.entries(LOOKS)) {
  test(`every subject of the set-up, ${name}`, async () => {
    const meeting = await busyForum(server, { title: "Open Governance Forum", hands: false });
    const { page, errors } = await openPage(browser, meeting.link("organiser"), look);
    for (const subject of STEPS) {
      await page.locator(`.steps a[href="?step=${subject}"]`).click();
      await page.locator(`.steps a[href="?step=${subject}"][aria-current=page]`).waitFor();
      const first = page.locator("main .opener").or(page.locator(".people button")).first();
      if (["places", "people", "polls"].includes(subject)) await first.click();
      await page.screenshot({ path: `screenshots/setup-${subject}-${name}.png`, fullPage: name === "phone" });
      assert.deepEqual(await axe(page), [], subject);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${subject} is ${over} px wider than the screen`);
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  });
}

test("what is typed stays while somebody else changes the same list; the other change is seen", async () => {
  const meeting = await busyForum(server, { hands: false });
  const { page } = await openPage(browser, meeting.link("organiser"), {}, "?step=agenda");
  const title = page.locator(".rows > li").nth(1).getByLabel("Item", { exact: true });
  await title.fill("Half a sen");
  await meeting.act("organiser", { do: "set_item", item: 3, title: "Named elsewhere" });
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some((field) => field.value === "Named elsewhere"));
  assert.equal(await title.inputValue(), "Half a sen");
  await title.fill("Half a sentence");
  await title.press("Enter");
  await page.getByText(/Saved \d\d:\d\d/).waitFor();
  await page.reload();
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some((field) => field.value === "Half a sentence"));
  await page.context().close();
});

test("a link is revoked, and one whose address is not known here is replaced", async () => {
  const meeting = await busyForum(server, { hands: false });
  const { page } = await openPage(browser, meeting.link("organiser"), {}, "?step=links");
  const line = (role: Role) => page.locator(`[data-link="${meeting.link(role).link}"]`);
  await line("reporter").getByRole("button", { name: "Replace by a new one" }).click();
  await line("reporter").waitFor({ state: "detached" });
  const renewed = page.locator("[data-link]").filter({ hasText: "Reporter" });
  await renewed.getByRole("link", { name: "Open" }).waitFor();
  await line("steward").getByRole("button", { name: "Revoke" }).click();
  await line("steward").getByRole("group").getByRole("button", { name: "Revoke" }).click();
  await line("steward").waitFor({ state: "detached" });
  const answer = await fetch(meeting.link("steward").url.split("#")[0] as string);
  assert.equal(answer.status, 410);
  await page.context().close();
});

test("a meeting is copied by its organiser's link, and another link than that is refused at the field", async () => {
  const model = await busyForum(server, { title: "Last year", hands: false });
  const { page, errors } = await landing();
  await page.getByRole("button", { name: "Copy another meeting" }).click();
  const field = page.getByLabel("Organiser’s link of the meeting to copy");
  await field.fill("https://example.org/");
  await page.getByRole("button", { name: "Create the meeting" }).click();
  await page.getByText("This is not an organiser’s link", { exact: false }).waitFor();
  await field.fill(model.link("steward").url);
  await page.getByRole("button", { name: "Create the meeting" }).click();
  await page.locator(".field.wrong").getByText("your link does not give you this").waitFor();
  assert.equal(await field.evaluate((one) => one === document.activeElement), true);
  await field.fill(model.link("organiser").url);
  await page.getByLabel("Title", { exact: true }).fill("This year");
  await page.getByRole("button", { name: "Create the meeting" }).click();
  await page.getByRole("link", { name: "Set the meeting up" }).click();
  await page.getByRole("heading", { level: 1, name: "This year" }).waitFor();
  await step(page, "Places and hubs");
  await page.getByText("Tallinn", { exact: true }).first().waitFor();
  assert.ok(errors.every((one) => /40[13]/.test(one)), errors.join("; "));
  await page.context().close();
});

test("a public meeting is found by its short name, others say why not", async () => {
  const meeting = await busyForum(server, { hands: false });
  const { page } = await landing();
  const go = async (name: string) => {
    await page.getByLabel("Short name of the meeting").fill(name);
    await page.getByRole("button", { name: "Open", exact: true }).click();
  };
  await go("no such name!");
  await page.getByText("A short name is made of small letters, digits and hyphens.").waitFor();
  await go("nothere");
  await page.getByText("There is no meeting of that name here", { exact: false }).waitFor();
  await go(meeting.name);
  await page.getByText("This meeting is not public", { exact: false }).waitFor();
  await meeting.act("organiser", { do: "set_meeting", public: true });
  await go(` ${meeting.name.toUpperCase()} `);
  await page.waitForURL(`**/m/${meeting.name}/`);
  await page.context().close();
});

test("a server that wants a token asks for it, and says when it is wrong", async () => {
  const closed = await startServer("--create-token", "a-token-of-tests-1");
  try {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    await page.goto(closed.origin);
    await page.getByLabel("Title", { exact: true }).fill(TITLE);
    await page.getByRole("button", { name: "Create the meeting" }).click();
    const token = page.getByLabel("Token of this server");
    await token.fill("something else");
    await page.getByRole("button", { name: "Create the meeting" }).click();
    await page.locator(".field.wrong").getByText("creating a meeting needs this server's token", { exact: false }).waitFor();
    await token.fill("a-token-of-tests-1");
    await page.getByRole("button", { name: "Create the meeting" }).click();
    await page.getByLabel("Your link as organiser").waitFor();
    await context.close();
  } finally {
    await closed.stop();
  }
});
