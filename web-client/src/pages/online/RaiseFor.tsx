// A hand for somebody online: from the list, by a name, or a caller on the telephone; spoken or to be read aloud.

import { useState } from "preact/hooks";
import type { Delivery, HandKind } from "../../generated/protocol.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import type { Raising } from "./OnlinePage.tsx";

const t = texts("online");

const DELIVERIES: readonly Delivery[] = ["own_call", "telephone", "written"];
const KINDS: readonly HandKind[] = ["intervention", "direct_reply", "follow_up", "clarification", "point_of_order"];
/** Written contributions are read aloud at this rate. */
const WORDS_A_MINUTE = 150;

export function RaiseFor({ raising, onDone }: { raising: NonNullable<Raising>; onDone(): void }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const microphones = useMicrophones();
  const given = raising.person === undefined ? undefined : rows.row(`person/${raising.person}`).peek();
  const [who, setWho] = useState<Picked>(given && raising.person !== undefined ? { text: given.name, person: raising.person } : NOBODY);
  const [mic, setMic] = useState("");
  const [delivery, setDelivery] = useState<Delivery>(raising.telephone ? "telephone" : "own_call");
  const [kind, setKind] = useState<HandKind>("intervention");
  const [language, setLanguage] = useState("");
  const [topic, setTopic] = useState("");
  const [text, setText] = useState("");
  const [known, setKnown] = useState(false);
  const [asked, setAsked] = useState(false);
  const person = who.person === undefined ? undefined : rows.row(`person/${who.person}`).value;
  const meeting = rows.row("meeting").value;
  const item = rows.row(`item/${meeting?.item ?? 0}`).value;
  const most = Math.floor(((item?.turn_ms ?? 120_000) / 60_000) * WORDS_A_MINUTE);
  const words = text.trim() ? text.trim().split(/\s+/).length : 0;
  const noMic = microphones.length > 1 && !person?.group && !mic;
  const noText = delivery === "written" && !text.trim();
  const tooLong = delivery === "written" && words > most;
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (noMic || noText || tooLong) return;
    void send({
      do: "raise", ...named(who), place: "online", ...(mic ? { microphone: mic } : {}), delivery, kind, confirmed: who.person !== undefined || known,
      ...(language ? { language } : {}), ...(topic.trim() ? { topic: topic.trim() } : {}), ...(delivery === "written" ? { text: text.trim() } : {}),
    }, () => {
      announce(t("said_raised", { name: who.text.trim() || t("unidentified") }));
      onDone();
    });
  };
  return (
    <form class="raise-for" onSubmit={submit} onKeyDown={(event) => { if (event.key === "Escape" && !event.defaultPrevented) onDone(); }}>
      <h2>{t(raising.telephone ? "caller" : "raise_for")}</h2>
      <PersonPicker first label={t("who")} value={who} onPick={setWho} hint={t(raising.telephone ? "caller_hint" : "who_hint")} />
      {who.person === undefined && who.text.trim() !== "" && (
        <label class="tick"><input type="checkbox" checked={known} onChange={(event) => setKnown((event.target as HTMLInputElement).checked)} />{t("i_know_them")}</label>
      )}
      <div class="two-fields">
        <Field label={t("microphone")} error={asked && noMic ? t("microphone_needed") : undefined}>
          <select value={mic} onChange={(event) => setMic((event.target as HTMLSelectElement).value)}>
            <option value="">{person?.group ? rows.row(`microphone/${person.group}`).value?.name ?? "" : t("choose")}</option>
            {microphones.filter(({ key }) => key !== person?.group).map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
          </select>
        </Field>
        <Field label={t("delivery")}>
          <select value={delivery} onChange={(event) => setDelivery((event.target as HTMLSelectElement).value as Delivery)}>
            {DELIVERIES.map((one) => <option key={one} value={one}>{t(`delivery_${one}`)}</option>)}
          </select>
        </Field>
        <Field label={t("kind")}>
          <select value={kind} onChange={(event) => setKind((event.target as HTMLSelectElement).value as HandKind)}>
            {KINDS.map((one) => <option key={one} value={one}>{t(`kind_${one}`)}</option>)}
          </select>
        </Field>
        <Field label={t("language_spoken")}>
          <select value={language} onChange={(event) => setLanguage((event.target as HTMLSelectElement).value)}>
            <option value="">{t("not_said")}</option>
            {[...new Set([...(person?.languages ?? []), ...(meeting?.languages ?? [])])].map((one) => <option key={one} value={one}>{languageName(one)}</option>)}
          </select>
        </Field>
      </div>
      {delivery === "written" && (
        <Field label={t("text")} hint={t("text_words", { n: words, most })} error={tooLong ? t("text_too_long", { n: words, most }) : asked && noText ? t("text_needed") : undefined}>
          <textarea maxLength={4000} dir="auto" value={text} onInput={(event) => setText((event.target as HTMLTextAreaElement).value)} />
        </Field>
      )}
      <Field label={t("topic")}><input type="text" maxLength={120} dir="auto" value={topic} onInput={(event) => setTopic((event.target as HTMLInputElement).value)} /></Field>
      <Refused refused={refused} />
      <div class="buttons">
        <Button submit rank="main">{t("raise_it")}</Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
