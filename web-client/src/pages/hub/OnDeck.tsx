// Whoever of the hub is on deck or has the floor, framed: the one thing to do now. Sounds when somebody comes on deck.

import { useEffect } from "preact/hooks";
import type { HandId, NextHand, TurnRow } from "../../generated/protocol.ts";
import { minutes } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { alertPerson, endAlert } from "../../ui/alert.ts";
import { announce, announceAtOnce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { HandName, TurnName } from "../../ui/who.tsx";
import { NameHand } from "./NameHand.tsx";
import { handsOf, isKept, useOwnHub } from "./own.ts";

const t = texts("hub");

export function OnDeck() {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const turn = rows.row("floor").value?.turn;
  const deck = (rows.row("next").value?.deck ?? []).filter((next) => rows.row(`hand/${next.hand}`).value?.place === hub.place);
  useAlert(deck);
  return (
    <>
      {turn?.place === hub.place && <OnFloor turn={turn} />}
      {deck.map((next, i) => <Frame key={next.hand} next={next} main={i === 0} />)}
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

function Frame({ next, main }: { next: NextHand; main: boolean }) {
  const seat = useSeat();
  const { rows } = seat;
  const hub = useOwnHub();
  const hand = rows.row(`hand/${next.hand}`).value;
  const microphone = useMicrophone(hand?.mic);
  const { send, refused } = useCommand();
  const position = handsOf(rows, hub.place).find((one) => one.id === next.hand)?.position;
  const from_ms = position ? rows.row("live/expected").value?.from_ms[position - 1] : undefined;
  if (!hand) return null;
  const kept = isKept(seat.kept.value, "audio_ready", next.hand);
  const offline = seat.standing.value.is !== "live";
  const own = hand.delivery === "own_call" || hand.delivery === "telephone";
  const say = (ready: boolean) => {
    if (ready) endAlert();
    void send({ do: "audio_ready", hand: next.hand, ready });
  };
  return (
    <div class="deck-frame" role="group" aria-label={t("on_deck_of_hub")}>
      <p>
        <Plate state="on_deck">{position === 1 ? t("on_deck_next") : t("on_deck_nth", { nth: t("place_nth", { n: position ?? 0 }) })}</Plate>
        {" "}{next.line_up && <Plate state="ready">{t("line_up")}</Plate>}
      </p>
      <h2>{microphone && <Flag microphone={microphone} label={microphone.name} />} <HandName hand={hand} /></h2>
      <p class="quiet">{t(hand.delivery === "written" ? "deck_written" : own ? "deck_own_call" : "deck_bring")} {from_ms !== undefined && t("in_about", { minutes: minutes(from_ms) })}</p>
      {!hand.who.name && <NameHand hand={next.hand} due />}
      {kept ? <p role="status"><Plate state={offline ? "kept_here" : "sending"}>{offline ? t("ready_kept") : undefined}</Plate></p>
        : next.audio_ready ? <p class="ready-line"><Plate state="ready">{t("audio_ready")}</Plate> <Button onClick={() => say(false)}>{t("audio_lost")}</Button></p>
        : <Button rank={main ? "main" : "answer"} wide onClick={() => say(true)}>{t("audio_is_ready")}</Button>}
      <Refused refused={refused} />
    </div>
  );
}

/** Sounds, buzzes and says so for each hand that comes on deck, until its audio is ready or it is called. */
function useAlert(deck: readonly NextHand[]) {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const waiting = deck.filter((next) => !next.audio_ready).map((next) => next.hand).join(" ");
  const name = (hand: HandId | string) => rows.row(`hand/${Number(hand)}`).value?.who.name || t("unnamed_alone");
  useEffect(() => {
    const first = waiting.split(" ")[0];
    if (!first) return endAlert();
    announceAtOnce(t("deck_says", { name: name(first) }));
    alertPerson(t("title_on_deck", { title: name(first) }));
    return endAlert;
  }, [waiting]);
  const turn = rows.row("floor").value?.turn;
  const ours = turn?.place === hub.place ? turn : undefined;
  useEffect(() => {
    if (ours) announce(t("floor_says", { name: ours.who.name || t("unnamed_alone") }));
  }, [ours?.turn]);
}
