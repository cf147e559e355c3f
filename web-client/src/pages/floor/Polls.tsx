// Questions put to the meeting: how many answers are in, and the results that are shown. The latest stands open.

import type { PollId, PollRow } from "../../generated/protocol.ts";
import { agreementWord, breakdown, groupTitle, isRunning, partName, type PollGroup, pollGroups, unitKeys, wildRange } from "../../state/polls.ts";
import { decimal, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { LikertBars, LikertTable, ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
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
      {polls.map(([id, poll]) => (poll.methods.ballots || poll.methods.counted) && <Question key={id} id={id} poll={poll} />)}
    </>
  );
}

/** Open, provisional, or final; and how many answers are in while the result is not shown. */
function Standing({ poll, shown }: { poll: PollRow; shown: boolean }) {
  const running = isRunning(poll);
  return (
    <p class="facts quiet">
      <Tag ink={running ? "ink" : "outline"}>{t(running ? (shown ? "poll_provisional" : "poll_open") : "poll_final")}</Tag>
      {!shown && <span>{poll.electorate > 0 ? t("in_of", { n: poll.in, all: poll.electorate }) : t("in_plain", { n: poll.in })}</span>}
      {!shown && <span>{t("hidden")}</span>}
    </p>
  );
}

function Agreed({ polls }: { polls: Poll[] }) {
  const { rows } = useSeat();
  const [, first] = polls[0] as Poll;
  const unit = first.methods.agreed_by ?? "region";
  const keys = unitKeys(rows, unit);
  const shown = polls.some(([id]) => rows.row(`tally/${id}`).value);
  return (
    <div class="agreed">
      <Standing poll={first} shown={shown} />
      <ol class="questions">{polls.map(([id, poll]) => <li key={id}><bdi>{poll.question}</bdi></li>)}</ol>
      {shown && (
        <div class="wide-table" tabIndex={0} role="region" aria-label={t("values")}>
          <LikertTable
            scale={first.scale}
            questions={polls.map(([id, poll]) => ({ key: String(id), label: poll.short || poll.question }))}
            columns={keys.map((key) => ({ key, label: partName(rows, unit, key) }))}
            cell={(q, c) => {
              const found = rows.row(`tally/${polls[q]?.[0] ?? 0}`).value?.agreed[keys[c] ?? ""];
              if (!found) return null;
              const { value, lowest, highest } = found;
              return { value, wild: wildRange(first.scale, lowest, highest), ...(lowest !== undefined && highest !== undefined ? { low: lowest, high: highest } : {}) };
            }}
          />
        </div>
      )}
      {shown && <p class="small"><ScaleKey scale={first.scale} /></p>}
    </div>
  );
}

function Question({ id, poll }: { id: PollId; poll: PollRow }) {
  const { rows } = useSeat();
  const tally = rows.row(`tally/${id}`).value;
  const parts = tally ? breakdown(tally) : null;
  const stats = tally?.all.stats;
  return (
    <div class="question">
      <p dir="auto">{poll.question}</p>
      <Standing poll={poll} shown={!!tally} />
      {tally && tally.all.votes.n > 0 && (
        <LikertBars
          scale={poll.scale} figuresPerPercent={0.18} {...(parts ? { by: t(`by_${parts.by}`) } : {})}
          all={{ key: "all", label: t("all"), counts: tally.all.votes.counts, wild: stats?.wild ?? false }}
          rows={parts?.parts.map(([key, part]) => ({
            key, counts: part.votes.counts.length ? part.votes.counts : null, wild: part.stats?.wild ?? false,
            label: parts.by === "place" && !key.startsWith("hub/") ? t(key === "room" ? "side_room" : "side_online") : partName(rows, parts.by, key),
          })) ?? []}
        />
      )}
      {stats && (
        <p class="small quiet">
          {t("stats", { median: number(stats.median, 1), lower: number(stats.lower, 1), upper: number(stats.upper, 1), word: t(agreementWord(stats.agreement)), a: decimal(stats.agreement, 2) })}
        </p>
      )}
    </div>
  );
}
