// The steward's page: the line as it stands at one microphone of the room, and the next in line at the thumb.

import { useState } from "preact/hooks";
import type { Key, Place } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { isRunning } from "../../state/polls.ts";
import { texts } from "../../text/index.ts";
import { BreakStrip } from "../../ui/BreakStrip.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button, Flag } from "../../ui/marks.tsx";
import { PassRound } from "../../ui/poll/PassRound.tsx";
import { PlaceOf, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { AddNext } from "./AddNext.tsx";
import { Beside } from "./Beside.tsx";
import { Line } from "./Line.tsx";
import { knownLine } from "./line.ts";
import "./steward.css";

const t = texts("steward");

/** Kept for this link alone: a device may hold the links of several microphones. */
const STORE = `microphone ${location.pathname}`;

/** What the thumb does now. */
type Doing = "nothing" | "adding" | "left";

export function StewardPage() {
  const seat = useSeat();
  const { rows } = seat;
  const place: Place = seat.welcome.value?.place ?? ("room" as Place);
  const microphones = useMicrophones();
  const [chosen, setChosen] = useState(() => read());
  const [doing, setDoing] = useState<Doing>("nothing");
  // A link for one microphone opens there; a steward who helps out elsewhere may still change over.
  const own = seat.welcome.value?.microphone;
  const mic = microphones.find(({ key }) => key === (chosen ?? own)) ?? microphones.find(({ key }) => key === own) ?? microphones[0];
  const meeting = rows.row("meeting").value;
  const [passing, setPassing] = useKept("passing", false);
  const passed = rows.ids("poll").flatMap((id) => {
    const row = rows.row(`poll/${id}`).value;
    return row?.methods.passed && isRunning(row) ? [{ id, row }] : [];
  });
  if (passing) return <PassRound place={place} questions={passed} onEnd={() => setPassing(false)} />;
  const choose = (key: Key) => {
    setChosen(key);
    setDoing("nothing");
    keep(key);
  };
  return (
    <div class="steward">
      <Head title={<PlaceOf place={place} />} beside={t("role")} />
      <BreakStrip />
      {passed.length > 0 && (
        <section class="pass-line" aria-label={t("pass_do")}>
          <p>{t("pass_open")}</p>
          <Button rank="answer" onClick={() => setPassing(true)}>{t("pass_do")}</Button>
        </section>
      )}
      {microphones.length > 1 && (
        <nav class="mics" aria-label={t("microphones")}>
          {microphones.map(({ key, row }) => (
            <button key={key} type="button" aria-pressed={key === mic?.key} onClick={() => choose(key)}>
              <Flag microphone={row} /><span class="unseen">{row.name} </span><Count mic={key} place={place} />
            </button>
          ))}
        </nav>
      )}
      {mic && (
        <main>
          <Line key={mic.key} mic={mic.key} name={mic.row.name} place={place} leaving={doing === "left"} />
          <Beside place={place} />
          {meeting?.phase === "running" ? (
            doing === "adding" ? <AddNext mic={mic.key} place={place} onDone={() => setDoing("nothing")} />
              : (
                <div class="thumb">
                  <Button rank="main" wide off={meeting.gate === "closed"} onClick={() => setDoing("adding")}>{t(meeting.gate === "closed" ? "queue_is_closed" : "add_next")}</Button>
                  <WithoutName mic={mic.key} place={place} off={meeting.gate === "closed"} />
                  <Button aria-pressed={doing === "left"} rank={doing === "left" ? "answer" : "other"} onClick={() => setDoing(doing === "left" ? "nothing" : "left")}>{t(doing === "left" ? "done" : "left_line")}</Button>
                </div>
              )
          ) : <p class="thumb quiet">{t(meeting?.phase === "ended" ? "ended" : "not_started")}</p>}
        </main>
      )}
    </div>
  );
}

function Count({ mic, place }: { mic: Key; place: Place }) {
  return <>{number(knownLine(useSeat().rows, mic, place).length)}</>;
}

/** One stroke for somebody whose name there is no time to ask; the name is due when they are on deck. */
function WithoutName({ mic, place, off }: { mic: Key; place: Place; off: boolean }) {
  const seat = useSeat();
  return <Button off={off} onClick={() => void seat.command({ do: "raise", microphone: mic, place, confirmed: false })}>{t("without_name")}</Button>;
}

function read(): string | null {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

function keep(key: string): void {
  try {
    localStorage.setItem(STORE, key);
  } catch {
    // Chosen anew next time, then.
  }
}
