// On one agenda item: consecutive interpretation, and weights and time budgets of microphones that differ from the usual.

import type { ItemId, ItemRow, Key, MicrophoneRow } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag } from "../../ui/marks.tsx";
import { useMicrophones } from "../../ui/seat.tsx";
import { type Change, CheckSetting, ChoiceSetting, TextSetting } from "./fields.tsx";
import { useLatest } from "./saving.ts";
import { withShare } from "./shares.ts";
import { readSpan, writeSpan } from "./times.ts";

const t = texts("setup");

const MOST_WEIGHT = 9;

export function ItemShares({ id, row }: { id: ItemId; row: ItemRow }) {
  const microphones = useMicrophones();
  const latest = useLatest(row.shares ?? []);
  const changed = (microphone: Key, change: Parameters<typeof withShare>[2]) =>
    ({ do: "set_item" as const, item: id, shares: (latest.current = withShare(latest.current, microphone, change)) });
  const said = [row.consecutive ? t("consecutive_short") : "", row.shares?.length ? t("shares_n", { n: row.shares.length }) : ""].filter(Boolean);
  return (
    <details class="item-more">
      <summary>{said.length ? said.join(t("comma")) : t("item_more")}</summary>
      <CheckSetting label={t("consecutive")} hint={t("consecutive_hint")} value={!!row.consecutive} change={(consecutive) => ({ do: "set_item", item: id, consecutive })} />
      <p class="quiet small">{t("shares_hint")}</p>
      <ul class="shares" role="list">
        {microphones.map(({ key, row: microphone }) => <Share key={key} mic={key} microphone={microphone} item={row} changed={changed} />)}
      </ul>
    </details>
  );
}

interface Properties {
  mic: Key;
  microphone: MicrophoneRow;
  item: ItemRow;
  changed(microphone: Key, change: Parameters<typeof withShare>[2]): Change & { do: "set_item" };
}

function Share({ mic, microphone, item, changed }: Properties) {
  const share = item.shares?.find((one) => one.microphone === mic);
  const budget = (text: string): Change => {
    if (!text) return changed(mic, { budget_ms: null });
    const budget_ms = readSpan(text);
    if (budget_ms === null) return { wrong: t("span_wrong") };
    if (budget_ms < item.turn_ms) return { wrong: t("budget_below_turn", { span: writeSpan(item.turn_ms) }) };
    return changed(mic, { budget_ms });
  };
  const usual = microphone.budget_ms === undefined ? t("no_limit") : writeSpan(microphone.budget_ms);
  return (
    <li>
      <span class="share-name"><Flag microphone={microphone} /> <bdi>{microphone.name}</bdi></span>
      <ChoiceSetting
        label={<>{t("weight")}<span class="unseen"> {microphone.name}</span></>} value={String(share?.weight ?? "")}
        options={[["", t("weight_usual", { n: microphone.weight })], ...Array.from({ length: MOST_WEIGHT }, (_, i) => [String(i + 1), number(i + 1)] as const)]}
        change={(weight) => changed(mic, { weight: weight ? Number(weight) : null })}
      />
      <TextSetting label={<>{t("budget")}<span class="unseen"> {microphone.name}</span></>} class="short" dir="ltr" maxLength={8} placeholder={usual} value={share?.budget_ms === undefined ? "" : writeSpan(share.budget_ms)} change={budget} />
    </li>
  );
}
