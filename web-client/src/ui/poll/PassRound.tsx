// A device that is passed round: the whole screen is one secret ballot, then clear, then handed on. Nothing of a ballot is kept on
// the page, and a page that is loaded anew stands clear.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Place, PollId, PollRow } from "../../generated/protocol.ts";
import { isDone } from "../../connection/frames.ts";
import { answerOf, type Draft, isWhole } from "../../state/answer.ts";
import { texts, useMore } from "../../text/index.ts";
import { announce } from "../announce.tsx";
import { Confirm } from "../Field.tsx";
import { Button } from "../marks.tsx";
import { questionOf } from "../question.ts";
import { useSeat } from "../seat.tsx";
import { OfflineBand } from "../shell.tsx";
import { Choices } from "./Choices.tsx";
import "./pass.css";
import { PollTerms } from "./PollTerms.tsx";

const t = texts("ballot");

interface PassRoundProperties {
  place: Place;
  /** The secret questions that are answered so, in their order. */
  questions: { id: PollId; row: PollRow }[];
  onEnd(): void;
}

/** What came of a ballot that was cast here. */
interface Cast {
  poll: PollId;
  receipt?: string;
  refused?: string;
}

type Stage = { is: "clear" } | { is: "asking"; at: number; polls: PollId[]; cast: number } | { is: "done"; cast: number };

export function PassRound({ place, questions, onEnd }: PassRoundProperties) {
  const seat = useSeat();
  const worded = useMore("ballot");
  const [stage, setStage] = useState<Stage>({ is: "clear" });
  const [draft, setDraft] = useState<Draft>(null);
  const [people, setPeople] = useState(0);
  /** Of the person who has the device, to be copied down; gone with the next. */
  const [casts, setCasts] = useState<Cast[]>([]);
  /** The last refusal that came after its person had handed the device on: for the operator. */
  const [late, setLate] = useState<string | null>(null);
  const person = useRef(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = stage.is === "asking" ? `asking ${stage.at}` : stage.is;
  useEffect(() => {
    heading.current?.focus();
    scrollTo({ top: 0 });
  }, [step]);
  if (!worded) return <main class="pass-round" />;

  const begin = () => {
    person.current += 1;
    setCasts([]);
    setDraft(null);
    setStage({ is: "asking", at: 0, polls: questions.map(({ id }) => id), cast: 0 });
  };
  const go = (cast: number, now: Stage & { is: "asking" }) => {
    setDraft(null);
    setStage(now.at + 1 < now.polls.length ? { ...now, at: now.at + 1, cast: now.cast + cast } : { is: "done", cast: now.cast + cast });
  };
  const cast = (poll: PollRow, id: PollId, now: Stage & { is: "asking" }) => {
    const answer = answerOf(poll, draft);
    if (!answer) return;
    const whose = person.current;
    void seat.command({ do: "pass_ballot", poll: id, place, ...answer }).then((reply) => {
      const receipt = reply.made?.find((made) => made.startsWith("receipt/"))?.slice("receipt/".length);
      const refused = isDone(reply) ? undefined : reply.refused?.text;
      if (whose === person.current) setCasts((before) => [...before, { poll: id, ...(receipt ? { receipt } : {}), ...(refused ? { refused } : {}) }]);
      else if (refused) setLate(refused);
    });
    go(1, now);
  };
  const clear = () => {
    if (stage.is === "done" && stage.cast > 0) setPeople(people + 1);
    person.current += 1;
    setCasts([]);
    setStage({ is: "clear" });
  };

  const id = stage.is === "asking" ? stage.polls[stage.at] : undefined;
  const asked = questions.find((one) => one.id === id);
  return (
    <div class="pass-round">
      <OfflineBand />
      {stage.is === "asking" && !asked && (
        <main><h1 ref={heading} tabIndex={-1}>{t("pass_closed")}</h1><Button wide rank="main" onClick={clear}>{t("pass_clear")}</Button></main>
      )}
      {stage.is === "asking" && asked && (
        <main>
          {stage.polls.length > 1 && <p class="quiet">{t("question_n_of", { n: stage.at + 1, of: stage.polls.length })}</p>}
          <Choices key={asked.id} poll={asked.row} name={`pass-${asked.id}`} draft={draft} onDraft={setDraft} legend={<h1 ref={heading} tabIndex={-1}><bdi>{questionOf(asked.row)}</bdi></h1>} />
          <Button wide rank="main" off={!isWhole(asked.row, draft)} onClick={() => cast(asked.row, asked.id, stage)}>{t("pass_cast")}</Button>
          <Button wide onClick={() => go(0, stage)}>{t("pass_skip")}</Button>
          <PollTerms poll={asked.row} />
        </main>
      )}
      {stage.is === "done" && <Done heading={heading} cast={stage.cast} casts={casts} onClear={clear} />}
      {stage.is === "clear" && (
        <main class="pass-clear">
          <h1 ref={heading} tabIndex={-1}>{t(questions.length ? "pass_hand_on" : "pass_closed")}</h1>
          {questions.length > 0 && <><p>{t("pass_hand_on_hint")}</p><Button wide rank="main" onClick={begin}>{t("pass_begin")}</Button></>}
          <footer>
            {people > 0 && <p>{t("pass_made", { n: people })}</p>}
            {late && <p class="remedy" role="alert">{t("not_done", { reason: late })}</p>}
            {questions.length ? <Confirm ask={t("pass_end")} question={t("pass_end_question")} confirm={t("pass_end_yes")} onConfirm={onEnd} /> : <Button rank="answer" onClick={onEnd}>{t("pass_end")}</Button>}
          </footer>
        </main>
      )}
    </div>
  );
}

interface DoneProperties {
  heading: preact.RefObject<HTMLHeadingElement | null>;
  cast: number;
  casts: Cast[];
  onClear(): void;
}

/** What became of it, and the receipts, until the screen is cleared. */
function Done({ heading, cast, casts, onClear }: DoneProperties) {
  const offline = useSeat().standing.value.is !== "live";
  const refused = casts.filter((one) => one.refused);
  const failed = refused[0]?.refused;
  useEffect(() => {
    if (failed) announce(t("not_done", { reason: failed }));
  }, [failed]);
  const receipts = casts.filter((one) => one.receipt);
  const words = cast === 0 ? "pass_done_none" : casts.length >= cast ? (refused.length ? null : "pass_done") : offline ? "pass_done_kept" : "pass_done_sending";
  return (
    <main class="pass-clear">
      <h1 ref={heading} tabIndex={-1}>{words ? t(words) : t("not_done", { reason: failed ?? "" })}</h1>
      {receipts.length > 0 && (
        <div class="pass-receipts">
          <p class="quiet">{t("receipt")}</p>
          <ul>{receipts.map((one) => <li key={one.poll}><bdi dir="ltr"><b>{one.receipt}</b></bdi></li>)}</ul>
          <p class="quiet">{t("receipt_means")}</p>
        </div>
      )}
      <Button wide rank="main" onClick={onClear}>{t("pass_clear")}</Button>
    </main>
  );
}
