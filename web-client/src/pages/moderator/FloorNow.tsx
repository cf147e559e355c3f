// Who has the floor: the name, the clock, and the three buttons of the clock. Also: nobody, a break, before and after.

import type { TurnRow } from "../../generated/protocol.ts";
import { breakGroups, readiness } from "../../state/breakouts.ts";
import { clock, languageName, minutes, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { type Commanding, Refused, useCommand } from "../../ui/command.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { TurnName } from "../../ui/who.tsx";
import { panel, togglePanel } from "./desk.ts";

const t = texts("moderator");

/** What one stroke adds to a turn. */
const MORE_MS = 30_000;
/** Below this, what is left of a break is told to the second. */
const CLOSE_MS = 120_000;

export function FloorNow() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const turn = rows.row("floor").value?.turn;
  const commanding = useCommand();
  useKeys([{ key: "g", does: t("give_floor"), run: () => togglePanel("floor"), when: meeting?.phase === "running" }]);
  if (meeting?.phase === "preparing") return <Before {...commanding} />;
  if (meeting?.phase === "ended") return <p class="big-words">{t("ended")}</p>;
  return (
    <>
      {meeting?.pause && <Pause {...commanding} />}
      <section aria-label={t("on_floor")} class="floor-now">
        {turn ? <Turn key={turn.turn} turn={turn} {...commanding} /> : <Nobody />}
      </section>
      <Refused refused={commanding.refused} />
    </>
  );
}

const GiveFloor = () => (
  <Button class="slim give" keyName="g" aria-expanded={panel.value === "floor"} onClick={() => togglePanel("floor")}>{t("give_floor")}</Button>
);

function Nobody() {
  return (
    <>
      <p class="air-line"><span class="quiet small">{t("nobody_small")}</span><GiveFloor /></p>
      <p class="big-words">{t("nobody")}</p>
    </>
  );
}

function Turn({ turn, send }: { turn: TurnRow } & Commanding) {
  const { rows } = useSeat();
  const floor = rows.row("floor").value;
  const microphone = useMicrophone(turn.mic);
  const group = useMicrophone(turn.group);
  const reading = useReading(turn);
  const running = turn.running_since_ms !== undefined;
  const started = turn.started_ms !== undefined;
  const clock = started ? (running ? "pause" : "resume") : "start";
  const toggle = () => void send({ do: clock === "start" ? "start_clock" : clock === "pause" ? "pause_clock" : "resume_clock" });
  const more = () => void send({ do: "extend", by_ms: MORE_MS });
  useKeys([
    { key: " ", does: t(`clock_${clock}`), run: toggle },
    { key: "e", does: t("more_time"), run: more },
  ]);
  const how = turn.out_of_turn ? t("out_of_turn", { reason: t(`reason_${turn.out_of_turn}`) })
    : turn.kind === "called" ? t("in_turn") : t(`turn_${turn.kind}`);
  return (
    <>
      <p class="air-line">
        {turn.on_air || running ? <Plate state="on_air">{t("On_air")}</Plate> : <Tag ink="outline">{t(started ? "paused" : "clock_called")}</Tag>}
        <span class="quiet small one-line">{t("turn_how", { n: turn.turn, how })}</span>
        <GiveFloor />
      </p>
      <div class="who swap">
        {microphone && <Flag microphone={microphone} />}
        <div>
          <h2><TurnName turn={turn} /></h2>
          {turn.who.organisation && <p class="org"><bdi>{turn.who.organisation}</bdi></p>}
          <p class="org quiet">
            {turn.place && <PlaceOf place={turn.place} />}
            {(group ?? microphone) && <span>{(group ?? microphone)?.name}</span>}
            {turn.language && <span>{languageName(turn.language)}</span>}
            {turn.hand_kind && turn.hand_kind !== "intervention" && <span>{turn.to_turn ? t("kind_to_turn", { kind: t(`kind_${turn.hand_kind}`), n: turn.to_turn }) : t(`kind_${turn.hand_kind}`)}</span>}
          </p>
          {turn.who.say && <p class="org quiet"><span>{t.pieces("say_it", { say: <b><bdi>{turn.who.say}</bdi></b> })}</span></p>}
        </div>
      </div>
      <TurnClock reading={reading} />
      {floor?.signal && floor.signal !== "clear" && <p class="signal-line" role="status"><Tag ink="signal">{t(`signal_${floor.signal}`)}</Tag></p>}
      {floor?.interrupted && <p class="small">{t("interrupted", { n: floor.interrupted })}</p>}
      <div class="row">
        <Button rank={started ? "other" : "answer"} keyName=" " onClick={toggle}>{t(`clock_${clock}`)}</Button>
        <Button keyName="e" onClick={more}>{t("more_time")}</Button>
        <Button onClick={() => void send({ do: "end_turn" }, () => announce(t("said_ended")))}>{t("end_turn")}</Button>
      </div>
    </>
  );
}

function Before({ send, refused }: Commanding) {
  return (
    <section class="floor-now">
      <p class="big-words">{t("not_started")}</p>
      <Button rank="main" wide onClick={() => void send({ do: "start_meeting" })}>{t("start_meeting")}</Button>
      <Refused refused={refused} />
    </section>
  );
}

function Pause({ send }: Commanding) {
  const seat = useSeat();
  const pause = seat.rows.row("meeting").value?.pause;
  if (!pause) return null;
  const left_ms = pause.until_ms === undefined ? null : pause.until_ms - seat.now.value;
  const { ready, more, all } = readiness(breakGroups(seat.rows, pause));
  const soon = left_ms !== null && left_ms > 0 && (pause.recalled || left_ms < CLOSE_MS);
  return (
    <section class="pause-row" aria-label={t("break")}>
      <p>
        <b>{t(pause.by ? `break_by_${pause.by}` : "break")}</b>{pause.title && <> <bdi>{pause.title}</bdi></>} {pause.recalled && <Tag ink="signal">{t("recalled")}</Tag>}<br />
        <span class="quiet">
          {left_ms === null ? t("break_since", { time: timeOfDay(pause.since_ms) })
            : soon ? t("break_until", { time: timeOfDay(pause.until_ms as number), span: clock(left_ms) })
            : left_ms > 0 ? t("break_until", { time: timeOfDay(pause.until_ms as number), span: minutes(left_ms) })
            : t("break_over", { time: timeOfDay(pause.until_ms as number) })}
          {all > 0 && <>{t("comma")}{t("groups_ready", { n: ready, all })}</>}
        </span>
        {more > 0 && <> <Tag ink="signal">{t("groups_more", { n: more })}</Tag></>}
      </p>
      {pause.by && <Button aria-expanded={panel.value === "groups"} onClick={() => togglePanel("groups")}>{t("panel_groups")}</Button>}
      <Button rank="answer" onClick={() => void send({ do: "end_break" })}>{t("end_break")}</Button>
    </section>
  );
}
