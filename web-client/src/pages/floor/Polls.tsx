// Questions put to the meeting: how many answers are in, and the results that are shown. The latest stands open.

import type { PollId, PollRow } from "../../generated/protocol.ts";
import { groupTitle, isRunning, type PollGroup, pollGroups } from "../../state/polls.ts";
import { texts, useMore } from "../../text/index.ts";
import { LikertTable, ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { isEmpty, resultOf } from "../../ui/result/model.ts";
import { Said } from "../../ui/result/ResultBars.tsx";
import { ResultView } from "../../ui/result/ResultView.tsx";
import { tableOf } from "../../ui/result/table.ts";
import { hiddenWords, methodWords, provenanceWords, resultWords } from "../../ui/result/words.ts";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("floor");
type Poll = [PollId, PollRow];

export function Polls() {
  const { rows } = useSeat();
  const groups = pollGroups(rows).filter((group) => opened(group).length);
  function opened(group: PollGroup): Poll[] {
    return group.polls.flatMap((id): Poll[] => {
      const poll = rows.row(`poll/${id}`).value;
      return poll?.opened_ms !== undefined ? [[id, poll]] : [];
    });
  }
  const since = (group: PollGroup) => Math.max(...opened(group).map(([, poll]) => poll.opened_ms ?? 0));
  groups.sort((a, b) => since(b) - since(a));
  const [latest, ...earlier] = groups;
  if (!latest) return null;
  return (
    <section aria-labelledby="polls-title">
      <h2 id="polls-title">{t("polls")}</h2>
      <Group title={groupTitle(rows, latest)} polls={opened(latest)} />
      {earlier.map((group) => (
        <details key={`${group.set} ${group.polls[0]}`} class="earlier">
          <summary><bdi>{groupTitle(rows, group)}</bdi></summary>
          <Group title="" polls={opened(group)} />
        </details>
      ))}
    </section>
  );
}

function Group({ title, polls }: { title: string; polls: Poll[] }) {
  const agreed = polls.filter(([, poll]) => poll.methods.agreed_by);
  return (
    <>
      {title && <h3><bdi>{title}</bdi></h3>}
      {agreed.length > 0 && <Agreed polls={agreed} />}
      {polls.map(([id, poll]) => (poll.methods.ballots || poll.methods.counted || poll.methods.passed) && <Question key={id} id={id} poll={poll} />)}
    </>
  );
}

/** Open, provisional, or final; and how many answers are in while the result is not shown. */
function Standing({ poll, shown }: { poll: PollRow; shown: boolean }) {
  const running = isRunning(poll);
  const known = [useMore("result"), useMore("terms")].every(Boolean);
  return (
    <p class="facts quiet">
      <Tag ink={running && shown ? "dotted" : "outline"}>{t(running ? (shown ? "poll_provisional" : "poll_open") : "poll_final")}</Tag>
      {!shown && <span>{poll.electorate > 0 ? t("in_of", { n: poll.in, all: poll.electorate }) : t("in_plain", { n: poll.in })}</span>}
      {!shown && known && <span>{hiddenWords(poll)}.</span>}
    </p>
  );
}

function Agreed({ polls }: { polls: Poll[] }) {
  const { rows } = useSeat();
  const [, first] = polls[0] as Poll;
  const scale = scaleOf(first);
  const table = tableOf(rows, polls.map(([id]) => id), first.methods.agreed_by ?? "region");
  return (
    <div class="agreed">
      <Standing poll={first} shown={table.shown} />
      <ol class="questions">{polls.map(([id, poll]) => <li key={id}><bdi>{questionOf(poll)}</bdi></li>)}</ol>
      {table.shown && (
        <div class="wide-table" tabIndex={0} role="region" aria-label={t("values")}>
          <LikertTable scale={scale} questions={table.questions} columns={table.columns} cell={table.cell} />
        </div>
      )}
      {table.shown && <p class="small"><ScaleKey scale={scale} /></p>}
      {table.shown && !isRunning(first) && <p class="small"><a href={first.set === undefined ? `review?poll=${polls[0]?.[0]}` : `review?set=${first.set}`}>{t("check_result")}</a></p>}
    </div>
  );
}

function Question({ id, poll }: { id: PollId; poll: PollRow }) {
  const { rows } = useSeat();
  const known = [useMore("result"), useMore("terms")].every(Boolean);
  const result = known ? resultOf(rows, id) : undefined;
  const tally = result?.tally;
  const sources = result ? provenanceWords(result) : [];
  return (
    <div class="question">
      <p><bdi>{questionOf(poll)}</bdi></p>
      {known && <p class="small quiet">{methodWords(poll)}</p>}
      <Standing poll={poll} shown={!!tally} />
      {result && tally && !isEmpty(result) && <ResultView result={result} />}
      {result && tally && <ul class="small quiet">{resultWords(result).map((runs, i) => <li key={i}><Said runs={runs} /></li>)}{sources.length > 1 && sources.map((one) => <li key={one}>{one}</li>)}</ul>}
      {tally && !isRunning(poll) && <p class="small"><a href={`review?poll=${id}`}>{t("check_result")}</a></p>}
    </div>
  );
}
