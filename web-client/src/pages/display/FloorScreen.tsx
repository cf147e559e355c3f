// The floor on a big screen: who speaks, how long still, who is next, how it has been shared.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { MeetingRow, NextHand, Sum, TurnRow } from "../../generated/protocol.ts";
import { waitingCount } from "../../state/order.ts";
import { minutes, number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useJoin } from "../../ui/join.ts";
import { Flag, Qr, type Side, SideMark, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useMicrophones, useReading, useSeat } from "../../ui/seat.tsx";
import { ClockBar, ClockDigits, ClockWords } from "../../ui/TurnClock.tsx";
import { HandName, TurnName } from "../../ui/who.tsx";
import { HeadEnd } from "./parts.tsx";

const t = texts("display");

/** The whole floor screen. `bare`: the block of the speaker alone, for video mixers. */
export function FloorScreen({ bare }: { bare?: boolean }) {
  const { rows } = useSeat();
  const turn = rows.row("floor").value?.turn;
  const meeting = rows.row("meeting").value;
  if (bare) return <main class="screen floor bare">{turn && <Speaker turn={turn} />}</main>;
  return (
    <div class={`screen floor ${isComing(meeting) ? "coming" : ""}`}>
      <Head />
      <main>{turn ? <Speaker key={turn.turn} turn={turn} /> : <Nobody meeting={meeting} />}</main>
      <Next />
      <Share />
    </div>
  );
}

/** A title longer than this is set one step smaller, before the start. */
const TITLE_CHARS = 48;
/** Before the start there is nobody to call, and nothing has been shared: whoever comes in looks for where they are. */
const isComing = (meeting: MeetingRow | undefined) => meeting?.phase === "preparing" && !meeting.pause;

function Head() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const item = rows.row(`item/${meeting?.item ?? 0}`).value;
  return (
    <header>
      {item ? <><b>{t("item_numbered", { n: item.position })}</b><span class="one-line"><bdi>{item.title}</bdi></span></> : !isComing(meeting) && <b class="one-line"><bdi>{meeting?.title}</bdi></b>}
      <HeadEnd>{meeting?.phase === "running" && <span>{t(meeting.gate === "open" ? "queue_open" : "queue_closed")}</span>}</HeadEnd>
    </header>
  );
}

function Speaker({ turn }: { turn: TurnRow }) {
  const microphone = useMicrophone(turn.mic ?? turn.group);
  const reading = useReading(turn);
  const name = useRef<HTMLHeadingElement>(null);
  // Two lines at full size; a longer name one step smaller, so that it is never cut.
  useLayoutEffect(() => {
    const line = name.current;
    if (!line) return;
    line.classList.remove("long");
    const lines = line.offsetHeight / parseFloat(getComputedStyle(line).lineHeight);
    line.classList.toggle("long", lines > 2.5);
  }, [turn.who.name]);
  return (
    <>
      <div class="who swap">
        {microphone ? <Flag microphone={microphone} /> : <span class="no-flag" />}
        <h1 ref={name}><TurnName turn={turn} /></h1>
        <div class="about">
          {turn.who.organisation && turn.who.organisation !== turn.who.name && <p class="org"><bdi>{turn.who.organisation}</bdi></p>}
          <p class="place-line">
            {turn.place && <PlaceOf place={turn.place} />}
            <span>{turn.kind === "called" || !microphone ? null : `${t(`turn_${turn.kind}`)} `}{microphone ? microphone.name : t(`turn_${turn.kind}`)}</span>
          </p>
        </div>
      </div>
      <div class="time">
        <p class="of"><ClockWords reading={reading} /></p>
        <ClockDigits reading={reading} />
      </div>
      <ClockBar reading={reading} />
    </>
  );
}

function Nobody({ meeting }: { meeting: MeetingRow | undefined }) {
  const join = useJoin();
  const pause = meeting?.pause;
  const title =
    pause ? pause.title || t(pause.by === "region" ? "pause_groups_region" : pause.by === "group" ? "pause_groups_group" : "pause")
    : meeting?.phase === "preparing" ? t("not_started")
    : meeting?.phase === "ended" ? t("ended")
    : t(meeting?.gate === "open" ? "floor_open" : "floor_quiet");
  const open = meeting?.phase === "running" && meeting.gate === "open" && !pause;
  if (meeting && isComing(meeting)) {
    return <div class="nobody"><h1 class={[...meeting.title].length > TITLE_CHARS ? "long" : ""}><bdi>{meeting.title}</bdi></h1><p class="org">{title}</p></div>;
  }
  return (
    <div class="nobody">
      <h1>{title}</h1>
      {pause?.until_ms !== undefined && <p class="org">{t("pause_until", { time: timeOfDay(pause.until_ms) })}</p>}
      {open && join.address && <p class="org">{t("join_here")}: <b><bdi dir="ltr">{join.address}</bdi></b></p>}
    </div>
  );
}

function Next() {
  const { rows } = useSeat();
  const join = useJoin();
  const coming = isComing(rows.row("meeting").value);
  const deck = (rows.row("next").value?.deck ?? []).slice(0, 2);
  if (coming && !join.svg && !join.address) return null;
  return (
    <section class="next" aria-label={t("queue_title")}>
      {deck.length ? (
        <ol>{deck.map((next, i) => <NextLine key={next.hand} next={next} word={t(i === 0 ? "next" : "then")} />)}</ol>
      ) : <p class="nobody-waits">{t(!coming ? "nobody_waits" : join.svg ? "join_scan" : "join_here")}</p>}
      {(join.svg || join.address) && (
        <div class="join">
          {join.svg && <Qr svg={join.svg} label={t("join_label")} />}
          {join.address && <b><bdi dir="ltr">{join.address}</bdi></b>}
        </div>
      )}
    </section>
  );
}

function NextLine({ next, word }: { next: NextHand; word: string }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${next.hand}`).value;
  const microphone = useMicrophone(hand?.mic);
  const name = useRef<HTMLSpanElement>(null);
  // One line at full size; a longer name on two, one step smaller.
  useLayoutEffect(() => {
    const line = name.current;
    if (!line) return;
    line.classList.remove("long");
    line.classList.toggle("long", line.scrollHeight > 1.5 * parseFloat(getComputedStyle(line).lineHeight));
  }, [hand?.who.name, next.audio_ready]);
  if (!hand) return null;
  return (
    <li>
      <span class="when">{word}</span>
      {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <span />}
      <span class="name" ref={name}><HandName hand={hand} /></span>
      <span class="place-line">{next.audio_ready && <Tag ink="bold">✓ {t("state_ready")}</Tag>}<PlaceOf place={hand.place} /></span>
    </li>
  );
}

/** With more microphones than this, their minutes do not fit on the line. */
const MINUTES_FIT = 6;

/** How the floor has been shared, in two quiet lines: the sides and the microphones, always in the same order. */
function Share() {
  const { rows } = useSeat();
  const share = rows.row("share").value;
  const microphones = useMicrophones();
  if (isComing(rows.row("meeting").value)) return null;
  if (!share) return <footer />;
  const none: Sum = { turns: 0, ms: 0 };
  const sides: [Side, string, Sum][] = [["room", t("side_room"), share.room], ["hub", t("side_hubs"), share.hubs], ["online", t("side_online"), share.online]];
  const had = (sum: Sum, time = true) => <>{number(sum.turns)}{time && sum.ms > 0 && <small>{t("comma")}{minutes(sum.ms)}</small>}</>;
  return (
    <footer>
      <p>
        <b>{t("called_so_far")}</b>
        {sides.map(([side, word, sum]) => <span key={side}><SideMark side={side} /> {word} <b>{had(sum)}</b></span>)}
        <span>{t.pieces("called_of", { called: <b>{number(share.called)}</b>, raised: share.raised })}</span>
      </p>
      <p>
        {microphones.map(({ key, row }) => (
          <span key={key}><Flag microphone={row} label={row.name} /> <b>{had(share.mics[key] ?? none, microphones.length <= MINUTES_FIT)}</b></span>
        ))}
        <span class="push">{t("waiting_n", { n: waitingCount(rows) })}</span>
      </p>
    </footer>
  );
}
