// The declaration about conflicts of interest, before the ballot is accepted; and the statement of interest in one's profile.

import { useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { declarationOnItsWay } from "../../state/answer.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button, Plate } from "../../ui/marks.tsx";
import { PollTerms } from "../../ui/poll/PollTerms.tsx";
import { questionOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import type { Steps } from "./Ballots.tsx";

const t = texts("ballot");

/** The most that a declaration, and the statement of interest in one's profile, say; the server's limits. */
const CONFLICT_CHARS = 300;
const INTERESTS_CHARS = 600;

interface Begun {
  conflict: boolean | null;
  text: string;
}

/** My declaration, also one that is still on its way: the ballot follows it in the same order. */
export function useDeclared(id: PollId): { conflict: boolean; text?: string | undefined; sending: boolean } | null {
  const seat = useSeat();
  const kept = declarationOnItsWay(seat.kept.value, id);
  if (kept) return { conflict: kept.conflict, text: kept.text, sending: true };
  const row = seat.rows.row(`my/declaration/${id}`).value;
  return row ? { conflict: row.conflict, text: row.text, sending: false } : null;
}

/** What I declared, and the way to declare anew. */
export function Declared({ id, onAgain }: { id: PollId; onAgain(): void }) {
  const declared = useDeclared(id);
  if (!declared) return null;
  return (
    <div class="declared">
      <p><Plate state={declared.sending ? "sending" : "confirmed"}>{t(declared.conflict ? "declared_conflict" : "declared_none")}</Plate> {declared.text && <bdi>{declared.text}</bdi>}</p>
      <Button onClick={onAgain}>{t("declare_again")}</Button>
    </div>
  );
}

interface DeclareProperties {
  id: PollId;
  poll: PollRow;
  head: preact.ComponentChildren;
  steps: Steps;
  onDone(): void;
}

export function DeclareFirst({ id, poll, head, steps, onDone }: DeclareProperties) {
  const before = useSeat().rows.row(`my/declaration/${id}`).value;
  const [begun, setBegun] = useKept<Begun>(`declare ${id}`, { conflict: before?.conflict ?? null, text: before?.text ?? "" });
  const { send, refused } = useCommand();
  const missing = begun.conflict === null || (begun.conflict && !begun.text.trim());
  const declare = (event: Event) => {
    event.preventDefault();
    if (missing) return;
    const text = begun.conflict ? begun.text.trim() : "";
    void send({ do: "declare", poll: id, conflict: begun.conflict === true, ...(text ? { text } : {}) }, () => setBegun({ conflict: null, text: "" }));
    onDone();
  };
  const pick = (conflict: boolean) => setBegun({ ...begun, conflict });
  return (
    <form class="ballot-form" onSubmit={declare} noValidate>
      <main class="ballot">
        {head}
        <h2><bdi>{questionOf(poll)}</bdi></h2>
        <fieldset class="choices">
          <legend><b>{t("declare_question")}</b></legend>
          <label class="choice"><input type="radio" name={`declare-${id}`} checked={begun.conflict === false} onChange={() => pick(false)} /><span>{t("declare_none")}</span></label>
          <label class="choice"><input type="radio" name={`declare-${id}`} checked={begun.conflict === true} onChange={() => pick(true)} /><span>{t("declare_conflict")}</span></label>
        </fieldset>
        {begun.conflict && (
          <Field label={t("declare_what")} hint={t(poll.terms.secret ? "declare_shown_secret" : "declare_shown")} error={refused?.field === "text" ? refused.text : undefined}>
            <textarea rows={4} maxLength={CONFLICT_CHARS} dir="auto" value={begun.text} onInput={(event) => setBegun({ ...begun, text: event.currentTarget.value })} />
          </Field>
        )}
        <Interests />
        <PollTerms poll={poll} />
        {refused && refused.field !== "text" && <Refused refused={refused} />}
      </main>
      <section class="thumb" aria-label={t("actions")}>
        <p>{t("declare_first")}</p>
        <Button rank="main" wide submit off={missing}>{t("declare")}</Button>
        {(steps.back || steps.next) && (
          <div class="two">
            {steps.back && <Button onClick={steps.back}>{t("question_before")}</Button>}
            {steps.next && <Button onClick={steps.next}>{t("skip_question")}</Button>}
          </div>
        )}
      </section>
    </form>
  );
}

/** The statement of interest in my profile: read and changed here, where it matters. */
export function Interests() {
  const seat = useSeat();
  const me = seat.rows.row("me").value;
  const [open, setOpen] = useState(false);
  const [text, setText] = useKept("interests", "");
  const { send, refused } = useCommand();
  if (!me) return null;
  const save = () => {
    if (text.trim()) void send({ do: "set_person", person: me.person, profile: { interests: text.trim() } }, () => { setText(""); setOpen(false); });
  };
  return (
    <div class="interests">
      <p class="small"><span class="quiet">{t("interests")}</span> {me.interests ? <bdi>{me.interests}</bdi> : t("interests_none")}</p>
      {open ? (
        <>
          <Field label={t("interests_label")} hint={t("interests_hint")} error={refused?.text}>
            <textarea rows={4} maxLength={INTERESTS_CHARS} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </Field>
          <Button off={!text.trim()} onClick={save}>{t("interests_save")}</Button>
        </>
      ) : <Button onClick={() => { if (!text) setText(me.interests ?? ""); setOpen(true); }}>{t("interests_change")}</Button>}
    </div>
  );
}
