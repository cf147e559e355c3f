// One's own ballot: the declaration first where it is asked for, then the answer; sending, sent and confirmed in words over the
// button. What is chosen and not sent yet is kept here whatever others do, over a reload too.

import { useEffect, useRef, useState } from "preact/hooks";
import type { BallotRow, PollId, PollRow } from "../../generated/protocol.ts";
import { answerOf, type Draft, draftOf, Drafts, isWhole, onItsWay } from "../../state/answer.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useCommand } from "../../ui/command.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { Choices } from "../../ui/poll/Choices.tsx";
import { Clarified, PollTerms } from "../../ui/poll/PollTerms.tsx";
import { Receipt } from "../../ui/poll/Receipt.tsx";
import { questionOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import type { Steps } from "./Ballots.tsx";
import { Declared, DeclareFirst, useDeclared } from "./Declare.tsx";
import { Result } from "./Result.tsx";

const t = texts("ballot");

interface BallotProperties {
  id: PollId;
  poll: PollRow;
  steps: Steps;
}

export function Ballot({ id, poll, steps }: BallotProperties) {
  const declared = useDeclared(id);
  const [again, setAgain] = useState(false);
  const head = (
    <p class="ballot-tags"><Tag ink="outline">{t(poll.kind === "objection" ? "tag_without_names" : poll.terms.secret ? "tag_secret" : "tag_by_name")}</Tag> <span class="quiet">{t(poll.terms.electorate === "organisations" ? "one_ballot_organisation" : "one_ballot_each")}</span></p>
  );
  if (poll.terms.declare && (!declared || again)) return <DeclareFirst id={id} poll={poll} head={head} steps={steps} onDone={() => setAgain(false)} />;
  return <Answer id={id} poll={poll} steps={steps} head={head} declared={poll.terms.declare && <Declared id={id} onAgain={() => setAgain(true)} />} />;
}

interface AnswerProperties extends BallotProperties {
  head: preact.ComponentChildren;
  declared: preact.ComponentChildren;
}

function Answer({ id, poll, steps, head, declared }: AnswerProperties) {
  const { ballot, draft, choose, sending, fixed, change, changing, answer, refused, offline } = useAnswer(id, poll);
  const thumb = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    // The button under the finger is gone: whoever goes by keys goes on from the one that took its place.
    if (pressed.current && document.activeElement === document.body) thumb.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [fixed]);
  const over = poll.state === "grace";
  const veiled = fixed && poll.terms.secret && draft === null;
  return (
    <>
      <main class="ballot">
        {head}
        {veiled ? (
          <>
            <h2><bdi>{questionOf(poll)}</bdi></h2>
            <Clarified poll={poll} />
            <p class="veiled">{t("secret_veiled")}</p>
          </>
        ) : (
          <Choices poll={poll} name={`poll-${id}`} draft={draft} fixed={fixed || over} onDraft={choose} note={<Clarified poll={poll} />} legend={<h2><bdi>{questionOf(poll)}</bdi></h2>} />
        )}
        {declared}
        {fixed && ballot?.receipt && <Receipt code={ballot.receipt} />}
        {ballot?.cast_by && <p class="quiet">{t("cast_by", { name: ballot.cast_by })}</p>}
        {poll.shown && fixed && <Result id={id} poll={poll} />}
        <PollTerms poll={poll} />
      </main>
      <section class="thumb" aria-label={t("actions")} ref={thumb}>
        <p role="status"><Standing ballot={ballot} secret={poll.terms.secret} sending={sending} changing={changing} offline={offline} over={over} refused={refused?.text} begun={draft !== null} /></p>
        {over ? steps.next && <Button wide onClick={steps.next}>{t("next_question")}</Button>
          : fixed ? (
            <div class="two">
              {ballot && !sending && <Button onClick={() => { pressed.current = true; change(); }}>{t("change_answer")}</Button>}
              {steps.next && <Button rank="main" onClick={steps.next}>{t("next_question")}</Button>}
            </div>
          ) : (
            <Button rank="main" wide off={!isWhole(poll, draft)} onClick={() => { pressed.current = true; answer(); }}>{t(ballot ? "send_changed" : "send_answer")}</Button>
          )}
        {(steps.back || (!fixed && steps.next)) && (
          <div class="two">
            {steps.back && <Button onClick={steps.back}>{t("question_before")}</Button>}
            {!fixed && !over && steps.next && <Button onClick={steps.next}>{t("skip_question")}</Button>}
          </div>
        )}
      </section>
    </>
  );
}

interface StandingProperties {
  ballot: BallotRow | undefined;
  secret: boolean;
  sending: boolean;
  changing: boolean;
  offline: boolean;
  over: boolean;
  refused: string | undefined;
  begun: boolean;
}

/** How the answer stands, in words. */
function Standing({ ballot, secret, sending, changing, offline, over, refused, begun }: StandingProperties) {
  if (sending) return <><Plate state={offline ? "kept_here" : "sent"} /> {t(offline ? "ballot_kept" : "ballot_sending")} {t("ballot_keep_page")}</>;
  if (refused) return <span class="remedy">{t("not_done", { reason: refused })}</span>;
  if (ballot && !changing) return <><Plate state="confirmed">{t("ballot_confirmed_at", { time: timeOfDay(ballot.at_ms) })}</Plate> {t(over ? "ballot_stands" : secret ? "ballot_confirmed_secret" : "ballot_confirmed")}</>;
  if (over) return <>{t("too_late")}</>;
  return <Tag ink="plain">{t(changing ? "ballot_changing" : begun ? "ballot_not_sent" : "ballot_not_begun")}</Tag>;
}

/** The answer's way: begun and kept here, sent, confirmed; changed. */
function useAnswer(id: PollId, poll: PollRow) {
  const seat = useSeat();
  const drafts = new Drafts(sessionStorage, location.pathname);
  const ballot = seat.rows.row(`my/ballot/${id}`).value;
  const kept = onItsWay(seat.kept.value, id);
  const [begun, setBegun] = useState<Draft>(() => {
    const before = drafts.read(id);
    return before && !before.sent ? before.draft : null;
  });
  const [changing, setChanging] = useState(() => ballot !== undefined && begun !== null);
  const { send, refused } = useCommand();
  const sending = kept !== undefined;
  const fixed = sending || (ballot !== undefined && !changing);
  const draft: Draft = kept !== undefined ? kept : fixed && ballot ? draftOf(poll, ballot) : begun;
  useEffect(() => {
    // Another device of mine, or somebody of my organisation, has answered: what stands is shown, what was begun here stays begun.
    if (ballot && !changing && drafts.read(id)?.sent) drafts.drop(id);
  }, [ballot?.at_ms]);
  const choose = (next: Draft) => {
    setBegun(next);
    drafts.keep(id, { draft: next, sent: false });
  };
  const answer = async () => {
    const whole = answerOf(poll, begun);
    if (!whole) return;
    drafts.keep(id, { draft: begun, sent: true });
    setChanging(false);
    if (await send({ do: "cast", poll: id, ...whole })) {
      drafts.drop(id);
      setBegun(null);
    } else {
      drafts.keep(id, { draft: begun, sent: false });
      setChanging(seat.rows.row(`my/ballot/${id}`).peek() !== undefined);
    }
  };
  return {
    ballot, draft, choose, sending, fixed, changing, refused,
    offline: seat.standing.value.is !== "live",
    change: () => {
      choose(ballot ? draftOf(poll, ballot) : null);
      setChanging(true);
    },
    answer: () => void answer(),
  };
}
