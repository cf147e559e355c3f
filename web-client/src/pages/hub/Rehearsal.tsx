// The rehearsal of one hub: its link, its clock, its audio and the signal are tried before anybody depends on them.

import type { ComponentChildren } from "preact";
import { number, span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { allowSound, play } from "../../ui/alert.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Plate } from "../../ui/marks.tsx";
import { AudioChecked } from "../../ui/Ready.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { LiveState } from "../../ui/shell.tsx";
import { useOwnHub } from "./own.ts";

const t = texts("hub");

/** Round trips up to these are told as good and as fair, ms. */
const GOOD_MS = 150;
const FAIR_MS = 400;
/** Clocks that differ by less agree. */
const AGREES_MS = 1_000;

/** Whether the meeting waits for this hub to try its line. */
export function useRehearsalDue(): boolean {
  const meeting = useSeat().rows.row("meeting").value;
  const hub = useOwnHub();
  const asked = meeting?.phase === "preparing" || (meeting?.phase === "running" && meeting.rehearsal_ms !== undefined);
  return asked && hub.row !== undefined && hub.row.checked_ms === undefined;
}

export function Rehearsal({ onPart }: { onPart(part: "hands" | "people"): void }) {
  return (
    <section class="rehearsal" aria-labelledby="rehearsal-title">
      <div class="part-head">
        <h2 id="rehearsal-title">{t("rehearsal_title")}</h2>
        <span class="quiet">{t("rehearsal_hint")}</span>
      </div>
      <ol>
        <Step title={t("step_link")}><Link /></Step>
        <Step title={t("step_clock")}><Clock /></Step>
        <Step title={t("step_signal")}>
          <p>{t("signal_means")}</p>
          <Button onClick={() => { allowSound(); play(); }}>{t("signal_try")}</Button>
        </Step>
        <Step title={t("step_audio")}><Audio /></Step>
        <Step title={t("step_then")}>
          <p>{t("then_means")}</p>
          <p class="own-acts"><Button onClick={() => onPart("people")}>{t("then_people")}</Button><Button onClick={() => onPart("hands")}>{t("then_hands")}</Button></p>
        </Step>
      </ol>
    </section>
  );
}

const Step = ({ title, children }: { title: string; children: ComponentChildren }) => <li><h3>{title}</h3><div>{children}</div></li>;

function Link() {
  const seat = useSeat();
  const hub = useOwnHub();
  void seat.now.value; // the round trip is measured on and on
  const rtt_ms = seat.rows.row(`live/hub/${hub.id}`).value?.rtt_ms ?? seat.clock.rtt_ms() ?? undefined;
  const quality = rtt_ms === undefined ? "" : rtt_ms <= GOOD_MS ? t("link_good") : rtt_ms <= FAIR_MS ? t("link_fair") : t("link_slow");
  return (
    <>
      <p><LiveState /></p>
      <p>{rtt_ms === undefined ? t("link_unknown") : <>{t("link_round_trip", { ms: number(rtt_ms) })} {quality}</>}</p>
    </>
  );
}

/** How far this computer's clock is off; it matters to nobody but the operator, who looks at it. */
function Clock() {
  const seat = useSeat();
  void seat.now.value;
  if (!seat.clock.isKnown) return <p>{t("clock_unknown")}</p>;
  if (seat.clock.speed !== 1 || seat.rows.row("meeting").value?.simulated) return <p>{t("clock_simulated")}</p>;
  const off_ms = Date.now() - seat.clock.now_ms();
  if (Math.abs(off_ms) < AGREES_MS) return <p>{t("clock_agrees")}</p>;
  return <p>{t(off_ms > 0 ? "clock_ahead" : "clock_behind", { span: span(Math.abs(off_ms)) })} {t("clock_no_harm")}</p>;
}

function Audio() {
  const seat = useSeat();
  const hub = useOwnHub();
  const { send, refused } = useCommand();
  const kept = seat.kept.value.some((command) => command.do === "check_hub");
  const say = (audio: boolean) => void send({ do: "check_hub", hub: hub.id, audio });
  if (!hub.row) return null;
  const failed = hub.row.checked_ms !== undefined && !hub.row.audio_ok;
  return (
    <>
      <p>{t("audio_question")}</p>
      <p>{kept ? <Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} /> : <AudioChecked hub={hub.row} />} {failed && !kept && t("audio_failed_means")}</p>
      <p class="own-acts">
        <Button rank={hub.row.audio_ok ? "other" : "main"} off={kept} onClick={() => say(true)}>{t("audio_both_ways")}</Button>
        <Button off={kept} onClick={() => say(false)}>{t("audio_wrong")}</Button>
      </p>
      <Refused refused={refused} />
    </>
  );
}
