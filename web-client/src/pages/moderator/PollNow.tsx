// The questions that run or were last: their state, the close with its countdown, showing, another round, and each result.

import { useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { groupState, groupTitle, keyLost, type PollGroup } from "../../state/polls.ts";
import { roundOf } from "../../state/terms.ts";
import { clock } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { AgreedTable } from "../../ui/AgreedTable.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { kindName, roundName, Terms } from "../../ui/Terms.tsx";
import { anotherRound } from "./asking.ts";
import { Clarify } from "./Attached.tsx";
import { naming } from "./desk.ts";
import { PollQuestion } from "./PollQuestion.tsx";
import { StateFor } from "./StateFor.tsx";

const t = texts("moderator");

/** The countdowns offered. */
const COUNTDOWNS_S = [10, 30, 60] as const;

export function PollNow({ group }: { group: PollGroup }) {
  const seat = useSeat();
  const { rows } = seat;
  const { send, refused } = useCommand();
  const polls = group.polls.flatMap((id): [PollId, PollRow][] => {
    const row = rows.row(`poll/${id}`).value;
    return row && row.opened_ms !== undefined ? [[id, row]] : [];
  });
  const state = groupState(rows, group);
  const shown = polls.every(([, poll]) => poll.shown);
  const first = polls[0]?.[1];
  const veiled = !!first && state !== "closed" && first.terms.secret && polls.every(([id]) => !rows.row(`tally/${id}`).value);
  const agreed = polls.filter(([, poll]) => poll.methods.agreed_by);
  const unconfirmed = agreed.reduce((n, [id, poll]) => n + (poll.terms.confirm ? Object.values(rows.row(`tally/${id}`).value?.agreed ?? {}).filter((one) => !one.confirmed).length : 0), 0);
  return (
    <section class="poll-now" aria-label={groupTitle(rows, group)}>
      <h3><bdi>{groupTitle(rows, group)}</bdi></h3>
      <p class="poll-state">
        <Tag ink={state === "open" ? "ink" : state === "closed" ? "bold" : "signal"}>
          {state === "closing" ? <ClosesIn polls={polls} /> : t(state === "open" ? "poll_open_state" : state === "grace" ? "poll_grace" : "poll_final")}
        </Tag>
        {!polls.every(([, poll]) => keyLost(poll)) && <span class="quiet">{t(veiled ? "poll_nobody_sees" : shown ? "poll_is_shown" : "poll_is_hidden")}</span>}
      </p>
      {first && <p class="poll-state small"><Kind poll={first} /></p>}
      <div class="hand-keys">
        {state === "open" && COUNTDOWNS_S.map((s, i) => (
          <Button key={s} rank={i === 0 ? "answer" : "other"} class="slim" {...(i === 0 ? { keyName: "p" } : {})} onClick={() => void send({ do: "close_polls", ...naming(group), in_ms: s * 1000 })}>{t("poll_close_in", { n: s })}</Button>
        ))}
        {state === "closing" && <Button rank="answer" class="slim" keyName="p" onClick={() => void send({ do: "cancel_close", ...naming(group) })}>{t("poll_cancel")}</Button>}
        <Button class="slim" keyName="r" onClick={() => void send({ do: "reveal_polls", ...naming(group), shown: !shown })}>{t(shown ? "poll_hide" : "poll_reveal")}</Button>
        {state === "closed" && <Again group={group} />}
      </div>
      {state === "grace" && <p class="small quiet">{t("poll_grace_means")}</p>}
      <Refused refused={refused} />
      {first && <details class="terms-fold"><summary>{t("poll_terms")}</summary><Terms poll={first} class="small" /></details>}
      {first && agreed.length > 0 && <AgreedTable polls={agreed} />}
      {unconfirmed > 0 && <p class="small quiet">{t("values_unconfirmed", { n: unconfirmed })}</p>}
      {polls.map(([id, poll], i) => <PollQuestion key={id} id={id} poll={poll} n={polls.length > 1 ? i + 1 : null} />)}
      <div class="hand-keys beside-result">
        <Clarify polls={polls} />
        <StateFor polls={polls} />
        <ReviewLink group={group} polls={polls} />
      </div>
    </section>
  );
}

/** The page on which anybody checks the result, once there is one that everybody sees: of a set its table, else the question. */
function ReviewLink({ group, polls }: { group: PollGroup; polls: [PollId, PollRow][] }) {
  const seen = polls.find(([, poll]) => poll.state === "closed" && poll.shown && !keyLost(poll));
  if (!seen) return null;
  const [id, poll] = seen;
  const address = group.set !== null && poll.methods.agreed_by ? `review?set=${group.set}` : `review?poll=${id}`;
  return <a class="button slim" href={address} target="_blank" rel="noopener">{t("review_open")}</a>;
}

function ClosesIn({ polls }: { polls: [PollId, PollRow][] }) {
  const seat = useSeat();
  const closes_ms = Math.max(...polls.map(([, poll]) => poll.closes_ms ?? 0));
  return <>{t.pieces("closes_in", { time: <bdi dir="ltr">{clock(closes_ms - seat.now.value)}</bdi> })}</>;
}

/** What is asked, which round, and whether it is secret. */
function Kind({ poll }: { poll: PollRow }) {
  const { rows } = useSeat();
  const round = roundOf(rows, poll);
  return (
    <>
      <span>{kindName(poll.kind)}</span>
      {round > 1 && <Tag ink="outline">{roundName(round)}</Tag>}
      {(poll.methods.ballots || poll.methods.passed) && <span class="quiet">{t(poll.terms.secret ? "poll_secret" : "poll_by_name")}</span>}
    </>
  );
}

/** Prepares another round of the same questions: it then stands among the prepared ones, under P. */
function Again({ group }: { group: PollGroup }) {
  const seat = useSeat();
  const [wrong, setWrong] = useState<string | null>(null);
  const prepared = group.polls.some((id) => seat.rows.ids("poll").some((other) => seat.rows.row(`poll/${other}`).value?.round_of === id));
  if (prepared) return null;
  const again = async () => setWrong(await anotherRound(seat, group));
  return (
    <>
      <Button class="slim" onClick={() => void again()}>{t("poll_again")}</Button>
      {wrong && <p class="remedy" role="alert">{t("not_done", { reason: wrong })}</p>}
    </>
  );
}
