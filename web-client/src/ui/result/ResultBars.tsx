// A result of any kind as bars that are a real table. The words come from the catalogue `result`: the page asks for it.

import { number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { type AnswerRow, LikertBars, pointLabel, Swatch } from "../Likert.tsx";
import { tones } from "../scale.ts";
import { isEmpty, type Result, type ResultLine } from "./model.ts";
import "./result.css";
import { type Runs } from "./words.ts";

const t = texts("result");

/** Sentences with their bold pieces. */
export const Said = ({ runs }: { runs: Runs }) => <>{runs.map((run) => (typeof run === "string" ? run : <b>{run.b}</b>))}</>;

interface Properties {
  result: Result;
  /** The rows shown of the breakdown; all unless told. */
  parts?: ResultLine[];
  /** How many figures fit on one per cent of bar; by the width of the page unless told. */
  figuresPerPercent?: number;
}

const fitting = () => (innerWidth < 640 ? 0.11 : innerWidth < 1000 ? 0.22 : 0.34);

/** Bars: round one line, of one hundred per cent, or one for each option. */
export function ResultBars({ result, parts = result.parts, figuresPerPercent = fitting() }: Properties) {
  if (result.options) return <OptionBars result={result} parts={parts} />;
  const row = (line: ResultLine): AnswerRow => ({
    key: line.key, label: <bdi>{line.label}</bdi>, counts: line.counts, wild: line.wild,
    ...(line.before === undefined ? {} : { before: line.before }), ...(line.instead === undefined ? {} : { instead: line.instead }),
    n: line.weighted ? "" : number(line.n),
    ...(line.weighted ? { shares: true } : {}),
  });
  // The earlier round of everybody has a row of its own, so it is no stripe over this one.
  const { before: _, ...all } = row(result.all);
  const between = [result.round, result.equal].filter((line) => line !== undefined).map((line) => ({ ...row(line), before: null }));
  return (
    <LikertBars
      scale={result.scale} figures={result.figures} figuresPerPercent={figuresPerPercent} veiled={!result.tally} by={result.by ? t(`by_${result.by}`) : ""}
      {...(result.poll.methods.counted ? { unit: t("answers") } : {})}
      all={all} rows={[...between, ...parts.map(row)]}
    />
  );
}

/** One bar for each option, in the order in which they were put; each part's per cent in a column of its own. */
function OptionBars({ result, parts }: { result: Result; parts: ResultLine[] }) {
  const { scale, all } = result;
  const tone = optionTone();
  const veiled = !result.tally || isEmpty(result);
  const share = (line: ResultLine, i: number) => (line.n ? (line.counts?.[i] ?? 0) / line.n : 0);
  const columns = veiled ? [] : parts;
  return (
    <div class="likert-box"><table class="options">
      <thead>
        <tr>
          <td><span class="unseen">{t("option")}</span></td>
          <th scope="col" class="option-all">{all.label} {!veiled && <small>{number(all.n)}</small>}</th>
          {columns.map((part) => <th key={part.key} scope="col" class="option-part"><bdi>{part.label}</bdi> <small>{number(part.n)}</small></th>)}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: scale.points }, (_, i) => (
          <tr key={i}>
            <th scope="row">
              <bdi>{pointLabel(scale, i)}</bdi>
              <span class="option-line" aria-hidden="true">{!veiled && <i class="tone" style={{ ...tone, "--share": share(all, i).toFixed(5) }} />}</span>
            </th>
            <td class="option-all">{!veiled && <><b>{percent(share(all, i))}</b> <small>{number(all.counts?.[i] ?? 0)}</small></>}</td>
            {columns.map((part) => part.counts
              ? <td key={part.key} class="option-part">{percent(share(part, i))}</td>
              : i === 0 && <td key={part.key} class="option-part likert-hidden" rowSpan={scale.points}>{part.instead ?? t("poll_suppressed", { n: 5 })}</td>)}
          </tr>
        ))}
      </tbody>
    </table></div>
  );
}

/** Options have no order, so all bars are of one tone. */
function optionTone() {
  const tone = tones("bipolar", 2)[1];
  return { "--l": tone?.light, "--d": tone?.dark, "--ol": tone?.onLight, "--od": tone?.onDark, "--el": "transparent", "--ed": "transparent" };
}

/** The key of the narrow stripes, under a change view. */
export function StripeKey() {
  const tone = tones("bipolar", 5);
  return <span class="stripe-key">{tone.slice(3).map((one, i) => <Swatch key={i} tone={one} />)} {t("round_stripe")}</span>;
}
