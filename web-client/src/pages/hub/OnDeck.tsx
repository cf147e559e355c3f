// Whoever of the hub is on deck, was passed over or has the floor, framed: the one thing to do now. Sounds when somebody comes on deck.

import { useEffect } from "preact/hooks";
import type { HandId, HandRow, NextHand, TurnRow } from "../../generated/protocol.ts";
import { clock, minutes } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { alertPerson, endAlert } from "../../ui/alert.ts";
import { announce, announceAtOnce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useExpectation } from "../../ui/expected.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { HandName, TurnName } from "../../ui/who.tsx";
import { NameHand } from "./NameHand.tsx";
import { awaited, handsOf, isKept, useOwnHub } from "./own.ts";

const t = texts("hub");

export function OnDeck() {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const turn = rows.row("floor").value?.turn;
  const found = awaited(rows, hub.place);
  useAlert(found.map(({ next, row, id }) => ({ id, confirmed: next?.audio_ready ?? false, unready: row.unready ?? false })));
  return (
    <>
      {turn?.place === hub.place && <OnFloor turn={turn} />}
      {found.map((one, i) => <Frame key={one.id} id={one.id} hand={one.row} next={one.next} main={i === 0} />)}
    </>
  );
}

function OnFloor({ turn }: { turn: TurnRow }) {
  const microphone = useMicrophone(turn.mic);
  const { rows } = useSeat();
  const sign = rows.row("floor").value?.signal;
  return (
    <section class="deck-frame floor" aria-label={t("has_floor")}>
      <p><Plate state="on_air">{t("has_floor")}</Plate></p>
      <h2>{microphone && <Flag microphone={microphone} label={microphone.name} />} <TurnName turn={turn} /></h2>
      <TurnClock reading={useReading(turn)} />
      {sign && sign !== "clear" && <p><Tag ink="signal">{t(sign === "too_fast" ? "signal_too_fast" : "signal_no_sound")}</Tag></p>}
    </section>
  );
}

interface FrameProperties {
  id: HandId;
  hand: HandRow;
  /** Absent: it is not on deck, but passed over. */
  next: NextHand | undefined;
  main: boolean;
}

function Frame({ id, hand, next, main }: FrameProperties) {
  const seat = useSeat();
  const { rows } = seat;
  const hub = useOwnHub();
  const microphone = useMicrophone(hand.mic);
  const { send, refused } = useCommand();
  const position = handsOf(rows, hub.place).find((one) => one.id === id)?.position;
  const expected = useExpectation(position);
  const kept = isKept(seat.kept.value, "audio_ready", id);
  const offline = seat.standing.value.is !== "live";
  const own = hand.delivery === "own_call" || hand.delivery === "telephone";
  const ready = next?.audio_ready ?? false;
  const say = (good: boolean) => {
    if (good) endAlert();
    void send({ do: "audio_ready", hand: id, ready: good });
  };
  return (
    <div class={`deck-frame${hand.unready ? " passed" : ""}${main ? "" : " further"}`} role="group" aria-label={t(hand.unready ? "passed_of_hub" : "on_deck_of_hub")}>
      <p class="frame-top">
        {hand.unready ? <Plate state="not_ready">{t("passed_over")}</Plate>
          : <Plate state="on_deck">{position === 1 ? t("on_deck_next") : t("on_deck_nth", { nth: t("place_nth", { n: position ?? 0 }) })}</Plate>}
        {next?.line_up && <Plate state="ready">{t("line_up")}</Plate>}
      </p>
      <h2>{microphone && <Flag microphone={microphone} label={microphone.name} />} <HandName hand={hand} /></h2>
      {hand.unready ? main && <p><b>{t("passed_keeps")}</b></p>
        : <p class="quiet">{t(hand.delivery === "written" ? "deck_written" : own ? "deck_own_call" : "deck_bring")} {expected && t("in_about", { minutes: minutes(expected.in_ms) })}</p>}
      {!hand.who.name && <NameHand hand={id} due />}
      {!kept && !ready && !hand.unready && next?.told_ms !== undefined && <Countdown told_ms={next.told_ms} />}
      {kept ? <p role="status"><Plate state={offline ? "kept_here" : "sending"}>{offline ? t("ready_kept") : undefined}</Plate></p>
        : ready ? <p class="ready-line"><Plate state="ready">{t("audio_ready")}</Plate> <Button onClick={() => say(false)}>{t("audio_lost")}</Button></p>
        : <Button rank={main ? "main" : "answer"} wide onClick={() => say(true)}>{t("audio_is_ready")}</Button>}
      <Refused refused={refused} />
    </div>
  );
}

/** "Confirm audio within 0:24", by the meeting's clock. */
function Countdown({ told_ms }: { told_ms: number }) {
  const seat = useSeat();
  const ready_ms = seat.rows.row("meeting").value?.ready_ms ?? 0;
  if (ready_ms === 0) return null;
  const left_ms = Math.max(0, told_ms + ready_ms - seat.now.value);
  return (
    <p class="countdown" role="timer" aria-live="off">
      {left_ms > 0 ? t.pieces("confirm_within", { time: <b><bdi dir="ltr">{clock(left_ms)}</bdi></b> }) : t("confirm_over")}
    </p>
  );
}

interface Alerting {
  id: HandId;
  confirmed: boolean;
  unready: boolean;
}

/**
 * Sounds, buzzes and says so for each hand that comes on deck, until its audio is ready or it is called; and once more when it
 * is passed over.
 */
function useAlert(found: readonly Alerting[]) {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const waiting = found.filter((one) => !one.confirmed && !one.unready).map((one) => one.id).join(" ");
  const passed = found.filter((one) => one.unready).map((one) => one.id).join(" ");
  const name = (hand: HandId | string) => rows.row(`hand/${Number(hand)}`).value?.who.name || t("unnamed_alone");
  useEffect(() => {
    const [first] = waiting.split(" ");
    const [over] = passed.split(" ");
    if (first) {
      announceAtOnce(t("deck_says", { name: name(first) }));
      alertPerson(t("title_on_deck", { title: name(first) }));
    } else if (over) {
      announceAtOnce(t("passed_says", { name: name(over) }));
      alertPerson(t("title_passed", { title: name(over) }));
    }
    return endAlert;
  }, [waiting, passed]);
  const turn = rows.row("floor").value?.turn;
  const ours = turn?.place === hub.place ? turn : undefined;
  useEffect(() => {
    if (ours) announce(t("floor_says", { name: ours.who.name || t("unnamed_alone") }));
  }, [ours?.turn]);
}
