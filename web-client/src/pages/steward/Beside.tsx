// Beside the line, where there is room: who is next in the whole meeting. On every screen: who of the room was not found, and who
// asks to speak for another group.

import { useEffect } from "preact/hooks";
import type { HandId, Place } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { alertPerson, endAlert } from "../../ui/alert.ts";
import { announceAtOnce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { HatAsks } from "../../ui/HatAsks.tsx";
import { Button, Flag, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";

const t = texts("steward");

const SHOWN = 4;

export function Beside({ place }: { place: Place }) {
  const { rows } = useSeat();
  const order = callingOrder(rows).slice(0, SHOWN);
  const silent = new Set(rows.row("live/reach").value?.unreachable);
  const missing = (rows.row("next").value?.deck ?? [])
    .filter((one) => !one.audio_ready && rows.row(`hand/${one.hand}`).value?.place === place)
    .sort((a, b) => Number(silent.has(b.hand)) - Number(silent.has(a.hand))); // who does not know it comes first
  useSilent(missing.map((one) => one.hand).filter((id) => silent.has(id)));
  return (
    <aside class="beside" aria-label={t("beside")}>
      {missing.length > 0 && (
        <section class="missing">
          <h2>{t("not_here")}</h2>
          {missing.map((one) => <Missing key={one.hand} id={one.hand} silent={silent.has(one.hand)} />)}
        </section>
      )}
      <HatAsks />
      <section class="meeting-next">
        <h2>{t("next_in_meeting")}</h2>
        {order.length === 0 && <p class="quiet">{t("nobody_at_all")}</p>}
        <ol>{order.map((id, i) => <Next key={id} id={id} n={i + 1} />)}</ol>
      </section>
    </aside>
  );
}

/** Said and buzzed once for each of the room who is on deck and whose phone does not answer; and the title says so meanwhile. */
function useSilent(hands: readonly HandId[]) {
  const { rows } = useSeat();
  const key = hands.join(" ");
  useEffect(() => {
    const [first] = key.split(" ");
    if (!first) return;
    const says = t("said_silent", { name: rows.row(`hand/${Number(first)}`).value?.who.name || t("no_name") });
    announceAtOnce(says);
    alertPerson(says);
    return endAlert;
  }, [key]);
}

function Next({ id, n }: { id: HandId; n: number }) {
  const hand = useSeat().rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  if (!hand) return null;
  return <li><b>{number(n)}</b>{microphone && <Flag microphone={microphone} label={microphone.name} />}<span class="one-line"><HandName hand={hand} /></span></li>;
}

/** Somebody of the room who is on deck and has not been seen at a microphone. */
function Missing({ id, silent }: { id: HandId; silent: boolean }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  const { send, refused } = useCommand();
  if (!hand) return null;
  return (
    <div class="missing-one">
      {microphone && <Flag microphone={microphone} label={microphone.name} />}
      <p><b><HandName hand={hand} /></b><br />{silent ? <Tag ink="signal">{t("phone_silent_find")}</Tag> : <span class="quiet">{t("not_seen")}</span>}</p>
      <Button rank="answer" onClick={() => void send({ do: "audio_ready", hand: id, ready: true })}>{t("here")}</Button>
      <Refused refused={refused} />
    </div>
  );
}
