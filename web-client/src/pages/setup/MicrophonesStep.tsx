// The microphones, and the rule by which they are served.

import { useState } from "preact/hooks";
import type { Hue, MicrophoneRow, Preset } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, ChoiceSetting, TextSetting } from "./fields.tsx";
import { freshKey } from "./keys.ts";
import { useMoves } from "./Moves.tsx";
import { useSaving } from "./saving.ts";

const t = texts("setup");

const FLAGS = ["blue", "brown", "green", "magenta", "blue_hollow", "brown_hollow", "green_hollow", "magenta_hollow", "ink", "ink_hollow"] as const;
const PRESETS: Preset[] = ["equal_footing", "netmundial", "single_line", "speaking_time"];

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
      <AddByName
        label={t("microphone_name")} button={t("add_microphone")}
        command={(name) => ({ do: "set_microphone", key: freshKey(name, microphones.map((one) => one.key), "microphone"), name })}
      />
      <Rule />
    </>
  );
}

interface Properties { id: string; row: MicrophoneRow; position: number; of: number; people: number }

function Microphone({ id, row, position, of, people }: Properties) {
  const moves = useMoves({ name: row.name, position, of, command: (to) => ({ do: "set_microphone", key: id, position: to }) });
  const flag = `${row.hue}${row.hollow ? "_hollow" : ""}` as (typeof FLAGS)[number];
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
      <div class="row-acts">
        {moves.buttons}
        <Act command={{ do: "remove_microphone", key: id }} label={t("remove_named", { name: row.name })}>{t("remove")}</Act>
      </div>
    </li>
  );
}

function Rule() {
  const { rows } = useSeat();
  const { save, refused } = useSaving();
  const meeting = rows.row("meeting").value;
  const [chosen, setChosen] = useState<Preset | null>(null);
  if (!meeting) return null;
  const pick = async (preset: Preset) => {
    setChosen(preset);
    await save({ do: "set_rule", preset });
    setChosen(null);
  };
  const newcomers = (value: string) => ({
    do: "set_rule" as const, preset: meeting.preset,
    ...(value === "off" ? { newcomers_first: false } : { newcomers_first: true, newcomer_cap: Number(value) }),
  });
  return (
    <>
      <fieldset class="rules">
        <legend>{t("rule")}</legend>
        {PRESETS.map((one) => (
          <label key={one} class={(chosen ?? meeting.preset) === one ? "on" : ""}>
            <input type="radio" name="preset" checked={(chosen ?? meeting.preset) === one} onChange={() => void pick(one)} />
            <span><b>{t(`preset_${one}`)}</b> {t(`preset_${one}_says`)}</span>
          </label>
        ))}
        {refused && <p class="remedy" role="alert">{refused.text}</p>}
      </fieldset>
      <div class="settings">
        <ChoiceSetting
          label={t("newcomers")} hint={t("newcomers_hint")}
          value={meeting.newcomers_first && meeting.newcomer_cap > 0 ? String(meeting.newcomer_cap) : "off"}
          options={[["off", t("newcomers_off")], ...Array.from({ length: 10 }, (_, i) => [String(i + 1), t("newcomers_n", { n: i + 1 })] as const)]}
          change={newcomers}
        />
      </div>
    </>
  );
}
