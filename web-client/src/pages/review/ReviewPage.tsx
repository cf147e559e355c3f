// The results of a meeting's questions, with all that anybody needs to check them: the picture, the figures, the terms, where
// answers come from, the roll or the shuffled choices, one's own receipt, and files to take away.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow, PollSetId } from "../../generated/protocol.ts";
import { isRunning, keyLost } from "../../state/polls.ts";
import type { MeetingRows } from "../../state/rows.ts";
import { type Language, LANGUAGES, language, texts, useMore } from "../../text/index.ts";
import { Button, Tag } from "../../ui/marks.tsx";
import { shortOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { changeLanguage } from "../../ui/start.tsx";
import { Question } from "./Question.tsx";
import "./review.css";
import { SetTable } from "./SetTable.tsx";

const t = texts("review");

/** What is looked at. */
export type Chosen = { set: PollSetId } | { poll: PollId };

export function ReviewPage() {
  const { rows } = useSeat();
  const [chosen, choose] = useChosen();
  const known = [useMore("result"), useMore("terms")].every(Boolean);
  const meeting = rows.row("meeting").value;
  const entries = listed(rows);
  const shown = chosen && entries.some((entry) => same(entry.chosen, chosen)) ? chosen : latest(entries);
  return (
    <div class="review-page">
      <Head title={<bdi>{meeting?.title ?? ""}</bdi>} beside={t("title")} end={meeting?.simulated && <Tag ink="dotted">{t("simulated")}</Tag>} />
      <main>
        {!entries.length && <p class="big-words">{t("nothing_yet")}</p>}
        {entries.length > 1 && (
          <nav class="review-list" aria-label={t("questions")}>
            <ul>
              {entries.map((entry) => (
                <li key={entry.key}>
                  <a href={addressOf(entry.chosen)} aria-current={shown && same(entry.chosen, shown) ? "page" : undefined} onClick={(event) => { event.preventDefault(); choose(entry.chosen); }}>
                    <bdi>{entry.words}</bdi> <small>{t(entry.state)}</small>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {known && shown && <article class="review">{"set" in shown ? <SetTable key={`set ${shown.set}`} set={shown.set} /> : <Question key={shown.poll} id={shown.poll} />}</article>}
      </main>
      <footer class="languages" aria-label={t("language")}>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <Button key={code} lang={code} aria-pressed={language.value === code} onClick={() => void changeLanguage(code, "review")}>{LANGUAGES[code]}</Button>
        ))}
      </footer>
    </div>
  );
}

interface Entry {
  key: string;
  chosen: Chosen;
  words: string;
  state: "state_final" | "state_hidden" | "state_uncounted" | "state_running";
  opened_ms: number;
}

/** The tables of sets, and the questions, in their order. */
function listed(rows: MeetingRows): Entry[] {
  const entries: Entry[] = [];
  const sets = new Set<PollSetId>();
  for (const id of rows.ids("poll")) {
    const poll = rows.row(`poll/${id}`).value;
    if (poll?.opened_ms === undefined) continue;
    if (poll.set !== undefined && poll.methods.agreed_by && !sets.has(poll.set)) {
      sets.add(poll.set);
      entries.push({ key: `set ${poll.set}`, chosen: { set: poll.set }, words: rows.row(`set/${poll.set}`).value?.title || shortOf(poll), state: stateOf(rows, id, poll), opened_ms: poll.opened_ms });
    }
    entries.push({ key: `poll ${id}`, chosen: { poll: id }, words: shortOf(poll), state: stateOf(rows, id, poll), opened_ms: poll.opened_ms });
  }
  return entries;
}

function stateOf(rows: MeetingRows, id: PollId, poll: PollRow): Entry["state"] {
  if (isRunning(poll)) return "state_running";
  if (keyLost(poll)) return "state_uncounted";
  return rows.row(`tally/${id}`).value ? "state_final" : "state_hidden";
}

/** What was opened last, of what can be seen; a set before its questions. */
function latest(entries: Entry[]): Chosen | null {
  const seen = entries.filter((entry) => entry.state !== "state_hidden");
  const all = seen.length ? seen : entries;
  return all.reduce<Entry | null>((best, entry) => (!best || entry.opened_ms > best.opened_ms ? entry : best), null)?.chosen ?? null;
}

const same = (a: Chosen, b: Chosen) => JSON.stringify(a) === JSON.stringify(b);
const addressOf = (chosen: Chosen) => ("set" in chosen ? `?set=${chosen.set}` : `?poll=${chosen.poll}`);

/** What the address names; going back and forth works. */
function useChosen(): [Chosen | null, (chosen: Chosen) => void] {
  const [chosen, setChosen] = useState(readChosen);
  useEffect(() => {
    const moved = () => setChosen(readChosen());
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  return [chosen, (next) => {
    history.pushState(null, "", addressOf(next));
    setChosen(next);
  }];
}

function readChosen(): Chosen | null {
  const search = new URLSearchParams(location.search);
  const number = (name: string) => (/^\d{1,9}$/.test(search.get(name) ?? "") ? Number(search.get(name)) : null);
  const set = number("set");
  const poll = number("poll");
  return set !== null ? { set } : poll !== null ? { poll } : null;
}
