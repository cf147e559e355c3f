// Who is called next: the four rules, each in a paragraph, and the parameters that all of them go by.

import { useState } from "preact/hooks";
import type { Preset, SetRule } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { type Change, ChoiceSetting, TextSetting } from "./fields.tsx";
import { useLatest, useSaving } from "./saving.ts";
import { readCount } from "./times.ts";

const t = texts("setup");

const PRESETS: Preset[] = ["equal_footing", "netmundial", "single_line", "speaking_time"];
const MOST_NEWCOMERS = 10;
const MOST_REPLIES = 10;

export function RuleSettings() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const { save, refused } = useSaving();
  const [chosen, setChosen] = useState<Preset | null>(null);
  const latest = useLatest<SetRule>({
    preset: meeting?.preset ?? "equal_footing", newcomers_first: meeting?.newcomers_first ?? true,
    newcomer_cap: meeting?.newcomer_cap ?? 0, replies: meeting?.replies ?? 0,
  });
  if (!meeting) return null;
  // A rule is saved as a whole: what is not said would be as the preset has it.
  const ruled = (change: Partial<SetRule>): { do: "set_rule" } & SetRule => ({ do: "set_rule", ...(latest.current = { ...latest.current, ...change }) });
  const pick = async (preset: Preset) => {
    setChosen(preset);
    // Whether newcomers go first is a part of a preset; their cap and the replies are not.
    const { newcomers_first: _, ...rest } = latest.current;
    await save({ do: "set_rule", ...rest, preset });
    setChosen(null);
  };
  return (
    <>
      <fieldset class="rules">
        <legend>{t("rule")}</legend>
        {meeting.phase === "running" && <p class="quiet rule-runs">{t("rule_runs")}</p>}
        {PRESETS.map((one) => (
          <label key={one} class={(chosen ?? meeting.preset) === one ? "on" : ""}>
            <input type="radio" name="preset" checked={(chosen ?? meeting.preset) === one} onChange={() => void pick(one)} />
            <span><b>{t(`preset_${one}`)}</b> {t(`preset_${one}_says`)}</span>
          </label>
        ))}
        {refused && <p class="remedy" role="alert">{refused.text}</p>}
      </fieldset>
      <div class="settings parameters" role="group" aria-label={t("parameters")}>
        <h3>{t("parameters")}</h3>
        <ChoiceSetting
          label={t("newcomers")} hint={t("newcomers_hint")}
          value={meeting.newcomers_first && meeting.newcomer_cap > 0 ? String(meeting.newcomer_cap) : "off"}
          options={[["off", t("newcomers_off")], ...counts(MOST_NEWCOMERS, (n) => t("newcomers_n", { n }))]}
          change={(value) => ruled(value === "off" ? { newcomers_first: false } : { newcomers_first: true, newcomer_cap: Number(value) })}
        />
        <ChoiceSetting
          label={t("replies")} hint={t("replies_hint")} value={String(meeting.replies)}
          options={[["0", t("replies_none")], ...counts(MOST_REPLIES, (n) => t("replies_n", { n }))]}
          change={(value) => ruled({ replies: Number(value) })}
        />
        <Seconds label={t("batch")} hint={t("batch_hint")} name="batch_ms" value_ms={meeting.batch_ms} />
        <Seconds label={t("ready")} hint={t("ready_hint")} name="ready_ms" value_ms={meeting.ready_ms} />
      </div>
    </>
  );
}

const counts = (most: number, words: (n: number) => string): [string, string][] =>
  Array.from({ length: most }, (_, i) => [String(i + 1), words(i + 1)]);

function Seconds({ label, hint, name, value_ms }: { label: string; hint: string; name: "batch_ms" | "ready_ms"; value_ms: number }) {
  const change = (text: string): Change => {
    const count = readCount(text || "0");
    return count === null ? { wrong: t("count_wrong") } : { do: "set_meeting", [name]: count * 1000 };
  };
  return <TextSetting label={label} hint={hint} inputMode="numeric" maxLength={4} class="short" value={String(Math.round(value_ms / 1000))} change={change} />;
}
