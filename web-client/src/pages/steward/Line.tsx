// The people in the line, in the order in which they stand, each with what can be done: up, down, confirm, name, left.

import { useState } from "preact/hooks";
import type { HandId, HandRow, Key, Place } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { ListSlide } from "../../ui/ListSlide.tsx";
import { Button, Plate } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useHub, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { beforeWhom, keptNames, knownLine, moved } from "./line.ts";

const t = texts("steward");

interface Properties {
  mic: Key;
  name: string;
  place: Place;
  /** Rows show "left" instead of their arrows. */
  leaving: boolean;
}

export function Line({ mic, name, place, leaving }: Properties) {
  const seat = useSeat();
  const { rows } = seat;
  const { send, refused } = useCommand();
  const kept = seat.kept.value;
  const line = moved(knownLine(rows, mic, place), kept);
  const added = keptNames(kept, mic, (person) => rows.row(`person/${person}`).value?.name ?? "");
  const offline = seat.standing.value.is !== "live";
  const move = (id: HandId, by: -1 | 1) => {
    const before = beforeWhom(line, id, by);
    if (before !== undefined) void send({ do: "move_hand", hand: id, ...(before === null ? {} : { before }) });
  };
  return (
    <section class="list" aria-labelledby="line-title">
      <h2 id="line-title">{t("standing", { microphone: name, n: line.length + added.length })}</h2>
      <p class="quiet">{t("as_they_stand")} <NextHere mic={mic} line={line} /></p>
      <Refused refused={refused} />
      <div class="rows">
        <ListSlide items={line} keyOf={String} rowClass={(id) => (rows.row(`hand/${id}`).value?.unconfirmed ? "new" : "")}>
          {(id, i) => <Row id={id} n={i + 1} leaving={leaving} first={i === 0} last={i === line.length - 1} onMove={(by) => move(id, by)} />}
        </ListSlide>
        {added.length > 0 && (
          <ul class="kept">
            {added.map((who, i) => (
              <li key={i}><b aria-hidden="true" /><span class="text"><b class="one-line"><bdi>{who || t("no_name")}</bdi></b><span><Plate state={offline ? "kept_here" : "sending"} /></span></span></li>
            ))}
          </ul>
        )}
        {line.length + added.length === 0 && <p class="quiet empty">{t("nobody")}</p>}
      </div>
    </section>
  );
}

/** "Next here: after the Tunis hub." */
function NextHere({ mic, line }: { mic: Key; line: HandId[] }) {
  const { rows } = useSeat();
  const whole = rows.row(`order/${mic}`).value ?? [];
  const first = line[0];
  const at = first === undefined ? -1 : whole.indexOf(first);
  const before = at > 0 ? rows.row(`hand/${whole[at - 1] ?? 0}`).value?.place : undefined;
  const hub = useHub(before);
  if (first === undefined || at < 0) return null;
  const place = callingOrder(rows).indexOf(first) + 1;
  if (at === 0) return <>{t("next_here_at", { n: place })}</>;
  return <>{hub ? t("next_here_after_hub", { name: hub.name }) : before === "online" ? t("next_here_after_online") : t("next_here_at", { n: place })}</>;
}

interface RowProperties {
  id: HandId;
  n: number;
  leaving: boolean;
  first: boolean;
  last: boolean;
  onMove(by: -1 | 1): void;
}

function Row({ id, n, leaving, first, last, onMove }: RowProperties) {
  const seat = useSeat();
  const { rows } = seat;
  const hand = rows.row(`hand/${id}`).value;
  const { send, refused } = useCommand();
  const [naming, setNaming] = useState(false);
  const deck = rows.row("next").value?.deck.find((one) => one.hand === id);
  const going = seat.kept.value.some((command) => command.do === "lower" && command.hand === id);
  if (!hand) return null;
  const who = hand.who.name || t("no_name");
  return (
    <>
      <b class="n">{number(n)}</b>
      <span class="text">
        <b class="one-line"><HandName hand={hand} /></b>
        <span class="one-line">{hand.unconfirmed ? t("not_confirmed") : hand.who.organisation ? <bdi>{hand.who.organisation}</bdi> : hand.who.person === undefined ? t("name_due") : ""}{hand.kind !== "intervention" && ` ${t(`kind_${hand.kind}`)}`}</span>
        {deck && <span>{deck.audio_ready ? <Plate state="ready">{t("is_here")}</Plate> : <Plate state="on_deck" />}</span>}
      </span>
      <span class="do">
        {leaving ? <Button rank="answer" off={going} aria-label={t("left_of", { name: who })} onClick={() => void send({ do: "lower", hand: id }, () => announce(t("said_left", { name: who })))}>{t("left")}</Button>
          : deck && !deck.audio_ready ? <Button rank="answer" onClick={() => void send({ do: "audio_ready", hand: id, ready: true })}>{t("here")}</Button>
          : hand.unconfirmed && hand.who.person !== undefined ? <Confirm hand={hand} send={send} />
          : hand.who.person === undefined ? <Button rank="answer" aria-expanded={naming} onClick={() => setNaming(!naming)}>{t("name")}</Button>
          : (
            <>
              <Button aria-label={t("up", { name: who })} off={first} onClick={() => onMove(-1)}>↑</Button>
              <Button aria-label={t("down", { name: who })} off={last} onClick={() => onMove(1)}>↓</Button>
            </>
          )}
      </span>
      {naming && hand.who.person === undefined && <NameIt id={id} send={send} />}
      {refused && <span class="wide"><Refused refused={refused} /></span>}
    </>
  );
}

type Send = ReturnType<typeof useCommand>["send"];

/** A newcomer's one action; a name that stands on the roster already is shown first. */
function Confirm({ hand, send }: { hand: HandRow; send: Send }) {
  const { rows } = useSeat();
  const person = hand.who.person as number;
  const alike = rows.row(`person/${rows.row(`person/${person}`).value?.alike ?? 0}`).value;
  return (
    <Button rank="answer" title={alike ? t("alike", { name: alike.name, organisation: alike.organisation ?? "" }) : t("confirm_means")}
      onClick={() => void send({ do: "confirm_person", person }, () => announce(t("said_confirmed", { name: hand.who.name })))}>{t("confirm")}</Button>
  );
}

function NameIt({ id, send }: { id: HandId; send: Send }) {
  const [who, setWho] = useState<Picked>(NOBODY);
  return (
    <form class="wide name-it" onSubmit={(event) => { event.preventDefault(); if (who.text.trim()) void send({ do: "name_hand", hand: id, ...named(who) }); }}>
      <PersonPicker first label={t("who_is_it")} value={who} onPick={setWho} />
      <Button submit rank="answer">{t("name")}</Button>
    </form>
  );
}
