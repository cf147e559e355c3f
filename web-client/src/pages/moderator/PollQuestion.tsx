// One question on the desk: how many are in, the bars, in words what bars cannot say, and what is attached to it.

import { useState } from "preact/hooks";
import type { PollId, PollRow, TallyRow } from "../../generated/protocol.ts";
import { agreementWord, isRunning, keyLost } from "../../state/polls.ts";
import { decimal, number, percent } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { HandsTable } from "../../ui/HandsTable.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { questionOf } from "../../ui/question.ts";
import { resultOf } from "../../ui/result/model.ts";
import { ResultBars, StripeKey } from "../../ui/result/ResultBars.tsx";
import { ResultView } from "../../ui/result/ResultView.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { OutcomeWords } from "../../ui/Terms.tsx";
import { Attached } from "./Attached.tsx";

const t = texts("moderator");

/** On a phone a table has no room for bars. */
const NARROW_PX = 640;

/** Scales of opinion have a median and an agreement; a vote or a choice has none. */
const hasStats = (poll: PollRow) => poll.kind === "likert" || poll.kind === "temperature";

export function PollQuestion({ id, poll, n }: { id: PollId; poll: PollRow; n: number | null }) {
  const { rows } = useSeat();
  const tally = rows.row(`tally/${id}`).value;
  const answered = poll.methods.ballots || poll.methods.passed || poll.methods.counted;
  // Agreed values stand in their table: such a question has a place of its own only for what is attached to it.
  const attached = poll.clarified?.length || rows.row(`conflicts/${id}`).value?.length || rows.row(`statements/${id}`).value?.length;
  if (!answered && !attached) return null;
  // Alone under its own title it need not be said twice.
  const titled = n === null && poll.short === poll.question;
  return (
    <section class="poll-question">
      {!titled && <h4 dir="auto">{n !== null && <b>{number(n)} </b>}{questionOf(poll)}</h4>}
      {answered && <Facts poll={poll} tally={tally} />}
      {keyLost(poll) && <p role="alert"><Tag ink="signal">{t("key_lost")}</Tag> {t("key_lost_means")}</p>}
      {tally && answered && <OutcomeWords poll={poll} tally={tally} />}
      {poll.kind === "objection" && !keyLost(poll) && <Objectors poll={poll} />}
      {tally && tally.all.votes.n > 0 && !tally.all.hidden && <Bars id={id} poll={poll} tally={tally} />}
      {poll.methods.counted && <HandsTable id={id} poll={poll} open={isRunning(poll)} />}
      {poll.state === "closed" && !poll.terms.secret && poll.methods.ballots && <p><a class="button slim" href={`?roll=${id}`}>{t("roll_read")}</a></p>}
      <Attached id={id} poll={poll} />
    </section>
  );
}

/** Who has answered, in one line. */
function Facts({ poll, tally }: { poll: PollRow; tally: TallyRow | undefined }) {
  const n = keyLost(poll) ? poll.in : tally?.ballots ?? poll.in;
  const { quorum } = poll.terms;
  const facts = [
    poll.methods.ballots || poll.methods.passed ? t("ballots_of", { n, all: poll.electorate }) : "",
    tally?.turnout !== undefined ? t("turnout", { percent: percent(tally.turnout) }) : "",
    tally?.passed ? t("passed_n", { n: tally.passed }) : "",
    tally && tally.all.votes.n > tally.ballots ? t("answers_counted", { n: tally.all.votes.n - tally.ballots }) : "",
    tally && poll.scale.no_opinion ? t("without_opinion_n", { n: tally.all.votes.no_opinion }) : "",
    poll.declared ? t("declared_n", { n: poll.declared[0], conflicts: poll.declared[1] }) : "",
  ].filter(Boolean);
  return (
    <>
      <p class="quiet">{facts.join(t("comma"))}</p>
      {quorum !== undefined && isRunning(poll) && <p class="small"><Tag ink={poll.quorum_met ? "bold" : "outline"}>{t(poll.quorum_met ? "quorum_reached" : "quorum_not_yet", { n: quorum })}</Tag></p>}
      {tally?.in_steps && <p class="small quiet">{t("secret_in_steps")}</p>}
    </>
  );
}

function Bars({ id, poll, tally }: { id: PollId; poll: PollRow; tally: TallyRow }) {
  const { rows } = useSeat();
  const [whole, setWhole] = useState(false);
  const ready = useMore("result");
  const result = resultOf(rows, id);
  if (!ready || !result) return null;
  const shown = { ...result, parts: whole ? result.parts : [] };
  return (
    <>
      {innerWidth < NARROW_PX ? <ResultView result={shown} /> : <ResultBars result={shown} figuresPerPercent={0.25} />}
      {innerWidth >= NARROW_PX && whole && result.parts.some((part) => part.before) && <p class="small"><StripeKey /></p>}
      {hasStats(poll) && <Words tally={tally} />}
      <Weighed poll={poll} tally={tally} />
      {result.parts.length > 0 && <Button class="slim" aria-expanded={whole} onClick={() => setWhole(!whole)}>{t(whole ? "poll_less" : "poll_breakdown")}</Button>}
    </>
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

/** The result with equal weights, and the least agreement among regions or groups: a division does not hide in the whole. */
function Weighed({ poll, tally }: { poll: PollRow; tally: TallyRow }) {
  const { weighted, across } = tally;
  const by = poll.terms.weigh_by;
  // Of a single region or group there is nothing to weigh, and no agreement across.
  const several = Object.values(by === "region" ? tally.regions : tally.groups).filter((part) => part.votes.n > 0).length > 1;
  if (!several || (!weighted && !across)) return null;
  return (
    <p class="small quiet">
      {weighted && poll.kind === "vote" && t(`equal_weight_${by}`, { percent: percent(weighted.shares[0] ?? 0), n: weighted.units.length })}{" "}
      {weighted && poll.terms.weighting === "unit" && <b>{t("equal_weight_counts")} </b>}
      {across && t(`least_${by}`, { percent: percent(across.least) })}
    </p>
  );
}

/** Hands of those who object, which go before the line. */
function Objectors({ poll }: { poll: PollRow }) {
  const { rows } = useSeat();
  const waiting = rows.ids("hand").filter((id) => rows.row(`hand/${id}`).value?.kind === "objection").length;
  if (poll.state !== "closed") return <p class="small quiet">{t("objectors_later")}</p>;
  return <p class="small">{waiting ? t("objectors_wait", { n: waiting }) : <span class="quiet">{t("objectors_none")}</span>}</p>;
}
