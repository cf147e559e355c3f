// For browser tests: a real server process over a real store in a directory of its own, meetings on it, and people in them.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Command, Place, Reply, Role } from "../../src/generated/protocol.ts";
import { type Proxy, startProxy } from "./proxy.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BINARY = process.env["TEST_SERVER"] ?? join(ROOT, "target/debug/evenfloor");
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** A build of the pages to be shown instead of those in the binary: for work on a page without building the server. */
const PAGES = process.env["TEST_PAGES"];
/** What the server and Chromium may take at most to be there, real ms. */
const PATIENCE_MS = 30_000;

/** A link as the server hands it out. */
export interface Link {
  link: number;
  role: Role;
  place?: Place;
  secret: string;
  path: string;
  url: string;
}

/** A meeting on a server. */
export interface Meeting {
  name: string;
  links: Link[];
  /** The link of a role, and of a place where several have the role. */
  link(role: Role, place?: Place): Link;
  /** Does something as a role; throws what was refused. Returns what was made, as `hand/3`. */
  act(role: Role, command: Command, place?: Place): Promise<string[]>;
}

/** A running server. */
export interface Server {
  origin: string;
  process: ChildProcess;
  /** Everything it has said on its standard error. */
  log(): string;
  createMeeting(order: Record<string, unknown>): Promise<Meeting>;
  stop(): Promise<void>;
}

/** Starts a server on a free port, with more arguments if told, and waits for its ready line. */
export async function startServer(...more: string[]): Promise<Server> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build --locked -p server`);
  const data = mkdtempSync(join(tmpdir(), "evenfloor-browser-"));
  const child = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0", "--data-dir", data, ...more], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server is not ready:\n${said}`)), PATIENCE_MS);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      // eslint-disable-next-line no-control-regex
      const found = /url="?(http:\/\/[\w.:]+)"?/.exec(said.replace(/\u001b\[[\d;]*m/g, ""));
      if (found && said.includes("ready")) {
        clearTimeout(late);
        resolve(found[1] as string);
      }
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
  const server: Server = {
    origin, process: child, log: () => said,
    createMeeting: (order) => createMeeting(origin, order),
    stop: () => new Promise((resolve) => {
      child.once("exit", () => {
        rmSync(data, { recursive: true, force: true });
        resolve();
      });
      if (child.exitCode !== null) child.emit("exit", child.exitCode);
      else child.kill("SIGTERM");
    }),
  };
  return server;
}

async function createMeeting(origin: string, order: Record<string, unknown>): Promise<Meeting> {
  const answer = await post(`${origin}/v1/meetings`, order);
  const created = (await answer.json()) as { meeting: string; links: Link[] };
  let n = 0;
  const meeting: Meeting = {
    name: created.meeting,
    links: created.links,
    link(role, place) {
      const found = meeting.links.find((one) => one.role === role && (place === undefined || one.place === place));
      if (!found) throw new Error(`there is no link for ${role} ${place ?? ""}`);
      return found;
    },
    async act(role, command, place) {
      const { secret } = meeting.link(role, place);
      const body = { t: "command", n: ++n, command };
      const reply = (await (await post(`${origin}/v1/meetings/${created.meeting}/commands?sender=browser-tests-${role.length}${n}`, body, secret)).json()) as Reply;
      if (reply.refused) throw new Error(`${command.do}: ${reply.refused.code}: ${reply.refused.text}`);
      const made = (reply as { made?: string[] }).made ?? [];
      if (command.do === "set_hub" && made[0]) await issueLinks(origin, meeting, [{ role: "hub_operator", place: made[0] as Place }]);
      return made;
    },
  };
  return meeting;
}

/** Issues links by the organiser, and adds them to the meeting's. */
export async function issueLinks(origin: string, meeting: Meeting, links: Record<string, unknown>[]): Promise<Link[]> {
  const answer = await post(`${origin}/v1/meetings/${meeting.name}/links`, { links }, meeting.link("organiser").secret);
  const issued = ((await answer.json()) as { links: Link[] }).links;
  meeting.links.push(...issued);
  return issued;
}

async function post(url: string, body: unknown, secret?: string): Promise<Response> {
  const answer = await fetch(url, {
    method: "POST", body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
  });
  if (!answer.ok) throw new Error(`POST ${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Starts Chromium. */
export function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt-get install -y chromium`);
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-background-networking", ...(PAGES ? ["--disable-features=LocalNetworkAccessChecks"] : [])] });
}

/** What the tests of a file stand on: started at its top, ended after its last test. */
export interface House {
  server: Server;
  browser: Browser;
  /** The link between them, where pages are opened through it. */
  proxy: Proxy;
}

/** Starts a server, a browser and a link that can be made bad, for the tests of one file; pictures go to `screenshots`. */
export async function startHouse(): Promise<House> {
  mkdirSync("screenshots", { recursive: true });
  const started: { stop(): unknown }[] = [];
  const end = async () => {
    for (const one of started.reverse()) await one.stop();
  };
  try {
    const proxy = await startProxy();
    started.push(proxy);
    const server = await startServer("--allowed-origins", proxy.origin);
    started.push(server);
    proxy.leadTo(server.origin);
    const browser = await startBrowser();
    started.push({ stop: () => browser.close() });
    after(end);
    return { server, browser, proxy };
  } catch (error) {
    await end();
    throw error;
  }
}

/** How a page is looked at. */
export interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
  language?: "en" | "es" | "ar";
  reducedMotion?: boolean;
}

/** Opens a link in a browser of its own kind of person; errors on the page's console are collected in `errors`. */
export async function openPage(browser: Browser, link: Link, look: Look = {}, query = ""): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 }, colorScheme: look.dark ? "dark" : "light",
    locale: look.language ?? "en", reducedMotion: look.reducedMotion === false ? "no-preference" : "reduce",
    serviceWorkers: PAGES ? "block" : "allow",
  });
  await servePages(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  const [address, secret] = link.url.split("#");
  await page.goto(`${address}${query}#${secret}`);
  await page.waitForFunction(() => document.querySelector("main")?.childElementCount, undefined, { timeout: PATIENCE_MS }).catch(async (error: Error) => {
    throw new Error(`${error.message}\non the page: ${await page.locator("body").innerText()}\non its console: ${errors.join("; ")}`);
  });
  return { page, errors };
}

/** With `TEST_PAGES`: assets from that directory; the server's documents get the scripts and styles of the build there. */
export async function servePages(context: BrowserContext): Promise<void> {
  const directory = PAGES;
  if (!directory) return;
  await context.route("**/assets/**", (route) => route.fulfill({ path: join(directory, new URL(route.request().url()).pathname) }));
  await context.route(/^\w+:\/\/[^/]+\/(m\/[^/]+\/(l\/\d+\/)?(review)?)?(\?.*)?$/, async (route) => {
    // A page that is younger than the binary.
    if (new URL(route.request().url()).pathname.endsWith("/review")) return route.fulfill({ path: join(directory, "review.html"), headers: { "content-type": "text/html; charset=utf-8" } });
    const served = await route.fetch();
    const title = /<title>([^<]*)<\/title>/.exec(await served.text())?.[1];
    const file = readdirSync(directory).find((name) => name.endsWith(".html") && readFileSync(join(directory, name), "utf8").includes(`<title>${title}</title>`));
    if (!file) return route.fulfill({ response: served });
    return route.fulfill({ path: join(directory, file), headers: { "content-type": "text/html; charset=utf-8" } });
  });
}

/** The address under which a public meeting is read without a link. */
export const publicLink = (server: Server, meeting: Meeting): Link =>
  ({ link: 0, role: "viewer", secret: "", path: `/m/${meeting.name}/`, url: `${server.origin}/m/${meeting.name}/#` });

/** The page on which anybody checks the results of a public meeting. */
export const reviewOf = (server: Server, meeting: Meeting): Link =>
  ({ link: 0, role: "viewer", secret: "", path: `/m/${meeting.name}/review`, url: `${server.origin}/m/${meeting.name}/review#` });

/** Runs axe on a page; the answer is empty if nothing was found. */
export async function axe(page: Page): Promise<string[]> {
  const { AxeBuilder } = await import("@axe-core/playwright");
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  return violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join("; ")}`);
}

/** Waits until an element has a text, and says what it had if it never comes. */
export async function says(page: Page, selector: string, text: string | RegExp): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).first().waitFor({ timeout: 30_000 }).catch(async () => {
    throw new Error(`${selector} does not say ${text} but: ${(await page.locator(selector).allInnerTexts()).join(" | ")}`);
  });
}
