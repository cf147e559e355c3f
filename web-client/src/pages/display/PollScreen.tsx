// A poll on a big screen: one question as bars, or questions that groups agree on as a table.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import type { PollGroup } from "../../state/polls.ts";
import { clock } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { Tag } from "../../ui/marks.tsx";
import { questionOf, shortOf } from "../../ui/question.ts";
import { type Dimension, type Result, type ResultLine, resultOf } from "../../ui/result/model.ts";
import { ResultBars, Said, StripeKey } from "../../ui/result/ResultBars.tsx";
import { answersIn, hiddenWords, methodWords, provenanceWords, resultWords, stateWords } from "../../ui/result/words.ts";
import { useSeat } from "../../ui/seat.tsx";
import { HeadEnd } from "./parts.tsx";
import { TableScreen } from "./TableScreen.tsx";

const t = texts("result");
const d = texts("display");

/** Groups on one page, and how long a page stands. */
const PAGE = 6;
const PAGE_MS = 8_000;
/** So few rows of groups are set higher. */
const FEW = 3;
/** Groups beside options, on one page. */
const COLUMNS = 5;
/** With more options than this there is no room for the columns of groups. */
const OPTIONS_WITH_GROUPS = 6;
/** Beside the columns of groups an option longer than this takes two lines. */
const LABEL_CHARS = 26;
/** A question longer than this stands alone before its result, and is then called by its short title. */
const LONG_CHARS = 140;

/** A question as the screen shows it. */
export interface Shown {
  id: PollId;
  row: PollRow;
}

/** The questions of a group: those that groups agree on as one table, the others one after the other. */
export function PollScreen({ group }: { group: PollGroup }) {
  const { rows } = useSeat();
  const polls = group.polls.map((id) => ({ id, row: rows.row(`poll/${id}`).value })).filter((one): one is Shown => !!one.row);
  const unit = polls.find((one) => one.row.methods.agreed_by)?.row.methods.agreed_by;
  const table = polls.filter((one) => unit && one.row.methods.agreed_by === unit);
  const single = polls.filter((one) => !one.row.methods.agreed_by || one.row.methods.ballots || one.row.methods.counted || one.row.methods.passed);
  const pages = single.length + (table.length ? 1 : 0);
  const turn = usePages(pages) % Math.max(1, pages);
  const known = [useMore("result"), useMore("terms")].every(Boolean);
  if (!known) return <div class="screen poll" />;
  if (!pages) return <NoPoll />;
  const page = pages > 1 ? d("page_of", { n: turn + 1, m: pages }) : null;
  if (unit && table.length && turn === 0) return <TableScreen group={group} polls={table} unit={unit} page={page} />;
  const one = single[turn - (table.length ? 1 : 0)] as Shown;
  return <Bars key={one.id} id={one.id} page={page} />;
}

/** When `?part=poll` asks for a poll and there is none. */
export function NoPoll() {
  const { rows } = useSeat();
  return (
    <div class="screen poll">
      <header><b class="one-line"><bdi>{rows.row("meeting").value?.title}</bdi></b><HeadEnd /></header>
      <main class="nobody"><h1>{d("no_poll")}</h1></main>
    </div>
  );
}

/** The breakdown that an address asks for: `?by=group`. */
function dimensionIn(search: URLSearchParams): Dimension | undefined {
  const asked = search.get("by");
  return asked === "region" || asked === "group" || asked === "place" ? asked : undefined;
}

function Bars({ id, page }: { id: PollId; page: string | null }) {
  const { rows } = useSeat();
  const result = resultOf(rows, id, dimensionIn(new URLSearchParams(location.search)));
  const pages = result ? pagesOf(result) : 1;
  const at = usePages(pages) % pages;
  if (!result) return null;
  const { poll, tally } = result;
  const question = questionOf(poll);
  const long = [...question].length > LONG_CHARS;
  const alone = long && !tally;
  const parts = partsAt(result, at);
  const clarified = poll.clarified?.at(-1)?.text;
  const lines = result.options ? result.scale.points : parts.length + (result.round ? 1 : 0) + (result.equal ? 1 : 0);
  const longest = Math.max(0, ...result.scale.labels.map((label) => label.length));
  const dense = lines > PAGE;
  const framed = !result.options && isFramed([...(result.round ? [result.round] : []), ...parts], dense);
  return (
    <div class={`screen poll ${lines === 0 ? "only" : lines <= FEW && !result.options ? "few" : ""} ${framed ? "framed" : ""} ${dense && !result.options ? "dense" : ""}`} style={{ "--rows": String(lines), "--label-lines": parts.length && longest > LABEL_CHARS ? "2" : "1" }}>
      <header>
        <b>{t("poll_numbered", { n: id })}</b><span class="one-line">{methodWords(poll)}</span>
        <HeadEnd>{page && <span>{page}</span>}{pages > 1 && <span>{d("page_of", { n: at + 1, m: pages })}</span>}<PollState poll={poll} /></HeadEnd>
      </header>
      <main>
        <h1 class={alone ? "alone" : ""}><bdi>{long && tally ? shortOf(poll) : question}</bdi></h1>
        {clarified && <p class="clarified one-line">{t.pieces("clarified", { text: <bdi>{clarified}</bdi> })}</p>}
        {!alone && <div class="poll-box"><ResultBars result={result} parts={parts} figuresPerPercent={lines ? 0.34 : 0.2} /></div>}
      </main>
      <Foot result={result} framed={framed} />
    </div>
  );
}

/** Options stand alone on their first page, with room for their bars, and with the columns of groups on the others. */
function pagesOf({ tally, options, scale, parts }: Result): number {
  if (!tally) return 1;
  if (!options) return Math.max(1, Math.ceil(parts.length / PAGE));
  return scale.points > OPTIONS_WITH_GROUPS ? 1 : 1 + Math.ceil(parts.length / COLUMNS);
}

function partsAt({ options, parts }: Result, at: number): ResultLine[] {
  if (!options) return parts.slice(at * PAGE, (at + 1) * PAGE);
  return at === 0 ? [] : parts.slice((at - 1) * COLUMNS, at * COLUMNS);
}

/** A plate beside a name must not make its row higher: several of them, or one beside a long name, become frames round the names. */
const PLATE_CHARS = 14;
function isFramed(parts: ResultLine[], dense: boolean): boolean {
  const wild = parts.filter((part) => part.wild);
  return wild.length > (dense ? 0 : 1) || wild.some((part) => part.label.length > PLATE_CHARS);
}

const WildKey = () => <span><span class="wide-key">{t("framed_name")}</span> {t("poll_wild")}</span>;

/** What the figures come to and where they come from; before they are shown, how many are in. */
function Foot({ result, framed }: { result: Result; framed: boolean }) {
  const { poll, tally } = result;
  if (!tally) return <footer><b>{answersIn(poll)}</b><span>{hiddenWords(poll)}</span></footer>;
  const sources = provenanceWords(result);
  return (
    <footer>
      <p>{resultWords(result, true).map((runs, i) => <span key={i}><Said runs={runs} /></span>)}</p>
      {(sources.length > 1 || result.round || framed) && <p class="quiet">{framed && <WildKey />}{result.round && <StripeKey />}{sources.map((one) => <span key={one}>{one}</span>)}</p>}
    </footer>
  );
}

/** Open, closing with its countdown, last answers, final; provisional while a result is shown that may still move. */
export function PollState({ poll }: { poll: PollRow }) {
  const now = useSeat().now.value;
  if (poll.state === "closing" && poll.closes_ms !== undefined) {
    return <Tag ink="bold">{d.pieces("closes_in", { time: <bdi dir="ltr">{clock(poll.closes_ms - now)}</bdi> })}</Tag>;
  }
  const { words, ink } = stateWords(poll);
  return <Tag ink={ink}>{words}</Tag>;
}

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
