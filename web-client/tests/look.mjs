// Photographs pages of the development server, for a person to look at:
// WAIT=SELECTOR waits for something to appear, FULL=1 takes the whole length of the page.
//   node tests/look.mjs NAME=ADDRESS[@WIDTHxHEIGHT[xSCALE]] ...   writes screenshots/NAME.png
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const server = await createServer({ server: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
await server.listen();
const address = server.httpServer.address();
const origin = `http://127.0.0.1:${address.port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking"] });
mkdirSync("screenshots", { recursive: true });
let failed = false;
for (const task of process.argv.slice(2)) {
  const [, name, path, width = "1440", height = "1000", scale = "1"] = /^([^=]+)=(.*?)(?:@(\d+)x(\d+)(?:x([\d.]+))?)?$/.exec(task);
  const page = await browser.newPage({ viewport: { width: +width, height: +height }, deviceScaleFactor: +scale });
  page.on("console", (message) => message.type() === "error" && (failed = true, console.error(name, message.text())));
  page.on("pageerror", (error) => (failed = true, console.error(name, error.message)));
  await page.goto(origin + path);
  await page.waitForFunction(() => document.getElementById("page")?.childElementCount && document.fonts.ready.then(() => true));
  await page.waitForSelector("main", { timeout: 10_000 });
  if (process.env.WAIT) await page.waitForSelector(process.env.WAIT, { timeout: 30_000 });
  await page.screenshot({ path: `screenshots/${name}.png`, fullPage: process.env.FULL === "1", omitBackground: path.includes("transparent") });
  await page.close();
}
await browser.close();
await server.close();
process.exit(failed ? 1 : 0);
