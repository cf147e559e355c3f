// The agenda: items in their order, each with the limit of a turn and of the item as a whole.

import type { ItemId, ItemRow } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Act, AddByName, type Change, TextSetting } from "./fields.tsx";
import { ItemShares } from "./ItemShares.tsx";
import { useMoves } from "./Moves.tsx";
import { readSpan, writeSpan } from "./times.ts";

const t = texts("setup");

export function AgendaStep() {
  const { rows } = useSeat();
  const items = rows.ids("item")
    .map((id) => ({ id, row: rows.row(`item/${id}`).value }))
    .filter((one): one is { id: ItemId; row: ItemRow } => !!one.row)
    .sort((a, b) => a.row.position - b.row.position);
  return (
    <>
      <ol class="rows" role="list">
        {items.map(({ id, row }, i) => <Item key={id} id={id} row={row} position={i + 1} of={items.length} />)}
      </ol>
      {!items.length && <p class="quiet">{t("no_items")}</p>}
      <AddByName label={t("item_title")} button={t("add_item")} command={(title) => ({ do: "set_item", title })} />
    </>
  );
}

function Item({ id, row, position, of }: { id: ItemId; row: ItemRow; position: number; of: number }) {
  const { rows } = useSeat();
  const moves = useMoves({ name: row.title, position, of, command: (to) => ({ do: "set_item", item: id, position: to }) });
  const turn = (text: string): Change => {
    const turn_ms = readSpan(text);
    return turn_ms === null ? { wrong: t("span_wrong") } : { do: "set_item", item: id, turn_ms };
  };
  const budget = (text: string): Change => {
    if (!text) return { wrong: t("budget_stays") };
    const item_ms = readSpan(text);
    if (item_ms === null) return { wrong: t("span_wrong") };
    if (item_ms < row.turn_ms) return { wrong: t("budget_below_turn", { span: writeSpan(row.turn_ms) }) };
    return { do: "set_item", item: id, item_ms };
  };
  const now = rows.row("meeting").value?.item === id;
  return (
    <li onKeyDown={moves.onKeyDown} class="item">
      <span class="n">{number(position)}</span>
      <div class="grow"><TextSetting label={t("item_title")} maxLength={120} value={row.title} change={(title) => ({ do: "set_item", item: id, title })} /></div>
      <TextSetting label={t("turn_limit")} class="short" dir="ltr" maxLength={8} value={writeSpan(row.turn_ms)} change={turn} />
      <TextSetting label={t("item_limit")} class="short" dir="ltr" maxLength={8} placeholder={t("no_limit")} value={row.item_ms === undefined ? "" : writeSpan(row.item_ms)} change={budget} />
      <div class="row-acts">
        {moves.buttons}
        {now ? <span class="quiet small">{t("item_now")}</span> : <Act command={{ do: "remove_item", item: id }} label={t("remove_named", { name: row.title })}>{t("remove")}</Act>}
      </div>
      <ItemShares id={id} row={row} />
    </li>
  );
}
