// After the close: the result, one's own ballot and receipt, the objectors' way to the floor, and statements beside the result.

import type { PollId, PollRow, StatementKind } from "../../generated/protocol.ts";
import { keyLost } from "../../state/polls.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button, Plate } from "../../ui/marks.tsx";
import { Clarified, PollTerms } from "../../ui/poll/PollTerms.tsx";
import { Receipt } from "../../ui/poll/Receipt.tsx";
import { questionOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import type { Steps } from "./Ballots.tsx";
import { Confirmations } from "./OtherMethods.tsx";
import { Result } from "./Result.tsx";

const t = texts("ballot");

const KINDS: StatementKind[] = ["dissent", "minority", "explanation"];
/** The most that a statement says; the server's limit. */
const MOST_CHARS = 1_200;

export function AfterClose({ id, poll, steps }: { id: PollId; poll: PollRow; steps: Steps }) {
  const { rows } = useSeat();
  const ballot = rows.row(`my/ballot/${id}`).value;
  const lost = keyLost(poll);
  return (
    <>
      <main class="ballot">
        <h2><bdi>{questionOf(poll)}</bdi></h2>
        <Result id={id} poll={poll} />
        {poll.shown && poll.state === "closed" && !lost && <p><a href={`review?poll=${id}`} target="_blank" rel="noopener">{t("review_link")}</a></p>}
        <Clarified poll={poll} />
        <Objectors id={id} poll={poll} />
        {ballot && (
          <div class="own-ballot">
            <p>{!lost && <Plate state="confirmed" />} {t(lost ? "ballot_lost" : "ballot_counted", { time: timeOfDay(ballot.at_ms) })}{ballot.cast_by && <> {t("cast_by", { name: ballot.cast_by })}</>}</p>
            {ballot.receipt && !lost && <Receipt code={ballot.receipt} />}
          </div>
        )}
        <Confirmations id={id} poll={poll} />
        <Conflicts id={id} poll={poll} />
        <Statements id={id} />
        {poll.methods.ballots && <StateOwn id={id} />}
        <PollTerms poll={poll} />
      </main>
      {(steps.back || steps.next) && (
        <section class="thumb two" aria-label={t("actions")}>
          {steps.back && <Button onClick={steps.back}>{t("question_before")}</Button>}
          {steps.next && <Button onClick={steps.next}>{t("next_question")}</Button>}
        </section>
      )}
    </>
  );
}

/** Who objected may be heard first, if they wish: nothing links this hand with a ballot. */
export function Objectors({ id, poll }: { id: PollId; poll: PollRow }) {
  const seat = useSeat();
  const { rows } = seat;
  const { send, refused } = useCommand();
  const objections = rows.row(`tally/${id}`).value?.all.votes.counts[1] ?? 0;
  const hand = rows.row("my/hand").value;
  const sending = seat.kept.value.some((command) => command.do === "raise");
  if (poll.kind !== "objection" || objections === 0 || rows.row("meeting").value?.phase !== "running") return null;
  if (hand?.kind === "objection") return <p class="objectors"><Plate state="confirmed" /> {t("objection_up")}</p>;
  return (
    <section class="objectors" aria-label={t("objectors")}>
      <p>{t("objectors_first")}</p>
      <Button rank="answer" wide off={sending || hand !== undefined} onClick={() => void send({ do: "raise", kind: "objection" })}>{t(sending ? "objection_sending" : "objection_raise")}</Button>
      {hand && <p class="quiet small">{t("objection_hand_up")}</p>}
      <Refused refused={refused} />
    </section>
  );
}

/** Conflicts of interest that were declared: by name, or how many. */
function Conflicts({ id, poll }: { id: PollId; poll: PollRow }) {
  const named = useSeat().rows.row(`conflicts/${id}`).value ?? [];
  const n = poll.declared?.[1] ?? 0;
  if (!poll.terms.declare) return null;
  return (
    <section class="beside-result">
      <h3>{t("conflicts")}</h3>
      {named.length === 0 && <p>{t("conflicts_n", { n })}</p>}
      <ul>{named.map((one, i) => <li key={i}><b><bdi>{one.name}</bdi></b>: <span dir="auto">{one.text}</span></li>)}</ul>
    </section>
  );
}

function Statements({ id }: { id: PollId }) {
  const statements = useSeat().rows.row(`statements/${id}`).value ?? [];
  if (!statements.length) return null;
  return (
    <section class="beside-result">
      <h3>{t("statements")}</h3>
      <ul>
        {statements.map((one) => (
          <li key={`${one.at_ms} ${one.name}`}>
            <p><b>{t(`statement_${one.kind}`)}</b>, <bdi>{one.name}</bdi> <span class="quiet">{timeOfDay(one.at_ms)}</span></p>
            <p dir="auto" class="statement-text">{one.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Begun {
  kind: StatementKind;
  text: string;
  behalf: string;
}
const EMPTY: Begun = { kind: "dissent", text: "", behalf: "" };

/** My own dissent, minority statement or explanation, attached to the result and exported with it. */
function StateOwn({ id }: { id: PollId }) {
  const seat = useSeat();
  const [begun, setBegun] = useKept<Begun>(`statement ${id}`, EMPTY);
  const { send, refused } = useCommand();
  const sending = seat.kept.value.some((command) => command.do === "add_statement" && command.poll === id);
  const off = !begun.text.trim() || sending;
  const state = (event: Event) => {
    event.preventDefault();
    if (off) return;
    const behalf = begun.behalf.trim();
    void send({ do: "add_statement", poll: id, kind: begun.kind, text: begun.text.trim(), ...(behalf ? { behalf } : {}) }, () => setBegun(EMPTY));
  };
  return (
    <details class="more" open={begun.text !== ""}>
      <summary>{t("statement_add")}</summary>
      <form onSubmit={state}>
        <Field label={t("statement_kind")}>
          <select value={begun.kind} onChange={(event) => setBegun({ ...begun, kind: event.currentTarget.value as StatementKind })}>
            {KINDS.map((kind) => <option key={kind} value={kind}>{t(`statement_${kind}`)}</option>)}
          </select>
        </Field>
        <Field label={t("statement_text")} hint={t("statement_hint")} error={refused?.field === "text" ? refused.text : undefined}>
          <textarea rows={5} maxLength={MOST_CHARS} dir="auto" value={begun.text} onInput={(event) => setBegun({ ...begun, text: event.currentTarget.value })} />
        </Field>
        <Field label={t("statement_behalf")} error={refused?.field === "behalf" ? refused.text : undefined}>
          <input maxLength={120} dir="auto" value={begun.behalf} onInput={(event) => setBegun({ ...begun, behalf: event.currentTarget.value })} />
        </Field>
        {refused && refused.field !== "text" && refused.field !== "behalf" && <Refused refused={refused} />}
        <Button submit rank="answer" off={off}>{t(sending ? "statement_sending" : "statement_send")}</Button>
      </form>
    </details>
  );
}
