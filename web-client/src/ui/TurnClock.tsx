// The turn clock: digits always in ink, the bar under them, and words for what digits cannot say.

import { clock, span } from "../text/format.ts";
import { texts } from "../text/index.ts";
import type { Reading } from "./clock.ts";
import { Plate, Tag } from "./marks.tsx";

const t = texts("common");

/** The digits alone, isolated so that 1:24 never turns round. Read aloud as a sentence. */
export function ClockDigits({ reading }: { reading: Reading }) {
  const over = reading.kind === "over";
  const says = over
    ? t("clock_says_over", { time: clock(reading.digits_ms), limit: clock(reading.limit_ms) })
    : t("clock_says_left", { time: clock(reading.digits_ms), limit: clock(reading.limit_ms) });
  return (
    <span class="clock-digits" role="timer" aria-live="off" aria-label={says}>
      <bdi dir="ltr" aria-hidden="true">{over ? "+" : ""}{clock(reading.digits_ms)}</bdi>
    </span>
  );
}

/** The bar. Give it a height by `--bar`. */
export function ClockBar({ reading }: { reading: Reading }) {
  const running = reading.kind === "calm" || reading.kind === "last";
  const kind = reading.kind === "over" ? " over" : reading.kind === "last" || (reading.kind === "paused" && reading.left <= reading.mark) ? " last" : "";
  return (
    <span
      class={`clock-bar${kind}${running && !reading.stale ? " running" : ""}${reading.stale ? " stale" : ""}`}
      style={{ "--left": `${(reading.left * 100).toFixed(2)}%`, "--mark": `${(reading.mark * 100).toFixed(2)}%` }}
      aria-hidden="true"
    ><i /></span>
  );
}

/** The words beside the digits: "left of 2:00", "called", "paused 0:14", "over time". */
export function ClockWords({ reading }: { reading: Reading }) {
  if (reading.kind === "over") return <Plate state="over_time" />;
  if (reading.kind === "called") return <Tag ink="outline">{t("clock_called")}</Tag>;
  if (reading.kind === "paused") return <Tag ink="outline">{t.pieces("clock_paused", { span: reading.paused_ms > 0 ? <bdi dir="ltr">{clock(reading.paused_ms)}</bdi> : "" })}</Tag>;
  return <span class="quiet">{t.pieces(reading.interpreted ? "clock_left_of_interpreted" : "clock_left_of", { limit: <bdi dir="ltr">{clock(reading.limit_ms)}</bdi> })}</span>;
}

/** Digits, words and bar, one under the other: laptops and phones. Displays arrange the parts themselves. */
export function TurnClock({ reading }: { reading: Reading }) {
  return (
    <div class="turn-clock">
      <p class="turn-clock-line">
        <ClockDigits reading={reading} />
        <ClockWords reading={reading} />
        {reading.stale && <Plate state="stale">{t("clock_stands", { span: span(reading.silence_ms) })}</Plate>}
      </p>
      <ClockBar reading={reading} />
    </div>
  );
}
