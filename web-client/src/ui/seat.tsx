// Gives the components of a page its seat, and the few readings that most of them need.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { HubRow, MicrophoneRow, Place, TurnRow } from "../generated/protocol.ts";
import type { Seat } from "../state/seat.ts";
import { type Reading, readClock } from "./clock.ts";
import { PlaceName, sideOf } from "./marks.tsx";

const Context = createContext<Seat | null>(null);
/** Puts a seat over a page. */
export const SeatProvider = Context.Provider;

/** The page's seat: `const { rows, command } = useSeat()` — call methods on the seat itself. */
export function useSeat(): Seat {
  const seat = useContext(Context);
  if (!seat) throw new Error("a component stands outside of a page: wrap it in SeatProvider");
  return seat;
}

/** The clock of a turn, moving. */
export function useReading(turn: TurnRow): Reading {
  const seat = useSeat();
  const item = seat.rows.row(`item/${turn.item ?? 0}`).value;
  const first = seat.rows.row("meeting").value?.languages[0];
  const interpreted = item?.consecutive === true && turn.language !== undefined && turn.language !== first;
  return { ...readClock(turn, seat.now.value, seat.silence.value, seat.clock.speed), interpreted };
}

/** The microphone under a key, or undefined. */
export function useMicrophone(key: string | undefined): MicrophoneRow | undefined {
  const { rows } = useSeat();
  return rows.row(`microphone/${key ?? ""}`).value;
}

/** All microphones in the order of the rotation, with their keys. */
export function useMicrophones(): { key: string; row: MicrophoneRow }[] {
  const { rows } = useSeat();
  return rows.keys("microphone/").value
    .map((key) => ({ key: key.slice("microphone/".length), row: rows.row(key as `microphone/${string}`).value as MicrophoneRow }))
    .filter((one) => one.row)
    .sort((a, b) => a.row.lane - b.row.lane);
}

/** The hub of a place, or undefined. */
export function useHub(place: Place | undefined): HubRow | undefined {
  const { rows } = useSeat();
  const id = place?.startsWith("hub/") ? Number(place.slice(4)) : 0;
  return rows.row(`hub/${id}`).value;
}

/** A place as its shape and name. `plain`: a hub's name without the word. Hollow while a hub's operator is not connected. */
export function PlaceOf({ place, plain }: { place: Place; plain?: boolean }) {
  const { rows } = useSeat();
  const hub = useHub(place);
  const side = sideOf(place);
  const link = side === "hub" ? rows.row(`live/${place as `hub/${number}`}`).value : undefined;
  return <PlaceName side={side} {...(hub ? { name: hub.name } : {})} {...(plain ? { plain } : {})} {...(link && !link.online ? { hollow: true } : {})} />;
}
