// On deck and on the floor: the whole page turns to ink, with the one thing to do now.

import type { MyHandRow } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag, Plate } from "../../ui/marks.tsx";
import { useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { useWhy } from "../../ui/why.tsx";
import { useCommand } from "../../ui/command.tsx";

const t = texts("participant");

export function OnDeck({ hand }: { hand: MyHandRow }) {
  const microphone = useMicrophone(hand.mic);
  const why = useWhy();
  const { send, refused } = useCommand();
  const own = hand.delivery === "own_call" || hand.delivery === "telephone";
  const first = hand.position === 1;
  return (
    <>
      <main class="deck">
        {microphone && <Flag microphone={microphone} />}
        <h2>{t(first ? "you_are_next_big" : "you_are_soon")}</h2>
        <p class="big-words">
          {hand.delivery === "written" ? t("will_be_read") : own ? t("open_audio") : hand.delivery === "hub_line" ? t("go_to_hub") : t("go_to_microphone", { microphone: microphone?.name ?? "" })}
        </p>
        {hand.why && <p>{why(hand.why)}</p>}
        {hand.audio_ready && <p><Plate state="ready" /></p>}
        {refused && <p class="remedy" role="alert">{t("not_done", { reason: refused.text })}</p>}
      </main>
      <section class="thumb two" aria-label={t("actions")}>
        {own && <Button rank={hand.audio_ready ? "other" : "main"} wide onClick={() => void send({ do: "audio_ready", hand: hand.hand, ready: !hand.audio_ready })}>{t(hand.audio_ready ? "audio_not_ready" : "audio_is_ready")}</Button>}
        <Button onClick={() => void send({ do: "defer", hand: hand.hand })}>{t("let_one_go")}</Button>
        <Button onClick={() => void send({ do: "lower", hand: hand.hand })}>{t("lower")}</Button>
      </section>
    </>
  );
}

export function OnFloor({ hand }: { hand: MyHandRow }) {
  const { rows } = useSeat();
  const floor = rows.row("floor").value;
  const microphone = useMicrophone(hand.mic);
  return (
    <main class="deck">
      {microphone && <Flag microphone={microphone} />}
      <h2>{t("you_have_floor")}</h2>
      {floor?.turn && <Clock turn={floor.turn} />}
      {floor?.signal && <p class="big-words"><Plate state="over_time">{t(`signal_${floor.signal}`)}</Plate></p>}
      {hand.delivery === "written" && <p>{t("is_read")}</p>}
    </main>
  );
}

function Clock({ turn }: { turn: NonNullable<import("../../generated/protocol.ts").FloorRow["turn"]> }) {
  return <TurnClock reading={useReading(turn)} />;
}
