// Checking a result: one's own receipt, the roll or the shuffled choices and the receipts, a recount on this device, and the script.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { list, number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { pointLabel } from "../../ui/Likert.tsx";
import { Button } from "../../ui/marks.tsx";
import { scaleOf } from "../../ui/question.ts";
import { labelOf } from "../../ui/result/model.ts";
import { useSeat } from "../../ui/seat.tsx";
import { findReceipt, type Found, recount, reviewAddress, type Review, type RollEntry, wrongReceipts } from "./review.ts";

const t = texts("review");

/** Rows of a roll on the page at once; the search finds the others. */
const ROWS = 200;

interface Properties {
  id: PollId;
  poll: PollRow;
  review: Review | { why: string } | null;
}

export function Check({ id, poll, review }: Properties) {
  if (!review) return null;
  if (!("format" in review)) {
    return <section aria-labelledby="check-title"><h3 id="check-title">{t("check")}</h3><p role="alert">{review.why ? t("no_review", { reason: review.why }) : t("no_answer")}</p></section>;
  }
  const ballots = !!review.roll?.length || !!review.receipts?.length;
  return (
    <>
      <section aria-labelledby="check-title">
        <h3 id="check-title">{t("check")}</h3>
        <Recounted review={review} />
        {ballots && <FindReceipt poll={poll} review={review} />}
        <p>{t("script")}</p>
        <pre class="command" dir="ltr" tabIndex={0}><code>{`curl -O ${location.origin}/recount.py\npython3 recount.py ${reviewAddress(id)}`}</code></pre>
        <p><a href="/recount.py" download>recount.py</a> · <a href={reviewAddress(id)} download={`review-${id}.json`}>{t("review_file")}</a></p>
      </section>
      {review.roll && review.roll.length > 0 && <Roll poll={poll} roll={review.roll} />}
      {review.choices && <Shuffled poll={poll} review={review} />}
    </>
  );
}

/** The words for a choice. */
function choiceWords(poll: PollRow, choice: number | number[] | null): string {
  const scale = scaleOf(poll);
  const marks = Array.isArray(choice) ? choice : choice === null ? [] : [choice];
  return marks.length ? list(marks.map((mark) => pointLabel(scale, mark - scale.first))) : t("poll_no_opinion");
}

const choiceOf = (entry: RollEntry) => (entry.choices.length ? entry.choices : entry.choice);

/** What counting it here, on this device, came to. */
function Recounted({ review }: { review: Review }) {
  const [wrong, setWrong] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    void wrongReceipts(review).then((found) => wanted && setWrong(found));
    return () => { wanted = false; };
  }, [review]);
  const { same, n } = recount(review);
  return (
    <ul class="sentences">
      <li><b>{same ? t("recounted_same") : t("recounted_different")}</b> {t("recounted_n", { n })}</li>
      {wrong !== null && <li>{wrong === 0 ? t("receipts_right", { n: review.roll?.length ?? 0 }) : t("receipts_wrong", { n: wrong })}</li>}
    </ul>
  );
}

function FindReceipt({ poll, review }: { poll: PollRow; review: Review }) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    setFound(typed.trim() ? findReceipt(review, typed) : null);
  };
  return (
    <form class="find-receipt" onSubmit={submit}>
      <Field label={t("receipt_find")} hint={t("receipt_hint")}>
        <input type="text" dir="ltr" maxLength={40} autocomplete="off" autocapitalize="characters" spellcheck={false} value={typed} onInput={(event) => { setTyped((event.target as HTMLInputElement).value); setFound(null); }} />
      </Field>
      <Button submit rank="answer">{t("receipt_look")}</Button>
      <p role="status" class={`receipt-found ${found?.is ?? ""}`}>
        {found?.is === "counted" && t.pieces("receipt_counted", { name: <b><bdi>{found.entry.name}</bdi></b>, choice: <b>{choiceWords(poll, choiceOf(found.entry))}</b> })}
        {found?.is === "replaced" && t.pieces("receipt_replaced", { receipt: <bdi class="receipt">{found.entry.receipt}</bdi> })}
        {found?.is === "contained" && t("receipt_contained")}
        {found?.is === "missing" && t("receipt_missing")}
      </p>
    </form>
  );
}

/** By name: who answered what, with the receipt of each ballot. */
function Roll({ poll, roll }: { poll: PollRow; roll: RollEntry[] }) {
  const { rows } = useSeat();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const where = (entry: RollEntry) => [entry.group && labelOf(rows, "group", entry.group), entry.region && labelOf(rows, "region", entry.region), entry.place && labelOf(rows, "place", entry.place)].filter(Boolean) as string[];
  const found = wanted ? roll.filter((entry) => [entry.name, entry.receipt ?? "", ...where(entry)].some((word) => word.toLocaleLowerCase().includes(wanted))) : roll;
  return (
    <section aria-labelledby="roll-title">
      <h3 id="roll-title">{t("roll")} <small class="quiet">{number(roll.length)}</small></h3>
      {roll.length > 12 && <Field label={t("roll_search")}><input type="search" dir="auto" value={search} onInput={(event) => setSearch((event.target as HTMLInputElement).value)} /></Field>}
      <div class="wide-table" tabIndex={0} role="region" aria-label={t("roll")}>
        <table class="plain-table roll">
          <thead><tr><th scope="col">{t("name")}</th><th scope="col">{t("answer")}</th><th scope="col">{t("receipt")}</th><th scope="col">{t("where")}</th></tr></thead>
          <tbody>
            {found.slice(0, ROWS).map((entry) => (
              <tr key={entry.seat}>
                <th scope="row"><bdi>{entry.name}</bdi></th>
                <td class="words"><b><bdi>{choiceWords(poll, choiceOf(entry))}</bdi></b></td>
                <td><bdi class="receipt" dir="ltr">{entry.receipt ?? "–"}</bdi>{!!entry.replaced?.length && <small class="quiet"> {t("replaced_n", { n: entry.replaced.length })}</small>}</td>
                <td class="words quiet"><bdi>{where(entry).join(" · ")}</bdi></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > ROWS && <p class="small quiet">{t("roll_more", { n: found.length - ROWS })}</p>}
    </section>
  );
}

/** Secret: every choice in an order that tells nothing; apart from them, every receipt. */
function Shuffled({ poll, review }: { poll: PollRow; review: Review }) {
  const choices = review.choices ?? [];
  const receipts = review.receipts ?? [];
  return (
    <section aria-labelledby="shuffled-title">
      <h3 id="shuffled-title">{t("shuffled")}</h3>
      <p class="quiet">{t("shuffled_words")}</p>
      <details>
        <summary>{t("choices_n", { n: choices.length })}</summary>
        <ol class="shuffled">{choices.map((choice, i) => <li key={i}><bdi>{choiceWords(poll, choice)}</bdi></li>)}</ol>
      </details>
      <details>
        <summary>{t("receipts_n", { n: receipts.length })}</summary>
        <ul class="shuffled receipts" dir="ltr">{receipts.map((one) => <li key={one} class="receipt">{one}</li>)}</ul>
      </details>
    </section>
  );
}
