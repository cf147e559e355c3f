// Joining by a shared link: a name and a stakeholder group, no account.

import { useState } from "preact/hooks";
import { joinMeeting, pause } from "../../connection/session.ts";
import type { Profile } from "../../generated/protocol.ts";
import { LANGUAGES, type Language, language, texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Button, Flag, PlaceName, sideOf } from "../../ui/marks.tsx";
import { useHub, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { changeLanguage } from "../../ui/start.tsx";
import "../../ui/poll/choices.css";

const t = texts("participant");

export function Join() {
  const seat = useSeat();
  const { rows } = seat;
  const microphones = useMicrophones();
  const place = seat.welcome.value?.place ?? "online";
  const hub = useHub(place);
  const [profile, setProfile] = useState<Profile>({});
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ field?: string; text: string } | null>(null);
  const [waiting, setWaiting] = useState(0);
  const wait = (seconds: number) => {
    setWaiting(seconds);
    return pause(seconds);
  };
  const set = (change: Profile) => setProfile((before) => ({ ...before, ...change }));

  const join = async (event: Event) => {
    event.preventDefault();
    if (!profile.name?.trim()) return setWrong({ field: "name", text: t("name_needed") });
    if (microphones.length > 1 && !profile.group) return setWrong({ field: "group", text: t("group_needed") });
    setBusy(true);
    setWrong(null);
    try {
      const path = location.pathname.replace(/[^/]*$/, "");
      const { interests, ...rest } = profile;
      const joined = await joinMeeting(path, interests?.trim() ? { ...rest, interests: interests.trim() } : rest, wait);
      if ("path" in joined) return location.replace(joined.path + location.search);
      setWrong(joined);
    } catch {
      setWrong({ text: t("join_unreachable") });
    }
    setWaiting(0);
    setBusy(false);
  };

  return (
    <main class="join">
      <p class="quiet"><PlaceName side={sideOf(place)} {...(hub ? { name: hub.name } : {})} /></p>
      <h2>{t("join_title")}</h2>
      <form onSubmit={join} noValidate>
        <Field label={t("name")} hint={t("name_hint")} error={wrong?.field === "name" ? wrong.text : undefined}>
          <input name="name" autocomplete="name" dir="auto" maxLength={120} value={profile.name ?? ""} onInput={(e) => set({ name: e.currentTarget.value })} />
        </Field>
        {microphones.length > 1 && (
          <fieldset class={wrong?.field === "group" ? "wrong" : ""}>
            <legend>{t("group")}</legend>
            {microphones.map(({ key, row }) => (
              <label class="choice" key={key}>
                <input type="radio" name="group" value={key} checked={profile.group === key} onChange={() => set({ group: key })} />
                <Flag microphone={row} /><span>{row.name}</span>
              </label>
            ))}
            {wrong?.field === "group" && <p class="remedy" role="alert">{wrong.text}</p>}
          </fieldset>
        )}
        <Field label={t("organisation")} error={wrong?.field === "organisation" ? wrong.text : undefined}>
          <input name="organisation" autocomplete="organization" dir="auto" maxLength={120} value={profile.organisation ?? ""} onInput={(e) => set({ organisation: e.currentTarget.value })} />
        </Field>
        <Field label={t("region")} error={wrong?.field === "region" ? wrong.text : undefined}>
          <select name="region" value={profile.region ?? ""} onChange={(e) => set(e.currentTarget.value ? { region: e.currentTarget.value } : {})}>
            <option value="">{t("region_none")}</option>
            {(rows.row("regions").value ?? []).map((region) => <option key={region.key} value={region.key}>{region.name}</option>)}
          </select>
        </Field>
        <details class="more" open={wrong?.field === "interests"}>
          <summary>{t("own_interests")}</summary>
          <Field label={t("own_interests_label")} hint={t("own_interests_hint")} error={wrong?.field === "interests" ? wrong.text : undefined}>
            <textarea name="interests" rows={4} maxLength={600} dir="auto" value={profile.interests ?? ""} onInput={(e) => set({ interests: e.currentTarget.value })} />
          </Field>
        </details>
        {wrong && !["name", "group", "organisation", "region", "interests"].includes(wrong.field ?? "") && <p class="remedy" role="alert">{wrong.text}</p>}
        {waiting > 0 && <p role="status">{t("join_waiting")}</p>}
        <Button rank="main" wide submit off={busy}>{busy ? t("joining") : t("join")}</Button>
      </form>
      <p class="languages">
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <Button key={code} lang={code} aria-pressed={language.value === code} onClick={() => void changeLanguage(code, "participant")}>{LANGUAGES[code]}</Button>
        ))}
      </p>
    </main>
  );
}
