// The list to call by when the screen is gone: on paper, or alone on the page under `?print=1`.

import type { HandId } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { date, languageName, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useWhy } from "../../ui/why.tsx";

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
  const meeting = rows.row("meeting").value;
  const item = meeting?.item === undefined ? undefined : rows.row(`item/${meeting.item}`).value;
  const turn = rows.row("floor").value?.turn;
  const order = callingOrder(rows);
  const now_ms = seat.now.peek();
  return (
    <main class={`call-sheet${alone ? " alone" : ""}`}>
      {alone && (
        <p class="no-print hand-keys">
          <Button rank="main" onClick={onPrint}>{t("print_list")}</Button>
          <Button {...(onBack ? { onClick: onBack } : {})}>{t("back")}</Button>
        </p>
      )}
      <h1><bdi>{meeting?.title}</bdi></h1>
      <p>{item && <><bdi>{item.title}</bdi>, </>}{t("sheet_as_of", { date: date(now_ms), time: timeOfDay(now_ms, true) })}</p>
      {turn && <p>{t.pieces("sheet_floor", { name: <b><bdi>{turn.who.name || t("unidentified")}</bdi></b>, n: turn.turn })}</p>}
      <table>
        <thead>
          <tr><th scope="col">{t("sheet_place")}</th><th scope="col">{t("sheet_name")}</th><th scope="col">{t("microphone")}</th><th scope="col">{t("place")}</th><th scope="col">{t("sheet_language")}</th><th scope="col">{t("sheet_why")}</th><th scope="col">{t("sheet_called")}</th></tr>
        </thead>
        <tbody>{order.map((id, i) => <SheetRow key={id} id={id} place={i + 1} />)}</tbody>
      </table>
      {order.length === 0 && <p>{t("no_hand")}</p>}
    </main>
  );
}

function SheetRow({ id, place }: { id: HandId; place: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  const why = useWhy();
  if (!hand) return null;
  return (
    <tr>
      <td>{place}</td>
      <td><b><HandName hand={hand} /></b>{hand.who.say && <> ({hand.who.say})</>}<br /><bdi>{hand.who.organisation}</bdi></td>
      <td>{microphone && <><Flag microphone={microphone} /> {microphone.name}</>}</td>
      <td><PlaceOf place={hand.place} /></td>
      <td>{hand.language && languageName(hand.language)}{hand.kind !== "intervention" && <><br />{t(`kind_${hand.kind}`)}</>}</td>
      <td>{why(rows.row("why").value?.[String(id)])}</td>
      <td class="box" />
    </tr>
  );
}
