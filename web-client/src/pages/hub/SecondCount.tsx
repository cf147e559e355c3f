// A second person's confirmation of a count that another device entered: counted again, by somebody who says their name.

import { useState } from "preact/hooks";
import type { PollId } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { useKept } from "../../ui/kept.ts";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { emptyEntry, type Entry, isEmpty, scaleKey, seenOf, tooMany } from "./count.ts";
import { CountTable, type Shown, type Standing } from "./CountTable.tsx";
import { useOwnHub } from "./own.ts";
import type { Question } from "./sets.ts";

const t = texts("hub");

export function SecondCount({ questions }: { questions: Question[] }) {
  const seat = useSeat();
  const hub = useOwnHub();
  const [open, setOpen] = useState(false);
  const [entries, setEntries] = useKept<Record<PollId, Entry>>("second count", {});
  const [done, setDone] = useKept<Record<PollId, number>>("second done", {});
  const [name, setName] = useKept("second name", "");
  const { send, refused } = useCommand();
  const heads = hub.row?.heads ?? 0;
  const shown = questions.map((question): Shown => {
    const entry = entries[question.id] ?? emptyEntry(question.row.scale);
    const kept = seat.kept.value.some((command) => command.do === "confirm_answer" && command.poll === question.id);
    const at_ms = done[question.id];
    const standing: Standing = kept ? { is: "kept" } : at_ms !== undefined ? { is: "confirmed", at_ms, second: true } : { is: "none" };
    return { question, entry, standing, changed: at_ms === undefined && !kept && !isEmpty(entry) };
  });
  const due = shown.filter((one) => one.changed);
  const off = due.length === 0 || !name.trim() || shown.some(({ entry }) => tooMany(entry, heads) > 0);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (off) return;
    const good: Record<PollId, number> = {};
    for (const { question, entry } of due) {
      if (!(await send({ do: "confirm_answer", poll: question.id, place: hub.place, seen: seenOf(entry), name: name.trim() }))) break;
      good[question.id] = Date.now();
    }
    setDone({ ...done, ...good });
  };
  const tables = new Map<string, Shown[]>();
  for (const one of shown) tables.set(scaleKey(one.question.row.scale), [...(tables.get(scaleKey(one.question.row.scale)) ?? []), one]);
  return (
    <section class="second-count" aria-labelledby="second-title">
      <h2 id="second-title">{t("second_title")}</h2>
      <p>{t("second_hint")}</p>
      {!open ? <Button onClick={() => setOpen(true)}>{t("second_open")}</Button> : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          {[...tables].map(([key, lines]) => (
            <CountTable key={key} lines={lines} heads={heads} splits={false} onChange={({ id }, entry) => { setEntries({ ...entries, [id]: entry }); const { [id]: _, ...rest } = done; setDone(rest); }} />
          ))}
          <div class="count-foot">
            <Field label={t("second_name")} error={refused?.field === "name" ? refused.text : undefined}>
              <input dir="auto" maxLength={80} autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            </Field>
            <Button rank="answer" wide submit off={off}>{t("second_confirm")}</Button>
          </div>
          {refused?.field !== "name" && <Refused refused={refused} />}
        </form>
      )}
    </section>
  );
}
