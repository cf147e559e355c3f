// The microphones, and the rule by which they are served.

import { useState } from "preact/hooks";
import type { Hue, MicrophoneRow } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Flag } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, type Change, ChoiceSetting, TextSetting } from "./fields.tsx";
import { freshKey } from "./keys.ts";
import { useMoves } from "./Moves.tsx";
import { RuleSettings } from "./RuleSettings.tsx";
import { readSpan, writeSpan } from "./times.ts";

const t = texts("setup");

const FLAGS = ["blue", "brown", "green", "magenta", "blue_hollow", "brown_hollow", "green_hollow", "magenta_hollow", "ink", "ink_hollow"] as const;

export function MicrophonesStep() {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  const registered = new Map<string, number>();
  for (const id of rows.ids("person")) {
    const group = rows.row(`person/${id}`).value?.group;
    if (group) registered.set(group, (registered.get(group) ?? 0) + 1);
  }
  return (
    <>
      <ol class="rows" role="list">
        {microphones.map(({ key, row }, i) => <Microphone key={key} id={key} row={row} position={i + 1} of={microphones.length} people={registered.get(key) ?? 0} />)}
      </ol>
      <p class="quiet small">{t("microphones_hint")}</p>
      <AddByName
        label={t("microphone_name")} button={t("add_microphone")}
        command={(name) => ({ do: "set_microphone", key: freshKey(name, microphones.map((one) => one.key), "microphone"), name })}
      />
      <RuleSettings />
    </>
  );
}

interface Properties { id: string; row: MicrophoneRow; position: number; of: number; people: number }

function Microphone({ id, row, position, of, people }: Properties) {
  const moves = useMoves({ name: row.name, position, of, command: (to) => ({ do: "set_microphone", key: id, position: to }) });
  const flag = `${row.hue}${row.hollow ? "_hollow" : ""}` as (typeof FLAGS)[number];
  const budget = (text: string): Change => {
    const budget_ms = text ? readSpan(text) : 0;
    return budget_ms === null ? { wrong: t("span_wrong") } : { do: "set_microphone", key: id, budget_ms };
  };
  return (
    <li onKeyDown={moves.onKeyDown} class="microphone">
      <span class="flag-cell"><Flag microphone={row} /></span>
      <div class="grow"><TextSetting label={t("microphone_of", { people: t("people_n", { n: people }) })} maxLength={80} value={row.name} change={(name) => ({ do: "set_microphone", key: id, name })} /></div>
      <TextSetting label={t("letter")} class="short" maxLength={8} value={row.letter} change={(letter) => ({ do: "set_microphone", key: id, letter })} />
      <ChoiceSetting
        label={t("flag")} value={flag} options={FLAGS.map((one) => [one, t(`flag_${one}`)] as const)}
        change={(one) => ({ do: "set_microphone", key: id, hue: one.replace("_hollow", "") as Hue, hollow: one.endsWith("_hollow") })}
      />
      <ChoiceSetting
        label={t("weight")} value={String(row.weight)} options={Array.from({ length: 9 }, (_, i) => [String(i + 1), number(i + 1)] as const)}
        change={(weight) => ({ do: "set_microphone", key: id, weight: Number(weight) })}
      />
      <TextSetting label={t("budget")} class="short budget" dir="ltr" maxLength={8} placeholder={t("no_limit")} value={row.budget_ms === undefined ? "" : writeSpan(row.budget_ms)} change={budget} />
      <div class="row-acts">
        {moves.buttons}
        <Remove id={id} name={row.name} />
      </div>
    </li>
  );
}

/** Takes a microphone away; while hands wait there, to where they go. */
function Remove({ id, name }: { id: string; name: string }) {
  const { rows } = useSeat();
  const others = useMicrophones().filter(({ key }) => key !== id);
  const waiting = rows.row(`order/${id}`).value?.length ?? 0;
  const [to, setTo] = useState("");
  return (
    <>
      {waiting > 0 && (
        <Field label={t("hands_go_to", { n: waiting })}>
          <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="">{t("choose_one")}</option>
            {others.map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
          </select>
        </Field>
      )}
      <Act command={{ do: "remove_microphone", key: id, ...(to ? { to } : {}) }} label={t("remove_named", { name })}>{t("remove")}</Act>
    </>
  );
}
