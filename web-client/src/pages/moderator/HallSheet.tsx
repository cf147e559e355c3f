// The sheet of calls made while the hall had no link: what stands on it, and, once the link is back, entering it into the
// record with the times as stated: one by one, each acknowledged, a refused one with its reason.

import { useEffect, useState } from "preact/hooks";
import { type Command, isDone } from "../../connection/frames.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Confirm } from "../../ui/Field.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import type { Seat } from "../../state/seat.ts";
import { minutesTyped } from "./FloorPanel.tsx";
import { changed, current, dropped, EMPTY, ended, type HereCall, keep, sheet, spoken_ms, toEnter } from "./offline.ts";

const t = texts("moderator");

/** Nothing while the sheet is empty. `offline`: it is being written. */
export function HallSheet({ offline }: { offline: boolean }) {
  const seat = useSeat();
  const now = sheet.value;
  const [busy, setBusy] = useState(false);
  const live = seat.standing.value.is === "live";
  const onFloor = seat.rows.row("floor").value?.turn;
  useEffect(() => {
    const here = current(sheet.value);
    // The moderator went on by the record: whoever was called here last has ended, too.
    if (live && !busy && here && onFloor && onFloor.called_ms > here.called_ms && onFloor.hand !== here.hand) keep(ended(sheet.value, undefined, onFloor.called_ms));
  }, [live, busy, onFloor?.turn]);
  if (!now.calls.length && !now.floor) return null;
  const open = toEnter(now);
  const enterAll = async () => {
    setBusy(true);
    await endFloor(seat);
    for (const call of open) await enter(seat, call);
    setBusy(false);
    announce(t("said_entered", { n: sheet.value.calls.filter((call) => call.state === "entered").length }));
  };
  return (
    <section class="hall-sheet" aria-label={t("sheet_here")}>
      <h3>{t("sheet_here")}</h3>
      <p class="small">{t(offline ? "sheet_writing" : open.length ? "sheet_to_enter" : "sheet_all_entered")}</p>
      {now.floor && offline && <p class="small quiet">{t("sheet_floor_ended", { n: now.floor.turn, time: timeOfDay(now.floor.ended_ms, true) })}</p>}
      {live && (
        <div class="hand-keys">
          {(open.length > 0 || now.floor) && <Button rank="answer" off={busy} onClick={() => void enterAll()}>{t("enter_all", { n: open.length })}</Button>}
          {open.length === 0 && !now.floor
            ? <Button onClick={() => keep(EMPTY)}>{t("sheet_away")}</Button>
            : <Confirm ask={t("sheet_drop")} confirm={t("sheet_drop_yes")} question={t("sheet_drop_question")} onConfirm={() => keep(EMPTY)} />}
        </div>
      )}
      <ol tabIndex={0} aria-label={t("sheet_here")}>{now.calls.map((call) => <Row key={call.n} call={call} live={live} busy={busy} />)}</ol>
    </section>
  );
}

/** The turn that was on the floor when the link went has ended meanwhile; the record is told when. */
async function endFloor(seat: Seat): Promise<void> {
  const { floor } = sheet.value;
  if (!floor) return;
  const turn = seat.rows.row("floor").peek()?.turn;
  if (turn?.turn === floor.turn) {
    const reply = await seat.command({ do: "end_turn" });
    if (isDone(reply)) await seat.command({ do: "add_note", kind: "note", text: t("note_ended", { n: floor.turn, time: timeOfDay(floor.ended_ms, true) }) });
  }
  const { floor: _, ...rest } = sheet.value;
  keep(rest);
}

/** The command that enters a call: with its stated times; of one that speaks still, the floor now. */
function entering(call: HereCall, running: boolean): Command {
  const who = call.hand !== undefined ? { hand: call.hand } : call.person !== undefined ? { person: call.person } : { name: call.name };
  if (!running) return { do: "enter_turn", ...who, called_ms: call.called_ms, spoken_ms: spoken_ms(call) };
  if (call.hand !== undefined) return { do: "call", hand: call.hand, reason: "none_given" };
  return { do: "give_floor", kind: "called", reason: "none_given", ...(call.person !== undefined ? { person: call.person } : { name: call.name }) };
}

async function enter(seat: Seat, call: HereCall): Promise<void> {
  const running = current(sheet.value)?.n === call.n;
  keep(changed(sheet.value, call.n, { state: "sending" }));
  const reply = await seat.command(entering(call, running));
  if (isDone(reply)) {
    if (running && call.started_ms !== undefined) void seat.command({ do: "start_clock" });
    keep(changed(sheet.value, call.n, { state: "entered" }));
  } else {
    keep(changed(sheet.value, call.n, { state: "refused", reason: reply.refused?.text ?? "" }));
  }
}

function Row({ call, live, busy }: { call: HereCall; live: boolean; busy: boolean }) {
  const seat = useSeat();
  const running = current(sheet.value)?.n === call.n;
  const stated = call.ended_ms === undefined ? "" : writeSpan(spoken_ms(call));
  const state = (text: string) => {
    const ms = minutesTyped(text);
    if (ms === null) return;
    keep(changed(sheet.value, call.n, { ended_ms: (call.started_ms ?? call.called_ms) + ms }));
  };
  const wanted = live && (call.state === "here" || call.state === "refused");
  return (
    <li class={call.state}>
      <p>
        <bdi dir="ltr">{timeOfDay(call.called_ms, true)}</bdi> <b><bdi>{call.name}</bdi></b>{" "}
        <HereMark call={call} running={running} />
      </p>
      {call.state === "refused" && <p class="remedy" role="alert">{t("not_done", { reason: call.reason ?? "" })}</p>}
      {wanted && (
        <div class="hand-keys">
          {!running && (
            <label class="stated">{t("sheet_spoken")} <input dir="ltr" inputMode="numeric" maxLength={6} aria-label={t("sheet_spoken_of", { name: call.name })} defaultValue={stated} onBlur={(event) => state(event.currentTarget.value)} /></label>
          )}
          <Button class="slim" off={busy} onClick={() => void enter(seat, { ...(sheet.value.calls.find((one) => one.n === call.n) ?? call) })}>{t(running ? "enter_running" : "enter_one")}</Button>
          <Button class="slim" off={busy} onClick={() => keep(dropped(sheet.value, call.n))}>{t("enter_drop")}</Button>
        </div>
      )}
    </li>
  );
}

function HereMark({ call, running }: { call: HereCall; running: boolean }) {
  switch (call.state) {
    case "here": return running ? <Tag ink="outline">{t("sheet_running")}</Tag> : <><span class="quiet">{call.ended_ms !== undefined && writeSpan(spoken_ms(call))}</span> <Plate state="kept_here" /></>;
    case "sending": return <Plate state="sending" />;
    case "entered": return <Plate state="confirmed">{t("sheet_entered")}</Plate>;
    case "refused": return <Tag ink="signal">{t("sheet_refused")}</Tag>;
  }
}

function writeSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
