// A break or break-out: its form, and while it runs its countdown, how far each group is, more time and the recall.

import { useState } from "preact/hooks";
import type { BreakRow, GroupState, PollSetId, Unit } from "../../generated/protocol.ts";
import { breakGroups, type GroupStanding, readiness } from "../../state/breakouts.ts";
import { partName } from "../../state/polls.ts";
import { clock, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useSeat } from "../../ui/seat.tsx";
import { panel } from "./desk.ts";

const t = texts("moderator");

/** What one stroke adds. */
const MORE_MIN = 5;
/** How long the groups have to come back. */
const RECALL_MIN = [1, 2, 5] as const;
const MINUTE_MS = 60_000;

export function GroupsPanel() {
  const { rows } = useSeat();
  const pause = rows.row("meeting").value?.pause;
  return pause ? <Running pause={pause} /> : <StartBreak />;
}

/** A break for everybody, or groups by region or stakeholder group. */
export function StartBreak() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const [by, setBy] = useState<Unit | "">("");
  const [title, setTitle] = useState("");
  const [span, setSpan] = useState("");
  const [set, setSet] = useState<PollSetId | null>(null);
  const whole = /^\d{1,4}$/.test(span.trim()) ? Number(span) : null;
  const wrong = span.trim() !== "" && (whole === null || whole < 1 || whole > 1440);
  if (rows.row("meeting").value?.phase !== "running") return null;
  const fitting = by ? rows.ids("set").filter((id) => rows.row(`set/${id}`).value?.polls.some((poll) => isFor(poll, by))) : [];
  function isFor(id: number, unit: Unit): boolean {
    const poll = rows.row(`poll/${id}`).value;
    return poll?.methods.agreed_by === unit && poll.state !== "closed" && poll.state !== "grace";
  }
  const chosen = set !== null && fitting.includes(set) ? set : null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (wrong) return;
    const start = { do: "start_break", ...(by ? { by } : {}), ...(whole ? { minutes: whole } : {}), ...(title.trim() ? { title: title.trim() } : {}), ...(chosen === null ? {} : { set: chosen }) } as const;
    const drafts = chosen !== null && rows.row(`set/${chosen}`).value?.polls.some((poll) => rows.row(`poll/${poll}`).value?.state === "draft");
    // The groups can agree values only of questions that are open.
    void send(start, () => drafts && void send({ do: "open_polls", set: chosen as PollSetId }));
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
        <Field label={t("break_what")}><input type="text" maxLength={120} dir="auto" value={title} onInput={(event) => setTitle(event.currentTarget.value)} /></Field>
        <Field label={t("break_minutes")} error={wrong ? t("minutes_wrong") : undefined}><input inputMode="numeric" maxLength={4} value={span} onInput={(event) => setSpan(event.currentTarget.value)} /></Field>
      </div>
      {by && (fitting.length > 0 ? (
        <Field label={t("break_set")} hint={t("break_set_hint")}>
          <select value={chosen ?? ""} onChange={(event) => setSet(event.currentTarget.value ? Number(event.currentTarget.value) : null)}>
            <option value="">{t("break_set_none")}</option>
            {fitting.map((id) => <option key={id} value={id}>{rows.row(`set/${id}`).value?.title}</option>)}
          </select>
        </Field>
      ) : <p class="small quiet">{t(`break_no_set_${by}`)}</p>)}
      <Refused refused={refused} />
      <Button submit>{t(by ? "start_groups" : "start_break")}</Button>
    </form>
  );
}

function Running({ pause }: { pause: BreakRow }) {
  const { send, refused } = useCommand();
  return (
    <section class="panel-part groups" aria-label={t(pause.by ? `break_by_${pause.by}` : "break")}>
      <h3>{t(pause.by ? `break_by_${pause.by}` : "break")}{pause.title && <>{t("comma")}<bdi>{pause.title}</bdi></>}</h3>
      <TimeLeft pause={pause} />
      <BreakKeys pause={pause} send={send} />
      <Refused refused={refused} />
      {pause.by && <Groups pause={pause} />}
    </section>
  );
}

function TimeLeft({ pause }: { pause: BreakRow }) {
  const seat = useSeat();
  if (pause.until_ms === undefined) return <p class="quiet">{t("break_since", { time: timeOfDay(pause.since_ms) })}</p>;
  const left_ms = pause.until_ms - seat.now.value;
  return (
    <p class="groups-clock">
      <b><bdi dir="ltr">{left_ms > 0 ? clock(left_ms) : `+${clock(-left_ms)}`}</bdi></b>
      {pause.recalled ? <Tag ink="signal">{t("recalled")}</Tag> : <span class="quiet">{t(left_ms > 0 ? "left_until" : "break_over", { time: timeOfDay(pause.until_ms) })}</span>}
    </p>
  );
}

type Send = ReturnType<typeof useCommand>["send"];

function BreakKeys({ pause, send }: { pause: BreakRow; send: Send }) {
  const seat = useSeat();
  const left_ms = () => Math.max(0, Math.round((pause.until_ms ?? seat.now.peek()) - seat.now.peek()));
  const move = (in_ms: number, recall: boolean) => void send({ do: "move_break_end", in_ms, recall }, () => announce(t(recall ? "said_recalled" : "said_more_time")));
  return (
    <>
      <div class="hand-keys">
        <Button class="slim" onClick={() => move(left_ms() + MORE_MIN * MINUTE_MS, false)}>{t("break_more", { n: MORE_MIN })}</Button>
        {pause.recalled && <Button class="slim" onClick={() => move(left_ms(), false)}>{t("recall_cancel")}</Button>}
        <Button class="slim" onClick={() => void send({ do: "end_break" })}>{t("end_break")}</Button>
      </div>
      {!pause.recalled && (
        <div class="hand-keys" role="group" aria-label={t("recall_in")}>
          <span class="recall-words">{t("recall_in")}</span>
          {RECALL_MIN.map((n) => <Button key={n} rank={n === 2 ? "answer" : "other"} class="slim" onClick={() => move(n * MINUTE_MS, true)}>{t("n_minutes", { n })}</Button>)}
        </div>
      )}
      <p class="small quiet">{t(pause.recalled ? "recalled_means" : "recall_means")}</p>
    </>
  );
}

const INK = { ready: "ready", more_time: "lost", working: "on_deck" } as const satisfies Record<GroupState, string>;

function Groups({ pause }: { pause: BreakRow }) {
  const { rows } = useSeat();
  const groups = breakGroups(rows, pause);
  const { ready, more, all } = readiness(groups);
  return (
    <>
      <p><b>{t("groups_ready", { n: ready, all })}</b>{more > 0 && <>{t("comma")}{t("groups_more", { n: more })}</>}</p>
      <ul class="group-list">{groups.map((group) => <Group key={group.key} group={group} by={pause.by as Unit} />)}</ul>
      {pause.set !== undefined && <Button class="slim" onClick={() => (panel.value = "polls")}>{t("groups_values")}</Button>}
    </>
  );
}

function Group({ group, by }: { group: GroupStanding; by: Unit }) {
  const { rows } = useSeat();
  const microphone = useMicrophone(by === "group" ? group.key : undefined);
  return (
    <li data-group={group.key}>
      <span class="group-name">{microphone && <Flag microphone={microphone} />}<bdi>{partName(rows, by, group.key)}</bdi></span>
      <span>{group.state ? <Plate state={INK[group.state]}>{t(`group_${group.state}`)}</Plate> : <span class="quiet small">{t("group_silent")}</span>}</span>
      {group.of > 0 && <span class="quiet small">{t("group_values", { n: group.agreed, all: group.of })}</span>}
    </li>
  );
}
