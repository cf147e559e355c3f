// The next two, each with the reason why it is their turn.

import type { NextHand } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Flag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useWhy } from "../../ui/why.tsx";

const t = texts("floor");

export function NextTwo() {
  const { rows } = useSeat();
  const deck = (rows.row("next").value?.deck ?? []).slice(0, 2);
  return (
    <section aria-labelledby="next-title">
      <h2 id="next-title">{t("next_two")}</h2>
      {deck.length === 0 && <p class="quiet">{t("nobody_waits")}</p>}
      <ol class="next-two">{deck.map((next, i) => <Next key={next.hand} next={next} first={i === 0} />)}</ol>
    </section>
  );
}

function Next({ next, first }: { next: NextHand; first: boolean }) {
  const { rows } = useSeat();
  const why = useWhy();
  const hand = rows.row(`hand/${next.hand}`).value;
  const microphone = useMicrophone(hand?.mic);
  if (!hand) return null;
  return (
    <li>
      <span class="quiet">{t(first ? "next" : "then")}</span>
      <p class="next-who">{microphone && <Flag microphone={microphone} />}<b><HandName hand={hand} /></b></p>
      <p class="facts quiet">
        {hand.who.organisation && <span><bdi>{hand.who.organisation}</bdi></span>}
        {microphone && <span><bdi>{microphone.name}</bdi></span>}
        <PlaceOf place={hand.place} />
      </p>
      <p class="next-why">{why(next.why)}</p>
    </li>
  );
}
