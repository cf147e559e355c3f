// Every page at three sizes: axe finds nothing, nothing is wider than the screen, the console is silent. Pictures go to
// web-client/screenshots for a person to look at, in light and dark, and one in Arabic.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { busyForum } from "./forum.ts";
import { axe, issueLinks, type Link, openPage, startHouse } from "./server.ts";

const FOLDER = new URL("../../screenshots/", import.meta.url).pathname;
const SIZES = { phone: [390, 844], laptop: [1280, 800], projector: [1920, 1080] } as const;
const ROLES = ["organiser", "moderator", "online_moderator", "steward", "producer", "participant", "reporter", "rapporteur", "interpreter", "display"] as const;

const { server, browser } = await startHouse();
mkdirSync(FOLDER, { recursive: true });
const meeting = await busyForum(server);
await meeting.act("organiser", { do: "set_meeting", public: true });
await issueLinks(server.origin, meeting, [{ role: "rapporteur", unit: "africa" }]);
await meeting.act("moderator", { do: "call_next" });
await meeting.act("moderator", { do: "start_clock" });

const plain = (path: string): Link => ({ link: 0, role: "viewer", secret: "", path, url: `${server.origin}${path}#` });
const everyPage = (): [string, Link][] => [
  ...ROLES.map((role): [string, Link] => [role, meeting.link(role)]),
  ["hub_operator", meeting.link("hub_operator", "hub/1")],
  ["viewer", plain(`/m/${meeting.name}/`)],
  ["review", plain(`/m/${meeting.name}/review`)],
  ["landing", plain("/")],
];

for (const [size, [width, height]] of Object.entries(SIZES)) {
  test(`every page at ${size} size`, async () => {
    for (const [name, link] of everyPage()) {
      const { page, errors } = await openPage(browser, link, { width, height, dark: size === "projector" });
      await page.screenshot({ path: `${FOLDER}${name}-${size}.png` });
      assert.deepEqual(await axe(page), [], `${name} at ${size}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${name} at ${size} is ${over} px wider than the screen`);
      assert.deepEqual(errors, [], `${name} at ${size}`);
      await page.context().close();
    }
  });
}

test("every page in Arabic, mirrored", async () => {
  for (const [name, link] of everyPage()) {
    const { page, errors } = await openPage(browser, link, { width: 1280, height: 800, language: "ar" });
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl", name);
    await page.screenshot({ path: `${FOLDER}${name}-arabic.png` });
    assert.deepEqual(await axe(page), [], name);
    assert.deepEqual(errors, [], name);
    await page.context().close();
  }
});
