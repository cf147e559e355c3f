// The running record: who spoke when, where from and for how long, with the notes and decisions in between.

import type { AddNote, TurnId, TurnRow } from "../../generated/protocol.ts";
import { languageName, number, span, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { TurnName } from "../../ui/who.tsx";
import { entriesOf } from "./entries.ts";

const t = texts("reporter");

interface Properties {
  /** The turn whose correction is open. */
  chosen: TurnId | null;
  onCorrect(turn: TurnId): void;
}

export function Record({ chosen, onCorrect }: Properties) {
  const { rows } = useSeat();
  const entries = entriesOf(rows);
  return (
    <>
      <div class="record-head">
        <h2>{t("record")}</h2>
        <span class="downloads">
          <a class="button slim" href="record.md" download>{t("download_md")}</a>
          <a class="button slim" href="record.json" download="record.json">{t("download_json")}</a>
        </span>
      </div>
      <Unsent />
      {entries.length === 0 && <p class="quiet">{t("record_empty")}</p>}
      <ol class="record">
        {entries.map((entry) => entry.kind === "turn"
          ? <Turn key={`turn/${entry.turn.turn}`} turn={entry.turn} now={entry.now} chosen={chosen === entry.turn.turn} onCorrect={onCorrect} />
          : (
            <li key={`note/${entry.id}`} class="said note">
              <time class="entry-time">{timeOfDay(entry.at_ms)}</time>
              <div class="entry-text">
                <Tag ink={entry.note.kind === "decision" ? "ink" : "outline"}>{t(entry.note.kind)}</Tag>
                <p dir="auto">{entry.note.text}</p>
              </div>
            </li>
          ))}
      </ol>
      <p class="quiet small">{t("record_rest")}</p>
    </>
  );
}

/** What was written here and has no answer yet. */
function Unsent() {
  const seat = useSeat();
  const offline = seat.standing.value.is !== "live";
  const notes = seat.kept.value.filter((command) => command.do === "add_note") as AddNote[];
  if (!notes.length) return null;
  return (
    <ul class="record">
      {notes.map((note, i) => (
        <li key={i} class="said note">
          <span class="entry-time" />
          <div class="entry-text"><Plate state={offline ? "kept_here" : "sending"} /><p dir="auto">{note.text}</p></div>
        </li>
      ))}
    </ul>
  );
}

interface TurnProperties {
  turn: TurnRow;
  now: boolean;
  chosen: boolean;
  onCorrect(turn: TurnId): void;
}

function Turn({ turn, now, chosen, onCorrect }: TurnProperties) {
  const microphone = useMicrophone(turn.mic);
  const kind = turn.hand_kind && turn.hand_kind !== "intervention" ? t(`kind_${turn.hand_kind}`) : t(`turn_${turn.kind}`);
  return (
    <li class={`said turn${chosen ? " chosen" : ""}`} data-turn={turn.turn}>
      <span class="entry-time"><b>{number(turn.turn)}</b> <time>{timeOfDay(turn.called_ms)}</time></span>
      <div class="entry-text">
        <p class="entry-who">
          <span class="entry-name">{microphone && <Flag microphone={microphone} />}<b><TurnName turn={turn} /></b></span>
          {turn.who.organisation && <span class="quiet"><bdi>{turn.who.organisation}</bdi></span>}
        </p>
        <p class="entry-facts">
          <span>{turn.to_turn ? t("kind_of_turn", { kind, n: turn.to_turn }) : kind}</span>
          {microphone && <span><bdi>{microphone.name}</bdi></span>}
          {turn.place && <PlaceOf place={turn.place} />}
          {turn.language && <span>{languageName(turn.language)}</span>}
          {now ? <Plate state="on_air">{t("has_floor")}</Plate> : <span>{turn.spoken_ms > 0 ? span(turn.spoken_ms) : t("no_length")}</span>}
          {turn.words !== undefined && <span>{t("n_words", { n: turn.words })}</span>}
          {turn.out_of_turn && <Tag ink="outline">{t("out_of_turn", { reason: t(`reason_${turn.out_of_turn}`) })}</Tag>}
          {turn.corrected && <Tag ink="outline">{t("corrected")}</Tag>}
        </p>
        {turn.topic && <p class="small quiet" dir="auto">{turn.topic}</p>}
      </div>
      <Button class="slim" aria-expanded={chosen} aria-label={t(turn.who.name ? "correct_turn_n" : "name_turn_n", { n: turn.turn })} onClick={() => onCorrect(turn.turn)}>
        {t(turn.who.name ? "correct" : "name_it")}
      </Button>
    </li>
  );
}
