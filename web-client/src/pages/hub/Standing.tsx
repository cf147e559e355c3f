// How one hand of the hub stands: the reason for its position, when it is expected in the hub's own time, and the worst case.

import type { HandId, HandRow } from "../../generated/protocol.ts";
import { span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { ExpectedTime, WorstCase } from "../../ui/expected.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { useWhy } from "../../ui/why.tsx";
import { useOwnHub } from "./own.ts";

const t = texts("hub");

export function Standing({ id, hand, position }: { id: HandId; hand: HandRow; position: number }) {
  const { rows } = useSeat();
  const hub = useOwnHub();
  const why = useWhy();
  const reason = rows.row("why").value?.[String(id)];
  if (position === 0) return null;
  return (
    <div class="standing">
      {reason && <p>{t("why_nth_here", { nth: t("place_nth", { n: position }), why: why(reason) })}</p>}
      {hand.provisional && <p>{t("provisional_means")}</p>}
      {hand.arrived_ms !== undefined && <p>{t("raised_in_outage", { span: span(hand.arrived_ms - hand.raised_ms) })}</p>}
      <p><b><ExpectedTime position={position} zone={hub.row?.time_zone} /></b></p>
      <p class="quiet"><WorstCase position={position} raised_ms={hand.raised_ms} unsure={hand.provisional || hand.unready} /></p>
    </div>
  );
}
