// The agenda, breaks and groups, and what concerns the meeting as a whole. Only its end asks before it is done.

import { useState } from "preact/hooks";
import type { ItemId, Unit } from "../../generated/protocol.ts";
import { minutes, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Confirm, Field } from "../../ui/Field.tsx";
import { keysOn, switchKeys } from "../../ui/keys.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { soundOn, switchSound } from "./sound.ts";

const t = texts("moderator");

export function AgendaPanel() {
  return (
    <>
      <Items />
      <Break />
      <Meeting />
    </>
  );
}

function Items() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const meeting = rows.row("meeting").value;
  const items = rows.ids("item").map((id): [ItemId, number] => [id, rows.row(`item/${id}`).value?.position ?? 0]).sort((a, b) => a[1] - b[1]);
  return (
    <section class="panel-part">
      <h3 class="unseen">{t("panel_agenda")}</h3>
      <ol class="items">
        {items.map(([id, position]) => {
          const item = rows.row(`item/${id}`).value;
          const now = meeting?.item === id;
          return (
            <li key={id} aria-current={now ? "step" : undefined}>
              <b>{position}</b>
              <span><bdi>{item?.title}</bdi><br />
                <span class="small quiet">{[t("item_turns", { span: minutes(item?.turn_ms ?? 0) }), item?.item_ms ? t("item_whole", { span: minutes(item.item_ms) }) : "", now && meeting?.item_started_ms ? t("item_since", { time: timeOfDay(meeting.item_started_ms) }) : ""].filter(Boolean).join(t("comma"))}</span>
              </span>
              {now ? <Tag ink="bold">{t("item_now")}</Tag>
                : <Button class="slim" off={meeting?.phase !== "running"} onClick={() => void send({ do: "start_item", item: id })}>{t("item_start")}</Button>}
            </li>
          );
        })}
      </ol>
      <Refused refused={refused} />
      <p class="small quiet">{t("item_means")}</p>
    </section>
  );
}

/** A break for everybody, or groups by region or stakeholder group. */
function Break() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const meeting = rows.row("meeting").value;
  const [by, setBy] = useState<Unit | "">("");
  const [title, setTitle] = useState("");
  const [span, setSpan] = useState("");
  const whole = /^\d{1,4}$/.test(span.trim()) ? Number(span) : null;
  const wrong = span.trim() !== "" && (whole === null || whole < 1);
  if (meeting?.phase !== "running") return null;
  if (meeting.pause) {
    return (
      <section class="panel-part">
        <h3>{t("break")}</h3>
        <Button onClick={() => void send({ do: "end_break" })}>{t("end_break")}</Button>
        <Refused refused={refused} />
      </section>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    if (wrong) return;
    void send({ do: "start_break", ...(by ? { by } : {}), ...(whole ? { minutes: whole } : {}), ...(title.trim() ? { title: title.trim() } : {}) });
  };
  return (
    <form class="panel-part" onSubmit={submit}>
      <h3>{t("break_title")}</h3>
      <fieldset class="points words">
        <legend class="unseen">{t("break_title")}</legend>
        {(["", "region", "group"] as const).map((one) => (
          <label key={one} class={by === one ? "on" : ""}><input type="radio" name="by" checked={by === one} onChange={() => setBy(one)} /><span>{t(one ? `groups_by_${one}` : "break")}</span></label>
        ))}
      </fieldset>
      <div class="two-fields">
        <Field label={t("break_what")}><input type="text" maxLength={120} dir="auto" value={title} onInput={(event) => setTitle((event.target as HTMLInputElement).value)} /></Field>
        <Field label={t("break_minutes")} error={wrong ? t("minutes_wrong") : undefined}><input inputMode="numeric" maxLength={4} value={span} onInput={(event) => setSpan((event.target as HTMLInputElement).value)} /></Field>
      </div>
      <Refused refused={refused} />
      <Button submit>{t(by ? "start_groups" : "start_break")}</Button>
    </form>
  );
}

function Meeting() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const phase = rows.row("meeting").value?.phase;
  return (
    <section class="panel-part">
      <h3>{t("this_page")}</h3>
      <label class="tick"><input type="checkbox" checked={keysOn.value} onChange={(event) => switchKeys((event.target as HTMLInputElement).checked)} />{t("single_keys")}</label>
      <label class="tick"><input type="checkbox" checked={soundOn.value} onChange={(event) => switchSound((event.target as HTMLInputElement).checked)} />{t("point_sounds")}</label>
      <p><a href="?print=1">{t("call_sheet")}</a></p>
      <h3>{t("the_meeting")}</h3>
      {phase === "preparing" && <Button rank="answer" onClick={() => void send({ do: "start_meeting" })}>{t("start_meeting")}</Button>}
      {phase === "running" && <Confirm ask={t("end_meeting")} confirm={t("end_meeting_yes")} question={t("end_meeting_question")} onConfirm={() => void send({ do: "end_meeting" })} />}
      {phase === "ended" && <p>{t("ended")}</p>}
      <Refused refused={refused} />
    </section>
  );
}
