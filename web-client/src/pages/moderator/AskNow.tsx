// A question that nobody prepared: a temperature check at one stroke, an objection call, a vote.

import { useRef, useState } from "preact/hooks";
import { languageName } from "../../text/format.ts";
import { language, texts, useMore } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { kindName, Terms } from "../../ui/Terms.tsx";
import { askNow, QUICK, type QuickKind, quickPoll, quickWords, standingQuestion } from "./asking.ts";

const t = texts("moderator");

/** The title of the item that is discussed, and the languages of the meeting. */
export function useAsked(): { item: string | undefined; languages: readonly string[] } {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  return { item: rows.row(`item/${meeting?.item ?? 0}`).value?.title, languages: meeting?.languages.length ? meeting.languages : [language.value] };
}

export function AskNow() {
  const seat = useSeat();
  const [kind, setKind] = useState<QuickKind>("temperature");
  const [written, setWritten] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const { item, languages } = useAsked();
  useMore("quick");
  const asking = useRef(false);
  if (seat.rows.row("meeting").value?.phase !== "running") return null;
  const [main = "", ...further] = languages;
  const standing = standingQuestion(kind, item);
  const write = (code: string, text: string) => { setWritten({ ...written, [code]: text }); setWrong(null); };
  const submit = async (event: Event) => {
    event.preventDefault();
    const said = Object.fromEntries(Object.entries(written).flatMap(([code, text]) => (text.trim() ? [[code, text.trim()]] : [])));
    if (!said[main] && !standing) return setWrong(t("ask_missing"));
    if (asking.current) return;
    asking.current = true;
    const { first, wordings } = await quickWords(kind, languages, item, said);
    const why = await askNow(seat, quickPoll(kind, first, wordings));
    asking.current = false;
    setWrong(why === null ? null : t("not_done", { reason: why }));
    if (why !== null) return;
    setWritten({});
    announce(t("said_asked"));
  };
  const preview = quickPoll(kind, { question: "", ends: [] });
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
        <textarea rows={2} dir="auto" maxLength={400} placeholder={standing} value={written[main] ?? ""} onInput={(event) => write(main, event.currentTarget.value)} />
      </Field>
      {further.length > 0 && (
        <details>
          <summary class="small">{t("ask_languages")}</summary>
          <p class="small quiet">{t(!written[main]?.trim() && standing ? "ask_languages_standing" : "ask_languages_written")}</p>
          {further.map((code) => (
            <Field key={code} label={t("ask_in", { language: languageName(code) })}>
              <textarea rows={2} lang={code} dir="auto" maxLength={400} value={written[code] ?? ""} onInput={(event) => write(code, event.currentTarget.value)} />
            </Field>
          ))}
        </details>
      )}
      {preview.terms && <Terms class="small quiet" poll={{ kind, terms: preview.terms, methods: preview.methods ?? {}, showing: preview.showing ?? "live" }} />}
      <Button submit rank="answer">{t(`ask_${kind}`)}</Button>
    </form>
  );
}
