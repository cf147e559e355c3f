// Who has the floor, with the clock; or why nobody has.

import { useEffect } from "preact/hooks";
import type { TurnRow } from "../../generated/protocol.ts";
import { languageName, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announceStanding } from "../../ui/announce.tsx";
import { Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { TurnName } from "../../ui/who.tsx";

const t = texts("floor");

export function NowOnFloor() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const turn = rows.row("floor").value?.turn;
  const who = turn?.who.name;
  useEffect(() => {
    if (who) announceStanding("floor", t("said_floor", { name: who }));
  }, [turn?.turn, who]);
  return (
    <section class="floor-now" aria-labelledby="floor-title">
      <h2 id="floor-title" class="quiet">{t("on_floor")}</h2>
      {meeting?.pause && (
        <p class="big-words">
          {t(meeting.pause.by ? `pause_by_${meeting.pause.by}` : "pause")}{meeting.pause.title && <>{t("comma")}<bdi>{meeting.pause.title}</bdi></>}
          {meeting.pause.until_ms !== undefined && <> <span class="quiet">{t("until", { time: timeOfDay(meeting.pause.until_ms) })}</span></>}
        </p>
      )}
      {meeting?.phase === "running" && turn ? <Turn key={turn.turn} turn={turn} />
        : !meeting?.pause && <p class="big-words">{t(meeting?.phase === "preparing" ? "not_started" : meeting?.phase === "ended" ? "ended" : "nobody")}</p>}
    </section>
  );
}

function Turn({ turn }: { turn: TurnRow }) {
  const microphone = useMicrophone(turn.mic);
  const reading = useReading(turn);
  return (
    <>
      <div class="floor-who swap">
        {microphone && <Flag microphone={microphone} />}
        <div>
          <p class="floor-name"><b><TurnName turn={turn} /></b></p>
          {turn.who.organisation && <p><bdi>{turn.who.organisation}</bdi></p>}
          <p class="facts quiet">
            {microphone && <span><bdi>{microphone.name}</bdi></span>}
            {turn.place && <PlaceOf place={turn.place} />}
            {turn.kind !== "called" && <span>{t(`turn_${turn.kind}`)}</span>}
            {turn.hand_kind && turn.hand_kind !== "intervention" && <span>{t(`kind_${turn.hand_kind}`)}</span>}
            {turn.language && <span>{languageName(turn.language)}</span>}
            {turn.out_of_turn && <Tag ink="outline">{t("out_of_turn", { reason: t(`reason_${turn.out_of_turn}`) })}</Tag>}
            {turn.on_air && <Plate state="on_air">{t("On_air")}</Plate>}
          </p>
        </div>
      </div>
      <TurnClock reading={reading} />
    </>
  );
}
