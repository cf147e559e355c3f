// Small parts that all screens of a display share: the head's end, staying awake, the choice by the address.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { span, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { TRUSTED_MS } from "../../ui/clock.ts";
import { Plate, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("display");

/** Which part of the meeting an address asks for: `?part=floor`. */
export type Part = "auto" | "floor" | "queue" | "poll";

/** The part that an address asks for; without one, what matters at the moment. */
export function partIn(search: URLSearchParams): Part {
  const asked = search.get("part");
  return asked === "floor" || asked === "queue" || asked === "poll" ? asked : "auto";
}

/** Whether what is seen may no longer be true. */
export function useStale(): boolean {
  return useSeat().silence.value > TRUSTED_MS;
}

/** At the end of a head: the state in words, or how old all of it is; and the time of day. */
export function HeadEnd({ children }: { children?: ComponentChildren }) {
  const seat = useSeat();
  const now = seat.now.value;
  const simulated = seat.rows.row("meeting").value?.simulated;
  return (
    <>
      <span class="push" />
      {simulated && <Tag ink="dotted">{t("simulated")}</Tag>}
      {useStale() ? <Plate state="stale">{t("last_update_ago", { span: span(seat.silence.value) })}</Plate> : children}
      <b><bdi>{timeOfDay(now)}</bdi></b>
    </>
  );
}

/** Keeps the screen from going dark, while the page is seen. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const take = async () => {
      try {
        if (document.visibilityState === "visible") lock = (await navigator.wakeLock?.request("screen")) ?? null;
      } catch {
        lock = null; // the system decides otherwise, on low battery
      }
    };
    void take();
    document.addEventListener("visibilitychange", take);
    return () => {
      document.removeEventListener("visibilitychange", take);
      void lock?.release();
    };
  }, []);
}
