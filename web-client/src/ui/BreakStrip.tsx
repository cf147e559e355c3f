// A break or break-out, for those who are in it: what it is, the countdown, and the recall, which wants everybody.

import { useEffect } from "preact/hooks";
import { clock, timeOfDay } from "../text/format.ts";
import { texts } from "../text/index.ts";
import { announce } from "./announce.tsx";
import { Tag } from "./marks.tsx";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** Nothing while there is no break. */
export function BreakStrip() {
  const seat = useSeat();
  const pause = seat.rows.row("meeting").value?.pause;
  const recalled = pause?.recalled === true;
  useEffect(() => {
    if (recalled) announce(t("strip_recalled"));
  }, [recalled]);
  if (!pause) return null;
  const left_ms = pause.until_ms === undefined ? null : pause.until_ms - seat.now.value;
  return (
    <section class={`break-strip${recalled ? " recalled" : ""}`} aria-label={t("strip_label")}>
      <p>
        {recalled ? <Tag ink="signal">{t("strip_recalled")}</Tag> : <b>{t(pause.by ? `strip_${pause.by}` : "strip_break")}</b>}
        {pause.title && <> <bdi>{pause.title}</bdi></>}
      </p>
      {left_ms !== null && pause.until_ms !== undefined && (
        <p>{left_ms > 0
          ? t.pieces("strip_left", { time: <b role="timer" aria-live="off"><bdi dir="ltr">{clock(left_ms)}</bdi></b>, until: timeOfDay(pause.until_ms) })
          : t("strip_over", { until: timeOfDay(pause.until_ms) })}</p>
      )}
    </section>
  );
}
