// How somebody is named: a person, an unnamed hand of a hub, a voice that nobody knew.

import type { HandRow, Place, TurnRow, WhoRow } from "../generated/protocol.ts";
import { texts } from "../text/index.ts";
import { useHub } from "./seat.tsx";

const t = texts("common");

/** The name of whoever raised a hand or holds a turn; never empty. Isolated, so that scripts do not mix. */
export function Name({ who, place, of }: { who: WhoRow; place?: Place | undefined; of?: HandRow["of"] | undefined }) {
  const hub = useHub(place);
  if (who.name) return <bdi>{who.name}</bdi>;
  const where = place === "room" ? t("side_room") : place === "online" ? t("side_online") : hub?.name;
  if (!where || (!of && !hub)) return <bdi>{t("unidentified")}</bdi>;
  return <bdi>{of ? t("unnamed_hand", { place: where, n: of[0], m: of[1] }) : t("unnamed_hand_alone", { place: where })}</bdi>;
}

/** The name of the turn's holder. */
export const TurnName = ({ turn }: { turn: TurnRow }) => <Name who={turn.who} place={turn.place} />;
/** The name of the hand's owner. */
export const HandName = ({ hand }: { hand: HandRow }) => <Name who={hand.who} place={hand.place} of={hand.of} />;
