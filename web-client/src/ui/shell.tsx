// What stands round every page: its head, the band when the link is down, what keeps a page from opening, and waiting.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { span, timeOfDay } from "../text/format.ts";
import { texts } from "../text/index.ts";
import { Band, Button } from "./marks.tsx";
import { RuleNews } from "./RuleNews.tsx";
import { useSeat } from "./seat.tsx";
import "./shell.css";

const t = texts("common");

/** Nothing is said of waiting before so long. */
const PATIENCE_MS = 1_000;

/** "✓ Live", "✓ Live, saved" on pages that send, "Saving 2 actions", "offline"; stale after ten silent seconds. */
export function LiveState({ saves }: { saves?: boolean }) {
  const seat = useSeat();
  const unsent = seat.unsent.value;
  if (seat.standing.value.is !== "live") return <span class="live-state"><span class="plate signal">{t("state_offline")}</span></span>;
  if (unsent) return <span class="live-state">{t("saving_n", { n: unsent })}</span>;
  return <span class="live-state"><span aria-hidden="true">✓ </span>{t(saves ? "live_saved" : "live")}</span>;
}

/** The amber band while the server's disk is full: what is shown is right, and nothing can be changed. */
export function ReadOnlyBand() {
  const seat = useSeat();
  if (seat.standing.value.is !== "live" || !seat.rows.row("live/server").value?.read_only) return null;
  return <Band>{t("server_read_only")}</Band>;
}

/** The amber band, while the link is down: since when, what is kept, as of when. Nothing while all is well. */
export function OfflineBand({ end }: { end?: ComponentChildren }) {
  const seat = useSeat();
  const standing = seat.standing.value;
  if (standing.is !== "offline") return null;
  void seat.now.value; // counts on
  const unsent = seat.unsent.value;
  const back_in_ms = standing.back_at_ms === null ? 0 : standing.back_at_ms - Date.now();
  return (
    <Band end={end}>
      <b>{t("offline_for", { span: span(Date.now() - standing.since_ms) })}</b>{" "}
      {unsent > 0 && <>{t("offline_kept", { n: unsent })} </>}
      {back_in_ms > 0 ? t("server_back_in", { span: span(back_in_ms) }) : t("offline_nothing_lost", { time: timeOfDay(standing.since_ms, true) })}
    </Band>
  );
}

interface HeadProperties {
  /** The page's title, an `h1`: as a rule the meeting's, or the place's. */
  title: ComponentChildren;
  /** Beside it: the item, the role. */
  beside?: ComponentChildren;
  /** At the end, before the state: buttons, the time. */
  end?: ComponentChildren;
  /** After the state: the time. */
  last?: ComponentChildren;
  /** The page sends commands: says "saved". */
  saves?: boolean;
  /** At the end of the offline band. */
  bandEnd?: ComponentChildren;
}

/** The head of a page, with the state of its link, and under it the offline band and the news of a changed rule. */
export function Head({ title, beside, end, last, saves, bandEnd }: HeadProperties) {
  return (
    <>
      <header class="head">
        <h1>{title}</h1>
        {beside && <span class="head-beside one-line">{beside}</span>}
        <span class="head-end">{end}<LiveState {...(saves ? { saves } : {})} />{last}</span>
      </header>
      <OfflineBand end={bandEnd} />
      <ReadOnlyBand />
      <RuleNews />
    </>
  );
}

/** The whole page, when it cannot be opened: what is wrong and what to do, in plain words. */
export function TroublePage() {
  const standing = useSeat().standing.value;
  if (standing.is !== "stopped") return null;
  const words = standing.trouble === "elsewhere" ? t("trouble_elsewhere", { reason: standing.text }) : t(`trouble_${standing.trouble}`);
  return (
    <main class="trouble">
      <p role="alert">{words}</p>
      <p><Button onClick={() => location.reload()}>{t("try_again")}</Button></p>
    </main>
  );
}

/** While there is nothing to show yet: nothing for a second, then a sentence that says what is awaited. */
export function WaitingPage() {
  const standing = useSeat().standing.value;
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (patient) return <main class="trouble" />;
  return (
    <main class="trouble">
      <p role="status">{t(standing.is === "live" ? "waiting_for_meeting" : "connecting")}</p>
    </main>
  );
}
