// The field to write notes and decisions in. Only its writer changes it: not the meeting, nor a reload.

import { useRef, useState } from "preact/hooks";
import type { NoteKind } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Button, Key } from "../../ui/marks.tsx";

const t = texts("reporter");

/** As the server has it. */
const MOST_CHARS = 2000;
const KINDS = [["note", "n"], ["decision", "d"]] as const;
const DRAFT = `draft ${location.pathname}`;

export function NoteForm() {
  const { send, refused } = useCommand();
  const [kind, setKind] = useState<NoteKind>("note");
  const [text, setText] = useState(readDraft);
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement | null>(null);
  const latest = useRef(text);
  const write = (next: string) => {
    latest.current = next;
    setText(next);
    keepDraft(next);
  };
  const enter = (event: Event) => {
    event.preventDefault();
    const words = text.trim();
    setMissing(!words);
    if (!words) return box.current?.focus();
    write("");
    void send({ do: "add_note", kind, text: words }, () => announce(t(kind === "note" ? "said_note" : "said_decision"))).then((done) => {
      if (!done && !latest.current) write(words); // what was refused is not to be typed twice
    });
    box.current?.focus();
  };
  const begin = (next: NoteKind) => {
    setKind(next);
    box.current?.focus();
  };
  useKeys([
    { key: "n", does: t("key_note"), run: () => begin("note") },
    { key: "d", does: t("key_decision"), run: () => begin("decision") },
  ]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) enter(event);
    else if (event.key === "Escape") box.current?.blur();
    else return;
    event.stopPropagation();
  };
  return (
    <form class="desk-part" onSubmit={enter}>
      <h2>{t("write")}</h2>
      <fieldset class="kinds">
        <legend class="unseen">{t("write_label")}</legend>
        {KINDS.map(([one, key]) => (
          <label key={one} class={one === kind ? "on" : ""}>
            <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
            {t(one)} <Key name={key} />
          </label>
        ))}
      </fieldset>
      <Field label={t(kind === "note" ? "note_text" : "decision_text")} hint={t("write_hint")} error={missing && !text.trim() ? t("write_missing") : undefined}>
        <textarea ref={box} rows={4} dir="auto" maxLength={MOST_CHARS} value={text} onKeyDown={onKey} onInput={(event) => write(event.currentTarget.value)} />
      </Field>
      <Refused refused={refused} />
      <div class="desk-keys"><Button submit rank="answer">{t(kind === "note" ? "enter_note" : "enter_decision")}</Button></div>
    </form>
  );
}

function readDraft(): string {
  try {
    return sessionStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
}

function keepDraft(text: string): void {
  try {
    if (text) sessionStorage.setItem(DRAFT, text);
    else sessionStorage.removeItem(DRAFT);
  } catch {
    // Not kept over a reload, then.
  }
}
