// What these settings mean: the rule in a paragraph, the longest wait in words, the first six calls of an example.

import { number, span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Flag, PlaceName } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { firstCalls, longestWait, type Settings } from "./meaning.ts";

const t = texts("setup");

/** The turn limit of an item for which none was said, ms. */
const TURN_MS = 120_000;
const EXAMPLE_CALLS = 6;
const EXAMPLE_HAND = 5;

export function Meaning() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const microphones = useMicrophones();
  if (!meeting) return null;
  const settings: Settings = { ...meeting, microphones: microphones.map(({ key, row }) => ({ key, weight: row.weight })) };
  const turns = rows.ids("item").map((id) => rows.row(`item/${id}`).value?.turn_ms ?? 0);
  const turn_ms = Math.max(...(turns.length ? turns : [TURN_MS]));
  const wait = longestWait(settings, EXAMPLE_HAND);
  const flags = new Map(microphones.map(({ key, row }) => [key, row]));
  return (
    <>
      <h2>{t("meaning_title")}</h2>
      <p>{t(`meaning_${meeting.preset}`)} {meeting.newcomers_first && meeting.newcomer_cap > 0 ? t("meaning_newcomers", { n: meeting.newcomer_cap }) : t("meaning_no_newcomers")}</p>
      <p class="wait-of">{t("longest_wait", { n: EXAMPLE_HAND })}</p>
      <p class="big"><bdi>{span(wait.calls * turn_ms)}</bdi></p>
      <p class="quiet">
        {t("wait_if", { n: wait.calls, span: span(turn_ms) })}{" "}
        {wait.calls_newcomers !== undefined && t("wait_newcomers", { span: span(wait.calls_newcomers * turn_ms) })}
      </p>
      {microphones.length > 0 && (
        <>
          <h2>{t("first_calls", { n: EXAMPLE_CALLS })}</h2>
          <ol class="calls" role="list">
            {firstCalls(settings, EXAMPLE_CALLS).map((call, i) => {
              const microphone = flags.get(call.microphone);
              return (
                <li key={i}>
                  <span class="n">{number(i + 1)}</span>
                  {microphone && <><Flag microphone={microphone} /><span class="unseen">{microphone.name}</span></>}
                  <PlaceName side={call.side} />
                </li>
              );
            })}
          </ol>
        </>
      )}
      <p class="quiet">{t("meaning_counts", { hubs: rows.ids("hub").length, microphones: microphones.length, people: rows.ids("person").length })}</p>
    </>
  );
}
