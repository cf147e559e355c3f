// The line: for each microphone the positions of its hands in the calling order of the whole meeting. Nobody is named.

import { callingOrder } from "../../state/order.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, SideMark, sideOf } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";

const t = texts("floor");

export function Line() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const microphones = useMicrophones();
  const order = callingOrder(rows).map((id, i) => ({ id, at: i + 1, hand: rows.row(`hand/${id}`).value }));
  return (
    <section aria-labelledby="line-title">
      <h2 id="line-title">{t("line")}</h2>
      <p class="facts quiet">
        <span>{t("waiting_n", { n: order.length })}</span>
        <span>{t(meeting?.gate === "open" ? "queue_open" : "queue_closed")}</span>
        <span><SideMark side="room" /> {t("side_room")}</span><span><SideMark side="hub" /> {t("side_hub")}</span><span><SideMark side="online" /> {t("side_online")}</span>
      </p>
      <table class="line">
        <thead class="unseen"><tr><th scope="col">{t("microphone")}</th><th scope="col">{t("positions")}</th></tr></thead>
        <tbody>
          {microphones.map(({ key, row }) => {
            const hands = order.filter((one) => one.hand?.mic === key);
            return (
              <tr key={key}>
                <th scope="row"><span class="line-mic"><Flag microphone={row} /><bdi>{row.name}</bdi></span></th>
                <td>
                  {hands.length === 0 ? <span class="quiet">{t("no_position")}</span> : (
                    <ul class="positions">
                      {hands.map(({ id, at, hand }) => (
                        <li key={id} class={at <= 2 ? "deck" : ""}>
                          <b>{number(at)}</b>{" "}
                          {hand && <><SideMark side={sideOf(hand.place)} /><span class="unseen">{t(`side_${sideOf(hand.place)}`)}</span></>}
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
