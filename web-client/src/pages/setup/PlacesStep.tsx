// The places: the room and people online, which need nothing, and the remote hubs.

import { useState } from "preact/hooks";
import type { HubId, HubRow, SetHub } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Button, PlaceName, SideMark } from "../../ui/marks.tsx";
import { ReadySheet } from "../../ui/Ready.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, ChoiceSetting, TextSetting } from "./fields.tsx";
import { readCount } from "./times.ts";

const t = texts("setup");

export function PlacesStep() {
  const { rows } = useSeat();
  const [open, setOpen] = useState<HubId | null>(null);
  const hubs = rows.ids("hub").map((id) => ({ id, row: rows.row(`hub/${id}`).value })).filter((one): one is { id: HubId; row: HubRow } => !!one.row);
  return (
    <>
      <p class="quiet">{t.pieces("room_and_online", { room: <PlaceName side="room" />, online: <PlaceName side="online" /> })}</p>
      <ul class="rows" role="list">
        {hubs.map(({ id, row }) => (
          <li key={id} class={open === id ? "open" : ""}>
            <button type="button" class="opener" aria-expanded={open === id} onClick={() => setOpen(open === id ? null : id)}>
              <SideMark side="hub" /> <b><bdi>{row.name}</bdi></b>
              <span class="quiet one-line">{[row.city === row.name ? "" : row.city, row.country, row.time_zone, t("heads_at_most", { n: row.ceiling })].filter(Boolean).join(", ")}</span>
            </button>
            {open === id && <Hub id={id} row={row} onClose={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
      {!hubs.length && <p class="quiet">{t("no_hubs")}</p>}
      <AddByName label={t("hub_name")} button={t("add_hub")} command={(name) => ({ do: "set_hub", name })} onAdded={(made) => setOpen(Number(made.slice("hub/".length)))} />
      {hubs.length > 0 && <ReadySheet start={<Act command={{ do: "start_rehearsal" }}>{t("start_rehearsal")}</Act>} />}
    </>
  );
}

function zones(): string[] {
  try {
    return ["UTC", ...Intl.supportedValuesOf("timeZone")];
  } catch {
    return ["UTC"];
  }
}
const ZONES = zones();

function Hub({ id, row, onClose }: { id: HubId; row: HubRow; onClose(): void }) {
  const { rows } = useSeat();
  const regions = rows.row("regions").value ?? [];
  const line = rows.row(`line/${id}`).value;
  const set = (change: Omit<SetHub, "hub">) => ({ do: "set_hub" as const, hub: id, ...change });
  return (
    <div class="details">
      <TextSetting label={t("hub_name")} maxLength={80} value={row.name} change={(name) => set({ name })} />
      <TextSetting label={t("city")} maxLength={80} value={row.city} change={(city) => set({ city })} />
      <TextSetting label={t("country")} class="short" dir="ltr" hint={t("country_hint")} maxLength={2} value={row.country} change={(country) => set({ country: country.toUpperCase() })} />
      <ChoiceSetting
        label={t("region")} value={row.region ?? ""}
        options={[...(row.region ? [] : [["", t("region_unknown")] as const]), ...regions.map((one) => [one.key, one.name] as const)]} change={(region) => set(region ? { region } : {})}
      />
      <TextSetting label={t("time_zone")} dir="ltr" hint={t("time_zone_hint")} maxLength={40} suggestions={ZONES} value={row.time_zone} change={(time_zone) => set({ time_zone })} />
      <TextSetting
        label={t("ceiling")} class="short" hint={t("ceiling_hint", { n: row.heads })} inputMode="numeric" maxLength={5} value={String(row.ceiling)}
        change={(text) => { const ceiling = readCount(text); return ceiling === null ? { wrong: t("count_wrong") } : set({ ceiling }); }}
      />
      <TextSetting label={t("operator")} maxLength={80} value={line?.operator ?? ""} change={(operator) => set({ operator })} />
      <TextSetting label={t("line")} hint={t("line_hint")} maxLength={60} value={line?.line ?? ""} change={(text) => set({ line: text })} />
      <TextSetting label={t("call_name")} hint={t("call_name_hint")} maxLength={60} value={line?.call_name ?? ""} change={(call_name) => set({ call_name })} />
      <div class="row-acts">
        <Button onClick={onClose}>{t("close")}</Button>
        <Act command={{ do: "remove_hub", hub: id }} label={t("remove_named", { name: row.name })} onDone={onClose}>{t("remove_hub")}</Act>
      </div>
    </div>
  );
}
