// Title, languages, who may read along, and the few spans that everything goes by.

import type { NameShown } from "../../generated/protocol.ts";
import { languageName, list } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { CheckSetting, ChoiceSetting, TextSetting } from "./fields.tsx";
import { readCount } from "./times.ts";

const t = texts("setup");

const SHOWN: NameShown[] = ["full", "initials", "organisation"];

/** Language tags out of a text, separated by commas or spaces. */
export const readTags = (text: string): string[] => text.split(/[\s,;،]+/).filter(Boolean);

export function MeetingStep() {
  const seat = useSeat();
  const { rows } = seat;
  const meeting = rows.row("meeting").value;
  const settings = rows.row("settings").value;
  if (!meeting) return <></>;
  const seconds = (label: string, hint: string, value_ms: number, name: "grace_ms") => (
    <TextSetting
      label={label} hint={hint} inputMode="numeric" maxLength={4} class="short" value={String(Math.round(value_ms / 1000))}
      change={(text) => {
        const count = readCount(text);
        return count === null ? { wrong: t("count_wrong") } : { do: "set_meeting", [name]: count * 1000 };
      }}
    />
  );
  return (
    <div class="settings">
      <TextSetting label={t("title")} maxLength={120} value={meeting.title} change={(title) => ({ do: "set_meeting", title })} />
      <TextSetting
        label={t("languages")} dir="ltr" value={meeting.languages.join(", ")}
        hint={t("languages_are", { list: list(meeting.languages.map(languageName)) })}
        change={(text) => (readTags(text).length ? { do: "set_meeting", languages: readTags(text) } : { wrong: t("languages_needed") })}
      />
      <CheckSetting label={t("public")} hint={t("public_hint", { address: `${location.host}/m/${seat.welcome.value?.meeting ?? ""}/` })} value={meeting.public} change={(value) => ({ do: "set_meeting", public: value })} />
      {settings && (
        <ChoiceSetting
          label={t("name_shown")} hint={t("name_shown_hint")} value={settings.name_shown}
          options={SHOWN.map((one) => [one, t(`shown_${one}`)] as const)} change={(name_shown) => ({ do: "set_meeting", name_shown })}
        />
      )}
      <ChoiceSetting
        label={t("on_deck")} hint={t("on_deck_hint")} value={String(meeting.on_deck)}
        options={["1", "2", "3"].map((n) => [n, t("on_deck_n", { n: Number(n) })] as const)} change={(n) => ({ do: "set_meeting", on_deck: Number(n) })}
      />
      {settings && seconds(t("grace"), t("grace_hint"), settings.grace_ms, "grace_ms")}
      <p class="quiet">{meeting.chair ? t.pieces("chair_is", { name: <b><bdi>{meeting.chair}</bdi></b> }) : t("chair_by_moderator")}</p>
      <p class="quiet">{t("copy_meeting")} <a href="/?copy">{t("copy_meeting_link")}</a></p>
    </div>
  );
}
