// A question in the further languages of the meeting: each reader then sees it in their own.

import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { type Change, TextSetting } from "./fields.tsx";
import { hasScale, isChoice, type QuestionProperties } from "./question.ts";

const t = texts("setup");

export function WordingFields({ row, change }: QuestionProperties) {
  const { rows } = useSeat();
  const [first, ...further] = rows.row("meeting").value?.languages ?? [];
  if (!first || !further.length) return null;
  const done = row.wordings?.length ?? 0;
  return (
    <details class="part wordings">
      <summary>{t("part_wordings", { n: done, all: further.length })}</summary>
      <p class="quiet small">{t("wordings_hint", { language: languageName(first) })}</p>
      {further.map((code) => <Language key={code} code={code} row={row} change={change} />)}
    </details>
  );
}

function Language({ code, row, change }: QuestionProperties & { code: string }) {
  const wording = row.wordings?.find((one) => one.language === code);
  const n = row.scale.labels.length;
  const labels = (text: string): Change => {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    const asked = change.asked();
    const needed = asked.scale.labels.length;
    if (lines.length !== 0 && lines.length !== needed) return { wrong: t("wording_labels_wrong", { n: needed }) };
    if (!asked.wordings.some((one) => one.language === code)) return { wrong: t("wording_first") };
    return change.worded(code, { labels: lines });
  };
  const named = { language: languageName(code) };
  return (
    <div class="wording" lang={code}>
      <TextSetting label={t("question_in", named)} lines={2} maxLength={400} value={wording?.question ?? ""} change={(question) => change.worded(code, { question })} />
      {n > 0 && (hasScale(row.kind) || isChoice(row.kind)) && (
        <TextSetting label={t("labels_in", named)} hint={t("labels_in_hint", { words: row.scale.labels.join(", ") })} lines={Math.min(n, 5)} value={wording?.labels?.join("\n") ?? ""} change={labels} />
      )}
    </div>
  );
}
