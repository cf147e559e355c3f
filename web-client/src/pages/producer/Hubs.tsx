// All hubs in one fixed grid by name: positions do not move, states do. Or, for a rehearsal, the list of who is ready.

import { useState } from "preact/hooks";
import type { HubId, HubRow } from "../../generated/protocol.ts";
import { number, span } from "../../text/format.ts";
import { language, texts } from "../../text/index.ts";
import { Button, Plate, SideMark, Tag } from "../../ui/marks.tsx";
import { ReadySheet } from "../../ui/Ready.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("producer");

/** So many stand still by name; beyond, those with hands or trouble come first. */
const MOST_STILL = 60;
/** How long a hub is gone is told in whole steps, so that sixty plates do not tick. */
const STEP_MS = 10_000;

interface Standing {
  id: HubId;
  hub: HubRow;
  hands: number;
  online: boolean;
  /** It has been connected: if it is not now, it is lost, and else not there yet. */
  wasHere: boolean;
  since_ms: number;
  rtt_ms: number | undefined;
  onAir: boolean;
  /** On deck: whether the audio is ready; null: not on deck. */
  audio: boolean | null;
  /** A hand of the hub is passed over until its audio is confirmed. */
  passed: boolean;
}

export function Hubs() {
  const all = useHubs();
  const preparing = useSeat().rows.row("meeting").value?.phase === "preparing";
  const [chosen, setChosen] = useState<boolean | null>(null);
  if (!all.length) return null;
  const sheet = chosen ?? preparing;
  const turn = <Button class="slim" onClick={() => setChosen(!sheet)}>{t(sheet ? "show_hubs" : "ready_title")}</Button>;
  if (sheet) return <div class="hubs"><ReadySheet start={turn} /></div>;
  const by = (is: (one: Standing) => boolean) => all.filter(is).length;
  const [lost, mute, passed, raised] = [by((one) => !one.online), by((one) => one.audio === false && !one.passed), by((one) => one.passed), by((one) => one.hands > 0)];
  const lines = (columns: number) => String(Math.ceil(all.length / columns));
  return (
    <section class="hubs" aria-labelledby="hubs-title">
      <h2>
        <span id="hubs-title"><b>{t("hubs_n", { n: all.length })}</b></span>
        <span>{t("connected_n", { n: all.length - lost })}</span>
        <span>{t("with_hands_n", { n: raised })}</span>
        {lost > 0 && <LostCount n={lost} wasHere={by((one) => !one.online && one.wasHere) > 0} />}
        {mute > 0 && <Plate state="not_ready">{t("mute_n", { n: mute })}</Plate>}
        {passed > 0 && <Plate state="not_ready">{t("passed_n", { n: passed })}</Plate>}
        <span class="show-ready">{turn}</span>
      </h2>
      <ol style={{ "--six": lines(6), "--three": lines(3) }}>
        {all.map((one) => <Hub key={one.id} one={one} />)}
      </ol>
    </section>
  );
}

/** Before the meeting a hub that is gone is no trouble. */
function useRunning(): boolean {
  return useSeat().rows.row("meeting").value?.phase === "running";
}

const LostCount = ({ n, wasHere }: { n: number; wasHere: boolean }) => <Tag ink={useRunning() && wasHere ? "signal" : "dotted"}>{t("not_connected_n", { n })}</Tag>;

function Hub({ one }: { one: Standing }) {
  return (
    <li data-hub={one.id}>
      <SideMark side="hub" {...(one.online ? {} : { hollow: true })} />
      <span class="one-line hub-name" title={one.hub.name}><bdi>{one.hub.name}</bdi></span>
      <State one={one} />
    </li>
  );
}

/** The most urgent states only: a lost link, on air, on deck, hands; else how good the link is. */
function State({ one }: { one: Standing }) {
  const lost = !one.online && <Lost since_ms={one.since_ms} wasHere={one.wasHere} />;
  if (one.onAir) return <>{lost}<Plate state="on_air" /></>;
  if (lost && (one.wasHere || !one.passed)) return lost;
  if (one.passed) return <Plate state="not_ready">{t("passed")}</Plate>;
  if (one.audio !== null) return one.audio ? <Plate state="ready">{t("audio")}</Plate> : <Plate state="not_ready">{t("no_audio")}</Plate>;
  if (one.hands) return <Tag ink="outline">{t("hands_n", { n: one.hands })}</Tag>;
  return <span class="quiet small">{one.rtt_ms === undefined ? t("connected") : t("rtt", { n: number(one.rtt_ms) })}</span>;
}

function Lost({ since_ms, wasHere }: { since_ms: number; wasHere: boolean }) {
  const gone_ms = Math.max(0, useSeat().now.value - since_ms);
  if (!useRunning() || !wasHere) return <Tag ink="dotted">{t("not_connected")}</Tag>;
  const shown_ms = gone_ms < 60_000 ? Math.floor(gone_ms / STEP_MS) * STEP_MS : Math.floor(gone_ms / 60_000) * 60_000;
  return <Plate state="lost">{shown_ms === 0 ? t("lost") : t("lost_for", { span: span(shown_ms) })}</Plate>;
}

function useHubs(): Standing[] {
  const { rows } = useSeat();
  const floor = rows.row("floor").value?.turn;
  const deck = rows.row("next").value?.deck ?? [];
  const hands = new Map<string, number>();
  const passed = new Set<string>();
  for (const id of rows.ids("hand")) {
    const hand = rows.row(`hand/${id}`).value;
    if (!hand) continue;
    hands.set(hand.place, (hands.get(hand.place) ?? 0) + 1);
    if (hand.unready) passed.add(hand.place);
  }
  const audio = new Map<string, boolean>();
  for (const one of deck.slice(0, 2)) {
    const place = rows.row(`hand/${one.hand}`).value?.place;
    if (place) audio.set(place, (audio.get(place) ?? true) && one.audio_ready);
  }
  const all = rows.ids("hub").flatMap((id): Standing[] => {
    const hub = rows.row(`hub/${id}`).value;
    const link = rows.row(`live/hub/${id}`).value;
    const place = `hub/${id}`;
    return hub ? [{
      id, hub, hands: hands.get(place) ?? 0, online: link?.online ?? false, wasHere: link?.was_here ?? false, since_ms: link?.since_ms ?? 0, rtt_ms: link?.rtt_ms,
      onAir: floor?.place === place && floor.on_air, audio: audio.get(place) ?? null, passed: passed.has(place),
    }] : [];
  });
  const names = new Intl.Collator(language.value, { numeric: true });
  const urgent = (one: Standing) => (all.length > MOST_STILL && (one.hands > 0 || !one.online) ? 0 : 1);
  return all.sort((a, b) => urgent(a) - urgent(b) || names.compare(a.hub.name, b.hub.name));
}
