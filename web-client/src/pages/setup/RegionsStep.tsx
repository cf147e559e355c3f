// The regions, in the order in which they rotate on the remote side. The list is saved as a whole.

import { useState } from "preact/hooks";
import type { Command } from "../../connection/frames.ts";
import type { RegionRow } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, TextSetting } from "./fields.tsx";
import { freshKey } from "./keys.ts";
import { useMoves } from "./Moves.tsx";
import { useLatest } from "./saving.ts";

const t = texts("setup");

export function RegionsStep() {
  const { rows } = useSeat();
  const regions = rows.row("regions").value ?? [];
  const latest = useLatest(regions);
  const replaced: Replaced = (how) => ({ do: "set_regions", regions: (latest.current = how(latest.current)) });
  const [renewed, setRenewed] = useState(0);
  return (
    <>
      <ol class="rows" role="list">
        {regions.map((region, i) => <Region key={region.key} region={region} replaced={replaced} at={i} of={regions.length} />)}
      </ol>
      <AddByName
        key={renewed} label={t("region_name")} button={t("add_region")} onAdded={() => setRenewed(renewed + 1)}
        command={(name) => replaced((all) => [...all, { key: freshKey(name, all.map((one) => one.key), "region"), name }])}
      />
    </>
  );
}

/** The command that saves the list as it comes out of a change. */
type Replaced = (how: (all: RegionRow[]) => RegionRow[]) => Command;

interface Properties { region: RegionRow; replaced: Replaced; at: number; of: number }

function Region({ region, replaced, at, of }: Properties) {
  const { rows } = useSeat();
  const moves = useMoves({
    name: region.name, position: at + 1, of,
    command: (to) => replaced((all) => {
      // The region as it was asked for last: a name that is on its way goes with it.
      const others = all.filter((one) => one.key !== region.key);
      return [...others.slice(0, to - 1), ...all.filter((one) => one.key === region.key), ...others.slice(to - 1)];
    }),
  });
  const hubs = rows.ids("hub").filter((id) => rows.row(`hub/${id}`).value?.region === region.key).length;
  return (
    <li onKeyDown={moves.onKeyDown}>
      <span class="n">{number(at + 1)}</span>
      <div class="grow">
        <TextSetting
          label={t("region_name")} maxLength={80} value={region.name}
          change={(name) => replaced((all) => all.map((one) => (one.key === region.key ? { ...one, name } : one)))}
        />
      </div>
      <span class="quiet small count">{t("hubs_n", { n: hubs })}</span>
      <div class="row-acts">
        {moves.buttons}
        <Act command={() => replaced((all) => all.filter((one) => one.key !== region.key))} label={t("remove_named", { name: region.name })}>{t("remove")}</Act>
      </div>
    </li>
  );
}
