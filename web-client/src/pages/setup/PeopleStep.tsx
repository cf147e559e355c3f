// The participant list: found by typing, changed in place, taken in from a table.

import { useState } from "preact/hooks";
import type { NameShown, PersonId, PersonRow, Place, Profile } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Button, Flag, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { Confirm } from "../../ui/Field.tsx";
import { Act, AddByName, ChoiceSetting, TextSetting } from "./fields.tsx";
import { ImportRoster } from "./ImportRoster.tsx";
import { readTags } from "./MeetingStep.tsx";
import { useSaving } from "./saving.ts";

const t = texts("setup");

/** So many are listed; further ones are found by typing. */
const LISTED = 60;

const plain = (text: string) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

export function PeopleStep() {
  const { rows } = useSeat();
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState<PersonId | null>(null);
  const people = rows.ids("person").map((id) => ({ id, row: rows.row(`person/${id}`).value })).filter((one): one is { id: PersonId; row: PersonRow } => !!one.row);
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const found = people.filter(({ id, row }) => id === open || words.every((word) => plain(`${row.name} ${row.organisation ?? ""} ${row.title ?? ""}`).includes(word)));
  const shown = found.slice(0, LISTED);
  return (
    <>
      <ImportRoster />
      <div class="people-head">
        <div class="field">
          <label for="find-person">{t("find_person", { n: people.length })}</label>
          <input id="find-person" type="search" dir="auto" autocomplete="off" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
        </div>
        <AddByName label={t("person_name")} button={t("add_person")} command={(name) => ({ do: "set_person", profile: { name } })} onAdded={(made) => setOpen(Number(made.slice("person/".length)))} />
      </div>
      {people.length === 0 ? <p class="quiet">{t("no_people")}</p> : (
        <div class="table-box" tabIndex={0} role="region" aria-label={t("step_people")}>
          <table class="people">
            <thead><tr><th scope="col">{t("person_name")}</th><th scope="col">{t("organisation")}</th><th scope="col">{t("group")}</th><th scope="col">{t("region")}</th><th scope="col">{t("place")}</th><th scope="col">{t("change")}</th></tr></thead>
            <tbody>
              {shown.map(({ id, row }) => <Line key={id} id={id} row={row} open={open === id} onToggle={() => setOpen(open === id ? null : id)} />)}
            </tbody>
          </table>
        </div>
      )}
      {found.length > shown.length && <p class="quiet">{t("more_people", { n: found.length - shown.length })}</p>}
      {people.length > 0 && found.length === 0 && <p class="quiet" role="status">{t("nobody_found")}</p>}
    </>
  );
}

interface Properties { id: PersonId; row: PersonRow; open: boolean; onToggle(): void }

function Line({ id, row, open, onToggle }: Properties) {
  const { rows } = useSeat();
  const microphone = useMicrophone(row.group);
  const region = rows.row("regions").value?.find((one) => one.key === row.region)?.name;
  return (
    <>
      <tr class={open ? "open" : ""}>
        <th scope="row">
          <bdi>{row.name}</bdi> {row.title && <span class="quiet small"><bdi>{row.title}</bdi></span>}
          {!row.confirmed && <> <Tag ink="dotted">{t("unconfirmed")}</Tag></>}
        </th>
        <td><bdi>{row.organisation}</bdi></td>
        <td>{microphone && <><Flag microphone={microphone} /> {microphone.name}</>}</td>
        <td>{region}</td>
        <td>{row.place && <PlaceOf place={row.place} />}</td>
        <td><Button aria-expanded={open} aria-label={t("change_named", { name: row.name })} onClick={onToggle}>{t(open ? "close" : "change")}</Button></td>
      </tr>
      {open && <tr class="details-row"><td colSpan={6}><Person id={id} row={row} onClose={onToggle} /></td></tr>}
    </>
  );
}

function Person({ id, row, onClose }: { id: PersonId; row: PersonRow; onClose(): void }) {
  const { rows } = useSeat();
  const { save, refused } = useSaving();
  const microphones = useMicrophones();
  const regions = rows.row("regions").value ?? [];
  const hubs = rows.ids("hub");
  const set = (profile: Profile) => ({ do: "set_person" as const, person: id, profile });
  const text = (label: string, value: string | undefined, name: "say" | "title" | "organisation" | "call_name", hint?: string) => (
    <TextSetting label={label} maxLength={120} value={value ?? ""} change={(words) => set({ [name]: words })} {...(hint ? { hint } : {})} />
  );
  const unknown = (is: string | undefined) => (is === undefined ? [["", t("not_said")] as const] : []);
  return (
    <div class="details">
      <TextSetting label={t("person_name")} maxLength={120} value={row.name} change={(name) => set({ name })} />
      {text(t("say"), row.say, "say", t("say_hint"))}
      {text(t("person_title"), row.title, "title")}
      {text(t("organisation"), row.organisation, "organisation")}
      <ChoiceSetting label={t("group")} value={row.group ?? ""} options={[...unknown(row.group), ...microphones.map((one) => [one.key, one.row.name] as const)]} change={(group) => set(group ? { group } : {})} />
      <ChoiceSetting label={t("region")} value={row.region ?? ""} options={[...unknown(row.region), ...regions.map((one) => [one.key, one.name] as const)]} change={(region) => set(region ? { region } : {})} />
      <ChoiceSetting
        label={t("place")} value={row.place ?? ""}
        options={[...unknown(row.place), ["room", t("side_room")] as const, ["online", t("side_online")] as const, ...hubs.map((hub) => [`hub/${hub}`, t("hub_named", { name: rows.row(`hub/${hub}`).value?.name ?? "" })] as const)]}
        change={(place) => set(place ? { place: place as Place } : {})}
      />
      <TextSetting label={t("person_languages")} dir="ltr" hint={t("person_languages_hint")} value={(row.languages ?? []).join(", ")} change={(tags) => set({ languages: readTags(tags) })} />
      <ChoiceSetting
        label={t("person_shown")} value={row.name_shown ?? ""}
        options={[...(row.name_shown ? [] : [["", t("as_meeting")] as const]), ...(["full", "initials", "organisation"] as NameShown[]).map((one) => [one, t(`shown_${one}`)] as const)]}
        change={(name_shown) => set(name_shown ? { name_shown: name_shown as NameShown } : {})}
      />
      {text(t("call_name"), row.call_name, "call_name", t("person_call_hint"))}
      <div class="whole"><TextSetting label={t("person_interests")} hint={t("person_interests_hint")} lines={2} maxLength={600} value={row.interests ?? ""} change={(interests) => set({ interests })} /></div>
      <div class="row-acts">
        {!row.confirmed && <Act command={{ do: "confirm_person", person: id }}>{t("confirm_person")}</Act>}
        <Button onClick={onClose}>{t("close")}</Button>
        <Confirm
          ask={t("remove_person")} question={t("remove_person_question", { name: row.name })} confirm={t("remove")}
          onConfirm={() => void save({ do: "remove_person", person: id })}
        />
        {refused && <p class="remedy" role="alert">{refused.text}</p>}
      </div>
    </div>
  );
}
