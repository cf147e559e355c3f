// The hub's people and its heads: who is there, and how many.

import { useState } from "preact/hooks";
import type { Profile } from "../../generated/protocol.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Confirm, Field } from "../../ui/Field.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { peopleOf, type Person, useOwnHub } from "./own.ts";

const t = texts("hub");

export function PeopleSection() {
  const seat = useSeat();
  const hub = useOwnHub();
  const [open, setOpen] = useState<number | null>(null);
  const people = peopleOf(seat.rows, hub.place);
  return (
    <section class="people-part" aria-labelledby="people-title">
      <div class="part-head"><h2 id="people-title">{t("people_title")}</h2><span class="quiet">{t("people_hint")}</span></div>
      <Headcount />
      <AddPerson />
      <ul class="people-list">
        {people.map((person) => <Line key={person.id} person={person} open={open === person.id} onOpen={() => setOpen(open === person.id ? null : person.id)} onClose={() => setOpen(null)} />)}
      </ul>
    </section>
  );
}

function Headcount() {
  const seat = useSeat();
  const hub = useOwnHub();
  const [typed, setTyped] = useState<string | null>(null);
  const { send, refused } = useCommand();
  const keeping = seat.kept.value.some((command) => command.do === "set_headcount");
  const now = hub.row?.heads ?? 0;
  const ceiling = hub.row?.ceiling ?? 0;
  const heads = typed === null ? now : Number(typed);
  const wrong = typed !== null && (!/^\d+$/.test(typed) || heads > ceiling);
  const save = (event: Event) => {
    event.preventDefault();
    if (typed === null || wrong || heads === now) return;
    void send({ do: "set_headcount", hub: hub.id, heads }, () => setTyped(null));
  };
  return (
    <form class="headcount" onSubmit={save} noValidate>
      <Field label={t("heads")} hint={t("heads_hint", { n: ceiling })} error={wrong ? t("heads_wrong", { n: ceiling }) : refused?.field === "heads" ? refused.text : undefined}>
        <input inputMode="numeric" maxLength={4} autocomplete="off" value={typed ?? String(now)} onInput={(event) => setTyped(event.currentTarget.value)} />
      </Field>
      <Button submit rank={now === 0 ? "answer" : "other"} off={typed === null || wrong || heads === now}>{t("save_heads")}</Button>
      {keeping && <Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} />}
      {refused?.field !== "heads" && <Refused refused={refused} />}
    </form>
  );
}

function AddPerson() {
  const seat = useSeat();
  const hub = useOwnHub();
  const [profile, setProfile] = useState<Profile>({});
  const { send, refused } = useCommand();
  const name = profile.name?.trim() ?? "";
  const add = async (event: Event) => {
    event.preventDefault();
    if (!name) return;
    const given = profile;
    setProfile({});
    const done = await send({ do: "set_person", profile: { ...cleaned(given), place: hub.place } });
    if (!done) setProfile((now) => (Object.keys(now).length ? now : given)); // what was typed is not lost by a refusal
  };
  const kept = seat.kept.value.filter((command) => command.do === "set_person" && command.person === undefined);
  return (
    <form class="add-person" onSubmit={add} noValidate>
      <ProfileFields profile={profile} onChange={setProfile} first />
      <Button submit rank="answer" off={!name}>{t("add_person")}</Button>
      {kept.map((command, i) => command.do === "set_person" && (
        <span key={i}><bdi>{command.profile.name}</bdi> <Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} /></span>
      ))}
      <Refused refused={refused} />
    </form>
  );
}

interface FieldsProperties {
  profile: Profile;
  onChange(profile: Profile): void;
  /** Somebody new: the name and the group can be said. */
  first?: boolean;
}

function ProfileFields({ profile, onChange, first }: FieldsProperties) {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  const set = (change: Profile) => onChange({ ...profile, ...change });
  const text = (key: "name" | "say" | "organisation", most: number) => (
    <Field label={t(`profile_${key}`)}>
      <input dir="auto" autocomplete="off" maxLength={most} value={profile[key] ?? ""} onInput={(event) => set({ [key]: event.currentTarget.value })} />
    </Field>
  );
  return (
    <>
      {text("name", 80)}
      {first && microphones.length > 1 && (
        <Field label={t("profile_group")}>
          <select value={profile.group ?? ""} onChange={(event) => set({ group: event.currentTarget.value })}>
            <option value="">{t("not_said")}</option>
            {microphones.map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
          </select>
        </Field>
      )}
      {text("organisation", 120)}
      {text("say", 80)}
      <Field label={t("profile_language")}>
        <select value={profile.languages?.[0] ?? ""} onChange={(event) => set({ languages: event.currentTarget.value ? [event.currentTarget.value] : [] })}>
          <option value="">{t("not_said")}</option>
          {(rows.row("meeting").value?.languages ?? []).map((code) => <option key={code} value={code}>{languageName(code)}</option>)}
        </select>
      </Field>
    </>
  );
}

function Line({ person, open, onOpen, onClose }: { person: Person; open: boolean; onOpen(): void; onClose(): void }) {
  const { row } = person;
  const microphone = useMicrophone(row.group);
  return (
    <li class={open ? "open" : ""}>
      <button type="button" class="person-line" aria-expanded={open} onClick={onOpen}>
        {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <i class="no-flag" aria-hidden="true" />}
        <span class="person-words"><b class="one-line"><bdi>{row.name}</bdi></b><span class="one-line quiet small"><bdi>{[row.organisation, row.say].filter(Boolean).join(", ")}</bdi></span></span>
        {!row.confirmed && <Tag ink="dotted">{t("unconfirmed")}</Tag>}
        <span class="quiet small">{row.spoken ? t("spoken_n", { n: row.spoken }) : ""}</span>
      </button>
      {open && <Change person={person} onClose={onClose} />}
    </li>
  );
}

function Change({ person, onClose }: { person: Person; onClose(): void }) {
  const { row } = person;
  const [profile, setProfile] = useState<Profile>({
    name: row.name, ...(row.organisation ? { organisation: row.organisation } : {}), ...(row.say ? { say: row.say } : {}), ...(row.languages ? { languages: row.languages } : {}),
  });
  const { send, refused } = useCommand();
  const save = (event: Event) => {
    event.preventDefault();
    void send({ do: "set_person", person: person.id, profile: cleaned(profile) }, onClose);
  };
  return (
    <form class="add-person" onSubmit={save} noValidate>
      <ProfileFields profile={profile} onChange={setProfile} first={!row.group} />
      <Button submit rank="answer">{t("save")}</Button>
      <Confirm question={t("remove_question", { name: row.name })} ask={t("remove")} confirm={t("remove_yes")} onConfirm={() => void send({ do: "remove_person", person: person.id })} />
      <Refused refused={refused} />
    </form>
  );
}

/** Without the fields that were left empty. */
function cleaned(profile: Profile): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => (Array.isArray(value) ? value.length : String(value).trim() !== ""))) as Profile;
}
