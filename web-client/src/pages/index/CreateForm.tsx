// The form that creates a meeting: a title, languages, the rule of the queue; or a copy of another meeting's set-up.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Preset } from "../../generated/protocol.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { recall, keep, readLink } from "../setup/handed.ts";
import { type Created, createMeeting, type NotCreated, type Order } from "./create.ts";

const t = texts("index");

const PRESETS: Preset[] = ["equal_footing", "netmundial", "single_line", "speaking_time"];
/** The six of the United Nations and Portuguese; others are added in the set-up. */
const OFFERED = ["ar", "zh", "en", "fr", "pt", "ru", "es"];

export function CreateForm({ onCreated }: { onCreated(created: Created): void }) {
  const [title, setTitle] = useState("");
  const [languages, setLanguages] = useState<string[]>([]);
  const [preset, setPreset] = useState<Preset>("equal_footing");
  const [copy, setCopy] = useState(() => new URLSearchParams(location.search).has("copy"));
  const [model, setModel] = useState("");
  const [token, setToken] = useState("");
  const [asksToken, setAsksToken] = useState(false);
  const [wrong, setWrong] = useState<NotCreated | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (wrong?.field) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [wrong]);

  const create = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const copied = copy ? readLink(model) : null;
    if (copy && !copied) return setWrong({ field: "copy", text: t("copy_wrong") });
    if (!copy && !title.trim()) return setWrong({ field: "title", text: t("title_needed") });
    const order: Order = copied
      ? { copy_of: { meeting: copied.meeting, secret: copied.secret }, ...(title.trim() ? { title: title.trim() } : {}) }
      : { title: title.trim(), preset, ...(languages.length ? { languages } : {}) };
    setBusy(true);
    setWrong(null);
    try {
      const created = await createMeeting(order, token.trim());
      if ("links" in created) {
        recall(created.meeting);
        keep(created.meeting, created.links);
        return onCreated(created);
      }
      if (created.field === "token") setAsksToken(true);
      setWrong(created);
    } catch {
      setWrong({ field: null, text: t("server_unreachable") });
    }
    setBusy(false);
  };
  const errorOf = (field: NotCreated["field"]) => (wrong?.field === field && field ? wrong.text : undefined);
  const toggle = (code: string) => setLanguages((before) => (before.includes(code) ? before.filter((one) => one !== code) : [...before, code]));

  return (
    <form ref={form} onSubmit={create} noValidate>
      <Field label={t("title")} hint={copy ? t("title_copy_hint") : undefined} error={errorOf("title")}>
        <input name="title" dir="auto" maxLength={120} autocomplete="off" value={title} onInput={(e) => setTitle(e.currentTarget.value)} />
      </Field>
      {copy ? (
        <Field label={t("copy_link")} hint={t("copy_hint")} error={errorOf("copy")}>
          <input name="copy" type="url" dir="ltr" autocomplete="off" value={model} onInput={(e) => setModel(e.currentTarget.value)} />
        </Field>
      ) : (
        <>
          <fieldset class="picks">
            <legend>{t("languages")}</legend>
            <p class="quiet small" id="languages-hint">{t("languages_hint")}</p>
            {OFFERED.map((code) => (
              <label key={code} class={languages.includes(code) ? "on" : ""}>
                <input type="checkbox" name="languages" value={code} aria-describedby="languages-hint" checked={languages.includes(code)} onChange={() => toggle(code)} />
                <span>{languageName(code)}</span>
              </label>
            ))}
            {errorOf("languages") && <p class="remedy" role="alert">{errorOf("languages")}</p>}
          </fieldset>
          <fieldset class="rules">
            <legend>{t("rule")}</legend>
            {PRESETS.map((one) => (
              <label key={one} class={preset === one ? "on" : ""}>
                <input type="radio" name="preset" value={one} checked={preset === one} onChange={() => setPreset(one)} />
                <span><b>{t(`preset_${one}`)}</b> {t(`preset_${one}_says`)}</span>
              </label>
            ))}
          </fieldset>
        </>
      )}
      {asksToken && (
        <Field label={t("token")} hint={t("token_hint")} error={errorOf("token")}>
          <input name="token" type="password" dir="ltr" autocomplete="off" value={token} onInput={(e) => setToken(e.currentTarget.value)} />
        </Field>
      )}
      {wrong && !wrong.field && <p class="remedy" role="alert">{t("not_done", { reason: wrong.text })}</p>}
      <p class="actions">
        <Button rank="main" submit off={busy}>{busy ? t("creating") : t("create")}</Button>
        <Button aria-expanded={copy} onClick={() => { setCopy(!copy); setWrong(null); }}>{t(copy ? "copy_not" : "copy")}</Button>
      </p>
    </form>
  );
}
