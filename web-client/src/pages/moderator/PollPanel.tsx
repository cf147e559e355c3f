// Polls: the one that runs or was last, with its answers as they come; the prepared ones; the earlier ones.

import { useState } from "preact/hooks";
import type { PollId, PollRow, TallyRow } from "../../generated/protocol.ts";
import { agreementWord, breakdown, groupState, groupTitle, isRunning, partName, type PollGroup, pollGroups } from "../../state/polls.ts";
import { clock, decimal, number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { AgreedTable } from "../../ui/AgreedTable.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { HandsTable } from "../../ui/HandsTable.tsx";
import { LikertBars } from "../../ui/Likert.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { naming, pollKeys } from "./desk.ts";

const t = texts("moderator");

/** The countdowns offered. */
const COUNTDOWNS_S = [10, 30, 60] as const;

export function PollPanel() {
  const { rows } = useSeat();
  const { running, latest } = pollKeys(rows);
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = pollGroups(rows);
  const keyOf = (group: PollGroup) => (group.set === null ? `poll/${group.polls[0]}` : `set/${group.set}`);
  const closed = groups.filter((group) => groupState(rows, group) === "closed");
  const current = running ?? closed.find((group) => keyOf(group) === chosen) ?? latest;
  const drafts = groups.filter((group) => group.polls.some((id) => rows.row(`poll/${id}`).value?.state === "draft"));
  return (
    <>
      {current ? <Current key={keyOf(current)} group={current} /> : <p class="quiet">{t("poll_none_yet")}</p>}
      <h3>{t("poll_prepared")}</h3>
      {drafts.length === 0 && <p class="quiet">{t("poll_none_prepared")}</p>}
      <ul class="poll-list">
        {drafts.map((group) => <Prepared key={keyOf(group)} group={group} off={running !== null} />)}
      </ul>
      {closed.length > 1 && (
        <>
          <h3>{t("poll_earlier")}</h3>
          <ul class="poll-list">
            {closed.filter((group) => !current || keyOf(group) !== keyOf(current)).map((group) => (
              <li key={keyOf(group)}><span><bdi>{groupTitle(rows, group)}</bdi></span><Button class="slim" off={running !== null} onClick={() => setChosen(keyOf(group))}>{t("poll_look")}</Button></li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** A set or question that waits to be opened, with its questions in full. */
function Prepared({ group, off }: { group: PollGroup; off: boolean }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  return (
    <li>
      <details>
        <summary><b><bdi>{groupTitle(rows, group)}</bdi></b> <span class="quiet">{t("n_questions", { n: group.polls.length })}</span></summary>
        <ol class="questions">{group.polls.map((id) => <li key={id} dir="auto">{rows.row(`poll/${id}`).value?.question}</li>)}</ol>
      </details>
      <Button class="slim" off={off} onClick={() => void send({ do: "open_polls", ...naming(group) })}>{t("poll_open_now")}</Button>
      <Refused refused={refused} />
    </li>
  );
}

function Current({ group }: { group: PollGroup }) {
  const seat = useSeat();
  const { rows } = seat;
  const { send, refused } = useCommand();
  const polls = group.polls.flatMap((id): [PollId, PollRow][] => {
    const row = rows.row(`poll/${id}`).value;
    return row && row.opened_ms !== undefined ? [[id, row]] : [];
  });
  const state = groupState(rows, group);
  const shown = polls.every(([, poll]) => poll.shown);
  const closes_ms = Math.max(...polls.map(([, poll]) => poll.closes_ms ?? 0));
  const first = polls[0]?.[1];
  const agreed = polls.filter(([, poll]) => poll.methods.agreed_by);
  return (
    <section class="poll-now" aria-label={groupTitle(rows, group)}>
      <h3><bdi>{groupTitle(rows, group)}</bdi></h3>
      <p class="poll-state">
        <Tag ink={state === "open" ? "ink" : state === "closed" ? "bold" : "signal"}>
          {state === "closing" ? t.pieces("closes_in", { time: <bdi dir="ltr">{clock(closes_ms - seat.now.value)}</bdi> }) : t(state === "open" ? "poll_open_state" : state === "grace" ? "poll_grace" : "poll_final")}
        </Tag>
        <span class="quiet">{t(shown ? "poll_is_shown" : "poll_is_hidden")}</span>
      </p>
      <div class="hand-keys">
        {state === "open" && COUNTDOWNS_S.map((s, i) => (
          <Button key={s} rank={i === 0 ? "answer" : "other"} class="slim" {...(i === 0 ? { keyName: "p" } : {})} onClick={() => void send({ do: "close_polls", ...naming(group), in_ms: s * 1000 })}>{t("poll_close_in", { n: s })}</Button>
        ))}
        {state === "closing" && <Button rank="answer" class="slim" keyName="p" onClick={() => void send({ do: "cancel_close", ...naming(group) })}>{t("poll_cancel")}</Button>}
        <Button class="slim" keyName="r" onClick={() => void send({ do: "reveal_polls", ...naming(group), shown: !shown })}>{t(shown ? "poll_hide" : "poll_reveal")}</Button>
      </div>
      <Refused refused={refused} />
      {first && agreed.length > 0 && <AgreedTable polls={agreed} />}
      {polls.map(([id, poll], i) => (poll.methods.ballots || poll.methods.counted) && <Question key={id} id={id} poll={poll} n={polls.length > 1 ? i + 1 : null} />)}
    </section>
  );
}

/** One question answered by ballots or counted hands: how many are in, the bars, and in words what bars cannot say. */
function Question({ id, poll, n }: { id: PollId; poll: PollRow; n: number | null }) {
  const { rows } = useSeat();
  const tally = rows.row(`tally/${id}`).value;
  const [whole, setWhole] = useState(false);
  const parts = tally && whole ? breakdown(tally) : null;
  return (
    <section class="poll-question">
      <h4 dir="auto">{n !== null && <b>{number(n)} </b>}{poll.question}</h4>
      <p class="quiet">
        {poll.methods.ballots && t("ballots_of", { n: tally?.ballots ?? 0, all: poll.electorate })}
        {tally?.turnout !== undefined && `${t("comma")}${t("turnout", { percent: percent(tally.turnout) })}`}
        {tally && tally.all.votes.n !== tally.ballots && `${t("comma")}${t("answers_counted", { n: tally.all.votes.n - tally.ballots })}`}
        {tally && poll.scale.no_opinion && `${t("comma")}${t("no_opinion_n", { n: tally.all.votes.no_opinion })}`}
      </p>
      {tally && tally.all.votes.n > 0 && (
        <>
          <LikertBars
            scale={poll.scale} all={{ key: "all", label: t("all"), counts: tally.all.votes.counts, wild: tally.all.stats?.wild ?? false }}
            rows={parts?.parts.map(([key, part]) => ({ key, label: parts.by === "place" && key === "room" ? t("side_room") : parts.by === "place" && key === "online" ? t("side_online") : partName(rows, parts.by, key), counts: part.votes.counts, wild: part.stats?.wild ?? false })) ?? []}
            {...(parts ? { by: t(`by_${parts.by}`) } : {})} figuresPerPercent={0.25}
          />
          <Words tally={tally} />
          <Button class="slim" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? "poll_less" : "poll_breakdown")}</Button>
        </>
      )}
      {poll.methods.counted && <HandsTable id={id} poll={poll} open={isRunning(poll)} />}
    </section>
  );
}

function Words({ tally }: { tally: TallyRow }) {
  const stats = tally.all.stats;
  if (!stats) return null;
  return (
    <p class="small quiet">
      {t("poll_stats", { median: number(stats.median, 1), lower: number(stats.lower, 1), upper: number(stats.upper, 1), word: t(agreementWord(stats.agreement)), a: decimal(stats.agreement, 2) })}
      {tally.wild_groups && <> <Tag ink="outline">{t("wild_groups")}</Tag></>}
    </p>
  );
}
