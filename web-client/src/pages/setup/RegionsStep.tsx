// The regions, in the order in which they rotate on the remote side. The list is saved as a whole.

import { useState } from "preact/hooks";
import type { RegionRow } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, TextSetting } from "./fields.tsx";
import { freshKey } from "./keys.ts";
import { useMoves } from "./Moves.tsx";

const t = texts("setup");

export function RegionsStep() {
  const { rows } = useSeat();
  const regions = rows.row("regions").value ?? [];
  const [renewed, setRenewed] = useState(0);
  return (
    <>
      <ol class="rows" role="list">
        {regions.map((region, i) => <Region key={region.key} region={region} regions={regions} at={i} />)}
      </ol>
      <AddByName
        key={renewed} label={t("region_name")} button={t("add_region")} onAdded={() => setRenewed(renewed + 1)}
        command={(name) => ({ do: "set_regions", regions: [...regions, { key: freshKey(name, regions.map((one) => one.key), "region"), name }] })}
      />
    </>
  );
}

function Region({ region, regions, at }: { region: RegionRow; regions: RegionRow[]; at: number }) {
  const { rows } = useSeat();
  const moved = (to: number): RegionRow[] => {
    const others = regions.filter((one) => one !== region);
    return [...others.slice(0, to - 1), region, ...others.slice(to - 1)];
  };
  const moves = useMoves({ name: region.name, position: at + 1, of: regions.length, command: (to) => ({ do: "set_regions", regions: moved(to) }) });
  const hubs = rows.ids("hub").filter((id) => rows.row(`hub/${id}`).value?.region === region.key).length;
  return (
    <li onKeyDown={moves.onKeyDown}>
      <span class="n">{at + 1}</span>
      <div class="grow">
        <TextSetting
          label={t("region_name")} maxLength={80} value={region.name}
          change={(name) => ({ do: "set_regions", regions: regions.map((one) => (one === region ? { ...one, name } : one)) })}
        />
      </div>
      <span class="quiet small count">{t("hubs_n", { n: hubs })}</span>
      <div class="row-acts">
        {moves.buttons}
        <Act command={{ do: "set_regions", regions: regions.filter((one) => one !== region) }} label={t("remove_named", { name: region.name })}>{t("remove")}</Act>
      </div>
    </li>
  );
}
