// The list to call by when the screen is gone, or to carry over to the next session or day: on paper, or alone on the page
// under `?print=1`, as a table or in large type to be read out.

import { useState } from "preact/hooks";
import type { HandId } from "../../generated/protocol.ts";
import { date, languageName, number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useWhy } from "../../ui/why.tsx";
import { orderHere } from "./hall.ts";
import { sheet, spoken_ms } from "./offline.ts";

const t = texts("moderator");

interface Properties {
  /** It is all that stands on the page. */
  alone?: boolean;
  onPrint(): void;
  onBack?(): void;
}

export function CallSheet({ alone, onPrint, onBack }: Properties) {
  const seat = useSeat();
  const { rows } = seat;
  const [aloud, setAloud] = useState(new URLSearchParams(location.search).get("print") === "aloud");
  const meeting = rows.row("meeting").value;
  const item = meeting?.item === undefined ? undefined : rows.row(`item/${meeting.item}`).value;
  const turn = rows.row("floor").value?.turn;
  const order = orderHere(seat);
  const now_ms = seat.now.peek();
  return (
    <main class={`call-sheet${alone ? " alone" : ""}${aloud ? " aloud" : ""}`}>
      {alone && (
        <p class="no-print hand-keys">
          <Button rank="main" onClick={onPrint}>{t("print_list")}</Button>
          <Button aria-pressed={aloud} onClick={() => setAloud(!aloud)}>{t(aloud ? "sheet_as_table" : "sheet_aloud")}</Button>
          <Button {...(onBack ? { onClick: onBack } : {})}>{t("back")}</Button>
        </p>
      )}
      <h1><bdi>{meeting?.title}</bdi></h1>
      <p>{item && <><bdi>{item.title}</bdi>{t("comma")}</>}{t("sheet_as_of", { date: date(now_ms), time: timeOfDay(now_ms, true) })}</p>
      {meeting && <p>{t("sheet_rule", { rule: t(`rule_${meeting.preset}`), n: order.length })} {t("sheet_carries")}</p>}
      {turn && <p>{t.pieces("sheet_floor", { name: <b><bdi>{turn.who.name || t("unidentified")}</bdi></b>, n: turn.turn })}</p>}
      {aloud ? <ol class="read-out">{order.map((id, i) => <ReadOut key={id} id={id} place={i + 1} />)}</ol> : (
        <table>
          <thead>
            <tr><th scope="col">{t("sheet_place")}</th><th scope="col">{t("sheet_name")}</th><th scope="col">{t("sheet_say")}</th><th scope="col">{t("microphone")}</th><th scope="col">{t("place")}</th><th scope="col">{t("sheet_language")}</th><th scope="col">{t("sheet_why")}</th><th scope="col">{t("sheet_called")}</th></tr>
          </thead>
          <tbody>{order.map((id, i) => <SheetRow key={id} id={id} place={i + 1} />)}</tbody>
        </table>
      )}
      {order.length === 0 && <p>{t("no_hand")}</p>}
      <CalledHere />
    </main>
  );
}

function SheetRow({ id, place }: { id: HandId; place: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  const why = useWhy();
  if (!hand) return null;
  const kind = [hand.kind === "intervention" ? "" : t(`kind_${hand.kind}`), hand.delivery === "written" || hand.delivery === "telephone" ? t(`delivery_${hand.delivery}`) : ""].filter(Boolean);
  return (
    <tr>
      <td>{number(place)}</td>
      <td><b><HandName hand={hand} /></b>{hand.who.title && <> <bdi>{hand.who.title}</bdi></>}<br /><bdi>{hand.who.organisation}</bdi>{hand.topic && <><br />{t.pieces("about", { topic: <bdi>{hand.topic}</bdi> })}</>}</td>
      <td><bdi>{hand.who.say}</bdi></td>
      <td>{microphone && <><Flag microphone={microphone} /> {microphone.name}</>}</td>
      <td><PlaceOf place={hand.place} /></td>
      <td>{hand.language && languageName(hand.language)}{kind.length > 0 && <><br />{kind.join(t("comma"))}</>}</td>
      <td>{why(rows.row("why").value?.[String(id)])}</td>
      <td class="box" />
    </tr>
  );
}

/** One hand as it is read out: the name, how to say it, for whom, from where, in which language, and why it stands there. */
function ReadOut({ id, place }: { id: HandId; place: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  const why = useWhy();
  if (!hand) return null;
  return (
    <li value={place}>
      <p><b><HandName hand={hand} /></b>{hand.who.say && <> {t.pieces("say_it", { say: <bdi>{hand.who.say}</bdi> })}</>}</p>
      <p class="quiet">{microphone && <><Flag microphone={microphone} /> {microphone.name}{t("comma")}</>}<PlaceOf place={hand.place} />{hand.language && `${t("comma")}${languageName(hand.language)}`}{hand.kind !== "intervention" && `${t("comma")}${t(`kind_${hand.kind}`)}`}</p>
      <p class="quiet small">{why(rows.row("why").value?.[String(id)])}</p>
    </li>
  );
}

/** What was called here while the link was down, and is not in the record yet. */
function CalledHere() {
  const calls = sheet.value.calls.filter((call) => call.state !== "entered");
  if (!calls.length) return null;
  return (
    <>
      <h2>{t("sheet_here")}</h2>
      <ol>{calls.map((call) => <li key={call.n}><bdi dir="ltr">{timeOfDay(call.called_ms, true)}</bdi> <b><bdi>{call.name}</bdi></b>{call.ended_ms !== undefined && <> {t("sheet_took", { n: Math.round(spoken_ms(call) / 1000) })}</>}</li>)}</ol>
    </>
  );
}
