// A result on a phone: what it came to in words, and a bar for each answer; or why it is not shown yet.

import type { PollId, PollRow } from "../../generated/protocol.ts";
import { keyLost } from "../../state/polls.ts";
import { number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { pointLabel, toneStyle } from "../../ui/Likert.tsx";
import { scaleOf } from "../../ui/question.ts";
import { shares, type Tone, tones } from "../../ui/scale.ts";
import { useSeat } from "../../ui/seat.tsx";
import { OutcomeWords } from "../../ui/Terms.tsx";

const t = texts("ballot");

export function Result({ id, poll }: { id: PollId; poll: PollRow }) {
  const tally = useSeat().rows.row(`tally/${id}`).value;
  if (keyLost(poll)) return <p class="remedy">{t("key_lost")}</p>;
  if (!tally) return <p class="quiet">{t(poll.state === "closed" || poll.state === "grace" ? `result_hidden_${poll.showing}` : "result_hidden_yet")}</p>;
  const scale = scaleOf(poll);
  const { n, counts, no_opinion } = tally.all.votes;
  const scaled = poll.kind === "likert" || poll.kind === "temperature";
  const palette = scaled ? tones(scale.polarity, scale.points) : [];
  // Several may be chosen of a choice: shares are of those who answered.
  const share = poll.kind === "choices" ? counts.map((one) => (n ? (100 * one) / n : 0)) : shares(counts);
  const most = Math.max(1, ...share);
  return (
    <section class="phone-result" aria-label={t("result")}>
      {tally.in_steps && <p class="quiet small">{t("result_in_steps")}</p>}
      <OutcomeWords poll={poll} tally={tally} />
      {counts.length > 0 && (
        <table class="option-bars">
          <tbody>
            {counts.map((one, i) => (
              <tr key={i}>
                <th scope="row"><span class={poll.kind === "vote" ? "first-capital" : undefined}><bdi>{pointLabel(scale, i)}</bdi></span></th>
                <td aria-hidden="true"><i class={scaled ? "option-bar tone" : "option-bar"} style={{ "--share": `${(100 * (share[i] ?? 0)) / most}%`, ...(scaled ? toneStyle(palette[i] as Tone) : {}) }} /></td>
                <td><b>{number(one)}</b></td>
                <td class="quiet">{percent((share[i] ?? 0) / 100)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet small">{t("answers_n", { n })}{no_opinion > 0 && <> {t("no_opinion_n", { n: no_opinion })}</>}</p>
    </section>
  );
}
