// Whose hands were not heard: by name as names are shown, hands without a name as a number; with the invitation to write.

import type { NotHeardHand, NotHeardRow, Place } from "../generated/protocol.ts";
import { texts } from "../text/index.ts";
import { Flag } from "./marks.tsx";
import { PlaceOf, useMicrophone, useSeat } from "./seat.tsx";
import { Name } from "./who.tsx";
import "./not_heard.css";

const t = texts("common");

/** The list, once the meeting is over or a last word cleared the queue; nothing while hands may still be called. `folded`: where it is not the matter of the page. */
export function NotHeard({ folded }: { folded?: boolean }) {
  const { rows } = useSeat();
  const row = rows.row("not_heard").value;
  const mirror = rows.row("mirror").value;
  const me = rows.row("me").value?.person;
  const mine = me !== undefined && row?.hands.some((hand) => hand.who.person === me);
  const ended = rows.row("meeting").value?.phase === "ended";
  if (!row && !(ended && mirror && mirror.all.raised > 0)) return null;
  return (
    <section class="not-heard" aria-labelledby="not-heard-title">
      <h2 id="not-heard-title">{t("not_heard")}</h2>
      {mine && <p class="not-heard-you">{t("not_heard_you")}</p>}
      {!mine && <p>{t(row ? "not_heard_invited" : "not_heard_nobody")}</p>}
      {row && (folded
        ? <details><summary>{t("not_heard_n", { n: row.hands.length + Object.values(row.unnamed).reduce((sum, n) => sum + n, 0) })}</summary><List row={row} /></details>
        : <List row={row} />)}
    </section>
  );
}

function List({ row }: { row: NotHeardRow }) {
  return (
    <ul>
      {row.hands.map((hand) => <Hand key={hand.hand} hand={hand} />)}
      {Object.entries(row.unnamed).map(([place, n]) => (
        <li key={place}>
          <b>{t("hands_unnamed", { n })}</b>
          <span class="quiet"><PlaceOf place={place as Place} /></span>
        </li>
      ))}
    </ul>
  );
}

function Hand({ hand }: { hand: NotHeardHand }) {
  const microphone = useMicrophone(hand.mic);
  return (
    <li>
      <b class="not-heard-name">{microphone && <Flag microphone={microphone} />}<Name who={hand.who} place={hand.place} /></b>
      <span class="quiet">
        {hand.who.organisation && hand.who.organisation !== hand.who.name && <span><bdi>{hand.who.organisation}</bdi></span>}
        {microphone && <span><bdi>{microphone.name}</bdi></span>}
        <PlaceOf place={hand.place} />
        {hand.kind !== "intervention" && <span>{t(`kind_${hand.kind}`)}</span>}
        {hand.topic && <span><bdi>{hand.topic}</bdi></span>}
        <span>{t(hand.spoke ? "spoke_before" : "has_not_spoken")}</span>
      </span>
    </li>
  );
}
