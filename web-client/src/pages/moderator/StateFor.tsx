// A dissenting opinion, a minority statement or an explanation that the desk enters for somebody, beside the result of a closed
// question. What is begun is kept on this device: a statement is long, and the floor goes on meanwhile.

import { useState } from "preact/hooks";
import type { PollId, PollRow, StatementKind } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button } from "../../ui/marks.tsx";
import { NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { shortOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("moderator");

const KINDS: readonly StatementKind[] = ["dissent", "minority", "explanation"];
/** The most that a statement says, and a name; the server's limits. */
const TEXT_CHARS = 1_200;
const NAME_CHARS = 120;

interface Begun {
  poll: PollId | null;
  kind: StatementKind;
  who: Picked;
  behalf: string;
  text: string;
}
const EMPTY: Begun = { poll: null, kind: "dissent", who: NOBODY, behalf: "", text: "" };

export function StateFor({ polls }: { polls: [PollId, PollRow][] }) {
  const closed = polls.filter(([, poll]) => poll.state === "closed");
  const [begun, setBegun] = useKept<Begun>(`statement for ${polls[0]?.[0]}`, EMPTY);
  const [open, setOpen] = useState(begun.text !== "");
  // A form that was left open and comes back must not take the keys of the desk.
  const [fresh, setFresh] = useState(false);
  const [missing, setMissing] = useState<"who" | "text" | null>(null);
  const seat = useSeat();
  const { send, refused } = useCommand();
  const sending = seat.kept.value.some((command) => command.do === "add_statement");
  const id = closed.find(([one]) => one === begun.poll)?.[0] ?? closed[0]?.[0];
  if (id === undefined) return null;
  if (!open) return <Button class="slim" onClick={() => { setFresh(true); setOpen(true); }}>{t("statement_add")}</Button>;
  const change = (part: Partial<Begun>) => {
    setBegun({ ...begun, ...part });
    setMissing(null);
  };
  const leave = () => {
    setBegun(EMPTY);
    setMissing(null);
    setOpen(false);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (sending) return;
    const { who, kind } = begun;
    // Somebody who is not on the roster, or a delegation, is a name like any other.
    const behalf = (who.person === undefined ? who.text : begun.behalf).trim();
    const text = begun.text.trim();
    if (who.person === undefined && !behalf) return setMissing("who");
    if (!text) return setMissing("text");
    const person = who.person === undefined ? {} : { person: who.person };
    void send({ do: "add_statement", poll: id, kind, text, ...person, ...(behalf ? { behalf } : {}) }, () => { announce(t("said_stated")); leave(); });
  };
  const at = refused?.field;
  return (
    <form class="agreed-entry" onSubmit={submit} onKeyDown={(event) => { if (event.key === "Escape" && !begun.text) { event.preventDefault(); leave(); } }}>
      {closed.length > 1 && (
        <Field label={t("poll_question")}>
          <select value={id} onChange={(event) => change({ poll: Number(event.currentTarget.value) })}>{closed.map(([one, poll]) => <option key={one} value={one}>{shortOf(poll)}</option>)}</select>
        </Field>
      )}
      <Field label={t("statement_kind")}>
        <select value={begun.kind} onChange={(event) => change({ kind: event.currentTarget.value as StatementKind })}>
          {KINDS.map((kind) => <option key={kind} value={kind}>{t(`statement_${kind}`)}</option>)}
        </select>
      </Field>
      <PersonPicker first={fresh} label={t("statement_whose")} value={begun.who} onPick={(who) => change({ who })} hint={t("statement_whose_hint")} />
      {missing === "who" && <p class="remedy" role="alert">{t("statement_whose_missing")}</p>}
      {begun.who.person !== undefined && (
        <Field label={t("statement_behalf")} error={at === "behalf" ? refused?.text : undefined}>
          <input maxLength={NAME_CHARS} dir="auto" value={begun.behalf} onInput={(event) => change({ behalf: event.currentTarget.value })} />
        </Field>
      )}
      <Field label={t("statement_text")} hint={t("statement_hint")} error={missing === "text" ? t("statement_text_missing") : at === "text" ? refused?.text : undefined}>
        <textarea rows={4} dir="auto" maxLength={TEXT_CHARS} value={begun.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </Field>
      {at !== "text" && (at !== "behalf" || begun.who.person === undefined) && <Refused refused={refused} />}
      <div class="hand-keys">
        <Button submit rank="answer" off={sending}>{t("statement_send")}</Button>
        <Button onClick={leave}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
