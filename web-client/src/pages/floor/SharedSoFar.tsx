// What has been shared so far: called turns and their time, by side and by microphone, in fixed orders.

import type { ComponentChildren } from "preact";
import type { Sum } from "../../generated/protocol.ts";
import { minutes, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, type Side, SideMark } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";

const t = texts("floor");

interface Part {
  key: string;
  label: ComponentChildren;
  sum: Sum;
  hue?: string;
}

export function SharedSoFar() {
  const { rows } = useSeat();
  const share = rows.row("share").value;
  const microphones = useMicrophones();
  if (!share) return null;
  const side = (key: Side, sum: Sum): Part => ({
    key, sum, label: <><SideMark side={key} /> {t(key === "hub" ? "side_hubs" : `side_${key}`)}</>,
  });
  const sides = [side("room", share.room), side("hub", share.hubs), side("online", share.online)];
  const mics = microphones.map(({ key, row }): Part => ({
    key, sum: share.mics[key] ?? { turns: 0, ms: 0 }, hue: `${row.hue}${row.hollow ? " hollow" : ""}`,
    label: <><Flag microphone={row} /> <bdi>{row.name}</bdi></>,
  }));
  return (
    <section aria-labelledby="share-title">
      <h2 id="share-title">{t("shared")}</h2>
      <p class="quiet">
        {t("called_of", { n: share.called, raised: share.raised })}
        {share.out_of_turn > 0 && <>{t("comma")}{t("out_of_turn_n", { n: share.out_of_turn })}</>}
      </p>
      <Table head={t("side")} parts={sides} />
      <Table head={t("microphone")} parts={mics} />
    </section>
  );
}

function Table({ head, parts }: { head: string; parts: Part[] }) {
  const most = Math.max(1, ...parts.map((part) => part.sum.ms));
  return (
    <table class="shared">
      <thead><tr><th scope="col">{head}</th><th scope="col">{t("turns")}</th><th scope="col">{t("time")}</th><td aria-hidden="true" /></tr></thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.key}>
            <th scope="row"><span class="line-mic">{part.label}</span></th>
            <td>{number(part.sum.turns)}</td>
            <td>{part.sum.ms ? minutes(part.sum.ms) : t("no_time")}</td>
            <td aria-hidden="true" class="shared-bar"><i class={part.hue ? `hue ${part.hue}` : ""} style={{ "--share": (part.sum.ms / most).toFixed(4) }} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
