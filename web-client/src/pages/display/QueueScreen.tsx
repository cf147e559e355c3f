// The queue on a big screen, for `?part=queue`: the next eight, in calling order.

import { callingOrder } from "../../state/order.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { ListSlide } from "../../ui/ListSlide.tsx";
import { Flag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { HeadEnd } from "./parts.tsx";

const t = texts("display");
const SHOWN = 8;

export function QueueScreen() {
  const { rows } = useSeat();
  const order = callingOrder(rows);
  const shown = order.slice(0, SHOWN);
  return (
    <div class="screen queue">
      <header><h1>{t("queue_title")}</h1><HeadEnd>{t("waiting_n", { n: order.length })}</HeadEnd></header>
      <main class="next">
        {shown.length === 0 && <p class="nobody-waits">{t("nobody_waits")}</p>}
        <ListSlide items={shown} keyOf={(hand) => String(hand)}>{(hand, i) => <Line hand={hand} place={i + 1} />}</ListSlide>
      </main>
    </div>
  );
}

function Line({ hand: id, place }: { hand: number; place: number }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const microphone = useMicrophone(hand?.mic);
  if (!hand) return null;
  return (
    <>
      <span class="when">{number(place)}</span>
      {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <span />}
      <span class="one-line name"><HandName hand={hand} /></span>
      <span class="place-line"><PlaceOf place={hand.place} /></span>
    </>
  );
}
