// The hub's own hands in the queue of the meeting, with position, expected time, reason and worst case; those kept here last.

import { useState } from "preact/hooks";
import type { HandId } from "../../generated/protocol.ts";
import { clock, languageName, minutes, number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useExpectation } from "../../ui/expected.tsx";
import { Button, Flag, Plate } from "../../ui/marks.tsx";
import { useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { NameHand } from "./NameHand.tsx";
import { handsOf, isKept, type KeptHand, keptHands, type OwnHand, useOwnHub } from "./own.ts";
import { Standing } from "./Standing.tsx";

const t = texts("hub");

export function OwnHands() {
  const seat = useSeat();
  const hub = useOwnHub();
  const [chosen, setOpen] = useState<HandId | null | undefined>(undefined);
  const hands = handsOf(seat.rows, hub.place);
  const kept = keptHands(seat.kept.value);
  const open = chosen === undefined ? hands[0]?.id : chosen; // until the operator chooses, the next one tells how it stands
  return (
    <section class="own-hands" aria-labelledby="own-title">
      <h2 id="own-title">{t("waiting_here")}</h2>
      {hands.length + kept.length === 0 && <p class="quiet">{t("nobody_waits")}</p>}
      <ol>
        {hands.map((hand) => <Line key={hand.id} hand={hand} open={open === hand.id} onOpen={() => setOpen(open === hand.id ? null : hand.id)} />)}
        {kept.map((hand, i) => <KeptLine key={`kept-${i}`} hand={hand} />)}
      </ol>
      <Share />
    </section>
  );
}

function Line({ hand, open, onOpen }: { hand: OwnHand; open: boolean; onOpen(): void }) {
  const seat = useSeat();
  const { send, refused } = useCommand();
  const microphone = useMicrophone(hand.row.mic);
  const expected = useExpectation(hand.position);
  const zone = useOwnHub().row?.time_zone;
  const lowering = isKept(seat.kept.value, "lower", hand.id);
  const offline = seat.standing.value.is !== "live";
  const facts = [
    t("raised_at", { time: timeOfDay(hand.row.raised_ms, true, zone) }), hand.row.kind === "intervention" ? "" : t(`kind_${hand.row.kind}`),
    hand.row.language ? languageName(hand.row.language) : "", hand.row.topic ?? "",
  ].filter(Boolean);
  return (
    <li class={open ? "open" : ""}>
      <button type="button" class="own-line" aria-expanded={open} onClick={onOpen}>
        <b>{hand.position ? t("place_nth", { n: hand.position }) : "–"}</b>
        {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <i class="no-flag" aria-hidden="true" />}
        <span class="one-line">{hand.row.who.name ? <HandName hand={hand.row} /> : hand.row.of ? t("unnamed_of", { n: hand.row.of[0], m: hand.row.of[1] }) : t("unnamed_alone")}</span>
        {lowering ? <Plate state={offline ? "kept_here" : "sending"}>{t(offline ? "lower_kept" : "lowering")}</Plate>
          : hand.row.unready ? <Plate state="not_ready" />
          : hand.row.provisional ? <Plate state="provisional" />
          : <span class="quiet">{expected ? minutes(expected.in_ms) : hand.row.kind === "point_of_order" ? t("point_waits") : ""}</span>}
      </button>
      {open && (
        <div class="own-open">
          <Standing id={hand.id} hand={hand.row} position={hand.position} />
          <p class="quiet"><bdi>{facts.join(t("comma"))}</bdi></p>
          {!hand.row.who.name && <NameHand hand={hand.id} />}
          {!lowering && (
            <p class="own-acts">
              <Button onClick={() => void send({ do: "defer", hand: hand.id })}>{t("let_one_go")}</Button>
              <Button onClick={() => void send({ do: "lower", hand: hand.id })}>{t("lower")}</Button>
            </p>
          )}
          <Refused refused={refused} />
        </div>
      )}
    </li>
  );
}

function KeptLine({ hand }: { hand: KeptHand }) {
  const seat = useSeat();
  const person = seat.rows.row(`person/${hand.person ?? 0}`).value;
  const microphone = useMicrophone(person?.group ?? hand.microphone);
  return (
    <li>
      <span class="own-line">
        <b>–</b>
        {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <i class="no-flag" aria-hidden="true" />}
        <span class="one-line"><bdi>{person?.name || t("unnamed_alone")}</bdi></span>
        <Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} />
      </span>
    </li>
  );
}

/** What this hub, and all hubs together, have had of the floor. */
function Share() {
  const share = useSeat().rows.row("share").value;
  const hub = useOwnHub();
  if (!share) return null;
  const own = share.hubs_each[hub.id] ?? { turns: 0, ms: 0 };
  const turns = share.room.turns + share.hubs.turns + share.online.turns;
  const all_ms = share.room.ms + share.hubs.ms + share.online.ms;
  if (!turns) return null;
  const time = (ms: number) => <bdi dir="ltr">{clock(ms)}</bdi>;
  return (
    <p class="own-share">
      {t.pieces("share", {
        own: <b>{number(own.turns)}</b>, own_time: <b>{time(own.ms)}</b>, turns: number(share.hubs.turns), time: time(share.hubs.ms), all: turns, span: minutes(all_ms),
      })}
    </p>
  );
}
