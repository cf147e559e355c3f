// Starts a page: language, session, connection, and the component of the page over them.

import { type ComponentType, render } from "preact";
import { useEffect } from "preact/hooks";
import { Outbox } from "../connection/outbox.ts";
import { openOutbox } from "../connection/sender.ts";
import { freshSecret, hideSecret, openSession, readFragment } from "../connection/session.ts";
import { type Opener, openerFor } from "../connection/transport.ts";
import { backoff_ms } from "../connection/backoff.ts";
import { forgetRows, type Keeping, keepRows, keptRows } from "../state/kept.ts";
import { Seat } from "../state/seat.ts";
import { chooseLanguage, type Language, language, loadLanguage, type Namespace } from "../text/index.ts";
import { Announcer } from "./announce.tsx";
import { KeysHelp } from "./keys.tsx";
import "./marks.css";
import { SeatProvider } from "./seat.tsx";
import { keepJoin } from "./join.ts";
import { TroublePage, WaitingPage } from "./shell.tsx";
import { setTheme, themeIn } from "./theme.ts";
import "./tokens.css";

interface Options {
  /** Which texts the page uses, and its name. */
  page: Namespace;
  /** The page itself; it is rendered once the first rows are there. */
  Page: ComponentType;
  /** Keep commands when the tab is closed: hubs, stewards, phones. */
  keep?: boolean;
  /** Open from this device while the server cannot be reached, with the rows that were kept last. */
  restores?: Keeping;
  /** How often the server is asked for its time, ms; 5 s for screens and desks (default), 15 s for phones. */
  heartbeat_ms?: number;
}

const LANGUAGE = "language";

/** Starts a page of a meeting. The one call of each `src/pages/{page}/main.tsx`. */
export async function startPage({ page, Page, keep = false, restores, heartbeat_ms = 5_000 }: Options): Promise<void> {
  const search = new URLSearchParams(location.search);
  setTheme(themeIn(search));
  await loadLanguage(chooseLanguage([search.get("lang"), remembered(), ...navigator.languages]), page);
  const path = location.pathname.replace(/[^/]*$/, "");
  const fixture = import.meta.env.DEV ? search.get("fixture") : null;
  const open: Opener = fixture ? (await import("../fixtures/play.ts")).player(fixture) : openerFor(path);
  const outbox = fixture ? new Outbox(freshSecret(), 0) : await openOutbox(path, keep);
  const seat = new Seat({
    outbox, open, heartbeat_ms, reload: () => location.reload(),
    mayEnter: async () => {
      const entry = await openSession(path, null);
      return entry.is === "refused" ? entry.trouble : null;
    },
  });
  render(<Root seat={seat} Page={Page} />, document.getElementById("page") as HTMLElement);
  if (restores && !fixture) restore(seat, path, restores);
  if (fixture || (await admitted(seat, path))) seat.start();
  addEventListener("online", () => seat.nudge());
  // Before the press itself, which comes with the release.
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => seat.touched(), { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && seat.nudge());
}

/** The server has so long before the rows that were kept are shown. */
const RESTORE_MS = 2_000;

/** Keeps page and rows on this device, and shows them when the server does not answer. */
function restore(seat: Seat, path: string, keeping: Keeping): void {
  const kept = keptRows(path);
  if (kept) setTimeout(() => seat.restore(kept), RESTORE_MS);
  keepRows(seat, path, keeping);
  seat.watch(() => {
    const standing = seat.standing.value;
    if (standing.is === "stopped" && standing.trouble !== "elsewhere") forgetRows(path);
  });
  if (!import.meta.env.PROD || !navigator.serviceWorker) return;
  const files = new Set([location.origin + path]);
  void navigator.serviceWorker.register("/sw.js", { scope: path }).then(async () => {
    const ready = await navigator.serviceWorker.ready;
    // Parts of a page are loaded when it stands: each is kept as it comes.
    new PerformanceObserver((seen) => {
      const before = files.size;
      for (const { name } of seen.getEntries()) if (name.includes("/assets/")) files.add(name);
      if (files.size > before) ready.active?.postMessage({ keep: [...files] });
    }).observe({ type: "resource", buffered: true });
  }).catch(() => {}); // without it the page needs the server to open
}

/** Starts a page that stands in no meeting: the landing page. */
export async function startPlain({ page, Page }: Pick<Options, "page" | "Page">): Promise<void> {
  const search = new URLSearchParams(location.search);
  setTheme(themeIn(search));
  await loadLanguage(chooseLanguage([search.get("lang"), remembered(), ...navigator.languages]), page);
  render(<><Page /><KeysHelp /><Announcer /></>, document.getElementById("page") as HTMLElement);
}

/** Changes the language on screen, and remembers it on this device. */
export async function changeLanguage(chosen: Language, page: Namespace): Promise<void> {
  try {
    localStorage.setItem(LANGUAGE, chosen);
  } catch {
    // Not remembered, then.
  }
  await loadLanguage(chosen, page);
}

function Root({ seat, Page }: { seat: Seat; Page: ComponentType }) {
  const stopped = seat.standing.value.is === "stopped";
  const title = seat.rows.row("meeting").value?.title;
  void language.value; // another language renders everything anew
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  return (
    <SeatProvider value={seat}>
      {stopped ? <TroublePage /> : seat.rows.ready.value ? <Page /> : <WaitingPage />}
      <KeysHelp />
      <Announcer />
    </SeatProvider>
  );
}

/** Opens the session, again and again while the server cannot be reached. */
async function admitted(seat: Seat, path: string): Promise<boolean> {
  const fragment = readFragment(location.hash);
  keepJoin(path, fragment.join);
  for (let attempt = 0; ; attempt++) {
    const entry = await openSession(path, fragment.secret);
    if (entry.is === "open") {
      seat.session.value = entry.session;
      hideSecret();
      return true;
    }
    if (entry.is === "refused") {
      seat.stop(entry.trouble);
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, backoff_ms(attempt)));
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
}
