// One question: its result as a picture and in figures, its terms, where its answers come from, and how to check it.

import { useEffect, useState } from "preact/hooks";
import type { PollId, PollRow } from "../../generated/protocol.ts";
import { isRunning } from "../../state/polls.ts";
import { date, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Button, Tag } from "../../ui/marks.tsx";
import { lookOf, pollPicture } from "../../ui/picture/picture.ts";
import { questionOf } from "../../ui/question.ts";
import { type Dimension, resultOf } from "../../ui/result/model.ts";
import { Said } from "../../ui/result/ResultBars.tsx";
import { ResultView } from "../../ui/result/ResultView.tsx";
import { answersIn, hiddenWords, methodWords, provenanceWords, resultWords, stateWords } from "../../ui/result/words.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Terms } from "../../ui/Terms.tsx";
import { Answers } from "./Answers.tsx";
import { Downloads } from "./Downloads.tsx";
import { Figures } from "./Figures.tsx";
import { readReview, type Review } from "./review.ts";
import { Check } from "./Check.tsx";

const t = texts("review");
const r = texts("result");

export function Question({ id }: { id: PollId }) {
  const { rows } = useSeat();
  const [by, setBy] = useState<Dimension | undefined>(undefined);
  const result = resultOf(rows, id, by);
  const review = useReview(id, result?.poll, !!result?.tally);
  if (!result) return null;
  const { poll, tally } = result;
  const { words, ink } = stateWords(poll);
  return (
    <>
      <header class="review-head">
        <p class="facts quiet"><b>{r("poll_numbered", { n: id })}</b><span>{methodWords(poll)}</span><Tag ink={ink}>{words}</Tag></p>
        <h2><bdi>{questionOf(poll)}</bdi></h2>
        {(poll.clarified ?? []).map((note) => <p key={note.at_ms} class="clarified">{r.pieces("clarified", { text: <bdi>{note.text}</bdi> })} <small class="quiet">{timeOfDay(note.at_ms)}</small></p>)}
      </header>
      {tally ? (
        <section aria-labelledby="result-title">
          <h3 id="result-title">{t("result")}</h3>
          {result.dimensions.length > 1 && (
            <p class="review-by" role="group" aria-label={t("broken_down")}>
              {result.dimensions.map((one) => <Button key={one} aria-pressed={result.by === one} onClick={() => setBy(one)}>{r(`by_${one}`)}</Button>)}
            </p>
          )}
          <ResultView result={result} />
          <ul class="sentences">{resultWords(result).map((runs, i) => <li key={i}><Said runs={runs} /></li>)}</ul>
          <Figures result={result} />
        </section>
      ) : <p class="big-words">{answersIn(poll)}. {hiddenWords(poll)}.</p>}
      <section aria-labelledby="terms-title">
        <h3 id="terms-title">{t("terms")}</h3>
        <Terms poll={poll} />
        {tally && provenanceWords(result).length > 0 && <ul class="sentences">{provenanceWords(result).map((one) => <li key={one}>{one}</li>)}</ul>}
        {poll.final_ms !== undefined && !isRunning(poll) && <p class="small quiet">{t("final_at", { date: date(poll.final_ms), time: timeOfDay(poll.final_ms, true) })}</p>}
      </section>
      {tally && <Answers id={id} poll={poll} tally={tally} review={review && "format" in review ? review : null} />}
      {tally && !isRunning(poll) && <Check id={id} poll={poll} review={review} />}
      {tally && <Downloads name={`${t("file_poll")}-${id}`} path={`polls/${id}`} picture={(size, dark) => pollPicture(rows, id, lookOf(size, dark), result.by ?? undefined)} />}
    </>
  );
}

/** The review of a closed question that is shown; read anew when it is corrected. */
function useReview(id: PollId, poll: PollRow | undefined, shown: boolean): Review | { why: string } | null {
  const [review, setReview] = useState<Review | { why: string } | null>(null);
  const tally = useSeat().rows.row(`tally/${id}`).value;
  const ready = shown && poll?.state === "closed";
  useEffect(() => {
    let wanted = true;
    if (ready) void readReview(id).then((found) => wanted && setReview(found));
    return () => { wanted = false; };
  }, [id, ready, tally]);
  return review;
}
