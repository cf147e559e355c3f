// Questions by regions or groups on a big screen: the values that they agreed.

import type { Unit } from "../../generated/protocol.ts";
import type { PollGroup } from "../../state/polls.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { LikertTable, ScaleKey } from "../../ui/Likert.tsx";
import { questionOf, scaleOf } from "../../ui/question.ts";
import { tableOf } from "../../ui/result/table.ts";
import { hiddenWords } from "../../ui/result/words.ts";
import { useSeat } from "../../ui/seat.tsx";
import { HeadEnd } from "./parts.tsx";
import { PollState, type Shown } from "./PollScreen.tsx";

const t = texts("result");

interface Properties {
  group: PollGroup;
  polls: Shown[];
  unit: Unit;
  page: string | null;
}

export function TableScreen({ group, polls, unit, page }: Properties) {
  const { rows } = useSeat();
  const set = group.set === null ? undefined : rows.row(`set/${group.set}`).value;
  const first = polls[0]?.row as Shown["row"];
  const scale = scaleOf(first);
  const table = tableOf(rows, polls.map((one) => one.id), unit);
  const method = t(`method_agreed_${unit}`);
  return (
    <div class="screen poll table" style={{ "--rows": String(polls.length) }}>
      <header>
        <b>{group.set === null ? t("poll_numbered", { n: polls[0]?.id ?? 0 }) : t("set_numbered", { n: group.set })}</b>
        <span class="one-line">{t("and_also", { a: t("questions_n", { n: polls.length }), b: method.charAt(0).toLocaleLowerCase() + method.slice(1) })}</span>
        <HeadEnd>{page && <span>{page}</span>}<PollState poll={first} /></HeadEnd>
      </header>
      <main>
        <h1><bdi>{set?.title || questionOf(first)}</bdi></h1>
        <div class="poll-box"><LikertTable scale={scale} questions={table.questions} columns={table.columns} cell={table.cell} /></div>
      </main>
      <footer><p>
        <ScaleKey scale={scale} />
        {!table.shown ? <span>{hiddenWords(first)}</span>
          : <span><span class="wide-key"><bdi dir="ltr">{number(scale.first)}–{number(scale.first + scale.points - 1)}</bdi></span> {t("poll_wild")}</span>}
        {table.unconfirmed && <span><span class="unconfirmed-key" /> {t("poll_unconfirmed")}</span>}
        <span>{t.pieces("values_in", { n: <b>{number(table.values)}</b>, m: table.of })}</span>
      </p></footer>
    </div>
  );
}
