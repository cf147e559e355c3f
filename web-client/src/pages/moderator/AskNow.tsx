// A question that nobody prepared: a temperature check at one stroke, an objection call, a vote.

import { useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { kindName, Terms } from "../../ui/Terms.tsx";
import { askNow, QUICK, type QuickKind, quickPoll } from "./asking.ts";

const t = texts("moderator");

/** What a question says where the moderator wrote nothing: about the item that is discussed. */
export function useQuickQuestion(): (kind: QuickKind) => string {
  const { rows } = useSeat();
  const item = rows.row(`item/${rows.row("meeting").value?.item ?? 0}`).value?.title;
  return (kind) => (kind === "vote" ? "" : item ? t(`ask_${kind}_item`, { item }) : t(`ask_${kind}_plain`));
}

/** The words of a temperature, from cold to warm. */
export const ends = (): [string, string] => [t("temperature_low"), t("temperature_high")];

export function AskNow() {
  const seat = useSeat();
  const [kind, setKind] = useState<QuickKind>("temperature");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const standing = useQuickQuestion();
  if (seat.rows.row("meeting").value?.phase !== "running") return null;
  const question = text.trim() || standing(kind);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!question) return setWrong(t("ask_missing"));
    const why = await askNow(seat, quickPoll(kind, question, ends()));
    setWrong(why === null ? null : t("not_done", { reason: why }));
    if (why !== null) return;
    setText("");
    announce(t("said_asked"));
  };
  const preview = quickPoll(kind, question, ends());
  return (
    <form class="panel-part ask-now" onSubmit={(event) => void submit(event)}>
      <h3>{t("ask_now")}</h3>
      <fieldset class="points words">
        <legend class="unseen">{t("ask_now")}</legend>
        {QUICK.map((one) => (
          <label key={one} class={kind === one ? "on" : ""}><input type="radio" name="ask" checked={kind === one} onChange={() => { setKind(one); setWrong(null); }} /><span>{kindName(one)}</span></label>
        ))}
      </fieldset>
      <Field label={t("ask_question")} error={wrong ?? undefined}>
        <textarea rows={2} dir="auto" maxLength={400} placeholder={standing(kind)} value={text} onInput={(event) => { setText(event.currentTarget.value); setWrong(null); }} />
      </Field>
      {preview.terms && <Terms class="small quiet" poll={{ kind, terms: preview.terms, methods: preview.methods ?? {}, showing: preview.showing ?? "live" }} />}
      <Button submit rank="answer">{t(`ask_${kind}`)}</Button>
    </form>
  );
}
