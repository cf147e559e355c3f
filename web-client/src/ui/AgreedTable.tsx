// Questions by regions (or groups): each cell is pressed to give the value that the group agreed, or to correct it.

import { useEffect, useRef, useState } from "preact/hooks";
import type { AgreedRow, PollId, PollRow, Scale } from "../generated/protocol.ts";
import { draftOf, keepDraft } from "../state/drafts.ts";
import { isRunning, partName, unitKeys, wildRange } from "../state/polls.ts";
import { number } from "../text/format.ts";
import { texts } from "../text/index.ts";
import { Refused, useCommand } from "./command.tsx";
import { Field } from "./Field.tsx";
import { LikertTable, pointLabel, ScaleKey } from "./Likert.tsx";
import { Button } from "./marks.tsx";
import { questionOf, scaleOf, shortOf } from "./question.ts";
import "./agreed.css";
import { useSeat } from "./seat.tsx";

const t = texts("common");

export function AgreedTable({ polls }: { polls: [PollId, PollRow][] }) {
  const { rows } = useSeat();
  const [cell, setCell] = useState<[number, number] | null>(null);
  const first = polls[0]?.[1];
  const unit = first?.methods.agreed_by;
  if (!first || !unit) return null;
  const keys = unitKeys(rows, unit);
  const agreedAt = (q: number, c: number): AgreedRow | undefined => rows.row(`tally/${polls[q]?.[0] ?? 0}`).value?.agreed[keys[c] ?? ""];
  const done = polls.reduce((sum, _, q) => sum + keys.filter((_key, c) => agreedAt(q, c)).length, 0);
  const open = cell ? { q: polls[cell[0]], key: keys[cell[1]] } : null;
  return (
    <div class="agreed">
      <p class="quiet small">{t("agreed_in", { n: done, all: polls.length * keys.length })}</p>
      <LikertTable
        scale={scaleOf(first)}
        questions={polls.map(([id, poll]) => ({ key: String(id), label: shortOf(poll) }))}
        columns={keys.map((key) => ({ key, label: partName(rows, unit, key) }))}
        cell={(q, c) => {
          const found = agreedAt(q, c);
          if (!found) return null;
          return {
            value: found.value, wild: wildRange(first.scale, found.lowest, found.highest),
            ...(found.lowest === undefined ? {} : { low: found.lowest }), ...(found.highest === undefined ? {} : { high: found.highest }),
          };
        }}
        press={(q, c) => setCell([q, c])}
        pressed={cell}
      />
      <p class="small"><ScaleKey scale={scaleOf(first)} /></p>
      {open?.q && open.key !== undefined
        ? <AgreedEntry key={`${open.q[0]} ${open.key}`} id={open.q[0]} poll={open.q[1]} unit={open.key} name={partName(rows, unit, open.key)} onDone={() => setCell(null)} />
        : <p class="quiet small">{t("agreed_press")}</p>}
    </div>
  );
}

interface EntryProperties {
  id: PollId;
  poll: PollRow;
  unit: string;
  name: string;
  onDone(): void;
}

/** What was begun for a value, kept until it is entered or given up. */
interface Begun {
  value?: number | undefined;
  lowest?: number | undefined;
  highest?: number | undefined;
  consulted: string;
  comment: string;
  reason: string;
}

const count = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : undefined);

/** While the question is open the value is given, or given anew; once it is closed it is corrected, with a reason. */
export function AgreedEntry({ id, poll, unit, name, onDone }: EntryProperties) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  // A rapporteur sees only what stands for the own group.
  const before = rows.row(`tally/${id}`).value?.agreed[unit] ?? rows.row(`my/agreed/${id}`).value;
  const draft = `agreed ${id} ${unit}`;
  const [begun, setBegun] = useState<Begun>(() => draftOf<Begun>(draft) ?? {
    value: before?.value, lowest: before?.lowest, highest: before?.highest, consulted: before?.consulted?.toString() ?? "", comment: before?.comment ?? "", reason: "",
  });
  const put = (part: Partial<Begun>) => {
    const next = { ...begun, ...part };
    setBegun(next);
    keepDraft(draft, next);
  };
  const leave = () => {
    keepDraft(draft, null);
    onDone();
  };
  const { value, lowest, highest, consulted, comment, reason } = begun;
  const scale = scaleOf(poll);
  // The points of a vote or a choice are no numbers: they have words, and no lowest or highest.
  const spoken = poll.kind !== "likert" && poll.kind !== "temperature";
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const correcting = !isRunning(poll) || poll.state === "grace";
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector<HTMLElement>("input:checked, input")?.focus();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (value === undefined || (correcting && !reason.trim())) return setMissing(true);
    setMissing(false);
    if (correcting) return void send({ do: "correct_answer", poll: id, unit, value, reason: reason.trim() }, leave);
    const n = count(consulted);
    void send({
      do: "agree", poll: id, unit, value,
      ...(n === undefined ? {} : { consulted: n }), ...(lowest === undefined ? {} : { lowest }),
      ...(highest === undefined ? {} : { highest }), ...(comment.trim() ? { comment: comment.trim() } : {}),
    }, leave);
  };
  return (
    <form class="agreed-entry" ref={box} onSubmit={submit} onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); leave(); } }}>
      <h4><bdi>{name}</bdi>: <span dir="auto">{questionOf(poll)}</span></h4>
      <Points legend={t("agreed_value")} name={`value-${id}-${unit}`} scale={scale} words={spoken} value={value} onPick={(point) => put({ value: point })} />
      {correcting ? (
        <>
          {before && <p class="quiet small">{t("agreed_now", { value: before.value })}</p>}
          <Field label={t("correction_reason")} error={missing && !reason.trim() ? t("reason_needed") : undefined}>
            <input type="text" maxLength={2000} dir="auto" value={reason} onInput={(event) => put({ reason: event.currentTarget.value })} />
          </Field>
        </>
      ) : (
        <>
          {!spoken && <Points legend={t("agreed_lowest")} name={`lowest-${id}-${unit}`} scale={scale} value={lowest} onPick={(point) => put({ lowest: point })} optional />}
          {!spoken && <Points legend={t("agreed_highest")} name={`highest-${id}-${unit}`} scale={scale} value={highest} onPick={(point) => put({ highest: point })} optional />}
          <div class="two-fields">
            <Field label={t("agreed_consulted")}><input inputMode="numeric" pattern="[0-9]*" maxLength={5} value={consulted} onInput={(event) => put({ consulted: event.currentTarget.value })} /></Field>
            <Field label={t("agreed_comment")}><input type="text" maxLength={2000} dir="auto" value={comment} onInput={(event) => put({ comment: event.currentTarget.value })} /></Field>
          </div>
        </>
      )}
      {missing && value === undefined && <p class="remedy" role="alert">{t("value_needed")}</p>}
      <Refused refused={refused} />
      <div class="hand-keys">
        <Button submit rank="answer">{t(correcting ? "enter_correction" : before ? "change_value" : "enter_value")}</Button>
        <Button onClick={leave}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

interface PointsProperties {
  legend: string;
  name: string;
  scale: Scale;
  value: number | undefined;
  onPick(value: number | undefined): void;
  optional?: boolean;
  /** The words stand on the points, not their numbers. */
  words?: boolean;
}

/** The points of a scale as radios side by side, the words of the ends read aloud. */
function Points({ legend, name, scale, value, onPick, optional, words }: PointsProperties) {
  return (
    <fieldset class={words ? "points words" : "points"}>
      <legend>{legend}</legend>
      {optional && <Point name={name} label="–" said={t("agreed_not_stated")} on={value === undefined} onPick={() => onPick(undefined)} />}
      {Array.from({ length: scale.points }, (_, i) => scale.first + i).map((point, i) => (
        <Point key={point} name={name} label={words ? pointLabel(scale, i) : number(point)} said={words ? pointLabel(scale, i) : `${number(point)} ${pointLabel(scale, i)}`} on={value === point} onPick={() => onPick(point)} />
      ))}
    </fieldset>
  );
}

function Point({ name, label, said, on, onPick }: { name: string; label: string; said: string; on: boolean; onPick(): void }) {
  return (
    <label class={on ? "on" : ""}>
      <input type="radio" name={name} checked={on} aria-label={said} onChange={onPick} />
      <span aria-hidden="true">{label}</span>
    </label>
  );
}
