// The roll call of a closed question by name, in large type to be read out, and for paper: `?roll=3`.

import { useEffect, useState } from "preact/hooks";
import type { PollId } from "../../generated/protocol.ts";
import { fetchRoll, inReadingOrder, pointsOfEntry, type RollEntry } from "../../state/roll.ts";
import { date, timeOfDay } from "../../text/format.ts";
import { language, texts, useMore } from "../../text/index.ts";
import { pointLabel } from "../../ui/Likert.tsx";
import { Button } from "../../ui/marks.tsx";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import { OutcomeWords, Terms } from "../../ui/Terms.tsx";

const t = texts("moderator");

export function RollSheet({ poll: id, onPrint, onBack }: { poll: PollId; onPrint(): void; onBack(): void }) {
  const seat = useSeat();
  const { rows } = seat;
  useMore("terms");
  const [roll, setRoll] = useState<RollEntry[] | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const poll = rows.row(`poll/${id}`).value;
  const tally = rows.row(`tally/${id}`).value;
  const closed = poll?.state === "closed";
  useEffect(() => {
    if (!closed) return;
    let here = true;
    fetchRoll(id).then((found) => here && setRoll(found), (error: Error) => here && setWrong(error.message));
    return () => void (here = false);
  }, [id, closed]);
  const scale = poll && scaleOf(poll);
  return (
    <main class="call-sheet alone aloud roll">
      <p class="no-print hand-keys">
        <Button rank="main" off={!roll} onClick={onPrint}>{t("print_list")}</Button>
        <Button onClick={onBack}>{t("back")}</Button>
      </p>
      <h1 dir="auto">{poll ? questionOf(poll) : t("roll_no_question")}</h1>
      <p><bdi>{rows.row("meeting").value?.title}</bdi>{poll?.final_ms !== undefined && <>{t("comma")}{t("roll_closed", { date: date(poll.final_ms), time: timeOfDay(poll.final_ms) })}</>}</p>
      {poll && tally && <OutcomeWords poll={poll} tally={tally} />}
      {poll && !closed && <p>{t("roll_not_closed")}</p>}
      {wrong && <p class="remedy" role="alert">{t("roll_unread", { reason: wrong })}</p>}
      {roll && scale && (
        <>
          <h2>{t("roll_n", { n: roll.length })}</h2>
          <ol class="read-out">
            {inReadingOrder(roll, language.value).map((entry) => (
              <li key={entry.seat}>
                <p class="roll-line"><b><bdi>{entry.name}</bdi></b><span>{pointsOfEntry(entry, scale.first).map((i) => pointLabel(scale, i)).join(t("comma")) || t("poll_no_opinion")}</span></p>
                <Whose entry={entry} />
              </li>
            ))}
          </ol>
        </>
      )}
      {poll && <Terms poll={poll} class="small" />}
    </main>
  );
}

/** The organisation and how to say the name, where staff knows them. */
function Whose({ entry }: { entry: RollEntry }) {
  const person = useSeat().rows.row(`person/${entry.seat}`).value;
  if (!person?.organisation && !person?.say) return null;
  return <p class="quiet">{person.organisation && <bdi>{person.organisation}</bdi>}{person.say && <> {t.pieces("say_it", { say: <bdi>{person.say}</bdi> })}</>}</p>;
}
