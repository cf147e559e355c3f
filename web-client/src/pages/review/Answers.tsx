// Where a result comes from: values agreed, places counted, corrections; and what was said beside it: conflicts of interest,
// dissenting opinions and minority statements.

import type { PollId, PollRow, TallyRow } from "../../generated/protocol.ts";
import { number, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { labelOf } from "../../ui/result/model.ts";
import { useSeat } from "../../ui/seat.tsx";
import type { Correction, Review } from "./review.ts";

const t = texts("review");
const r = texts("result");

interface Properties {
  id: PollId;
  poll: PollRow;
  tally: TallyRow;
  review: Review | null;
}

export function Answers({ id, poll, tally, review }: Properties) {
  const { rows } = useSeat();
  const agreed = Object.entries(tally.agreed);
  const counted = Object.entries(tally.counted);
  const conflicts = rows.row(`conflicts/${id}`).value ?? [];
  const statements = rows.row(`statements/${id}`).value ?? [];
  const corrections = review?.published.corrections ?? [];
  const confirmed = (yes: boolean) => (yes ? t("confirmed") : poll.terms.confirm ? t("poll_unconfirmed") : "");
  return (
    <>
      {agreed.length > 0 && (
        <section aria-labelledby="agreed-title">
          <h3 id="agreed-title">{t("agreed")}</h3>
          <div class="wide-table" tabIndex={0} role="region" aria-label={t("agreed")}>
            <table class="plain-table">
              <thead><tr><th scope="col">{r(`by_${tally.agreed_by ?? "region"}`)}</th><th scope="col">{t("value")}</th><th scope="col">{t("stated")}</th><th scope="col">{t("consulted")}</th><th scope="col">{t("remarks")}</th></tr></thead>
              <tbody>
                {agreed.map(([key, one]) => (
                  <tr key={key}>
                    <th scope="row"><bdi>{labelOf(rows, tally.agreed_by ?? "region", key)}</bdi></th>
                    <td><b>{number(one.value)}</b></td>
                    <td>{one.lowest !== undefined && one.highest !== undefined ? <bdi dir="ltr">{number(one.lowest)}–{number(one.highest)}</bdi> : "–"}</td>
                    <td>{one.consulted === undefined ? "–" : number(one.consulted)}</td>
                    <td class="words">
                      {one.comment && <bdi>{one.comment} </bdi>}
                      {one.was !== undefined && <span>{t("corrected_from", { value: one.was })} </span>}
                      <span class="quiet">{(one.confirmed ?? 0) > 0 ? t("confirmed_n", { n: one.confirmed ?? 0 }) : confirmed(false)}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {counted.length > 0 && (
        <section aria-labelledby="counted-title">
          <h3 id="counted-title">{t("counted")}</h3>
          <ul class="sentences">
            {counted.map(([place, one]) => (
              <li key={place}>
                <b><bdi>{labelOf(rows, "place", place)}</bdi></b>{": "}
                {t("counted_words", { hands: one.hands.reduce((a, b) => a + b, 0), heads: one.heads })}
                {one.counter && <>{", "}{t.pieces("counter", { name: <bdi>{one.counter}</bdi> })}</>}
                {one.confirmer ? <>{", "}{t.pieces("confirmer", { name: <bdi>{one.confirmer}</bdi> })}</> : confirmed(!!one.confirmed) && `, ${confirmed(!!one.confirmed)}`}
                {one.corrected && `, ${t("corrected")}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {corrections.length > 0 && (
        <section aria-labelledby="corrections-title">
          <h3 id="corrections-title">{t("corrections")}</h3>
          <ul class="sentences">{corrections.map((one, i) => <li key={i}><bdi>{one.name}</bdi>: {correctionWords(one)} <bdi>{one.reason}</bdi> <small class="quiet">{timeOfDay(one.at_ms)}</small></li>)}</ul>
        </section>
      )}
      {(conflicts.length > 0 || !!poll.declared) && (
        <section aria-labelledby="conflicts-title">
          <h3 id="conflicts-title">{t("conflicts")}</h3>
          {poll.declared && <p>{r("declared", { n: poll.declared[0], conflicts: poll.declared[1] })}.</p>}
          <ul class="sentences">{conflicts.map((one, i) => <li key={i}><b><bdi>{one.name}</bdi></b>: <bdi>{one.text}</bdi></li>)}</ul>
        </section>
      )}
      {statements.length > 0 && (
        <section aria-labelledby="statements-title">
          <h3 id="statements-title">{t("statements")}</h3>
          {statements.map((one, i) => (
            <figure key={i} class="statement">
              <figcaption><b>{t(`statement_${one.kind}`)}</b>, <bdi>{one.name}</bdi>, <span class="quiet">{timeOfDay(one.at_ms)}</span></figcaption>
              <blockquote dir="auto">{one.text}</blockquote>
            </figure>
          ))}
        </section>
      )}
    </>
  );
}

function correctionWords({ from, to }: Correction): string {
  const words = (what: Correction["from"]) => (what === null ? "–" : Array.isArray(what) ? what.map((one) => number(one)).join(" ") : number(what));
  return t("correction", { from: words(from), to: words(to) });
}
