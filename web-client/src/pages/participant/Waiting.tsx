// My hand in the queue: the position, the line as stops before mine, the reason, and what can be done.

import type { HandId, HandRow, MyHandRow } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { languageName, minutes, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { useWhy } from "../../ui/why.tsx";
import { useCommand } from "../../ui/command.tsx";
import { ExpectedTime, WorstCase } from "../../ui/expected.tsx";
import { SharedFold } from "../../ui/mirror/SharedFold.tsx";
import { Hat } from "./Hat.tsx";

const t = texts("participant");

/** More stops than this are folded: the first two, the rest in words, the one before me, me. */
const STOPS = 5;

export function Waiting({ hand }: { hand: MyHandRow }) {
  const seat = useSeat();
  const { rows } = seat;
  const why = useWhy();
  const { send, refused } = useCommand();
  const lowering = seat.kept.value.some((command) => command.do === "lower");
  const offline = seat.standing.value.is !== "live";
  const expected = rows.row("live/expected").value;
  const from_ms = hand.position ? expected?.from_ms[hand.position - 1] : undefined;
  const row = rows.row(`hand/${hand.hand}`).value;
  const point = hand.kind === "point_of_order";
  return (
    <>
      <main class="waiting">
        {hand.position ? (
          <div class="position">
            <b><bdi>{t("place_nth", { n: hand.position })}</bdi></b>
            <span>
              {t("to_be_called")}<br />
              {from_ms !== undefined && t.pieces("in_about", { minutes: <strong>{minutes(from_ms)}</strong> })}
            </span>
          </div>
        ) : (
          <p class="big-words">{t(point ? "point_waits" : "hand_is_up")}</p>
        )}
        <Stops hand={hand} />
        {hand.why && hand.position && (
          <p class="why">{t.pieces("why_nth", { nth: t("place_nth", { n: hand.position }), why: why(hand.why) }).map((piece, i) => (i === 0 ? <b>{piece}</b> : piece))}</p>
        )}
        {from_ms !== undefined && <p class="why">{t.pieces("expected_line", { time: <ExpectedTime position={hand.position} /> })}</p>}
        {from_ms !== undefined && <p class="why quiet worst"><WorstCase position={hand.position} raised_ms={hand.raised_ms} /></p>}
        {row?.provisional && <p class="why"><Plate state="provisional" /> <span class="quiet">{t("provisional_mine")}</span></p>}
        {row?.unready && <p class="why"><Plate state="not_ready" /> {t("unready_mine")}</p>}
        <p class="receipt">
          <Plate state="confirmed" />{" "}
          <span>{[t("raised_at", { time: timeOfDay(hand.raised_ms, true) }), t(`delivery_${hand.delivery}`), hand.language ? languageName(hand.language) : "", hand.topic ?? ""].filter(Boolean).join(t("comma"))}</span>
        </p>
        {row?.arrived_ms !== undefined && <p class="quiet small">{t("raised_in_outage", { arrived: timeOfDay(row.arrived_ms, true) })}</p>}
        <Hat />
        {hand.by_staff && <p class="quiet small">{t("by_staff")}</p>}
        {offline && <p><Tag ink="signal">{t("offline_hand_kept")}</Tag></p>}
        {refused && <p class="remedy" role="alert">{t("not_done", { reason: refused.text })}</p>}
        <SharedFold />
      </main>
      <section class="thumb two" aria-label={t("actions")}>
        {hand.position !== undefined && <Button onClick={() => void send({ do: "defer", hand: hand.hand })}>{t("let_one_go")}</Button>}
        <Button off={lowering} onClick={() => void send({ do: "lower", hand: hand.hand })}>{t(lowering ? "lowering" : "lower")}</Button>
      </section>
    </>
  );
}

interface Stop {
  id: HandId;
  row: HandRow | undefined;
}

/** "The line": who is called before me, as the stops of a train. */
function Stops({ hand }: { hand: MyHandRow }) {
  const { rows } = useSeat();
  const order = callingOrder(rows);
  const at = order.indexOf(hand.hand);
  if (at < 0) return null;
  const turn = rows.row("floor").value?.turn;
  const before: Stop[] = order.slice(0, at).map((id) => ({ id, row: rows.row(`hand/${id}`).value }));
  const folded = before.length > STOPS - 1 ? before.length - 3 : 0;
  const shown = folded ? [...before.slice(0, 2), null, before[before.length - 1] as Stop] : before;
  return (
    <ol class="stops">
      {turn && <StopLine mic={turn.mic} name={turn.who.name || t("unidentified")} end={t("state_on_air")} />}
      {shown.map((stop) => stop === null
        ? <li class="folded" key="folded"><span class="quiet">{t("n_more", { n: folded })}</span></li>
        : <StopLine key={stop.id} mic={stop.row?.mic} name={stop.row?.who.name || t("no_name")} end={stop.row && <PlaceOf place={stop.row.place} plain />} />)}
      <StopLine mic={hand.mic} name={t("you")} you />
    </ol>
  );
}

function StopLine({ mic, name, end, you }: { mic: string | undefined; name: string; end?: preact.ComponentChildren; you?: boolean }) {
  const microphone = useMicrophone(mic);
  return (
    <li class={you ? "you" : ""}>
      {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <i class="stop-dot" aria-hidden="true" />}
      <span class="one-line"><bdi>{name}</bdi></span>
      <span class="quiet small">{end}</span>
    </li>
  );
}
