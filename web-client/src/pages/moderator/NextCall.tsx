// A point of order that wants a ruling; the one black button, whom it calls and why; and who comes after.

import { useEffect, useState } from "preact/hooks";
import type { HandId, HandKind, HandRow } from "../../generated/protocol.ts";
import { callingOrder, waitingCount } from "../../state/order.ts";
import { languageName, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { playLow } from "../../ui/alert.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { HatAsks } from "../../ui/HatAsks.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Flag, SideMark, sideOf } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useWhy } from "../../ui/why.tsx";
import { pendingPoints } from "./desk.ts";
import { HandMark } from "./HandRow.tsx";
import { isCalled, sheet, toEnter } from "./offline.ts";
import { soundOn } from "./sound.ts";

const t = texts("moderator");

/** What a point of order may turn out to be; a reply of any kind only where somebody has spoken. */
const INSTEAD: readonly HandKind[] = ["intervention", "direct_reply", "follow_up", "clarification"];

export function NextCall() {
  const { rows } = useSeat();
  const points = pendingPoints(rows);
  return (
    <>
      <HatAsks />
      {points[0] && <PointOfOrder key={points[0][0]} id={points[0][0]} hand={points[0][1]} more={points.length - 1} />}
      <Call />
      <Then />
    </>
  );
}

function PointOfOrder({ id, hand, more }: { id: HandId; hand: HandRow; more: number }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const [choosing, setChoosing] = useState(false);
  const instead = rows.row("floor").value?.turn || rows.ids("turn").length ? INSTEAD : INSTEAD.slice(0, 1);
  const admit = () => void send({ do: "admit_point_of_order", hand: id }, () => announce(t("said_admitted")));
  useKeys([{ key: "a", does: t("admit_does"), run: admit }]);
  useEffect(() => {
    announce(t("said_point", { name: hand.who.name || t("unidentified") }));
    if (soundOn.value) playLow();
  }, []);
  return (
    <section class="point" aria-label={t("kind_point_of_order")}>
      <p><b>{t("point_of_order")}</b><br /><span class="quiet"><HandName hand={hand} />{t("comma")}<PlaceOf place={hand.place} plain />{more > 0 && ` (${t("points_more", { n: more })})`}</span></p>
      {choosing ? (
        <span class="choices" role="group" aria-label={t("reclassify_as")}>
          {instead.map((kind) => <Button key={kind} class="slim" onClick={() => void send({ do: "reclassify", hand: id, kind })}>{t(`kind_${kind}`)}</Button>)}
          <Button class="slim" onClick={() => setChoosing(false)}>{t("cancel")}</Button>
        </span>
      ) : (
        <>
          <Button rank="answer" class="slim" keyName="a" onClick={admit}>{t("admit")}</Button>
          <Button class="slim" onClick={() => setChoosing(true)}>{t("reclassify")}</Button>
        </>
      )}
      <Refused refused={refused} />
    </section>
  );
}

/** The black button. While a call is on its way a second press does nothing. */
function Call() {
  const seat = useSeat();
  const { rows } = seat;
  const meeting = rows.row("meeting").value;
  const why = useWhy();
  const { send, refused } = useCommand();
  const first = rows.row("next").value?.deck[0];
  const hand = rows.row(`hand/${first?.hand ?? 0}`).value;
  const microphone = useMicrophone(hand?.mic);
  const calling = seat.kept.value.some((command) => command.do === "call_next" || command.do === "call");
  const after = rows.row("floor").value?.turn?.turn;
  const calledHere = first !== undefined && isCalled(sheet.value, first.hand) && toEnter(sheet.value).some((call) => call.hand === first.hand);
  const call = () => {
    if (!first || !hand || calling || calledHere) return;
    void send({ do: "call_next", expected: first.hand, ...(after === undefined ? {} : { after }) },
      () => announce(t("said_called", { name: hand.who.name || t("unidentified") })));
  };
  useKeys([{ key: "n", does: t("call_next"), run: call, when: first !== undefined }]);
  if (!first || !hand) {
    return (
      <div class="next">
        <Button off class="call"><span>{t(waitingCount(rows) ? "only_held" : "no_hand")}</span></Button>
        {meeting?.phase === "running" && meeting.gate !== "open" && (
          <div class="why">
            <p>{t("queue_closed_means")}</p>
            <Button class="slim" rank="answer" onClick={() => void send({ do: "open_queue" })}>{t("open_queue_now")}</Button>
          </div>
        )}
        <Refused refused={refused} />
      </div>
    );
  }
  return (
    <div class="next">
      <Button rank="main" keyName="n" class={`call${calling ? " calling" : ""}`} off={calledHere} onClick={call}>
        {microphone && <Flag microphone={microphone} label={microphone.name} />}
        <span class="call-text">
          <small>{calling ? t(seat.standing.value.is === "live" ? "calling" : "call_kept") : t("call_next")}</small>
          <b><HandName hand={hand} /></b>
          <small class="one-line"><Delivery hand={hand} ready={first.audio_ready} line={first.line_up} /></small>
        </span>
      </Button>
      <Refused refused={refused} />
      {calledHere && <p class="remedy">{t("enter_first")}</p>}
      <div class="why">
        <p>{t.pieces("why", { why: why(first.why) }).map((piece, i) => (i === 0 ? <b>{piece}</b> : piece))}{hand.topic && <> <span class="quiet">{t.pieces("about", { topic: <bdi>{hand.topic}</bdi> })}</span></>}</p>
        <Button class="slim" title={t("pass_over_means")} onClick={() => void send({ do: "skip", hand: first.hand })}>{t("pass_over")}</Button>
      </div>
    </div>
  );
}

/** Place, language, and whether the words can be heard, in one line. */
function Delivery({ hand, ready, line }: { hand: HandRow; ready: boolean; line: boolean }) {
  const remote = hand.place !== "room";
  const words = [
    hand.language ? languageName(hand.language) : "",
    hand.kind === "intervention" ? "" : t(`kind_${hand.kind}`),
    hand.delivery === "written" || hand.delivery === "telephone" ? t(`delivery_${hand.delivery}`) : "",
    hand.delivery === "written" ? "" : ready ? t("audio_ready") : line ? t("line_up") : remote ? t("audio_not_ready") : "",
  ].filter(Boolean);
  return <><PlaceOf place={hand.place} plain />{words.map((word) => `${t("comma")}${word}`)}</>;
}

/** The second and the third of the calling order. */
function Then() {
  const { rows } = useSeat();
  const order = callingOrder(rows).slice(1, 3);
  if (!order.length) return null;
  return (
    <ol class="then" start={2} aria-label={t("then")}>
      {order.map((id, i) => <ThenRow key={id} id={id} n={i + 2} />)}
    </ol>
  );
}

function ThenRow({ id, n }: { id: HandId; n: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  if (!hand) return null;
  return (
    <li>
      <b aria-hidden="true">{number(n)}</b>
      {microphone && <Flag microphone={microphone} label={microphone.name} />}
      <span class="one-line"><HandName hand={hand} /> <span class="quiet"><SideMark side={sideOf(hand.place)} /> <PlaceWord place={hand.place} /></span></span>
      <HandMark id={id} hand={hand} />
    </li>
  );
}

function PlaceWord({ place }: { place: string }) {
  const { rows } = useSeat();
  if (place === "room") return <>{t("side_room")}</>;
  if (place === "online") return <>{t("side_online")}</>;
  return <bdi>{rows.row(place as `hub/${number}`).value?.name ?? t("side_hub")}</bdi>;
}
