// The floor for somebody who is not in the queue; the limit of the turn; who chairs.

import { useState } from "preact/hooks";
import type { HandKind, OverrideReason, TurnKind } from "../../generated/protocol.ts";
import { clock } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { panel } from "./desk.ts";

const t = texts("moderator");

const KINDS: readonly TurnKind[] = ["chair", "presenter", "interjection", "called"];
const REASONS: readonly OverrideReason[] = ["precedence", "balance", "reply", "leaving", "none_given"];
const REPLIES: readonly HandKind[] = ["direct_reply", "follow_up", "clarification"];
/** Minutes as typed: 2, 2.5 or 2:30. */
export function minutesTyped(text: string): number | null {
  const parts = /^(\d{1,3})(?::([0-5]\d))?$/.exec(text.trim());
  if (parts) return Number(parts[1]) * 60_000 + Number(parts[2] ?? 0) * 1000;
  const decimal = /^(\d{1,3})[.,](\d)$/.exec(text.trim());
  return decimal ? Number(decimal[1]) * 60_000 + Number(decimal[2]) * 6_000 : null;
}

export function FloorPanel() {
  return (
    <>
      <Give />
      <Limit />
      <Chair />
    </>
  );
}

function Give() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const turn = rows.row("floor").value?.turn;
  const chair = rows.row("meeting").value?.chair;
  const [kind, setKind] = useState<TurnKind>("chair");
  const [who, setWho] = useState<Picked>(NOBODY);
  const [reason, setReason] = useState<OverrideReason>("none_given");
  const [reply, setReply] = useState<HandKind | "">("");
  const [limit, setLimit] = useState("");
  const limit_ms = minutesTyped(limit);
  const wrong = limit.trim() !== "" && limit_ms === null;
  const somebody = kind === "chair" && !who.text.trim() && chair ? { text: chair } : who;
  const submit = (event: Event) => {
    event.preventDefault();
    if (wrong) return;
    void send({
      do: "give_floor", kind, ...(kind === "chair" && !who.text.trim() ? {} : named(somebody)),
      ...(kind === "called" ? { reason } : {}), ...(limit_ms === null ? {} : { limit_ms }),
      ...(reply && turn ? { reply, to_turn: turn.turn } : {}),
    }, () => {
      announce(t("said_given"));
      panel.value = null;
    });
  };
  return (
    <form class="panel-part" onSubmit={submit}>
      <h3>{t("give_to")}</h3>
      <fieldset class="points words">
        <legend class="unseen">{t("give_kind")}</legend>
        {KINDS.map((one) => (
          <label key={one} class={kind === one ? "on" : ""}><input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} /><span>{t(`give_${one}`)}</span></label>
        ))}
      </fieldset>
      <PersonPicker first label={t("give_who")} value={who} onPick={setWho} hint={kind === "chair" ? t("give_chair_hint") : t("give_empty_hint")} />
      <div class="two-fields">
        {kind === "called" && (
          <Field label={t("give_reason")}>
            <select value={reason} onChange={(event) => setReason((event.target as HTMLSelectElement).value as OverrideReason)}>
              {REASONS.map((one) => <option key={one} value={one}>{t(`reason_${one}`)}</option>)}
            </select>
          </Field>
        )}
        <Field label={t("give_limit")} error={wrong ? t("limit_wrong") : undefined}>
          <input inputMode="decimal" maxLength={6} placeholder={t("give_limit_default")} value={limit} onInput={(event) => setLimit((event.target as HTMLInputElement).value)} />
        </Field>
        {turn && (
          <Field label={t("give_reply", { n: turn.turn })}>
            <select value={reply} onChange={(event) => setReply((event.target as HTMLSelectElement).value as HandKind | "")}>
              <option value="">{t("give_reply_no")}</option>
              {REPLIES.map((one) => <option key={one} value={one}>{t(`kind_${one}`)}</option>)}
            </select>
          </Field>
        )}
      </div>
      <Refused refused={refused} />
      <Button submit rank="answer">{t("give_floor")}</Button>
      {turn && <p class="small quiet">{t("give_ends_turn")}</p>}
    </form>
  );
}

/** The limit of the turn on the floor, up or down. */
function Limit() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const turn = rows.row("floor").value?.turn;
  const [text, setText] = useState("");
  if (!turn) return null;
  const limit_ms = minutesTyped(text);
  const wrong = text.trim() !== "" && limit_ms === null;
  return (
    <form class="panel-part" onSubmit={(event) => { event.preventDefault(); if (limit_ms !== null) void send({ do: "set_turn_limit", limit_ms }, () => setText("")); }}>
      <h3>{t("limit_title", { n: turn.turn })}</h3>
      <div class="field-and-button">
        <Field label={t.pieces("limit_now", { limit: <bdi dir="ltr">{clock(turn.limit_ms)}</bdi> })} error={wrong ? t("limit_wrong") : undefined}>
          <input inputMode="decimal" maxLength={6} value={text} onInput={(event) => setText((event.target as HTMLInputElement).value)} />
        </Field>
        <Button submit off={limit_ms === null}>{t("limit_set")}</Button>
      </div>
      <Refused refused={refused} />
    </form>
  );
}

function Chair() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const chair = rows.row("meeting").value?.chair;
  const [who, setWho] = useState<Picked>(NOBODY);
  return (
    <form class="panel-part" onSubmit={(event) => { event.preventDefault(); void send({ do: "hand_over_chair", ...named(who) }, () => setWho(NOBODY)); }}>
      <h3>{t("chair_title")}</h3>
      <p class="quiet">{chair ? t.pieces("chair_is", { name: <bdi>{chair}</bdi> }) : t("chair_nobody")}</p>
      <div class="field-and-button">
        <PersonPicker label={t("chair_to")} value={who} onPick={setWho} />
        <Button submit off={!who.text.trim() && !chair}>{t("chair_hand_over")}</Button>
      </div>
      <Refused refused={refused} />
    </form>
  );
}
