// A set of questions on which regions or groups agreed values: the published table.

import type { PollRow, PollSetId } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { LikertTable, ScaleKey } from "../../ui/Likert.tsx";
import { Tag } from "../../ui/marks.tsx";
import { lookOf, tablePicture } from "../../ui/picture/picture.ts";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { tableOf } from "../../ui/result/table.ts";
import { hiddenWords, stateWords } from "../../ui/result/words.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Downloads } from "./Downloads.tsx";

const t = texts("review");
const r = texts("result");

export function SetTable({ set }: { set: PollSetId }) {
  const { rows } = useSeat();
  const row = rows.row(`set/${set}`).value;
  const polls = (row?.polls ?? []).filter((id) => rows.row(`poll/${id}`).value?.methods.agreed_by);
  const first = rows.row(`poll/${polls[0] ?? 0}`).value as PollRow | undefined;
  const unit = first?.methods.agreed_by;
  if (!first || !unit) return null;
  const table = tableOf(rows, polls, unit);
  const { words, ink } = stateWords(first);
  return (
    <>
      <header class="review-head">
        <p class="facts quiet"><b>{r("set_numbered", { n: set })}</b><span>{r(`method_agreed_${unit}`)}</span><Tag ink={ink}>{words}</Tag></p>
        <h2><bdi>{row?.title}</bdi></h2>
      </header>
      <section aria-labelledby="result-title">
        <h3 id="result-title">{t("result")}</h3>
        {table.shown ? (
          <div class="wide-table" tabIndex={0} role="region" aria-label={t("result")}>
            <LikertTable scale={scaleOf(first)} questions={table.questions} columns={table.columns} cell={table.cell} />
          </div>
        ) : <p>{hiddenWords(first)}.</p>}
        <p class="small"><ScaleKey scale={scaleOf(first)} /> {r("values_in", { n: table.values, m: table.of })}{table.unconfirmed && `; ${t("dotted_unconfirmed")}`}</p>
        <ol class="questions">{polls.map((id) => <li key={id}><bdi>{questionOf(rows.row(`poll/${id}`).value as PollRow)}</bdi></li>)}</ol>
      </section>
      {table.shown && <Downloads name={`${t("file_set")}-${set}`} path={`sets/${set}`} picture={(size, dark) => tablePicture(rows, set, polls, unit, lookOf(size, dark))} />}
    </>
  );
}
