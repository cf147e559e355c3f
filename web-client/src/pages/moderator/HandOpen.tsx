// The line of keys under an open hand: call out of turn with a reason, pass over, lower, move, confirm, name.

import { useEffect, useState } from "preact/hooks";
import type { HandId, HandRow, OverrideReason } from "../../generated/protocol.ts";
import { waitingCount } from "../../state/order.ts";
import { languageName, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Confirm } from "../../ui/Field.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { useWhy } from "../../ui/why.tsx";
import { focusHand, movedHand, openHand } from "./desk.ts";
import { callHere, useHallOffline } from "./hall.ts";
import { moveBy } from "./moves.ts";

const t = texts("moderator");

/** The reasons of an override, by their keys. */
const REASONS: readonly [string, OverrideReason][] = [
  ["1", "precedence"], ["2", "balance"], ["3", "reply"], ["4", "leaving"], ["0", "none_given"],
];

export function HandOpen({ id, hand, place, line }: { id: HandId; hand: HandRow; place: number; line: readonly HandId[] }) {
  const seat = useSeat();
  const { rows } = seat;
  const why = useWhy();
  const { send, refused } = useCommand();
  const group = useMicrophone(hand.group);
  const after = rows.row("floor").value?.turn?.turn;
  const close = () => {
    openHand.value = null;
    focusHand(id);
  };
  const offline = useHallOffline();
  const call = (reason: OverrideReason) => {
    if (offline) {
      openHand.value = null;
      return callHere(seat, id);
    }
    void send({ do: "call", hand: id, reason, ...(after === undefined ? {} : { after }) }, () => {
      if (openHand.value === id) openHand.value = null;
      announce(t("said_called", { name: hand.who.name || t("unidentified") }));
    });
  };
  const move = (by: -1 | 1) => {
    const before = moveBy(rows, id, by);
    if (before === undefined) return;
    movedHand.value = id;
    void send({ do: "move_hand", hand: id, ...(before === null ? {} : { before }) });
  };
  useKeys(REASONS.map(([key, reason]) => ({ key, does: t("call_because", { reason: t(`reason_${reason}`) }), run: () => call(reason) })));
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    addEventListener("keydown", leave, true);
    return () => removeEventListener("keydown", leave, true);
  }, [id]);
  const facts = [
    group && group.name, hand.language ? languageName(hand.language) : "", t(`delivery_${hand.delivery}`),
    t("raised_at", { time: timeOfDay(hand.raised_ms, true) }), hand.new ? t("not_spoken_yet") : t("has_spoken"),
  ].filter(Boolean);
  const reason = rows.row("why").value?.[String(id)];
  return (
    <div class="hand-open" role="group" aria-label={t("open_hand", { name: hand.who.name || t("unidentified") })}>
      {hand.who.organisation && <p><bdi>{hand.who.organisation}</bdi></p>}
      <p class="quiet">{facts.join(t("comma"))}</p>
      {hand.provisional && <p class="quiet">{t("provisional_means")}</p>}
      {hand.unready && <p class="quiet">{t("unready_means")}</p>}
      {hand.arrived_ms !== undefined && <p class="quiet">{t("raised_in_outage", { raised: timeOfDay(hand.raised_ms, true), arrived: timeOfDay(hand.arrived_ms, true) })}</p>}
      {hand.topic && <p>{t.pieces("about", { topic: <bdi>{hand.topic}</bdi> })}</p>}
      {reason && <p class="quiet">{t("why_nth", { n: place, why: why(reason) })}</p>}
      <p class="hand-ask"><b>{t("call_out_of_turn")}</b></p>
      <div class="hand-keys">
        {REASONS.map(([key, one]) => <Button key={key} class="slim" keyName={key} onClick={() => call(one)}>{t(`Reason_${one}`)}</Button>)}
      </div>
      <div class="hand-keys">
        <Button class="slim" title={t("pass_over_means")} onClick={() => void send({ do: "skip", hand: id })}>{t("pass_over")}</Button>
        <Button class="slim" onClick={() => { const next = line[line.indexOf(id) + 1] ?? line[line.indexOf(id) - 1]; openHand.value = null; void send({ do: "lower", hand: id }, () => focusHand(next)); }}>{t("lower")}</Button>
        <Button class="slim" aria-label={t("move_up")} title={t("move_up")} off={moveBy(rows, id, -1) === undefined} onClick={() => move(-1)}>↑</Button>
        <Button class="slim" aria-label={t("move_down")} title={t("move_down")} off={moveBy(rows, id, 1) === undefined} onClick={() => move(1)}>↓</Button>
        {hand.unconfirmed && hand.who.person !== undefined && (
          <Button class="slim" rank="answer" onClick={() => void send({ do: "confirm_person", person: hand.who.person as number })}>{t("confirm")}</Button>
        )}
        <Button class="slim" onClick={close}>{t("close")}</Button>
      </div>
      <Confirm
        ask={t("last_word")} confirm={t("last_word_yes")} question={t("last_word_question", { n: waitingCount(rows) - 1 })}
        onConfirm={() => void send({ do: "last_word", hand: id, ...(after === undefined ? {} : { after }) }, () => {
          if (openHand.value === id) openHand.value = null;
          announce(t("said_last_word", { name: hand.who.name || t("unidentified") }));
        })}
      />
      <MoveToMicrophone id={id} hand={hand} send={send} />
      {hand.who.person === undefined && <NameIt id={id} hand={hand} send={send} />}
      <Refused refused={refused} />
    </div>
  );
}

interface PartProperties {
  id: HandId;
  hand: HandRow;
  send: ReturnType<typeof useCommand>["send"];
}

/** The same hand at another microphone: rarely needed, so folded. */
function MoveToMicrophone({ id, hand, send }: PartProperties) {
  const microphones = useMicrophones();
  if (microphones.length < 2) return null;
  return (
    <details class="hand-more">
      <summary>{t("other_microphone")}</summary>
      <div class="hand-keys">
        {microphones.filter(({ key }) => key !== hand.mic).map(({ key, row }) => (
          <Button key={key} class="slim" onClick={() => void send({ do: "change_hand", hand: id, microphone: key })}>{row.name}</Button>
        ))}
      </div>
    </details>
  );
}

/** Whose an unnamed hand is. */
function NameIt({ id, hand, send }: PartProperties) {
  const [who, setWho] = useState<Picked>(NOBODY);
  return (
    <form class="hand-name-it" onSubmit={(event) => { event.preventDefault(); if (who.text.trim()) void send({ do: "name_hand", hand: id, ...named(who) }); }}>
      <PersonPicker label={t("whose_hand")} value={who} onPick={setWho} only={(person) => person.place === hand.place || person.place === undefined} />
      <Button submit class="slim">{t("name_it")}</Button>
    </form>
  );
}
