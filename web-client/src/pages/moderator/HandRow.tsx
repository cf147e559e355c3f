// One hand in a line: its place in the calling order of the whole meeting, name, place, state, minutes expected.

import type { HandId, HandRow as Row } from "../../generated/protocol.ts";
import { minutes, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, Plate, Tag } from "../../ui/marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "../../ui/seat.tsx";
import { HandName } from "../../ui/who.tsx";
import { markOf, movedHand, openHand } from "./desk.ts";
import { HandOpen } from "./HandOpen.tsx";
import { isCalled, sheet } from "./offline.ts";

const t = texts("moderator");

/** So many names at the head of the calling order stand whole. */
const WHOLE_NAMES = 3;

interface Properties {
  id: HandId;
  /** Its place in the calling order, from 1. */
  place: number;
  /** It is the one of its line that Tab reaches. */
  inTab: boolean;
  line: readonly HandId[];
  /** With the flag of its microphone: in the one list. */
  flag?: boolean;
}

export function HandRow({ id, place, inTab, line, flag }: Properties) {
  const { rows } = useSeat();
  const hand = rows.row(`hand/${id}`).value;
  const deck = rows.row("next").value?.deck.some((one) => one.hand === id);
  const open = openHand.value === id;
  if (!hand) return null;
  const toggle = () => (openHand.value = open ? null : id);
  return (
    <>
      <button
        type="button" class={`hand${deck ? " deck" : ""}${place <= WHOLE_NAMES ? " whole" : ""}${flag ? " flagged" : ""}`} data-hand={id} tabIndex={inTab || open ? 0 : -1}
        aria-expanded={open} onClick={toggle} onFocus={() => { if (movedHand.value !== id) movedHand.value = null; }}
      >
        <b class="hand-place">{number(place)}</b>
        {flag && <MicFlag mic={hand.mic} />}
        <span class="hand-text">
          <span class="hand-name"><HandName hand={hand} /></span>
          <span class="hand-line">
            <span class="one-line"><PlaceOf place={hand.place} plain />{hand.kind !== "intervention" && `${t("comma")}${t(`kind_${hand.kind}`)}`}{(hand.delivery === "written" || hand.delivery === "telephone") && `${t("comma")}${t(`delivery_${hand.delivery}`)}`}</span>
            <HandMark id={id} hand={hand} />
            <Expected place={place} />
          </span>
        </span>
      </button>
      {open && <HandOpen id={id} hand={hand} place={place} line={line} />}
    </>
  );
}

function MicFlag({ mic }: { mic: string }) {
  const microphone = useMicrophone(mic);
  return microphone ? <Flag microphone={microphone} label={microphone.name} /> : null;
}

/** The plate of a hand: one alone, the most urgent. */
export function HandMark({ id, hand }: { id: HandId; hand: Row }) {
  const { rows } = useSeat();
  const deck = rows.row("next").value?.deck.find((one) => one.hand === id);
  const link = hand.place.startsWith("hub/") ? rows.row(`live/${hand.place as `hub/${number}`}`).value : undefined;
  if (isCalled(sheet.value, id)) return <Plate state="kept_here">{t("mark_called_here")}</Plate>;
  switch (markOf(hand, deck, link !== undefined && !link.online)) {
    case "ready": return <Plate state="ready" />;
    case "on_deck": return <Plate state="on_deck" />;
    case "unready": return <Plate state="not_ready"><span title={t("unready_means")}>{t("mark_unready")}</span></Plate>;
    case "provisional": return <Plate state="provisional"><span title={t("provisional_means")}>{t("state_provisional")}</span></Plate>;
    case "not_ready": return <Plate state="not_ready" />;
    case "skipped": return <Tag ink="dashed">{t("mark_skipped")}</Tag>;
    case "unconfirmed": return <Tag ink="dotted">{t("mark_unconfirmed")}</Tag>;
    case null: return null;
  }
}

/** The minutes until the call, as the server expects them. */
function Expected({ place }: { place: number }) {
  const expected = useSeat().rows.row("live/expected").value;
  const from_ms = expected?.from_ms[place - 1];
  if (from_ms === undefined) return null;
  return <span class="hand-wait">{from_ms < 30_000 ? t("now") : minutes(from_ms)}</span>;
}
