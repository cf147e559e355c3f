// What is attached to a question: clarifications since it was opened, conflicts declared, statements, and the roll.

import { useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { shortOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("moderator");

export function Attached({ id, poll }: { id: PollId; poll: PollRow }) {
  const { rows } = useSeat();
  const conflicts = rows.row(`conflicts/${id}`).value ?? [];
  const statements = rows.row(`statements/${id}`).value ?? [];
  if (!poll.clarified?.length && !conflicts.length && !statements.length) return null;
  return (
    <div class="attached">
      {poll.clarified?.map((note) => (
        <p key={note.at_ms} class="small note-line"><Tag ink="outline">{t("clarified_at", { time: timeOfDay(note.at_ms) })}</Tag> <span dir="auto">{note.text}</span></p>
      ))}
      {conflicts.length > 0 && (
        <details>
          <summary>{t("conflicts_n", { n: conflicts.length })}</summary>
          <ul>{conflicts.map((one, i) => <li key={i} class="small"><b><bdi>{one.name}</bdi></b> <span dir="auto">{one.text}</span></li>)}</ul>
        </details>
      )}
      {statements.length > 0 && (
        <details>
          <summary>{t("statements_n", { n: statements.length })}</summary>
          <ul>{statements.map((one, i) => <li key={i} class="small"><Tag ink="outline">{t(`statement_${one.kind}`)}</Tag> <b><bdi>{one.name}</bdi></b> <span dir="auto">{one.text}</span></li>)}</ul>
        </details>
      )}
    </div>
  );
}

/** A note that everybody sees beside a question. The question itself is fixed. */
export function Clarify({ polls }: { polls: [PollId, PollRow][] }) {
  const { send, refused } = useCommand();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<PollId | null>(null);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const id = chosen ?? polls[0]?.[0];
  if (id === undefined) return null;
  if (!open) return <Button class="slim" onClick={() => setOpen(true)}>{t("clarify")}</Button>;
  const leave = () => {
    setOpen(false);
    setText("");
    setMissing(false);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return setMissing(true);
    void send({ do: "clarify", poll: id, text: text.trim() }, () => { announce(t("said_clarified")); leave(); });
  };
  return (
    <form class="agreed-entry" onSubmit={submit} onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); leave(); } }}>
      {polls.length > 1 && (
        <Field label={t("poll_question")}>
          <select value={id} onChange={(event) => setChosen(Number(event.currentTarget.value))}>{polls.map(([one, poll]) => <option key={one} value={one}>{shortOf(poll)}</option>)}</select>
        </Field>
      )}
      <Field label={t("clarify_label")} hint={t("clarify_hint")} error={missing ? t("clarify_missing") : undefined}>
        <textarea rows={2} dir="auto" maxLength={2000} value={text} onInput={(event) => { setText(event.currentTarget.value); setMissing(false); }} />
      </Field>
      <Refused refused={refused} />
      <div class="hand-keys">
        <Button submit rank="answer">{t("clarify_add")}</Button>
        <Button onClick={leave}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
