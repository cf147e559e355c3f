// The floor while the hall has no link: who was called here, with a clock of this page's own, and who is next on the list.

import { useState } from "preact/hooks";
import type { TurnRow } from "../../generated/protocol.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { readClock } from "../../ui/clock.ts";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Flag, Plate } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { HandName } from "../../ui/who.tsx";
import { callHere, orderHere } from "./hall.ts";
import { called, current, ended, type HereCall, keep, sheet, started } from "./offline.ts";

const t = texts("moderator");

/** The limit of a turn where the list says none. */
const TURN_MS = 120_000;

export function HallFloor() {
  const seat = useSeat();
  const { rows } = seat;
  const turn = rows.row("floor").value?.turn;
  const here = current(sheet.value);
  const left = turn && sheet.value.floor?.turn !== turn.turn ? turn : undefined;
  const now = () => Math.round(seat.clock.now_ms());
  const end = () => {
    keep(ended(sheet.value, turn?.turn, now()));
    announce(t("said_ended"));
  };
  const start = () => keep(started(sheet.value, now()));
  useKeys([{ key: " ", does: t("clock_start"), run: start, when: here !== undefined && here.started_ms === undefined }]);
  return (
    <section aria-label={t("on_floor")} class="floor-now">
      {here ? <Here call={here} /> : left ? <Left turn={left} /> : <p class="big-words">{t("nobody")}</p>}
      <div class="row">
        {here && here.started_ms === undefined && <Button rank="answer" keyName=" " onClick={start}>{t("clock_start")}</Button>}
        {(here || left) && <Button onClick={end}>{t("end_turn")}</Button>}
      </div>
    </section>
  );
}

/** Somebody who was called here. */
function Here({ call }: { call: HereCall }) {
  const seat = useSeat();
  const { rows } = seat;
  const microphone = useMicrophone(call.mic);
  const item = rows.row("meeting").value?.item;
  const limit_ms = (item === undefined ? undefined : rows.row(`item/${item}`).value?.turn_ms) ?? TURN_MS;
  const clock = call.started_ms === undefined ? { limit_ms, spoken_ms: 0 } : { limit_ms, spoken_ms: 0, started_ms: call.started_ms, running_since_ms: call.started_ms };
  return (
    <>
      <p class="air-line"><Plate state="kept_here">{t("called_here", { time: timeOfDay(call.called_ms, true) })}</Plate></p>
      <div class="who">
        {microphone && <Flag microphone={microphone} />}
        <div><h2><bdi>{call.name}</bdi></h2>{call.place && <p class="org quiet"><PlaceOf place={call.place} /></p>}</div>
      </div>
      <TurnClock reading={readClock(clock, seat.now.value)} />
    </>
  );
}

/** The turn that was on the floor when the link went: its clock goes on here. */
function Left({ turn }: { turn: TurnRow }) {
  const seat = useSeat();
  const microphone = useMicrophone(turn.mic);
  return (
    <>
      <p class="air-line"><Plate state="stale">{t("floor_from_before")}</Plate></p>
      <div class="who">
        {microphone && <Flag microphone={microphone} />}
        <div><h2><bdi>{turn.who.name || t("unidentified")}</bdi></h2></div>
      </div>
      <TurnClock reading={readClock(turn, seat.now.value, 0, seat.clock.speed)} />
    </>
  );
}

/** The next one of the last list, called here; and somebody who is not on it. */
export function HallCall() {
  const seat = useSeat();
  const [first, ...then] = orderHere(seat);
  const hand = seat.rows.row(`hand/${first ?? 0}`).value;
  const microphone = useMicrophone(hand?.mic);
  const call = () => first !== undefined && callHere(seat, first);
  useKeys([{ key: "n", does: t("call_here"), run: call, when: hand !== undefined }]);
  const standing = seat.standing.value;
  return (
    <div class="next">
      {hand ? (
        <Button rank="main" keyName="n" class="call" onClick={call}>
          {microphone && <Flag microphone={microphone} label={microphone.name} />}
          <span class="call-text"><small>{t("call_here")}</small><b><HandName hand={hand} /></b><small class="one-line"><PlaceOf place={hand.place} plain /></small></span>
        </Button>
      ) : <Button off class="call"><span>{t("no_hand")}</span></Button>}
      <p class="small">{t("list_as_of", { time: timeOfDay(standing.is === "offline" ? standing.since_ms : Date.now(), true) })}</p>
      {then.length > 0 && (
        <ol class="then" start={2} aria-label={t("then")}>{then.slice(0, 2).map((id) => <ThenHere key={id} id={id} />)}</ol>
      )}
      <Other />
    </div>
  );
}

function ThenHere({ id }: { id: number }) {
  const hand = useSeat().rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  if (!hand) return null;
  return <li>{microphone && <Flag microphone={microphone} label={microphone.name} />}<span class="one-line"><HandName hand={hand} /></span></li>;
}

/** Somebody whose hand is not on the list. */
function Other() {
  const seat = useSeat();
  const [who, setWho] = useState<Picked>(NOBODY);
  const call = (event: Event) => {
    event.preventDefault();
    const { person } = named(who);
    const name = who.text.trim();
    if (!name) return;
    keep(called(sheet.value, { name, ...(person === undefined ? {} : { person }) }, seat.rows.row("floor").value?.turn?.turn, Math.round(seat.clock.now_ms())));
    announce(t("said_called_here", { name }));
    setWho(NOBODY);
  };
  return (
    <details class="hand-more">
      <summary>{t("call_other_here")}</summary>
      <form class="field-and-button" onSubmit={call}>
        <PersonPicker label={t("give_who")} value={who} onPick={setWho} />
        <Button submit off={!who.text.trim()}>{t("call_here_short")}</Button>
      </form>
    </details>
  );
}
