// The links: one for each role with a secret of its own, shared ones by which people join, and the paper made of them.

import { useState } from "preact/hooks";
import type { LinkId, LinkRow, Place, Role } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Confirm, Field } from "../../ui/Field.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { partName } from "../../state/polls.ts";
import { unitOfKey } from "../../state/breakouts.ts";
import { PlaceOf, useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { addressOf, handed, type HandedLink, issue, type WantedLink } from "./handed.ts";
import { Paper } from "./Paper.tsx";
import { saved_ms, useSaving } from "./saving.ts";

const t = texts("setup");

/** Roles by themselves, in the order in which a day needs them; operators and participants come with their places. */
const ROLES: Role[] = ["organiser", "moderator", "online_moderator", "steward", "producer", "mixer", "reporter", "rapporteur", "interpreter", "display", "viewer"];

interface Known { id: LinkId; row: LinkRow }

export function LinksStep() {
  const seat = useSeat();
  const { rows } = seat;
  const meeting = seat.welcome.value?.meeting ?? "";
  const links = rows.ids("link").map((id) => ({ id, row: rows.row(`link/${id}`).value })).filter((one): one is Known => !!one.row && !one.row.revoked);
  const personal = links.filter((one) => one.row.role === "participant" && one.row.person !== undefined).length;
  const places: Place[] = ["room", "online", ...rows.ids("hub").map((id) => `hub/${id}` as const)];
  const shared = (place: Place) => links.filter((one) => one.row.role === "participant" && one.row.person === undefined && one.row.place === place);
  const operators = (place: Place) => links.filter((one) => one.row.role === "hub_operator" && one.row.place === place);
  const missing: WantedLink[] = places.flatMap((place) => [
    ...(shared(place).length ? [] : [{ role: "participant" as const, place }]),
    ...(place.startsWith("hub/") && !operators(place).length ? [{ role: "hub_operator" as const, place }] : []),
  ]);
  return (
    <>
      {missing.length > 0 && <p class="row-acts"><Issue meeting={meeting} wanted={missing} rank="answer">{t("issue_missing", { n: missing.length })}</Issue></p>}
      <section aria-labelledby="shared-title">
        <h3 id="shared-title">{t("shared_links")}</h3>
        <p class="quiet">{t("shared_links_hint", { n: personal })}</p>
        <ul class="rows links" role="list">
          {places.flatMap((place) => shared(place).map((one) => <Line key={one.id} meeting={meeting} link={one} />))}
        </ul>
      </section>
      <section aria-labelledby="operators-title">
        <h3 id="operators-title">{t("operator_links")}</h3>
        <ul class="rows links" role="list">
          {places.flatMap((place) => operators(place).map((one) => <Line key={one.id} meeting={meeting} link={one} />))}
        </ul>
        {places.length === 2 && <p class="quiet">{t("no_hubs")}</p>}
      </section>
      <section aria-labelledby="roles-title">
        <h3 id="roles-title">{t("role_links")}</h3>
        <ul class="rows links" role="list">
          {ROLES.flatMap((role) => links.filter((one) => one.row.role === role).map((one) => <Line key={one.id} meeting={meeting} link={one} />))}
        </ul>
        <Another meeting={meeting} />
        <Rapporteurs meeting={meeting} have={links.flatMap((one) => (one.row.role === "rapporteur" && one.row.unit ? [one.row.unit] : []))} />
      </section>
      <Paper />
    </>
  );
}

/** What a link is called: its label, else its role and what it is for. */
function Title({ row }: { row: LinkRow }) {
  const microphone = useMicrophone(row.microphone);
  const { rows } = useSeat();
  const unit = row.unit === undefined ? null : unitOfKey(rows, row.unit);
  return (
    <span class="link-name">
      {row.role === "participant" || row.role === "hub_operator" ? row.place && <PlaceOf place={row.place} /> : <b>{t(`role_${row.role}`)}</b>}
      {microphone && <span class="quiet"> {microphone.name}</span>}
      {row.unit !== undefined && <span class="quiet"> <bdi>{unit ? partName(rows, unit, row.unit) : row.unit}</bdi></span>}
      {row.label && <span class="quiet"> <bdi>{row.label}</bdi></span>}
    </span>
  );
}

function Line({ meeting, link: { id, row } }: { meeting: string; link: Known }) {
  const seat = useSeat();
  const { save, refused } = useSaving();
  const known = handed.value.get(id);
  const mine = seat.welcome.value?.link === id;
  const again: WantedLink = {
    role: row.role, ...(row.place ? { place: row.place } : {}), ...(row.label ? { label: row.label } : {}), ...(row.microphone ? { microphone: row.microphone } : {}),
    ...(row.unit ? { unit: row.unit } : {}),
  };
  return (
    <li data-link={id}>
      <Title row={row} />
      {mine && <Tag ink="outline">{t("this_link")}</Tag>}
      {row.joined > 0 && <span class="quiet small">{t("joined_n", { n: row.joined })}</span>}
      <div class="row-acts">
        {known ? <Copy link={known} /> : <span class="quiet small">{t("secret_elsewhere")}</span>}
        {!known && !mine && <Issue meeting={meeting} wanted={[again]} instead={id}>{t("replace_link")}</Issue>}
        {!mine && (
          <Confirm ask={t("revoke")} question={t(row.role === "participant" ? "revoke_shared_question" : "revoke_question")} confirm={t("revoke")} onConfirm={() => void save({ do: "revoke_link", link: id })} />
        )}
        {refused && <span class="remedy" role="alert">{refused.text}</span>}
      </div>
    </li>
  );
}

function Copy({ link }: { link: HandedLink }) {
  const [copied, setCopied] = useState(false);
  const [bare, setBare] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(addressOf(link));
      setCopied(true);
      announce(t("copied"));
    } catch {
      setBare(true);
    }
  };
  return (
    <>
      {bare && <input class="entry address" readOnly dir="ltr" aria-label={t("address")} value={addressOf(link)} ref={(field) => field?.select()} />}
      <a class="button" href={addressOf(link)} target="_blank" rel="noopener">{t("open_link")}</a>
      <Button onClick={() => void copy()}>{t(copied ? "copied" : "copy_link")}</Button>
    </>
  );
}

interface IssueProperties {
  meeting: string;
  wanted: readonly WantedLink[];
  /** The link that is revoked once the new one is there. */
  instead?: LinkId;
  rank?: "answer";
  children: preact.ComponentChildren;
}

function Issue({ meeting, wanted, instead, rank, children }: IssueProperties) {
  const { save, refused } = useSaving();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setWrong(null);
    try {
      await issue(meeting, wanted);
      saved_ms.value = Date.now();
      if (instead !== undefined) await save({ do: "revoke_link", link: instead });
    } catch (error) {
      setWrong(error instanceof TypeError ? t("roster_unreachable") : (error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <Button {...(rank ? { rank } : {})} off={busy} onClick={() => void run()}>{children}</Button>
      {(wrong ?? refused?.text) && <span class="remedy" role="alert">{wrong ?? refused?.text}</span>}
    </>
  );
}

/** One more link of a role: a second display, a steward at each microphone. */
function Another({ meeting }: { meeting: string }) {
  const microphones = useMicrophones();
  const [role, setRole] = useState<Role>("steward");
  const [label, setLabel] = useState("");
  const [microphone, setMicrophone] = useState("");
  const [unit, setUnit] = useState("");
  const units = useUnits();
  const wanted: WantedLink = {
    role, ...(label.trim() ? { label: label.trim() } : {}), ...(role === "steward" && microphone ? { microphone } : {}),
    ...(role === "rapporteur" ? { unit: unit || (units.region[0] ?? units.group[0])?.key || "" } : {}),
  };
  return (
    <div class="another">
      <Field label={t("another_link")}>
        <select value={role} onChange={(event) => setRole(event.currentTarget.value as Role)}>
          {ROLES.map((one) => <option key={one} value={one}>{t(`role_${one}`)}</option>)}
        </select>
      </Field>
      {role === "steward" && (
        <Field label={t("steward_microphone")}>
          <select value={microphone} onChange={(event) => setMicrophone(event.currentTarget.value)}>
            <option value="">{t("all_microphones")}</option>
            {microphones.map((one) => <option key={one.key} value={one.key}>{one.row.name}</option>)}
          </select>
        </Field>
      )}
      {role === "rapporteur" && (
        <Field label={t("rapporteur_of")}>
          <select value={wanted.unit} onChange={(event) => setUnit(event.currentTarget.value)}>
            {([["region", "rapporteur_regions"], ["group", "rapporteur_groups"]] as const).map(([by, label]) => units[by].length > 0 && (
              <optgroup key={by} label={t(label)}>{units[by].map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</optgroup>
            ))}
          </select>
        </Field>
      )}
      <Field label={t("link_label")}>
        <input dir="auto" maxLength={120} autocomplete="off" value={label} onInput={(event) => setLabel(event.currentTarget.value)} />
      </Field>
      <Issue meeting={meeting} wanted={[wanted]}>{t("issue")}</Issue>
    </div>
  );
}

/** Regions and stakeholder groups, with their names. */
function useUnits(): Record<"region" | "group", { key: string; name: string }[]> {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  return {
    region: (rows.row("regions").value ?? []).map(({ key, name }) => ({ key, name })),
    group: microphones.map(({ key, row }) => ({ key, name: row.name })),
  };
}

/** Rapporteurs' links for all regions or all groups that have none, at one stroke. */
function Rapporteurs({ meeting, have }: { meeting: string; have: readonly string[] }) {
  const units = useUnits();
  const missing = (by: "region" | "group") => units[by].filter((one) => !have.includes(one.key)).map((one): WantedLink => ({ role: "rapporteur", unit: one.key }));
  const region = missing("region");
  const group = missing("group");
  if (!region.length && !group.length) return null;
  return (
    <div>
      <h4>{t("rapporteur_all")}</h4>
      <p class="quiet">{t("rapporteur_all_hint")}</p>
      <p class="row-acts">
        {region.length > 0 && <Issue meeting={meeting} wanted={region}>{t("rapporteur_each_region", { n: region.length })}</Issue>}
        {group.length > 0 && <Issue meeting={meeting} wanted={group}>{t("rapporteur_each_group", { n: group.length })}</Issue>}
      </p>
    </div>
  );
}
