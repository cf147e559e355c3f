// The hub operator's page: people as rows that toggle, the hub's own hands, a count of a show of hands, the people's list, the
// rehearsal.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { TurnRow } from "../../generated/protocol.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { allowSound, play, soundAllowed } from "../../ui/alert.ts";
import { announce } from "../../ui/announce.tsx";
import { BreakStrip } from "../../ui/BreakStrip.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button, SideMark } from "../../ui/marks.tsx";
import { PassRound } from "../../ui/poll/PassRound.tsx";
import { PlaceOf, useReading, useSeat } from "../../ui/seat.tsx";
import { LiveState, OfflineBand } from "../../ui/shell.tsx";
import { ClockDigits } from "../../ui/TurnClock.tsx";
import { TurnName } from "../../ui/who.tsx";
import { CountSection } from "./CountSection.tsx";
import { HandsNow } from "./HandsNow.tsx";
import { OnDeck } from "./OnDeck.tsx";
import { peopleOf, useOwnHub } from "./own.ts";
import { OwnHands } from "./OwnHands.tsx";
import { PeopleSection } from "./PeopleSection.tsx";
import { Rehearsal, useRehearsalDue } from "./Rehearsal.tsx";
import { useQuestions, useSealedSets } from "./sets.ts";
import "./hub.css";

const t = texts("hub");

/** What stands at the start of the page. Nothing that was begun in one is lost by turning to another. */
export type Part = "hands" | "count" | "people" | "rehearsal";

export function HubPage() {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const due = useRehearsalDue();
  const phase = rows.row("meeting").value?.phase;
  const [part, setPart] = useState<Part>(due && phase === "preparing" ? "rehearsal" : "hands");
  const [passing, setPassing] = useKept("passing", false);
  const passed = useQuestions().filter(({ row }) => row.methods.passed);
  useMore("ballot"); // before the link may be down: sealed sets open without it
  useMore("terms");
  useSealedSets();
  const turn = (to: Part) => {
    setPart(to);
    // The button pressed is hidden with its part: the keys go on from the tab.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".hub-tabs [aria-current]")?.focus());
  };
  if (passing) return <PassRound place={hub.place} questions={passed} onEnd={() => setPassing(false)} />;
  return (
    <div class="hub-page" onPointerDown={switchOn} onKeyDown={switchOn}>
      <header class="head">
        <h1><SideMark side="hub" /> <bdi>{t("hub_named", { name: hub.row?.name ?? "" })}</bdi></h1>
        <Tabs part={part} onPart={setPart} />
        <span class="head-end"><OnAir /><Sound /><LiveState saves /></span>
      </header>
      <OfflineBand />
      <BreakStrip />
      <main class="hub-desk">
        <div class="hub-now">
          {phase === "preparing" && <p class="hub-note">{t("not_started")}</p>}
          {phase === "ended" && <p class="hub-note">{t("ended")}</p>}
          {due && part !== "rehearsal" && <TryLine onTry={() => setPart("rehearsal")} />}
          <OnDeck />
          <OwnHands />
        </div>
        <div class="hub-part" hidden={part !== "hands"}><HandsNow onHeads={() => setPart("people")} /></div>
        <div class="hub-part" hidden={part !== "count"}><CountSection onPass={() => setPassing(true)} /></div>
        <div class="hub-part" hidden={part !== "people"}><PeopleSection /></div>
        <div class="hub-part" hidden={part !== "rehearsal"}><Rehearsal onPart={turn} /></div>
      </main>
    </div>
  );
}

function Tabs({ part, onPart }: { part: Part; onPart(part: Part): void }) {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const people = peopleOf(rows, hub.place).length;
  const questions = useQuestions();
  const toCount = questions.filter(({ row }) => row.methods.counted).length;
  const toPass = questions.filter(({ row }) => row.methods.passed).length;
  const due = useRehearsalDue();
  useEffect(() => {
    if (toCount) announce(t("count_opened", { n: toCount }));
  }, [toCount]);
  useEffect(() => {
    if (toPass) announce(t("tab_pass"));
  }, [toPass]);
  const names: Record<Part, string> = {
    hands: t("tab_hands"),
    count: toCount ? t("tab_count_n", { n: toCount }) : toPass ? t("tab_pass") : t("tab_count"),
    people: t("tab_people", { n: people }),
    rehearsal: t("tab_rehearsal"),
  };
  const wanted = (one: Part) => (one === "count" && toCount + toPass > 0) || (one === "rehearsal" && due);
  return (
    <nav class="hub-tabs" aria-label={t("parts")}>
      {(Object.keys(names) as Part[]).map((one) => (
        <button key={one} type="button" aria-current={one === part ? "true" : undefined} class={wanted(one) ? "due" : ""} onClick={() => onPart(one)}>{names[one]}</button>
      ))}
    </nav>
  );
}

/** A rehearsal began, and this hub has not answered yet. */
function TryLine({ onTry }: { onTry(): void }) {
  useEffect(() => announce(t("try_line")), []);
  return <div class="hub-note try-line"><p><b>{t("try_line")}</b></p><Button rank="answer" onClick={onTry}>{t("try_line_do")}</Button></div>;
}

function OnAir() {
  const seat = useSeat();
  const turn = seat.rows.row("floor").value?.turn;
  if (!turn) return <span class="quiet">{t("floor_open")}</span>;
  const name = <b><TurnName turn={turn} /></b>;
  const who = turn.place ? <>{t.pieces("and_also", { a: name, b: <PlaceOf place={turn.place} /> })}</> : name;
  if (seat.standing.value.is !== "live") return <span class="hub-air quiet"><span class="one-line">{t.pieces("on_air_at", { time: timeOfDay(seat.heard_ms), who })}</span></span>;
  return <span class="hub-air quiet"><span class="one-line">{t.pieces("on_air_now", { who })}</span> <Digits turn={turn} /></span>;
}

const Digits = ({ turn }: { turn: TurnRow }) => <ClockDigits reading={useReading(turn)} />;

const sounds = signal(soundAllowed());

/** A browser sounds nothing before the first press on the page: any press will do. */
const switchOn = () => {
  if (sounds.peek()) return;
  allowSound();
  sounds.value = true;
};

/** Said until the sound is on; pressed, it lets the signal be heard. */
function Sound() {
  return <Button class="slim" rank={sounds.value ? "other" : "answer"} onClick={() => { switchOn(); play(); }}>{t(sounds.value ? "sound_on" : "sound_off")}</Button>;
}
