// A poll on a big screen: one question as bars, or questions that groups agree on as a table.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow, Stats, TallyRow } from "../../generated/protocol.ts";
import { agreementWord, breakdown, isRunning, partName, type PollGroup, unitKeys, wildRange } from "../../state/polls.ts";
import { clock, decimal, number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { type AnswerRow, LikertBars, LikertTable, pointLabel, ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { HeadEnd } from "./parts.tsx";

const t = texts("display");

/** Groups on one page, and how long a page stands. */
const PAGE = 6;
const PAGE_MS = 8_000;
/** A question longer than this stands alone before its result, and is then called by its short title. */
const LONG_CHARS = 140;

/** The questions of a group: a table where groups agree on values, else bars, one question after the other. */
export function PollScreen({ group }: { group: PollGroup }) {
  const { rows } = useSeat();
  const polls = group.polls.map((id) => ({ id, row: rows.row(`poll/${id}`).value })).filter((one): one is { id: PollId; row: PollRow } => !!one.row);
  const turn = usePages(polls.length);
  const unit = polls[0]?.row.methods.agreed_by;
  if (unit && polls.length) return <Table group={group} polls={polls} unit={unit} />;
  const one = polls[turn % Math.max(1, polls.length)];
  return one ? <Bars key={one.id} id={one.id} poll={one.row} page={polls.length > 1 ? t("page_of", { n: (turn % polls.length) + 1, m: polls.length }) : null} /> : <NoPoll />;
}

/** When `?part=poll` asks for a poll and there is none. */
export function NoPoll() {
  const { rows } = useSeat();
  return (
    <div class="screen poll">
      <header><b class="one-line"><bdi>{rows.row("meeting").value?.title}</bdi></b><HeadEnd /></header>
      <main class="nobody"><h1>{t("no_poll")}</h1></main>
    </div>
  );
}

function Bars({ id, poll, page }: { id: PollId; poll: PollRow; page: string | null }) {
  const { rows } = useSeat();
  const tally = rows.row(`tally/${id}`).value;
  const parts = tally ? breakdown(tally) : null;
  const pages = Math.max(1, Math.ceil((parts?.parts.length ?? 0) / PAGE));
  const shown = usePages(pages);
  const long = [...poll.question].length > LONG_CHARS;
  const empty = Array.from({ length: poll.scale.points }, () => 0);
  const at = (shown % pages) * PAGE;
  // Before the result the frame stands already, with all regions, so that nothing jumps when it is revealed.
  const veil: AnswerRow[] = unitKeys(rows, "region").slice(0, PAGE).map((key) => ({ key, label: partName(rows, "region", key), counts: null }));
  const lines: AnswerRow[] = !parts ? veil : parts.parts.slice(at, at + PAGE).map(([key, part]) => ({
    key,
    label: parts.by === "place" && !key.startsWith("hub/") ? t(key === "room" ? "side_room" : "side_online") : partName(rows, parts.by, key),
    counts: part.votes.counts.length ? part.votes.counts : null,
    ...(part.stats?.wild ? { wild: true } : {}),
  }));
  return (
    <div class="screen poll" style={{ "--rows": String(lines.length) }}>
      <header>
        <b>{t("poll_numbered", { n: id })}</b><span class="one-line">{methodWords(poll)}</span>
        <HeadEnd>{page && <span>{page}</span>}{pages > 1 && <span>{t("page_of", { n: (shown % pages) + 1, m: pages })}</span>}<PollState poll={poll} /></HeadEnd>
      </header>
      <main>
        <h1 class={long && !tally ? "alone" : ""}><bdi>{long && tally ? poll.short || poll.question : poll.question}</bdi></h1>
        {!(long && !tally) && (
          <div class="poll-box">
            <LikertBars
              scale={poll.scale} figuresPerPercent={0.34} veiled={!tally} by={parts ? t(`by_${parts.by}`) : ""}
              all={{ key: "all", label: t("all"), counts: tally?.all.votes.counts ?? empty, ...(tally?.all.stats?.wild ? { wild: true } : {}) }}
              rows={lines}
            />
          </div>
        )}
      </main>
      <footer>{tally ? <Method poll={poll} tally={tally} /> : <><AnswersIn poll={poll} /><span>{t("hidden_until")}</span></>}</footer>
    </div>
  );
}

function AnswersIn({ poll }: { poll: PollRow }) {
  return <b>{poll.electorate > 0 ? t("answers_in", { n: poll.in, m: poll.electorate }) : t("answers_in_plain", { n: poll.in })}</b>;
}

/** The method in one line, always with a result. */
function Method({ poll, tally }: { poll: PollRow; tally: TallyRow }) {
  const { n } = tally.all.votes;
  const stats = tally.all.stats;
  const of = tally.turnout !== undefined && poll.electorate > 0
    ? t.pieces("per_cent_of", { n: <b>{number(n)}</b>, share: <b>{percent(tally.turnout)}</b>, m: poll.electorate })
    : t.pieces("per_cent_of_plain", { n: <b>{number(n)}</b> });
  return (
    <>
      <span>{of}</span>
      {stats && <span>{medianWords(poll, stats)}</span>}
      {stats && <span>{t.pieces("agreement", { words: <b>{t(agreementWord(stats.agreement))}</b>, a: decimal(stats.agreement, 2) })}</span>}
    </>
  );
}

/** The median in words where every point has one; else in figures with its quartiles. */
function medianWords(poll: PollRow, stats: Stats): ComponentChildren {
  const { scale } = poll;
  if (scale.labels.length === scale.points) return t.pieces("median", { value: <b>{pointLabel(scale, Math.round(stats.median) - scale.first)}</b> });
  return t.pieces("median_quartiles", { value: <b>{number(stats.median, 1)}</b>, low: number(stats.lower, 1), high: number(stats.upper, 1) });
}

interface TableProperties {
  group: PollGroup;
  polls: { id: PollId; row: PollRow }[];
  unit: "region" | "group";
}

function Table({ group, polls, unit }: TableProperties) {
  const { rows } = useSeat();
  const set = group.set === null ? undefined : rows.row(`set/${group.set}`).value;
  const first = polls[0]?.row as PollRow;
  const columns = unitKeys(rows, unit);
  const agreed = (q: number, key: string) => rows.row(`tally/${polls[q]?.id ?? 0}`).value?.agreed[key];
  const shown = polls.some((poll) => rows.row(`tally/${poll.id}`).value);
  const values = shown
    ? polls.reduce((sum, _, q) => sum + columns.filter((key) => agreed(q, key)).length, 0)
    : polls.reduce((sum, poll) => sum + poll.row.in, 0);
  return (
    <div class="screen poll table" style={{ "--rows": String(polls.length) }}>
      <header>
        <b>{group.set === null ? t("poll_numbered", { n: polls[0]?.id ?? 0 }) : t("set_numbered", { n: group.set })}</b>
        <span class="one-line">{t("and_also", { a: t("questions_n", { n: polls.length }), b: lower(t(`method_agreed_${unit}`)) })}</span>
        <HeadEnd><PollState poll={first} /></HeadEnd>
      </header>
      <main>
        <h1><bdi>{set?.title || first.question}</bdi></h1>
        <div class="poll-box">
          <LikertTable
            scale={first.scale}
            questions={polls.map((poll) => ({ key: String(poll.id), label: poll.row.short || poll.row.question }))}
            columns={columns.map((key) => ({ key, label: partName(rows, unit, key) }))}
            cell={(q, c) => {
              const found = agreed(q, columns[c] as string);
              if (!found) return null;
              const { value, lowest, highest } = found;
              return { value, ...(lowest !== undefined && highest !== undefined ? { low: lowest, high: highest } : {}), wild: wildRange(first.scale, lowest, highest) };
            }}
          />
        </div>
      </main>
      <footer>
        <ScaleKey scale={first.scale} />
        {shown ? <span><span class="wide-key"><bdi dir="ltr">{number(first.scale.first)}–{number(first.scale.first + first.scale.points - 1)}</bdi></span> {t("poll_wild")}</span> : <span>{t("hidden_until")}</span>}
        <span>{t.pieces("values_in", { n: <b>{number(values)}</b>, m: polls.length * columns.length })}</span>
      </footer>
    </div>
  );
}

/** Open, closing with its countdown, last answers, final; provisional while a result is shown that may still move. */
function PollState({ poll }: { poll: PollRow }) {
  const now = useSeat().now.value;
  if (poll.state === "closing" && poll.closes_ms !== undefined) {
    return <Tag ink="bold">{t.pieces("closes_in", { time: <bdi dir="ltr">{clock(poll.closes_ms - now)}</bdi> })}</Tag>;
  }
  if (poll.state === "grace") return <Tag ink="dotted">{t("last_answers")}</Tag>;
  if (isRunning(poll)) return poll.shown ? <Tag ink="dotted">{t("poll_provisional")}</Tag> : <Tag ink="outline">{t("poll_open")}</Tag>;
  return <Tag ink="outline">{t("poll_final")}</Tag>;
}

function methodWords(poll: PollRow): string {
  const words = [
    ...(poll.methods.ballots ? [t("method_ballots")] : []),
    ...(poll.methods.agreed_by ? [t(`method_agreed_${poll.methods.agreed_by}`)] : []),
    ...(poll.methods.counted ? [t("method_counted")] : []),
  ];
  return words.length ? words.reduce((a, b) => t("and_also", { a, b: lower(b) })) : "";
}

const lower = (sentence: string) => sentence.charAt(0).toLocaleLowerCase() + sentence.slice(1);

/** Which of several pages is on screen: the next one every eight seconds. */
function usePages(pages: number): number {
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (pages < 2) return;
    const timer = setInterval(() => setPage((now) => now + 1), PAGE_MS);
    return () => clearInterval(timer);
  }, [pages]);
  return page;
}
