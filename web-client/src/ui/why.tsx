// The reason for a position, as one or two sentences made of the codes that the server gives.

import type { Why } from "../generated/protocol.ts";
import { partName } from "../state/polls.ts";
import { texts } from "../text/index.ts";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** The weightiest reasons; more would not be read. */
const MOST = 2;

/** "Technical is next in the rotation. In its line the remote side is due: the room spoke last." */
export function useWhy(): (why: Why | undefined) => string {
  const { rows } = useSeat();
  return (why) => {
    if (!why) return "";
    const place = why.place === "room" ? t("side_room") : why.place === "online" ? t("side_online")
      : partName(rows, "place", why.place ?? "");
    const words = {
      mic: partName(rows, "group", why.mic ?? ""),
      region: partName(rows, "region", why.region ?? ""),
      place,
    };
    return why.codes.slice(0, MOST).map((code) => t(`why_${code}`, words)).join(" ");
  };
}
