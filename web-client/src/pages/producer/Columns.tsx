// Who is on the floor, who is next and who then: by which line each comes, and the two confirmations of the producer.

import type { ComponentChildren } from "preact";
import type { Delivery, HandId, HandRow, Key, NextHand, Place, WhoRow } from "../../generated/protocol.ts";
import { clock, languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { HandName, TurnName } from "../../ui/who.tsx";

const t = texts("producer");

/** The column of whoever has the floor. */
export function Now() {
  const seat = useSeat();
  const { rows } = seat;
  const turn = rows.row("floor").value?.turn;
  const { send, refused } = useCommand();
  const sending = seat.kept.value.some((one) => one.do === "on_air");
  const set = (on: boolean) => turn && !sending && void send({ do: "on_air", turn: turn.turn, on }, () => announce(t(on ? "said_on_air" : "said_off_air")));
  useKeys([{ key: "a", does: t("set_on_air"), run: () => set(true), when: !!turn && !turn.on_air }]);
  if (!turn) return <Empty title={t("now")} words={t(rows.row("meeting").value?.pause ? "in_break" : "nobody_now")} />;
  return (
    <section aria-label={t("now")} class="now-column">
      <Top title={t("now")}>
        {turn.on_air ? <Plate state="on_air" /> : <Tag ink="dashed">{t("not_on_air")}</Tag>}
      </Top>
      <Title mic={turn.mic}><TurnName turn={turn} /></Title>
      <Details who={turn.who} place={turn.place} hand={turn.hand} language={turn.language} />
      <div class="clock-row">
        <Clock />
        <div class="actions">
          {turn.on_air
            ? <Button onClick={() => set(false)}>{t(sending ? "state_sending" : "take_off_air")}</Button>
            : <Button rank="main" keyName="a" onClick={() => set(true)}>{t(sending ? "state_sending" : "set_on_air")}</Button>}
        </div>
      </div>
      <Refused refused={refused} />
    </section>
  );
}

function Clock() {
  const turn = useSeat().rows.row("floor").value?.turn;
  return turn ? <TurnReading turn={turn} /> : null;
}
const TurnReading = ({ turn }: { turn: Parameters<typeof useReading>[0] }) => <TurnClock reading={useReading(turn)} />;

/** The column of the next (0) or the one after (1). */
export function Deck({ place }: { place: 0 | 1 }) {
  const seat = useSeat();
  const { rows } = seat;
  const title = t(place === 0 ? "next" : "then");
  const key = place === 0 ? "l" : "t";
  const next = rows.row("next").value?.deck[place];
  const hand = rows.row(`hand/${next?.hand ?? 0}`).value;
  const { send, refused } = useCommand();
  const sending = seat.kept.value.some((one) => one.do === "line_up" && one.hand === next?.hand);
  const press = () => next && !sending && void send({ do: "line_up", hand: next.hand, up: !next.line_up });
  useKeys([{ key, does: t(place === 0 ? "key_line_next" : "key_line_then"), run: press, when: !!next }]);
  if (!next || !hand) return <Empty title={title} words={t(place === 0 ? "nobody_next" : "nobody_then")} />;
  return (
    <section aria-label={title}>
      <Top title={title}>
        <AudioState next={next} hand={hand} />
        {next.line_up ? <Plate state="ready">{t("line_up")}</Plate> : <Tag ink="dashed">{t("line_not_up")}</Tag>}
      </Top>
      <Title mic={hand.mic}><HandName hand={hand} /></Title>
      <Details who={hand.who} place={hand.place} hand={next.hand} language={hand.language} delivery={hand.delivery} />
      <div class="actions">
        <Button rank={next.line_up ? "answer" : "other"} keyName={key} aria-pressed={next.line_up} onClick={press}>
          {next.line_up && !sending && <span aria-hidden="true">✓</span>}
          {sending ? t("state_sending") : t("line_is_up")}
        </Button>
      </div>
      <Refused refused={refused} />
    </section>
  );
}

/** Whether the hub confirmed the audio: not yet, with what is left of its time; yes; or not in time, and passed over. */
function AudioState({ next, hand }: { next: NextHand; hand: HandRow }) {
  if (next.audio_ready) return <Plate state="ready">{t("audio_ready")}</Plate>;
  if (hand.unready) return <Plate state="not_ready">{t("passed_over")}</Plate>;
  if (next.told_ms !== undefined) return <Unconfirmed told_ms={next.told_ms} />;
  return <Plate state="not_ready">{t("audio_not_ready")}</Plate>;
}

function Unconfirmed({ told_ms }: { told_ms: number }) {
  const seat = useSeat();
  const ready_ms = seat.rows.row("meeting").value?.ready_ms ?? 0;
  if (ready_ms === 0) return <Plate state="not_ready">{t("audio_not_ready")}</Plate>;
  const left_ms = Math.max(0, told_ms + ready_ms - seat.now.value);
  return <Plate state="not_ready">{t.pieces("audio_unconfirmed", { time: <bdi dir="ltr">{clock(left_ms)}</bdi> })}</Plate>;
}

const Empty = ({ title, words }: { title: string; words: string }) => (
  <section aria-label={title}>
    <p class="column-top quiet">{title}</p>
    <p class="nobody quiet">{words}</p>
  </section>
);

/** Which column, and how certain it is. */
const Top = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <p class="column-top"><span class="quiet">{title}</span>{children}</p>
);

function Title({ mic, children }: { mic: Key | undefined; children: ComponentChildren }) {
  const microphone = useMicrophone(mic);
  return <h2>{microphone && <Flag microphone={microphone} label={microphone.name} />}<span>{children}</span></h2>;
}

interface DetailsProperties {
  who: WhoRow;
  place?: Place | undefined;
  hand?: HandId | undefined;
  language?: string | undefined;
  delivery?: Delivery;
}

/** Always the same rows in the same places, so that the eye finds each without reading the others. */
function Details({ who, place, hand, language, delivery }: DetailsProperties) {
  const { rows } = useSeat();
  const desk = rows.row(`desk/${hand ?? 0}`).value;
  const line = desk?.line ?? delivery;
  const words = line && t.has(`delivery_${line}`) ? t(`delivery_${line as Delivery}`) : line;
  const person = rows.row(`person/${who.person ?? 0}`).value;
  const spoken = language ?? person?.languages?.[0];
  return (
    <dl>
      <dt>{t("line")}</dt>
      <dd class="line">
        {place && <b><PlaceOf place={place} /></b>}
        {words && <span><bdi>{words}</bdi></span>}
        {!place && !words && <None />}
      </dd>
      <dt>{t("in_call")}</dt><dd>{desk?.call_name ? <bdi>{desk.call_name}</bdi> : <None />}</dd>
      <dt>{t("title")}</dt><dd>{who.title || who.organisation ? <>{who.title && <p><bdi>{who.title}</bdi></p>}{who.organisation && <p><bdi>{who.organisation}</bdi></p>}</> : <NotStated />}</dd>
      <dt>{t("say")}</dt><dd>{who.say ? <bdi>{who.say}</bdi> : <NotStated />}</dd>
      <dt>{t("language")}</dt><dd>{spoken ? languageName(spoken) : <NotStated />}</dd>
    </dl>
  );
}

const None = () => <span class="quiet">{t("none")}</span>;
const NotStated = () => <span class="quiet">{t("not_stated")}</span>;
