// Naming who was not identified, or correcting a turn. A correction is a new entry: what stood before stays in the record.

import { useState } from "preact/hooks";
import type { TurnId } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker } from "../../ui/PersonPicker.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { TurnName } from "../../ui/who.tsx";

const t = texts("reporter");

interface Properties {
  id: TurnId;
  onDone(): void;
}

export function TurnForm({ id, onDone }: Properties) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const on_floor = rows.row("floor").value?.turn;
  const turn = rows.row(`turn/${id}`).value ?? (on_floor?.turn === id ? on_floor : undefined);
  const [who, setWho] = useState(NOBODY);
  const [words, setWords] = useState(turn?.words?.toString() ?? "");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const counted = /^\d+$/.test(words.trim()) ? Number(words.trim()) : undefined;
  const wrongWords = words.trim() !== "" && counted === undefined;
  const changed = counted !== turn?.words ? counted : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const somebody = named(who);
    const nothing = !Object.keys(somebody).length && changed === undefined;
    setMissing(nothing);
    if (nothing || wrongWords) return;
    void send({
      do: "correct_turn", turn: id, ...somebody,
      ...(changed === undefined ? {} : { words: changed }), ...(reason.trim() ? { reason: reason.trim() } : {}),
    }, () => { announce(t("said_corrected", { n: id })); onDone(); });
  };
  return (
    <form class="desk-part turn-form" onSubmit={submit}>
      <h2>{t.pieces("correct_title", { n: number(id), name: turn ? <TurnName turn={turn} /> : "" })}</h2>
      <PersonPicker label={t("who_it_was")} value={who} onPick={setWho} hint={turn?.who.name ? t("who_stays") : t("who_hint")} first />
      <div class="turn-fields">
        <Field label={t("words")} error={wrongWords ? t("words_wrong") : undefined}>
          <input inputMode="numeric" maxLength={6} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        </Field>
        <Field label={t("why_corrected")}>
          <input type="text" dir="auto" maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </Field>
      </div>
      {missing && <p class="remedy" role="alert">{t("correction_missing")}</p>}
      <Refused refused={refused} />
      <div class="desk-keys">
        <Button submit rank="answer">{t("enter_correction")}</Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
