// The poll on a phone: one question at a time, its countdown, and what its reader does with it now: declare, answer, read the
// result, state a dissent.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { isRunning, type PollGroup } from "../../state/polls.ts";
import { clock } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { kindName, roundName } from "../../ui/Terms.tsx";
import { roundOf } from "../../state/terms.ts";
import { Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { AfterClose } from "./AfterClose.tsx";
import { Ballot } from "./Ballot.tsx";
import { OtherMethods } from "./OtherMethods.tsx";

const t = texts("ballot");

/** Where one goes from a question to its neighbours; null: there is none. */
export interface Steps {
  next: (() => void) | null;
  back: (() => void) | null;
}

/** The question that was read last. Between the close and the moment when the result is shown the poll is not on the page. */
let readLast: PollId | undefined;

export function Ballots({ group }: { group: PollGroup }) {
  const { rows } = useSeat();
  const open = group.polls.filter((id) => rows.row(`poll/${id}`).value);
  const [reading, read] = useState(() => open.find((id) => id === readLast) ?? open.find((id) => !rows.row(`my/ballot/${id}`).value));
  const at = Math.max(0, open.findIndex((id) => id === reading));
  const id = open[at];
  const poll = id === undefined ? undefined : rows.row(`poll/${id}`).value;
  if (id === undefined || !poll) return <main class="ballot" />;
  const step = (by: number) => {
    read((readLast = open[at + by]));
    scrollTo({ top: 0 });
  };
  const steps: Steps = { next: at + 1 < open.length ? () => step(1) : null, back: at > 0 ? () => step(-1) : null };
  return (
    <>
      <PollHead poll={poll} n={at + 1} of={open.length} />
      <Question key={id} id={id} poll={poll} steps={steps} />
    </>
  );
}

function PollHead({ poll, n, of }: { poll: PollRow; n: number; of: number }) {
  const seat = useSeat();
  const left_ms = poll.closes_ms === undefined ? null : poll.closes_ms - seat.now.value;
  const round = roundOf(seat.rows, poll);
  useCloseSaid(poll);
  return (
    <section class="poll-head" aria-label={t("poll")}>
      <b>{of > 1 ? t("question_n_of", { n, of }) : /^(likert|choices?)$/.test(poll.kind) ? t("poll") : <span class="first-capital">{kindName(poll.kind)}</span>}{round > 1 && <>, {roundName(round)}</>}</b>
      {poll.state === "closing" && left_ms !== null && <Tag ink="signal">{t.pieces("closes_in", { time: <b role="timer" aria-live="off"><bdi dir="ltr">{clock(left_ms)}</bdi></b> })}</Tag>}
      {poll.state === "grace" && <span>{t("closed_last")}</span>}
      {poll.state === "closed" && <span>{t("poll_final")}</span>}
    </section>
  );
}

/** The close, its cancelling and its end are each said once. */
function useCloseSaid(poll: PollRow): void {
  const [before, setBefore] = useState(poll.state);
  useEffect(() => {
    if (poll.state === before) return;
    setBefore(poll.state);
    if (poll.state === "closing") announce(t("closing_says"));
    else if (poll.state === "open" && before === "closing") announce(t("close_cancelled"));
    else if (poll.state === "grace" || (poll.state === "closed" && before !== "grace")) announce(t("poll_is_closed"));
  }, [poll.state]);
}

function Question({ id, poll, steps }: { id: PollId; poll: PollRow; steps: Steps }) {
  if (!isRunning(poll)) return <AfterClose id={id} poll={poll} steps={steps} />;
  return poll.methods.ballots ? <Ballot id={id} poll={poll} steps={steps} /> : <OtherMethods id={id} poll={poll} steps={steps} />;
}
