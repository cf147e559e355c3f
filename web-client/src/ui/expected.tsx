// Beside a waiting hand: when its call is expected and how far that may be off, and the worst case with the exceptions since.

import type { TurnRow } from "../generated/protocol.ts";
import { type Expectation, exceptionsSince, expectationOf } from "../state/expected.ts";
import { span, timeOfDay } from "../text/format.ts";
import { texts } from "../text/index.ts";
import { useSeat } from "./seat.tsx";

const t = texts("common");

const MINUTE_MS = 60_000;

/** What is known of the hand at a place of the calling order, counted from 1. */
export function useExpectation(position: number | undefined): Expectation | undefined {
  return expectationOf(useSeat().rows.row("live/expected").value, position);
}

/** "About 14:20, 14:16 to 14:24, your time." in the reader's own time zone: the device's, or `zone` (an IANA name), a hub's. */
export function ExpectedTime({ position, zone }: { position: number | undefined; zone?: string | undefined }) {
  const expected = useExpectation(position);
  if (!expected) return null;
  const time = (at_ms: number) => <bdi dir="ltr">{timeOfDay(at_ms, false, zone)}</bdi>;
  const low_ms = Math.floor(expected.low_ms / MINUTE_MS) * MINUTE_MS;
  const high_ms = Math.ceil(expected.high_ms / MINUTE_MS) * MINUTE_MS; // outwards, so that nothing is promised closer than it is known
  return <>{t.pieces("expected_between", { time: time(expected.at_ms), low: time(low_ms), high: time(high_ms) })}</>;
}

interface WorstProperties {
  position: number | undefined;
  raised_ms: number;
  /** The hand is provisional or passed over: what was computed a moment ago holds for it no more. */
  unsure?: boolean | undefined;
}

/** "At worst 14 turns before it, 28 min of speaking, if limits hold and no exceptions are made. 1 exception since it was raised." */
export function WorstCase({ position, raised_ms, unsure }: WorstProperties) {
  const { rows } = useSeat();
  const expected = useExpectation(position);
  if (!expected) return null;
  const floor = rows.row("floor").value?.turn;
  const past = rows.ids("turn").map((id) => rows.row(`turn/${id}`).value).filter((turn): turn is TurnRow => turn !== undefined && turn.turn !== floor?.turn);
  const { n, atLeast } = exceptionsSince(floor ? [...past, floor] : past, raised_ms);
  const { worst_turns, worst_ms } = expected;
  if (worst_ms === null || unsure) return <>{t("worst_not_stated")}</>;
  const speaking = span(Math.ceil(worst_ms / MINUTE_MS) * MINUTE_MS);
  return (
    <>
      {worst_turns === null ? t("worst_time", { span: speaking }) : worst_turns === 0 ? t("worst_next", { span: speaking }) : t("worst_turns", { n: worst_turns, span: speaking })}{" "}
      {n === 0 && !atLeast ? t("exceptions_none") : t(atLeast ? "exceptions_at_least" : "exceptions_n", { n })}
    </>
  );
}
