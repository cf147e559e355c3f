// The set-up: one subject a page, the subjects at the side, everything saved at each change.

import { useEffect, useRef } from "preact/hooks";
import { number, timeOfDay } from "../../text/format.ts";
import { language, LANGUAGES, type Language, texts } from "../../text/index.ts";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { changeLanguage } from "../../ui/start.tsx";
import { AgendaStep } from "./AgendaStep.tsx";
import { recall } from "./handed.ts";
import { LinksStep } from "./LinksStep.tsx";
import { Meaning } from "./Meaning.tsx";
import { MeetingStep } from "./MeetingStep.tsx";
import { MicrophonesStep } from "./MicrophonesStep.tsx";
import { PeopleStep } from "./PeopleStep.tsx";
import { PlacesStep } from "./PlacesStep.tsx";
import { PollsStep } from "./PollsStep.tsx";
import { RegionsStep } from "./RegionsStep.tsx";
import { saved_ms, toMend } from "./saving.ts";
import "./setup.css";
import { followHistory, go, isFilled, step, type Step, STEPS } from "./steps.ts";

const t = texts("setup");

const PAGES: Record<Step, () => preact.JSX.Element> = {
  meeting: MeetingStep, agenda: AgendaStep, microphones: MicrophonesStep, regions: RegionsStep, places: PlacesStep,
  people: PeopleStep, polls: PollsStep, links: LinksStep,
};

export function SetupPage() {
  const seat = useSeat();
  const { rows } = seat;
  void language.value;
  const meeting = seat.welcome.value?.meeting;
  const now = step.value;
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(followHistory, []);
  useEffect(() => {
    if (meeting) recall(meeting);
  }, [meeting]);
  useEffect(() => {
    // The new page is said; on arrival nothing is, so that the reader begins at the top.
    if (!first.current) title.current?.focus({ preventScroll: true });
    first.current = false;
  }, [now]);
  const Page = PAGES[now];
  const wide = now === "people" || now === "links" || now === "polls";
  return (
    <div class={`setup${wide ? " wide" : ""}`}>
      <Head
        title={<bdi>{rows.row("meeting").value?.title ?? ""}</bdi>}
        beside={t("page_title")}
        end={<>
          {saved_ms.value !== null && <span role="status"><span aria-hidden="true">✓ </span>{t("saved_at", { time: timeOfDay(saved_ms.value, true) })}</span>}
          <LanguagePick />
        </>}
      />
      <div class="setup-body">
        <nav class="steps" aria-label={t("steps")}>
          <ol role="list">
            {STEPS.map((one, i) => (
              <li key={one}>
                <a href={`?step=${one}`} aria-current={one === now ? "page" : undefined} onClick={(event) => { event.preventDefault(); go(one); }}>
                  <span class="n" aria-hidden="true">{one !== now && isFilled(rows, one) ? "✓" : number(i + 1)}</span>{t(`step_${one}`)}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <main>
          <h2 class="step-title" ref={title} tabIndex={-1}>{t(`step_${now}`)}</h2>
          <p class="quiet lead">{t(`lead_${now}`)}</p>
          <Page />
        </main>
        {!wide && <aside aria-label={t("meaning_title")}><Meaning /></aside>}
      </div>
      <Foot now={now} />
    </div>
  );
}

function Foot({ now }: { now: Step }) {
  const at = STEPS.indexOf(now);
  const before = STEPS[at - 1];
  const after = STEPS[at + 1];
  const wrong = toMend.value.size;
  return (
    <footer class="setup-foot">
      {before && <Button onClick={() => go(before)}>{t("back_to", { step: t(`step_${before}`) })}</Button>}
      <span class="push quiet" role="status">{wrong > 0 && t("to_mend", { n: wrong })}</span>
      {after && <Button rank="main" onClick={() => go(after)}>{t("next_to", { step: t(`step_${after}`) })}</Button>}
    </footer>
  );
}

function LanguagePick() {
  return (
    <select class="entry language" aria-label={t("language")} value={language.value} onChange={(event) => void changeLanguage(event.currentTarget.value as Language, "setup")}>
      {(Object.keys(LANGUAGES) as Language[]).map((code) => <option key={code} value={code} lang={code}>{LANGUAGES[code]}</option>)}
    </select>
  );
}
