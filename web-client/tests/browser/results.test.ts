// Results that a room believes: on the big screen, on the page where anybody checks them, and as pictures to take away.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import type { Command } from "../../src/generated/protocol.ts";
import { FAIR, type Hall, hallOf, NEXT, RATIFICATION, REGIONS } from "./ratification.ts";
import { axe, openPage, reviewOf, says, startHouse } from "./server.ts";

const FOLDER = new URL("../../screenshots/", import.meta.url).pathname;
type Question = Command & { do: "set_poll" };

const { server, browser } = await startHouse();
mkdirSync(`${FOLDER}pictures`, { recursive: true });

const fair = (seat: number) => ({ choice: [4, 5, 4, 2, 3, 5, 4, 1, 4, 5, 2, 4, 4, 5][seat % 14] });
const fairer = (seat: number) => ({ choice: [4, 5, 4, 3, 4, 5, 4, 2, 4, 5, 4, 4, 5, 5][seat % 14] });

/** Questions of different kinds, one after the other; after each of them `look` is called. */
async function answered(hall: Hall, look: (name: string) => Promise<void> = async () => {}): Promise<void> {
  const { meeting } = hall;
  await hall.ask(FAIR as unknown as Question, fair);
  await look("likert");
  await hall.ask({ do: "set_poll", round_of: 1 } as Question, fairer);
  await look("rounds");
  await hall.ask(NEXT as unknown as Question, (seat) => ({ choices: seat % 3 ? [1 + (seat % 2), 3] : [2] }));
  await look("choices");
  await meeting.act("organiser", { do: "set_poll_set", title: "How far are outside groups included?" });
  for (const short of ["identify issues, discuss", "make decisions", "take part by group"]) {
    await meeting.act("organiser", { do: "set_poll", set: 1, short, question: `How far do governments include outside groups: ${short}?`, methods: { agreed_by: "region" }, scale: { first: 1, points: 5, polarity: "unipolar", labels: ["not at all", "completely"] } });
  }
  await meeting.act("moderator", { do: "open_polls", set: 1 });
  for (const [i, unit] of REGIONS.entries()) {
    for (const poll of [4, 5, 6]) {
      const value = 1 + ((i + poll) % 5);
      if (unit !== "europe" || poll !== 6) await meeting.act("moderator", { do: "agree", poll, unit, value, consulted: 5 + i, lowest: Math.max(1, value - 2), highest: Math.min(5, value + (i === 3 ? 4 : 1)) });
    }
  }
  await meeting.act("moderator", { do: "close_polls", set: 1, in_ms: 0 });
  await meeting.act("moderator", { do: "reveal_polls", set: 1, shown: true });
  await look("table");
  await hall.ask(RATIFICATION as unknown as Question, () => ({ choice: 1 }));
  await look("vote");
}

test("the big screen shows every kind, light and dark, in both directions, and axe finds nothing", async () => {
  const hall = await hallOf(server);
  const looks = { dark: "?part=poll", light: "?theme=light&part=poll&by=group", arabic: "?part=poll&lang=ar" };
  const screens: [string, Page, string[]][] = [];
  for (const [look, query] of Object.entries(looks)) {
    const { page, errors } = await openPage(browser, hall.meeting.link("display"), { width: 1920, height: 1080 }, query);
    screens.push([look, page, errors]);
  }
  const words: Record<string, RegExp> = { likert: /fair hearing|تمنح/, rounds: /Before, poll 1|قبلها، الاستطلاع/, choices: /Nairobi/, table: /outside groups included/, vote: /ratified|يُصادَق/ };
  await answered(hall, async (name) => {
    for (const [look, page] of screens) {
      await says(page, ".screen", words[name] as RegExp);
      await says(page, ".screen header .plate", /Closed, final|مغلق، نهائي/);
      assert.deepEqual(await axe(page), [], `${name} ${look}`);
      const over = await page.evaluate(() => {
        const box = document.querySelector(".poll-box")?.getBoundingClientRect();
        const table = document.querySelector(".poll-box table")?.getBoundingClientRect();
        return box && table ? Math.max(table.bottom - box.bottom, Math.abs(table.width) - Math.abs(box.width) - 9) : 0;
      });
      await page.screenshot({ path: `${FOLDER}display-${name}-${look}.png` });
      assert.ok(over <= 1, `${name} ${look} does not fit on the screen by ${over} px`);
      await page.screenshot({ path: `${FOLDER}display-${name}-${look}.png` });
    }
  });
  for (const [look, page, errors] of screens) {
    assert.deepEqual(errors, [], look);
    await page.context().close();
  }
});

test("a ratification is checked from the public page: the roll, one's own receipt, a recount here and by the script", async () => {
  const hall = await hallOf(server);
  await hall.ask(RATIFICATION as unknown as Question, () => ({ choice: 1 }));
  for (const [look, size] of [["laptop", { width: 1280, height: 800 }], ["phone", { width: 390, height: 844 }], ["dark", { width: 1280, height: 800, dark: true }], ["arabic", { width: 390, height: 844, language: "ar" }]] as const) {
    const { page, errors } = await openPage(browser, reviewOf(server, hall.meeting), size);
    await page.locator(".roll tbody tr").nth(13).waitFor();
    assert.equal(await page.locator(".roll tbody tr").count(), 14);
    assert.deepEqual(await axe(page), [], look);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${look} is ${over} px wider than the screen`);
    await page.screenshot({ path: `${FOLDER}review-vote-${look}.png`, fullPage: true });
    if (look === "laptop") {
      await says(page, ".sentences", "Carried. 8 of 14 had to be for it. 14 took part; the quorum is 8.");
      await says(page, ".sentences", "Counted again on this device: the same. 14 answers.");
      await says(page, ".sentences", "14 receipts computed again: all right.");
      const receipt = await page.locator(".roll tbody tr").nth(4).locator(".receipt").innerText();
      assert.match(receipt, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      await page.getByLabel("Find my receipt").fill(receipt.toLowerCase().replaceAll("-", " "));
      await page.getByRole("button", { name: "Look" }).click();
      await says(page, ".receipt-found", "It is in the result: Delegate 05, for.");
      await page.getByLabel("Find my receipt").fill("0000-1111-2222-3333");
      await page.getByRole("button", { name: "Look" }).click();
      await says(page, ".receipt-found", "It is not in this result.");
      for (const form of ["csv", "xlsx", "json"]) {
        const href = await page.locator(`.file-links a[href$=".${form}"]`).getAttribute("href");
        assert.equal((await fetch(new URL(href as string, `${server.origin}/m/${hall.meeting.name}/review`))).status, 200, form);
      }
      const script = new URL("../../../docs/recount.py", import.meta.url).pathname;
      const { stdout } = await promisify(execFile)("python3", [script, `${server.origin}/m/${hall.meeting.name}/review/1.json`, "--receipt", receipt]);
      assert.match(stdout, /same\s*$/);
    }
    assert.deepEqual(errors, [], look);
    await page.context().close();
  }
});

test("pictures of every kind are saved in three sizes, two themes and two directions", async () => {
  const hall = await hallOf(server);
  await answered(hall);
  for (const language of ["en", "ar"] as const) {
    for (const [name, query] of Object.entries({ likert: "?poll=1", rounds: "?poll=2", choices: "?poll=3", table: "?set=1", vote: "?poll=7" })) {
      // A page of its own for each question: of more than ten files that a page saves within a second, Chromium drops the rest.
      const { page, errors } = await openPage(browser, reviewOf(server, hall.meeting), { width: 1280, height: 900, language });
      await page.locator(`.review-list a[href="${query}"]`).click();
      await page.locator(`.review-list a[href="${query}"][aria-current="page"]`).waitFor();
      for (const [s, size] of ["slide", "page", "phone"].entries()) {
        for (const [g, ground] of ["light", "dark"].entries()) {
          await page.locator('input[name="picture-size"]').nth(s).check({ force: true });
          await page.locator('input[name="picture-ground"]').nth(g).check({ force: true });
          const buttons = page.locator(".file-links button");
          await page.locator(`img.picture.${size}`).waitFor();
          // Pressed without the pointer: what is recounted above comes when it comes, and moves the button from under it.
          const press = (n: number) => buttons.nth(n).evaluate((button: HTMLElement) => button.click());
          const [svg] = await Promise.all([page.waitForEvent("download"), press(0)]);
          await svg.saveAs(`${FOLDER}pictures/${name}-${size}-${ground}-${language}.svg`);
          // One kind as PNG at every size and on both grounds, two more as a slide: drawing them large takes a second each.
          const drawn = name === "likert" ? size === "slide" || ground === "light" : size === "slide" && ground === "light" && (name === "table" || name === "vote");
          if (!drawn) continue;
          const [png] = await Promise.all([page.waitForEvent("download"), press(1)]);
          const path = `${FOLDER}pictures/${name}-${size}-${ground}-${language}.png`;
          await png.saveAs(path);
          const head = readFileSync(path).subarray(0, 24);
          assert.equal(head.toString("latin1", 1, 4), "PNG");
          assert.equal(head.readUInt32BE(16), { slide: 1920, page: 1240, phone: 750 }[size] as number * 2);
          if (size === "slide") assert.equal(head.readUInt32BE(20), 2160, `${name} ${ground} ${language} keeps the shape of a slide`);
        }
      }
      assert.deepEqual(errors, []);
      await page.context().close();
    }
  }
});
