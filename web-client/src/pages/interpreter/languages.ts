// Which language somebody will speak: as the hand or the turn says, else the first that the person named.

import type { WhoRow } from "../../generated/protocol.ts";
import { useSeat } from "../../ui/seat.tsx";

/** The code of the language, or undefined where nobody said. */
export function useLanguage(stated: string | undefined, who: WhoRow): string | undefined {
  const person = useSeat().rows.row(`person/${who.person ?? 0}`).value;
  return stated ?? person?.languages?.[0];
}
