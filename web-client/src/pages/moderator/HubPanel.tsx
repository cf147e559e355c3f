// The hubs: which are connected and how well, how many hands wait there, who of them is on deck and ready.

import type { HandId, HubId } from "../../generated/protocol.ts";
import { callingOrder } from "../../state/order.ts";
import { number, span, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Plate } from "../../ui/marks.tsx";
import { PlaceOf, useSeat } from "../../ui/seat.tsx";
import { focusHand } from "./desk.ts";

const t = texts("moderator");

/** From here on a round trip is felt in a conversation. */
const SLOW_MS = 400;

interface Hub {
  id: HubId;
  hands: HandId[];
  lost: boolean;
}

export function HubPanel() {
  const { rows } = useSeat();
  const presence = rows.row("live/presence").value;
  const order = callingOrder(rows);
  const hubs: Hub[] = rows.ids("hub").map((id) => ({
    id,
    hands: order.filter((hand) => rows.row(`hand/${hand}`).value?.place === `hub/${id}`),
    lost: rows.row(`live/hub/${id}`).value?.online === false,
  }));
  // Trouble that somebody waits for comes first, then hands in their order; the others by name.
  const rank = (hub: Hub) => (hub.hands.length ? (hub.lost ? 0 : 1) : 2);
  const first = (hub: Hub) => (hub.hands[0] === undefined ? 0 : order.indexOf(hub.hands[0]));
  const name = (hub: Hub) => rows.row(`hub/${hub.id}`).value?.name ?? "";
  hubs.sort((a, b) => rank(a) - rank(b) || first(a) - first(b) || name(a).localeCompare(name(b)));
  return (
    <>
      {presence && <p class="quiet">{t("presence", { room: presence.room, hubs: presence.hubs, online: presence.online })}</p>}
      <ul class="hub-list">
        {hubs.map((hub) => <HubLine key={hub.id} hub={hub} order={order} />)}
      </ul>
    </>
  );
}

function HubLine({ hub, order }: { hub: Hub; order: HandId[] }) {
  const seat = useSeat();
  const { rows } = seat;
  const row = rows.row(`hub/${hub.id}`).value;
  const link = rows.row(`live/hub/${hub.id}`).value;
  const deck = rows.row("next").value?.deck.find((one) => hub.hands.includes(one.hand));
  if (!row) return null;
  const first = hub.hands[0];
  return (
    <li>
      <span class="hub-name">
        <b><PlaceOf place={`hub/${hub.id}`} plain /></b>
        <span class="quiet small">{[row.city !== row.name ? row.city : "", row.heads ? t("heads", { n: row.heads }) : "", localTime(seat.now.value, row.time_zone)].filter(Boolean).join(t("comma"))}</span>
      </span>
      <span class="hub-link small">
        {!link ? <span class="quiet">{t("link_never")}</span>
          : !link.online ? <Plate state="lost">{t("link_lost", { span: span(Math.max(0, seat.now.value - link.since_ms)) })}</Plate>
          : <span>{link.rtt_ms === undefined ? t("link_up") : t(link.rtt_ms >= SLOW_MS ? "link_slow" : "link_good", { ms: link.rtt_ms })}</span>}
      </span>
      <span class="hub-hands">
        {deck && (deck.audio_ready ? <Plate state="ready" /> : <Plate state="on_deck" />)}
        {first !== undefined && (
          <button type="button" class="link-button small" onClick={() => focusHand(first)}>
            {t("hub_hands", { n: hub.hands.length, place: number(order.indexOf(first) + 1) })}
          </button>
        )}
      </span>
    </li>
  );
}

/** The time there; empty where the device does not know the zone. */
function localTime(at_ms: number, zone: string): string {
  try {
    return timeOfDay(at_ms, false, zone);
  } catch {
    return "";
  }
}
