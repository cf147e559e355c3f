// The foot: how the floor has been shared so far. Sides in their fixed order and with equal ink, microphones in theirs.

import type { Sum } from "../../generated/protocol.ts";
import { waitingCount } from "../../state/order.ts";
import { minutes, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { type Side, SideMark } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";

const t = texts("moderator");

export function Share() {
  const { rows } = useSeat();
  const share = rows.row("share").value;
  const microphones = useMicrophones();
  if (!share) return <footer class="share-strip" />;
  const sides: [Side, Sum][] = [["room", share.room], ["hub", share.hubs], ["online", share.online]];
  const none: Sum = { turns: 0, ms: 0 };
  return (
    <footer class="share-strip" aria-label={t("floor_so_far")}>
      <b>{t("floor_so_far")}</b>
      <span class="share">
        <Bar parts={sides.map(([side, sum]) => ({ key: side, ms: sum.ms }))} />
        {sides.map(([side, sum], i) => (
          <span key={side}>
            <SideMark side={side} /> {t(i === 0 ? "side_share_first" : "side_share", { side: t(side === "room" ? "side_room" : side === "hub" ? "side_hubs" : "side_online"), n: sum.turns, time: sum.ms ? minutes(sum.ms) : t("no_time") })}
          </span>
        ))}
      </span>
      <span class="share">
        <Bar parts={microphones.map(({ key, row }) => ({ key, ms: (share.mics[key] ?? none).ms, hue: `${row.hue}${row.hollow ? " hollow" : ""}` }))} />
        {microphones.map(({ key, row }) => (
          <span key={key}><span aria-hidden="true">{row.letter}</span><span class="unseen">{row.name}</span> {t("mic_share", { n: (share.mics[key] ?? none).turns, time: share.mics[key]?.ms ? minutes(share.mics[key].ms) : t("no_time") })}</span>
        ))}
      </span>
      <span class="share-end">
        <span>{t.pieces("called_of", { n: <b>{number(share.called)}</b>, raised: share.raised })}</span>
        {share.out_of_turn > 0 && <span>{t("out_of_turn_n", { n: share.out_of_turn })}</span>}
        <span class="quiet">{t("Waiting_n", { n: waitingCount(rows) })}</span>
      </span>
    </footer>
  );
}

function Bar({ parts }: { parts: { key: string; ms: number; hue?: string }[] }) {
  const all = parts.reduce((sum, part) => sum + part.ms, 0);
  if (!all) return null;
  return (
    <span class="share-bar" aria-hidden="true">
      {parts.filter((part) => part.ms > 0).map((part) => <i key={part.key} class={part.hue ? `hue ${part.hue}` : ""} style={{ "--share": (part.ms / all).toFixed(4) }} />)}
    </span>
  );
}
