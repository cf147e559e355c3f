// Counted shows of hands of one question: what hubs have counted, the room's own count, corrections with a reason.

import { useState } from "preact/hooks";
import type { CountedRow, Place, PollId, PollRow } from "../generated/protocol.ts";
import { number } from "../text/format.ts";
import { texts } from "../text/index.ts";
import "./agreed.css";
import { Refused, useCommand } from "./command.tsx";
import { Field } from "./Field.tsx";
import { pointLabel } from "./Likert.tsx";
import { Button } from "./marks.tsx";
import { scaleOf } from "./question.ts";
import { PlaceOf, useSeat } from "./seat.tsx";

const t = texts("common");

export function HandsTable({ id, poll, open }: { id: PollId; poll: PollRow; open: boolean }) {
  const { rows } = useSeat();
  const [place, setPlace] = useState<Place | null>(null);
  const counted = rows.row(`tally/${id}`).value?.counted ?? {};
  const places = Object.keys(counted) as Place[];
  if (open && !places.includes("room" as Place)) places.unshift("room" as Place);
  if (!places.length) return <p class="quiet small">{t("none_counted")}</p>;
  return (
    <div class="hands-counted">
      <h5>{t("hands_counted")}</h5>
      <ul class="poll-list">
        {places.map((one) => (
          <li key={one}>
            <span><PlaceOf place={one} plain /> {counted[one] ? <Counted row={counted[one] as CountedRow} confirms={poll.terms.confirm} /> : <span class="quiet">{t("hands_not_yet")}</span>}</span>
            {(one === "room" || counted[one]) && <Button class="slim" aria-expanded={place === one} onClick={() => setPlace(place === one ? null : one)}>{t(counted[one] ? "hands_change" : "hands_enter")}</Button>}
          </li>
        ))}
      </ul>
      {place && <Grid key={place} id={id} poll={poll} place={place} before={counted[place]} open={open} onDone={() => setPlace(null)} />}
    </div>
  );
}

function Counted({ row, confirms }: { row: CountedRow; confirms: boolean }) {
  return (
    <span class="quiet">
      {/* no dot between figures: it is the Arabic nought */}
      {row.hands.map((n) => number(n)).join(" | ")}{t("comma")}{t("hands_of_heads", { n: row.hands.reduce((a, b) => a + b, 0) + row.no_opinion, heads: row.heads })}{row.corrected && `${t("comma")}${t("corrected")}`}
      {row.counter && <>{t("comma")}{t.pieces("counted_by", { name: <bdi>{row.counter}</bdi> })}</>}
      {row.confirmed ? <>{t("comma")}{row.confirmer ? t.pieces("confirmed_by_name", { name: <bdi>{row.confirmer}</bdi> }) : t("state_confirmed")}</> : confirms && <>{t("comma")}{t("answer_not_confirmed")}</>}
    </span>
  );
}

interface GridProperties {
  id: PollId;
  poll: PollRow;
  place: Place;
  before: CountedRow | undefined;
  open: boolean;
  onDone(): void;
}

const figure = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : 0);

/** Only the room's hands are counted here, and while the question is open; a hub's count is corrected, with a reason. */
function Grid({ id, poll, place, before, open, onDone }: GridProperties) {
  const { send, refused } = useCommand();
  const [hands, setHands] = useState<string[]>(() => Array.from({ length: poll.scale.points }, (_, i) => String(before?.hands[i] ?? 0)));
  const [none, setNone] = useState(String(before?.no_opinion ?? 0));
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const counting = open && place === "room";
  const submit = (event: Event) => {
    event.preventDefault();
    const figures = hands.map(figure);
    if (counting) return void send({ do: "count", place, grid: [{ poll: id, hands: figures, no_opinion: figure(none) }] }, onDone);
    if (!reason.trim()) return setMissing(true);
    void send({ do: "correct_answer", poll: id, place, hands: figures, ...(poll.scale.no_opinion ? { no_opinion: figure(none) } : {}), reason: reason.trim() }, onDone);
  };
  return (
    <form class="agreed-entry" onSubmit={submit}>
      <div class="figures">
        {hands.map((text, i) => (
          <Field key={i} label={pointLabel(scaleOf(poll), i)}>
            <input inputMode="numeric" pattern="[0-9]*" maxLength={4} value={text} onInput={(event) => { const next = [...hands]; next[i] = (event.target as HTMLInputElement).value; setHands(next); }} />
          </Field>
        ))}
        {poll.scale.no_opinion && <Field label={t("poll_no_opinion")}><input inputMode="numeric" maxLength={4} value={none} onInput={(event) => setNone((event.target as HTMLInputElement).value)} /></Field>}
      </div>
      {!counting && (
        <Field label={t("correction_reason")} error={missing ? t("reason_needed") : undefined}>
          <input type="text" maxLength={2000} dir="auto" value={reason} onInput={(event) => setReason((event.target as HTMLInputElement).value)} />
        </Field>
      )}
      <Refused refused={refused} />
      <div class="hand-keys">
        <Button submit rank="answer">{t(counting ? "hands_enter" : "enter_correction")}</Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
