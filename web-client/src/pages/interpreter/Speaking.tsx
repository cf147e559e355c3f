// Who speaks now: the name, how to say it, the language, and how long it will last.

import { useEffect } from "preact/hooks";
import type { TurnRow } from "../../generated/protocol.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Flag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useReading, useSeat } from "../../ui/seat.tsx";
import { TurnClock } from "../../ui/TurnClock.tsx";
import { TurnName } from "../../ui/who.tsx";
import { useLanguage } from "./languages.ts";

const t = texts("interpreter");

export function Speaking() {
  const { rows } = useSeat();
  const turn = rows.row("floor").value?.turn;
  return (
    <section aria-label={t("speaking")} class="speaking">
      <p class="quiet">{t("speaking")}</p>
      {turn ? <Speaker key={turn.turn} turn={turn} />
        : <p class="nobody quiet">{t(rows.row("meeting").value?.pause ? "in_break" : "nobody")}</p>}
    </section>
  );
}

function Speaker({ turn }: { turn: TurnRow }) {
  const microphone = useMicrophone(turn.mic);
  const language = useLanguage(turn.language, turn.who);
  const reading = useReading(turn);
  const text = useSeat().rows.row(`desk/${turn.hand ?? 0}`).value?.text;
  useEffect(() => announce(t("said_speaking", { name: turn.who.name || t("unidentified"), language: language ? languageName(language) : t("language_unknown") })), []);
  return (
    <>
      <h2>{microphone && <Flag microphone={microphone} />}<span><TurnName turn={turn} /></span></h2>
      {turn.who.say && <p class="say">{t.pieces("say_it", { say: <b><bdi>{turn.who.say}</bdi></b> })}</p>}
      <p class="tongue">{language ? languageName(language) : <span class="quiet">{t("language_unknown")}</span>}</p>
      {(turn.who.title || turn.who.organisation) && (
        <p>{turn.who.title && <><bdi>{turn.who.title}</bdi><br /></>}<bdi>{turn.who.organisation ?? ""}</bdi></p>
      )}
      <p class="quiet where">
        {turn.place && <PlaceOf place={turn.place} />}
        {microphone && <span><bdi>{microphone.name}</bdi></span>}
        {turn.topic && <span>{t.pieces("on_topic", { topic: <bdi>{turn.topic}</bdi> })}</span>}
      </p>
      <TurnClock reading={reading} />
      {text && <figure><figcaption class="quiet small">{t("read_aloud")}</figcaption><blockquote tabIndex={0}><bdi>{text}</bdi></blockquote></figure>}
    </>
  );
}
