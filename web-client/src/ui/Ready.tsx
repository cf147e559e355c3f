// Who is ready: every hub with its link, its round trip and what its operator said of the audio, on screen and on paper.

import { useEffect } from "preact/hooks";
import type { HubId, HubLineRow, HubRow, LinkQualityRow } from "../generated/protocol.ts";
import type { MeetingRows } from "../state/rows.ts";
import { date, number, timeOfDay } from "../text/format.ts";
import { language, texts } from "../text/index.ts";
import { Button, Plate, SideMark, Tag } from "./marks.tsx";
import "./ready.css";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** A round trip above this is told as slow: hands keep their moment, but the audio lags as well. */
const SLOW_MS = 400;

/** One hub, as it stands in a rehearsal. */
interface Readiness {
  id: HubId;
  hub: HubRow;
  line: HubLineRow | undefined;
  link: LinkQualityRow | undefined;
  ready: boolean;
}

/** All hubs by name. Ready is who is connected and has heard and been heard since the rehearsal began. */
function readinessOf(rows: MeetingRows): Readiness[] {
  const all = rows.ids("hub").flatMap((id): Readiness[] => {
    const hub = rows.row(`hub/${id}`).value;
    const link = rows.row(`live/hub/${id}`).value;
    return hub ? [{ id, hub, link, line: rows.row(`line/${id}`).value, ready: (link?.online ?? false) && hub.audio_ok === true && hub.checked_ms !== undefined }] : [];
  });
  const names = new Intl.Collator(language.value, { numeric: true });
  return all.sort((a, b) => names.compare(a.hub.name, b.hub.name));
}

/** The list of who is ready, with its print button. `start`: beside that, the button that begins a rehearsal, for those who may. */
export function ReadySheet({ start }: { start?: preact.ComponentChildren }) {
  const seat = useSeat();
  const { rows } = seat;
  const meeting = rows.row("meeting").value;
  const all = readinessOf(rows);
  useEffect(() => {
    const printed = () => delete document.body.dataset["print"];
    addEventListener("afterprint", printed);
    return () => removeEventListener("afterprint", printed);
  }, []);
  const print = () => {
    document.body.dataset["print"] = "ready"; // this list alone, and not the page around it
    window.print();
  };
  const now_ms = seat.now.peek();
  return (
    <section class="ready-sheet" aria-labelledby="ready-title">
      <p class="ready-paper"><b><bdi>{meeting?.title}</bdi></b><br />{t("ready_as_of", { date: date(now_ms), time: timeOfDay(now_ms) })}</p>
      <div class="ready-head">
        <h2 id="ready-title">{t("ready_title")}</h2>
        <span>{t("ready_n_of", { n: all.filter((one) => one.ready).length, all: all.length })}</span>
        <span class="quiet">{meeting?.rehearsal_ms === undefined ? t("rehearsal_never") : t("rehearsal_since", { time: timeOfDay(meeting.rehearsal_ms) })}</span>
        <span class="ready-acts">{start}<Button class="slim" onClick={print}>{t("ready_print")}</Button></span>
      </div>
      <div class="ready-scroll" tabIndex={0} role="group" aria-labelledby="ready-title">
        <table>
          <thead>
            <tr>{(["ready_hub", "ready_operator", "ready_line", "ready_link", "ready_round_trip", "ready_audio"] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr>
          </thead>
          <tbody>{all.map((one) => <Line key={one.id} one={one} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ one: { id, hub, line, link, ready } }: { one: Readiness }) {
  const rtt_ms = link?.online ? link.rtt_ms : undefined;
  return (
    <tr data-hub={id} data-ready={ready}>
      <th scope="row"><SideMark side="hub" {...(link?.online ? {} : { hollow: true })} /> <bdi>{hub.name}</bdi></th>
      <td>{line?.operator ? <bdi>{line.operator}</bdi> : <NotSaid />}</td>
      <td>{line?.line || line?.call_name ? <bdi>{[line.line, line.call_name].filter(Boolean).join(t("comma"))}</bdi> : <NotSaid />}</td>
      <td>{link?.online ? t("ready_connected") : <Tag ink="dotted">{t("ready_not_connected")}</Tag>}</td>
      <td>{rtt_ms === undefined ? <NotSaid /> : t(rtt_ms > SLOW_MS ? "ready_ms_slow" : "ready_ms", { ms: number(rtt_ms) })}</td>
      <td><AudioChecked hub={hub} /></td>
    </tr>
  );
}

/** What the operator said when the line was tried last: yes, no, or nothing yet. */
export function AudioChecked({ hub }: { hub: HubRow }) {
  if (hub.checked_ms === undefined) return <Tag ink="dotted">{t("audio_not_yet")}</Tag>;
  const time = timeOfDay(hub.checked_ms);
  return hub.audio_ok ? <Plate state="confirmed">{t("audio_checked", { time })}</Plate> : <Plate state="not_ready">{t("audio_failed", { time })}</Plate>;
}

const NotSaid = () => <span class="quiet" aria-label={t("ready_unknown")} role="img">–</span>;
