// The time that the group has left, and its word to the moderator: at work, more time, ready.

import type { BreakRow, GroupState, Key } from "../../generated/protocol.ts";
import { clock, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("rapporteur");

export function GroupNow({ unit, pause }: { unit: Key; pause: BreakRow | undefined }) {
  if (!pause) return <p class="quiet">{t("no_groups")}</p>;
  return (
    <>
      {pause.title && <p class="group-task" dir="auto">{pause.title}</p>}
      <TimeLeft pause={pause} />
      <HowFar unit={unit} said={pause.units?.[unit] ?? null} />
    </>
  );
}

function TimeLeft({ pause }: { pause: BreakRow }) {
  const seat = useSeat();
  const { until_ms, since_ms, recalled } = pause;
  if (until_ms === undefined) return <p class="quiet">{t("no_end", { time: timeOfDay(since_ms) })}</p>;
  const left_ms = until_ms - seat.now.value;
  const over = left_ms <= 0;
  return (
    <div class={`time-left${recalled ? " recalled" : ""}`}>
      {recalled && <p role="status"><Tag ink="signal">{t("called_back")}</Tag></p>}
      <p class="turn-clock-line">
        <b class="clock-digits"><bdi dir="ltr">{over ? `+${clock(-left_ms)}` : clock(left_ms)}</bdi></b>
        <span class="quiet">{over ? <Tag ink="signal">{t("time_over")}</Tag> : t("left_until", { time: timeOfDay(until_ms) })}</span>
      </p>
      <span class={`clock-bar running${over ? " over" : left_ms <= LAST_MS ? " last" : ""}`} aria-hidden="true" style={{ "--left": `${100 * Math.min(1, Math.max(0, left_ms / Math.max(1, until_ms - since_ms)))}%`, "--mark": `${100 * Math.min(0.5, LAST_MS / Math.max(1, until_ms - since_ms))}%` }}><i /></span>
    </div>
  );
}

/** The last part of a break-out is marked on its bar. */
const LAST_MS = 120_000;

const STATES: readonly GroupState[] = ["ready", "more_time", "working"];
const INK = { ready: "ready", more_time: "lost", working: "on_deck" } as const;

/** What the moderator sees of the group, and what else can be said. */
function HowFar({ unit, said }: { unit: Key; said: GroupState | null }) {
  const seat = useSeat();
  const { send, refused } = useCommand();
  const kept = seat.kept.value.filter((command) => command.do === "set_group_state").at(-1);
  const offline = seat.standing.value.is !== "live";
  const say = (state: GroupState) => void send({ do: "set_group_state", unit, state }, () => announce(t(`said_${state}`)));
  return (
    <div class="how-far">
      <p>
        {t.pieces("moderator_sees", { state: said ? <Plate state={INK[said]}>{t(`group_${said}`)}</Plate> : <Plate state="waiting">{t("group_silent")}</Plate> })}
        {kept && kept.do === "set_group_state" && <> <Plate state={offline ? "kept_here" : "sending"} /> {t(`group_${kept.state}`)}</>}
      </p>
      {STATES.filter((state) => state !== said && !(state === "working" && said === null)).map((state) => (
        <Button key={state} wide rank={state === "ready" ? "main" : "other"} onClick={() => say(state)}>{t(`say_${state}`)}</Button>
      ))}
      <Refused refused={refused} />
    </div>
  );
}
