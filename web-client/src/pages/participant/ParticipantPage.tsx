// The participant's page: one large button, then the place in the queue; a poll when one runs.

import { useEffect, useState } from "preact/hooks";
import { currentPolls, isRunning, latestPolls, type PollGroup } from "../../state/polls.ts";
import { texts } from "../../text/index.ts";
import { announce, announceAtOnce, announceStanding } from "../../ui/announce.tsx";
import { alertPerson, allowSound, endAlert } from "../../ui/alert.ts";
import { BreakStrip } from "../../ui/BreakStrip.tsx";
import { Flag, Plate } from "../../ui/marks.tsx";
import { SharedFold } from "../../ui/mirror/SharedFold.tsx";
import { NotHeard } from "../../ui/NotHeard.tsx";
import { useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { ClockBar, ClockDigits } from "../../ui/TurnClock.tsx";
import type { TurnRow } from "../../generated/protocol.ts";
import { Join } from "./Join.tsx";
import { usePollPart, usePollPartSoon } from "./later.ts";
import { OnDeck, OnFloor } from "./OnDeck.tsx";
import { RaiseHand } from "./RaiseHand.tsx";
import { Waiting } from "./Waiting.tsx";
import "./participant.css";

const t = texts("participant");

/** What stands on the page, by who one is and how one's hand stands. */
export function ParticipantPage() {
  const seat = useSeat();
  const { rows } = seat;
  const hand = rows.row("my/hand").value;
  const meeting = rows.row("meeting").value;
  const current = currentPolls(rows);
  const polls = current ?? latestPolls(rows); // the last result stays within reach
  const [chosen, setWanted] = useState<"poll" | "queue" | null>(null);
  const wanted = chosen ?? (current ? "poll" : "queue");
  const open = polls?.polls.filter((id) => { const poll = rows.row(`poll/${id}`).value; return poll && isRunning(poll); }).join(" ") ?? "";
  useAlerts();
  usePollPartSoon();
  useEffect(() => {
    if (!open) return;
    setWanted(null);
    announce(t("poll_opened_says"));
  }, [open]);
  const isCurrent = current !== null;
  useEffect(() => setWanted(null), [isCurrent]);
  if (!rows.row("me").value) return <Shell><Join /></Shell>;
  if (meeting?.phase === "preparing") return <Shell><Notice text={t("not_started")} /></Shell>;
  if (meeting?.phase === "ended") return <Shell><Notice text={t("ended")}><NotHeard folded /><SharedFold /></Notice></Shell>;
  if (hand?.state === "on_floor") return <Shell ink><OnFloor hand={hand} /></Shell>;
  // A hand on deck is more urgent than a poll; the answers begun are kept.
  if (hand?.state === "on_deck") return <Shell ink><OnDeck hand={hand} /></Shell>;
  const poll = polls !== null && wanted === "poll";
  return (
    <Shell floor={!poll}>
      {polls && (
        <nav class="tabs" aria-label={t("parts")}>
          <button type="button" aria-pressed={poll} onClick={() => setWanted("poll")}>{t("tab_poll")}</button>
          <button type="button" aria-pressed={!poll} onClick={() => setWanted("queue")}>
            {hand?.position ? t("tab_queue_at", { n: hand.position }) : t("tab_queue")}
          </button>
        </nav>
      )}
      {poll ? <Polls group={polls} /> : hand ? <Waiting hand={hand} /> : <RaiseHand />}
    </Shell>
  );
}

function Polls({ group }: { group: PollGroup }) {
  const part = usePollPart();
  return part ? <part.Ballots group={group} /> : <main class="ballot" />;
}

function Shell({ children, floor, ink }: { children: preact.ComponentChildren; floor?: boolean; ink?: boolean }) {
  const { rows } = useSeat();
  const turn = rows.row("floor").value?.turn;
  return (
    <div class={`participant${ink ? " on-ink" : ""}`} onPointerDown={allowSound}>
      <Head title={<bdi>{rows.row("meeting").value?.title ?? ""}</bdi>} />
      <BreakStrip />
      {floor && turn && <FloorStrip turn={turn} />}
      {children}
    </div>
  );
}

function FloorStrip({ turn }: { turn: TurnRow }) {
  const reading = useReading(turn);
  const microphone = useMicrophone(turn.mic);
  return (
    <section class="floor-strip" aria-label={t("floor")}>
      <p>
        <Plate state="on_air" />
        {microphone && <Flag microphone={microphone} />}
        <b class="one-line"><bdi>{turn.who.name || t("unidentified")}</bdi></b>
        <ClockDigits reading={reading} />
      </p>
      <ClockBar reading={reading} />
    </section>
  );
}

function Notice({ text, children }: { text: string; children?: preact.ComponentChildren }) {
  return <main class="notice"><p>{text}</p>{children}</main>;
}

/** What this person alone is told: on deck and on the floor at once, the position at most every 30 seconds. */
function useAlerts() {
  const { rows } = useSeat();
  const hand = rows.row("my/hand").value;
  const state = hand?.state;
  const position = hand?.position;
  useEffect(() => {
    if (state === "on_deck") {
      announceAtOnce(t("you_are_next"));
      alertPerson(t("title_on_deck", { title: rows.row("meeting").value?.title ?? "" }));
    } else if (state === "on_floor") {
      announceAtOnce(t("you_have_floor"));
      endAlert();
    } else {
      endAlert();
    }
  }, [state]);
  useEffect(() => {
    if (state === "waiting" && position) announceStanding("position", t("position_says", { n: position }));
  }, [state, position]);
}
