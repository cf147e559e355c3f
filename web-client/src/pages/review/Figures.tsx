// All figures of a result as a plain table: points by region, group or place, how many and per cent.

import { number, percent } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { pointLabel } from "../../ui/Likert.tsx";
import type { Result, ResultLine } from "../../ui/result/model.ts";

const t = texts("review");
const r = texts("result");

export function Figures({ result }: { result: Result }) {
  const { scale } = result;
  const lines = [result.all, ...[result.round].filter((line) => line !== undefined), ...result.parts];
  const share = (line: ResultLine, i: number) => (line.n ? percent((line.counts?.[i] ?? 0) / line.n) : "–");
  return (
    <details class="figures-table" open>
      <summary>{t("figures")}</summary>
      <div class="wide-table" tabIndex={0} role="region" aria-label={t("figures")}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{result.by ? r(`by_${result.by}`) : ""}</th>
              {Array.from({ length: scale.points }, (_, i) => <th key={i} scope="col"><bdi>{pointLabel(scale, i)}</bdi></th>)}
              <th scope="col">{r("answers")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row"><bdi>{line.label}</bdi></th>
                {line.counts
                  ? line.counts.map((count, i) => <td key={i}>{number(count)} <small class="quiet">{share(line, i)}</small></td>)
                  : <td colSpan={scale.points} class="quiet">{line.instead ?? t("poll_suppressed", { n: 5 })}</td>}
                <td>{number(line.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
