// The last turns: who spoke, from where and for how long; with the notes and decisions that the reporter entered.

import { useState } from "preact/hooks";
import type { TurnRow } from "../../generated/protocol.ts";
import { number, span, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { TurnName } from "../../ui/who.tsx";

const t = texts("floor");

/** So many stand there from the start. */
const FIRST = 6;

export function LastTurns() {
  const { rows } = useSeat();
  const [all, setAll] = useState(false);
  const turns = rows.ids("turn").reverse();
  const decisions = rows.ids("note").reverse().flatMap((id) => {
    const note = rows.row(`note/${id}`).value;
    return note?.kind === "decision" ? [{ id, note }] : [];
  });
  return (
    <>
      {decisions.length > 0 && (
        <section aria-labelledby="decisions-title">
          <h2 id="decisions-title">{t("decisions")}</h2>
          <ul class="last-turns">
            {decisions.map(({ id, note }) => <li key={id} class="decision"><span class="quiet">{timeOfDay(note.at_ms)}</span><p dir="auto">{note.text}</p></li>)}
          </ul>
        </section>
      )}
      <section aria-labelledby="turns-title">
        <h2 id="turns-title">{t("last_turns")}</h2>
        {turns.length === 0 && <p class="quiet">{t("no_turns")}</p>}
        <ul class="last-turns">
          {turns.slice(0, all ? turns.length : FIRST).map((id) => {
            const turn = rows.row(`turn/${id}`).value;
            return turn && <Turn key={id} turn={turn} />;
          })}
        </ul>
        {turns.length > FIRST && <Button aria-expanded={all} onClick={() => setAll(!all)}>{t(all ? "fewer_turns" : "more_turns")}</Button>}
      </section>
    </>
  );
}

function Turn({ turn }: { turn: TurnRow }) {
  const microphone = useMicrophone(turn.mic);
  return (
    <li data-turn={turn.turn}>
      <b class="quiet">{number(turn.turn)}</b>
      <div>
        <p class="next-who">{microphone && <Flag microphone={microphone} />}<b><TurnName turn={turn} /></b></p>
        <p class="facts quiet">
          {turn.who.organisation && <span><bdi>{turn.who.organisation}</bdi></span>}
          {microphone ? <span><bdi>{microphone.name}</bdi></span> : turn.kind !== "called" && <span>{t(`turn_${turn.kind}`)}</span>}
          {turn.place && <PlaceOf place={turn.place} />}
          {turn.out_of_turn && <Tag ink="outline">{t("out_of_turn", { reason: t(`reason_${turn.out_of_turn}`) })}</Tag>}
          {turn.corrected && <Tag ink="outline">{t("corrected")}</Tag>}
        </p>
      </div>
      <span class="turn-length">{turn.spoken_ms > 0 && span(turn.spoken_ms)}</span>
    </li>
  );
}
