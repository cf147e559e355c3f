// The online hands in calling order: where each stands in the meeting, whether it can be heard, what can be done for it.

import { useEffect, useState } from "preact/hooks";
import type { Delivery, HandId, HandRow } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { languageName, minutes, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce, announceAtOnce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { ExpectedTime, useExpectation, WorstCase } from "../../ui/expected.tsx";
import { Field } from "../../ui/Field.tsx";
import { ListSlide } from "../../ui/ListSlide.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useWhy } from "../../ui/why.tsx";

const t = texts("online");

const DELIVERIES: readonly Delivery[] = ["own_call", "telephone", "written"];

export function Hands() {
  const { rows } = useSeat();
  const order = callingOrder(rows);
  const mine = order.filter((id) => rows.row(`hand/${id}`).value?.place === "online");
  const silent = (rows.row("live/reach").value?.unreachable ?? []).find((id) => mine.includes(id));
  useEffect(() => {
    if (silent) announceAtOnce(t("said_silent", { name: rows.row(`hand/${silent}`).value?.who.name ?? "" }));
  }, [silent]);
  return (
    <section class="hands" aria-labelledby="hands-title">
      <h2 id="hands-title">{t("hands_n", { n: mine.length })}</h2>
      {mine.length === 0 && <p class="quiet">{t("hands_none")}</p>}
      <ListSlide items={mine} keyOf={String} label={t("hands_online")}>
        {(id) => <Hand id={id} place={order.indexOf(id) + 1} />}
      </ListSlide>
    </section>
  );
}

function Hand({ id, place }: { id: HandId; place: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  const deck = rows.row("next").value?.deck.find((one) => one.hand === id);
  const silent = rows.row("live/reach").value?.unreachable.includes(id) ?? false;
  const expected = useExpectation(place);
  const { send, refused } = useCommand();
  const [open, setOpen] = useState(false);
  if (!hand) return null;
  const details = [
    t(`delivery_${hand.delivery}`), hand.language ? languageName(hand.language) : "",
    hand.kind === "intervention" ? "" : t(`kind_${hand.kind}`), expected ? t("in_about", { minutes: minutes(expected.in_ms) }) : "",
  ].filter(Boolean).join(t("comma"));
  return (
    <>
      <div class="online-hand">
        <b class="n">{number(place)}</b>
        {microphone && <Flag microphone={microphone} label={microphone.name} />}
        <span class="text">
          <b class="one-line"><HandName hand={hand} /></b>
          <span class="one-line">{details}</span>
          {(deck || hand.unconfirmed || hand.provisional) && (
            <span>
              {deck && (deck.audio_ready ? <Plate state="ready" /> : <Plate state="on_deck" />)}{" "}
              {deck && silent && <Tag ink="signal">{t("phone_silent")}</Tag>}{" "}
              {hand.provisional && <Plate state="provisional" />}{" "}
              {hand.unconfirmed && <Tag ink="dotted">{t("unconfirmed")}</Tag>}
            </span>
          )}
        </span>
        <span class="do">
          {deck && hand.delivery !== "written" && (
            <Button rank={deck.audio_ready ? "other" : "answer"} onClick={() => void send({ do: "audio_ready", hand: id, ready: !deck.audio_ready })}>{t(deck.audio_ready ? "not_ready_after_all" : "is_ready")}</Button>
          )}
          {hand.unconfirmed && hand.who.person !== undefined && (
            <Button rank="answer" onClick={() => void send({ do: "confirm_person", person: hand.who.person as number }, () => announce(t("said_confirmed", { name: hand.who.name })))}>{t("confirm")}</Button>
          )}
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>{t("more")}</Button>
        </span>
      </div>
      {open && <More id={id} hand={hand} place={place} send={send} />}
      <Refused refused={refused} />
    </>
  );
}

interface MoreProperties {
  id: HandId;
  hand: HandRow;
  place: number;
  send: ReturnType<typeof useCommand>["send"];
}

/** What is rarely needed for a hand: another way to be heard, its topic, one's turn let by, lowering, a name. */
function More({ id, hand, place, send }: MoreProperties) {
  const { rows } = useSeat();
  const why = useWhy();
  const [delivery, setDelivery] = useState<Delivery>(hand.delivery);
  const [topic, setTopic] = useState(hand.topic ?? "");
  const [text, setText] = useState("");
  const [who, setWho] = useState<Picked>(NOBODY);
  const desk = rows.row(`desk/${id}`).value;
  const expected = useExpectation(place);
  const needsText = delivery === "written" && hand.delivery !== "written" && !text.trim();
  const change = (event: Event) => {
    event.preventDefault();
    if (needsText) return;
    void send({
      do: "change_hand", hand: id, delivery, ...(topic.trim() === (hand.topic ?? "") ? {} : { topic: topic.trim() }),
      ...(delivery === "written" && text.trim() ? { text: text.trim() } : {}),
    }, () => announce(t("said_changed")));
  };
  const reason = rows.row("why").value?.[String(id)];
  return (
    <div class="more">
      {hand.who.organisation && <p><bdi>{hand.who.organisation}</bdi>{hand.who.say && <>. {t.pieces("say_it", { say: <b><bdi>{hand.who.say}</bdi></b> })}</>}</p>}
      {reason && <p class="quiet">{t("why_position", { n: place, why: why(reason) })}</p>}
      {expected && <p class="quiet"><ExpectedTime position={place} /> <WorstCase position={place} raised_ms={hand.raised_ms} unsure={hand.provisional} /></p>}
      {desk?.call_name && <p>{t.pieces("call_name_is", { name: <b><bdi>{desk.call_name}</bdi></b> })}</p>}
      {hand.who.person === undefined && (
        <form class="inline" onSubmit={(event) => { event.preventDefault(); if (who.text.trim()) void send({ do: "name_hand", hand: id, ...named(who) }); }}>
          <PersonPicker label={t("whose_hand")} value={who} onPick={setWho} />
          <Button submit>{t("name_it")}</Button>
        </form>
      )}
      <form onSubmit={change}>
        <div class="two-fields">
          <Field label={t("delivery")}>
            <select value={delivery} onChange={(event) => setDelivery((event.target as HTMLSelectElement).value as Delivery)}>
              {DELIVERIES.map((one) => <option key={one} value={one}>{t(`delivery_${one}`)}</option>)}
            </select>
          </Field>
          <Field label={t("topic")}><input type="text" maxLength={120} dir="auto" value={topic} onInput={(event) => setTopic((event.target as HTMLInputElement).value)} /></Field>
        </div>
        {delivery === "written" && <Field label={t("text")} hint={hand.delivery === "written" ? t("text_kept") : undefined}><textarea maxLength={4000} dir="auto" value={text} onInput={(event) => setText((event.target as HTMLTextAreaElement).value)} /></Field>}
        <div class="buttons">
          <Button submit off={needsText}>{t("save")}</Button>
          <Button onClick={() => void send({ do: "defer", hand: id })}>{t("let_one_go")}</Button>
          <Button onClick={() => void send({ do: "lower", hand: id }, () => announce(t("said_lowered")))}>{t("lower")}</Button>
        </div>
      </form>
    </div>
  );
}
