// The figures of the mirror as tables: turns, time, hands and waits by side, microphone, region and hub; and at each
// microphone the waits of the room beside those of the remote side.

import type { ComponentChildren } from "preact";
import type { MirrorRow, MirrorShare, MirrorWaits } from "../../generated/protocol.ts";
import { NOTHING } from "../../state/mirror.ts";
import { decimal, minutes, number, span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, PlaceName, SideMark } from "../marks.tsx";
import { useMicrophones, useSeat } from "../seat.tsx";

const t = texts("mirror");

interface Line {
  key: string;
  label: ComponentChildren;
  share: MirrorShare;
  hue?: string;
}

export function SharesTable({ mirror }: { mirror: MirrorRow }) {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  const regions = rows.row("regions").value ?? [];
  const groups: [string, Line[]][] = [
    [t("m_side"), [
      { key: "room", share: mirror.room, label: <span><SideMark side="room" /> {t("side_room")}</span> },
      { key: "hub", share: mirror.hubs, label: <span><SideMark side="hub" /> {t("side_hubs")}</span> },
      { key: "online", share: mirror.online, label: <span><SideMark side="online" /> {t("side_online")}</span> },
    ]],
    [t("microphone"), microphones.map(({ key, row }) => ({
      key, share: mirror.mics[key] ?? NOTHING, hue: `${row.hue}${row.hollow ? " hollow" : ""}`,
      label: <span class="line-mic"><Flag microphone={row} /> <bdi>{row.name}</bdi></span>,
    }))],
    [t("m_by_region"), [
      ...regions.filter(({ key }) => mirror.regions[key]).map(({ key, name }) => ({ key, share: mirror.regions[key] ?? NOTHING, label: <bdi>{name}</bdi> })),
      ...(mirror.no_region ? [{ key: "", share: mirror.no_region, label: t("no_region") }] : []),
    ]],
    [t("side_hub"), Object.entries(mirror.hubs_each).map(([id, share]) => ({
      key: id, share, label: <PlaceName side="hub" name={rows.row(`hub/${Number(id)}`).value?.name ?? id} plain />,
    }))],
  ];
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-labelledby="shares-caption">
      <table class="shares">
        <caption id="shares-caption">{t("shares_caption")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("m_turns")}</th><th scope="col">{t("m_time")}</th><td aria-hidden="true" class="shared-bar" />
            <th scope="col">{t("col_called")}</th><th scope="col">{t("col_wait")}</th><th scope="col">{t("col_longest")}</th><th scope="col">{t("col_new")}</th>
          </tr>
        </thead>
        {groups.filter(([, lines]) => lines.length > 0).map(([head, lines]) => <Group key={head} head={head} lines={lines} />)}
      </table>
    </div>
  );
}

function Group({ head, lines }: { head: string; lines: Line[] }) {
  const most = Math.max(1, ...lines.map(({ share }) => share.ms));
  return (
    <tbody>
      <tr><th scope="rowgroup" colSpan={8} class="group-head">{head}</th></tr>
      {lines.map(({ key, label, share, hue }) => (
        <tr key={key}>
          <th scope="row">{label}</th>
          <td>{number(share.turns)}</td>
          <td>{share.ms ? minutes(share.ms) : t("m_no_time")}</td>
          <td aria-hidden="true" class="shared-bar"><i class={hue ? `hue ${hue}` : ""} style={{ "--share": (share.ms / most).toFixed(4) }} /></td>
          <CalledOf waits={share} />
          <td><Wait ms={share.median_ms} /></td>
          <td><Wait ms={share.longest_ms} /></td>
          <td>{number(share.newcomers)}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** The waits of both sides at each microphone at which somebody asked: what wait parity is made of. */
export function BothSides({ mirror }: { mirror: MirrorRow }) {
  const microphones = useMicrophones().filter(({ key }) => mirror.mics[key]);
  if (!microphones.length) return null;
  return (
    <div class="wide-table" tabIndex={0} role="region" aria-labelledby="both-caption">
      <table class="shares both">
        <caption id="both-caption">{t("both_caption")}</caption>
        <thead>
          <tr>
            <td rowSpan={2} />
            <th scope="colgroup" colSpan={2}><SideMark side="room" /> {t("side_room")}</th>
            <th scope="colgroup" colSpan={2}><SideMark side="hub" /> <SideMark side="online" /> {t("side_remote")}</th>
            <th scope="col" rowSpan={2}>{t("col_ratio")}</th>
          </tr>
          <tr>
            <th scope="col">{t("col_called")}</th><th scope="col">{t("col_wait")}</th>
            <th scope="col">{t("col_called")}</th><th scope="col">{t("col_wait")}</th>
          </tr>
        </thead>
        <tbody>
          {microphones.map(({ key, row }) => {
            const mic = mirror.mics[key];
            return mic && (
              <tr key={key}>
                <th scope="row"><span class="line-mic"><Flag microphone={row} /> <bdi>{row.name}</bdi></span></th>
                <CalledOf waits={mic.room} /><td><Wait ms={mic.room.median_ms} /></td>
                <CalledOf waits={mic.remote} /><td><Wait ms={mic.remote.median_ms} /></td>
                <td>{mic.parity === undefined ? <Missing /> : decimal(mic.parity, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const CalledOf = ({ waits }: { waits: MirrorWaits }) => <td>{waits.raised ? t("n_of", { n: waits.called, of: waits.raised }) : <Missing />}</td>;

/** A wait: minutes, or seconds where it was shorter. */
function Wait({ ms }: { ms: number | undefined }) {
  if (ms === undefined) return <Missing />;
  return <>{ms < 60_000 ? span(ms) : minutes(ms)}</>;
}

/** What is not defined is a dash, never a nought. */
const Missing = () => <><span aria-hidden="true">–</span><span class="unseen">{t("not_defined")}</span></>;
