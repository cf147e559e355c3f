// The running record: the last turns and notes, the newest first, for names and words that come again.

import type { NoteRow, TurnRow } from "../../generated/protocol.ts";
import { clock, languageName, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { TurnName } from "../../ui/who.tsx";

const t = texts("interpreter");

/** More would push the newest out of sight. */
const SHOWN = 12;

type Entry = { at_ms: number; key: string; turn?: TurnRow; note?: NoteRow };

export function RunningRecord() {
  const entries = useEntries();
  return (
    <section aria-labelledby="record-title" class="record">
      <h2 id="record-title">{t("record")}</h2>
      {entries.length ? <ol>{entries.map((entry) => <Line key={entry.key} entry={entry} />)}</ol> : <p class="quiet">{t("record_empty")}</p>}
    </section>
  );
}

function Line({ entry: { at_ms, turn, note } }: { entry: Entry }) {
  return (
    <li>
      <bdi dir="ltr" class="quiet small">{timeOfDay(at_ms)}</bdi>
      {turn && (
        <div>
          <p><b><TurnName turn={turn} /></b>{turn.topic && <>, <bdi>{turn.topic}</bdi></>}</p>
          <p class="quiet small">
            {turn.who.organisation && <span><bdi>{turn.who.organisation}</bdi></span>}
            {turn.language && <span>{languageName(turn.language)}</span>}
            <span><bdi dir="ltr">{clock(turn.spoken_ms)}</bdi></span>
          </p>
        </div>
      )}
      {note && <p>{note.kind === "decision" && <b>{t("decision")}: </b>}<bdi>{note.text}</bdi></p>}
    </li>
  );
}

function useEntries(): Entry[] {
  const { rows } = useSeat();
  const now = rows.row("floor").value?.turn?.turn;
  const turns = rows.ids("turn").flatMap((id): Entry[] => {
    const turn = rows.row(`turn/${id}`).value;
    return turn && id !== now ? [{ at_ms: turn.started_ms ?? turn.called_ms, key: `turn/${id}`, turn }] : [];
  });
  const notes = rows.ids("note").flatMap((id): Entry[] => {
    const note = rows.row(`note/${id}`).value;
    return note ? [{ at_ms: note.at_ms, key: `note/${id}`, note }] : [];
  });
  return [...turns, ...notes].sort((a, b) => b.at_ms - a.at_ms).slice(0, SHOWN);
}
