// Each measure of the mirror as a sentence that needs no statistics, with the figure and what it means under it.

import type { ComponentChildren } from "preact";
import type { MirrorRow, OverrideReason } from "../../generated/protocol.ts";
import { notCalled, ofTen, outOfTurn, parityOf } from "../../state/mirror.ts";
import { decimal, list, number, percent, span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { useMicrophones, useSeat } from "../seat.tsx";

const t = texts("mirror");

export function Measures({ mirror }: { mirror: MirrorRow }) {
  return (
    <dl class="measures">
      <Sides mirror={mirror} />
      <Measure name={t("m_hands")} says={t("m_hands_is", { raised: mirror.all.raised, called: mirror.all.called, lowered: mirror.all.lowered, open: notCalled(mirror.all) })} />
      <Parity mirror={mirror} />
      <People mirror={mirror} />
      <Evenness mirror={mirror} />
      <Lead mirror={mirror} />
      <OutOfTurn mirror={mirror} />
      <Measure
        name={t("m_others")} says={t("m_new_is", { n: mirror.all.newcomers, turns: mirror.all.turns })}
        means={t("m_others_is", { replies: mirror.replies, called: mirror.points_called, raised: mirror.points_raised })}
      />
    </dl>
  );
}

function Measure({ name, says, means }: { name: string; says: ComponentChildren; means?: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <p class="measure-says">{says}</p>
        {means && <p class="quiet">{means}</p>}
      </dd>
    </div>
  );
}

function Sides({ mirror }: { mirror: MirrorRow }) {
  const parts = ofTen([mirror.room.ms, mirror.hubs.ms, mirror.online.ms]);
  if (!parts) return <Measure name={t("m_sides")} says={t("m_sides_none")} />;
  const [room, hubs, online] = parts.map((part) => number(part, 1)) as [string, string, string];
  return <Measure name={t("m_sides")} says={t("m_sides_is", { room, hubs, online })} />;
}

function Parity({ mirror }: { mirror: MirrorRow }) {
  const { parity: ratio } = mirror;
  const found = parityOf(ratio, mirror.all.longest_ms ?? 0);
  return (
    <Measure
      name={t("m_parity")}
      says={t(`m_parity_${found.is}`, "by" in found ? { share: percent(found.by) } : {})}
      means={ratio !== undefined && t("m_parity_means", { ratio: decimal(ratio, 2) })}
    />
  );
}

function People({ mirror }: { mirror: MirrorRow }) {
  const { known, spoke, gini, half_by, unnamed_turns, unnamed_ms } = mirror.people;
  const unnamed = unnamed_turns > 0 && ` ${t("m_people_unnamed", { turns: unnamed_turns, time: span(unnamed_ms) })}`;
  if (gini === undefined || half_by === undefined) return <Measure name={t("m_people")} says={t("m_people_none")} means={unnamed} />;
  return (
    <Measure
      name={t("m_people")} says={t("m_people_is", { n: half_by, known })}
      means={<>{t("m_people_means", { spoke, silent: known - spoke, gini: decimal(gini, 2) })}{unnamed}</>}
    />
  );
}

function Evenness({ mirror }: { mirror: MirrorRow }) {
  const microphones = useMicrophones();
  const asked = Object.keys(mirror.mics).length;
  if (mirror.jain === undefined) return <Measure name={t("m_mics")} says={t("m_mics_none")} />;
  const weighted = microphones.some(({ row }) => row.weight !== microphones[0]?.row.weight);
  const even = mirror.jain > 0.995;
  return (
    <Measure
      name={t("m_mics")}
      says={even ? t("m_mics_even", { of: asked }) : t("m_mics_is", { equal: number(mirror.jain * asked, 1), of: asked })}
      means={<>{t("m_mics_means", { jain: decimal(mirror.jain, 2), least: decimal(1 / asked, 2) })}{weighted && ` ${t("m_mics_weighted")}`}</>}
    />
  );
}

function Lead({ mirror }: { mirror: MirrorRow }) {
  const { rows } = useSeat();
  const { gap, longest_turn_ms } = mirror;
  if (!gap) return <Measure name={t("m_gap")} says={t("m_gap_none")} />;
  const name = (key: string) => rows.row(`microphone/${key}`).value?.name ?? key;
  return (
    <Measure
      name={t("m_gap")}
      says={gap.ms > 0 ? t.pieces("m_gap_is", { ahead: <bdi>{name(gap.ahead)}</bdi>, behind: <bdi>{name(gap.behind)}</bdi>, time: span(gap.ms) }) : t("m_gap_even")}
      means={longest_turn_ms !== undefined && longest_turn_ms > 0 && t("m_gap_means", { longest: span(longest_turn_ms) })}
    />
  );
}

function OutOfTurn({ mirror }: { mirror: MirrorRow }) {
  const calls = outOfTurn(mirror);
  if (!calls) return <Measure name={t("m_out")} says={t("m_out_none")} means={t("m_out_means")} />;
  const reasons = (Object.entries(mirror.out_of_turn) as [OverrideReason, number][]).map(([reason, n]) => t("reason_n", { reason: t(`reason_${reason}`), times: n }));
  return <Measure name={t("m_out")} says={t("m_out_is", { calls, turns: mirror.all.turns, reasons: list(reasons) })} means={t("m_out_means")} />;
}
