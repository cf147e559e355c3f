// The contribution that is to be read aloud now, in full and large; and the ones that come next, so that they can be read before.

import type { HandId } from "../../generated/protocol.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, Plate } from "../../ui/marks.tsx";
import { useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { ClockBar, ClockDigits } from "../../ui/TurnClock.tsx";
import { HandName, TurnName } from "../../ui/who.tsx";
import type { TurnRow } from "../../generated/protocol.ts";

const t = texts("online");

export function ReadAloud() {
  const { rows } = useSeat();
  const turn = rows.row("floor").value?.turn;
  const text = rows.row(`desk/${turn?.hand ?? 0}`).value?.text;
  const coming = (rows.row("next").value?.deck ?? []).filter((one) => rows.row(`desk/${one.hand}`).value?.text);
  return (
    <>
      {turn && text && <Now turn={turn} text={text} />}
      {coming.map((one) => <Coming key={one.hand} id={one.hand} />)}
    </>
  );
}

function Now({ turn, text }: { turn: TurnRow; text: string }) {
  const microphone = useMicrophone(turn.mic);
  const reading = useReading(turn);
  return (
    <section class="read-now" aria-label={t("read_now")}>
      <p class="read-head">
        <Plate state="on_air">{t("read_now")}</Plate>
        {microphone && <Flag microphone={microphone} label={microphone.name} />}
        <b><TurnName turn={turn} /></b>
        {turn.language && <span class="quiet">{languageName(turn.language)}</span>}
        <ClockDigits reading={reading} />
      </p>
      <ClockBar reading={reading} />
      {turn.who.organisation && <p class="quiet"><bdi>{turn.who.organisation}</bdi></p>}
      <Words text={text} {...(turn.language ? { lang: turn.language } : {})} />
    </section>
  );
}

function Coming({ id }: { id: HandId }) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const text = rows.row(`desk/${id}`).value?.text;
  const microphone = useMicrophone(hand?.mic);
  if (!hand || !text) return null;
  return (
    <section class="read-next" aria-label={t("read_next")}>
      <p class="read-head">
        <Plate state="on_deck">{t("read_next")}</Plate>
        {microphone && <Flag microphone={microphone} label={microphone.name} />}
        <b><HandName hand={hand} /></b>
        {hand.language && <span class="quiet">{languageName(hand.language)}</span>}
      </p>
      <Words text={text} {...(hand.language ? { lang: hand.language } : {})} />
    </section>
  );
}

/** The text by its paragraphs, as it was written. */
function Words({ text, lang }: { text: string; lang?: string }) {
  return <blockquote dir="auto" lang={lang}>{text.split(/\n+/).map((paragraph, i) => <p key={i}>{paragraph}</p>)}</blockquote>;
}
