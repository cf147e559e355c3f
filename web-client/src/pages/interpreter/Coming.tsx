// Who comes next, how their names are said, and in which languages: the next and a dozen after.

import type { HandId, HandRow } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, Plate } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { useLanguage } from "./languages.ts";

const t = texts("interpreter");

/** The next, and a dozen. */
const SHOWN = 13;

export function Coming() {
  const { rows } = useSeat();
  const deck = (rows.row("next").value?.deck ?? []).map((one) => one.hand);
  const all = [...new Set([...deck, ...callingOrder(rows)])];
  return (
    <section aria-labelledby="coming-title" class="coming">
      <h2 id="coming-title">{t("coming")}</h2>
      {all.length ? <ol>{all.slice(0, SHOWN).map((id, i) => <Row key={id} id={id} place={i + 1} />)}</ol> : <p class="quiet">{t("nobody_waits")}</p>}
      {all.length > SHOWN && <p class="quiet small">{t("more_n", { n: all.length - SHOWN })}</p>}
    </section>
  );
}

function Row({ id, place }: { id: HandId; place: number }) {
  const hand = useSeat().rows.row(`hand/${id}`).value;
  return hand ? <Waiting hand={hand} place={place} /> : null;
}

function Waiting({ hand, place }: { hand: HandRow; place: number }) {
  const microphone = useMicrophone(hand.mic);
  const language = useLanguage(hand.language, hand.who);
  return (
    <li class={place === 1 ? "first" : ""}>
      <span class="quiet nth"><span class="unseen">{t("nth_says", { n: place })}</span><span aria-hidden="true">{place === 1 ? t("next") : t("nth", { n: place })}</span></span>
      {microphone && <Flag microphone={microphone} label={microphone.name} />}
      <div class="person">
        <p><b><HandName hand={hand} /></b>{hand.who.say && <> <span class="say-small"><bdi>{hand.who.say}</bdi></span></>}</p>
        <p class="quiet small"><PlaceOf place={hand.place} />{hand.unready && <Plate state="not_ready" />}{hand.who.organisation && <span><bdi>{hand.who.organisation}</bdi></span>}</p>
      </div>
      <span class="tongue">{language ? languageName(language) : <span class="quiet">{t("language_unknown")}</span>}</span>
    </li>
  );
}
