// Raising a hand: one full-width button; what else may be said about it is folded away.

import { useState } from "preact/hooks";
import { latestPolls } from "../../state/polls.ts";
import type { HandKind, PollId, PollRow, Raise } from "../../generated/protocol.ts";
import { waitingCount } from "../../state/order.ts";
import { languageName } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { useCommand } from "../../ui/command.tsx";
import { SharedFold } from "../../ui/mirror/SharedFold.tsx";
import { Hat } from "./Hat.tsx";
import { usePollPart } from "./later.ts";

const t = texts("participant");

const KINDS: HandKind[] = ["intervention", "direct_reply", "follow_up", "clarification", "point_of_order"];

export function RaiseHand() {
  const seat = useSeat();
  const { rows } = seat;
  const me = rows.row("me").value;
  const meeting = rows.row("meeting").value;
  const microphones = useMicrophones();
  const own = useMicrophone(me?.group) ?? (microphones.length === 1 ? microphones[0]?.row : undefined);
  const [more, setMore] = useState<Raise>({});
  const [writing, setWriting] = useState(false);
  const { send, refused } = useCommand();
  const set = (change: Partial<Raise>) => setMore((before) => ({ ...before, ...change }));
  const sending = seat.kept.value.some((command) => command.do === "raise");
  const offline = seat.standing.value.is !== "live";
  const open = meeting?.gate === "open";
  const needsMicrophone = !own && microphones.length > 1 && !more.microphone;

  const raise = () => {
    const words = writing ? { delivery: "written" as const, text: more.text ?? "" } : {};
    const { text: _, ...rest } = more;
    void send({ do: "raise", ...rest, ...words });
  };

  if (sending) {
    return (
      <main class="waiting">
        <p class="big-words"><Plate state={offline ? "kept_here" : "sending"} /></p>
        <p>{t(offline ? "hand_kept_here" : "hand_sending")}</p>
      </main>
    );
  }
  return (
    <>
      <main class="ready">
        <p class="big-words">{t(open ? "floor_asks" : "queue_is_closed")}</p>
        <p class="quiet">{t("waiting_n", { n: waitingCount(rows) })}</p>
        {writing && (
          <Field label={t("text")} hint={t("text_hint")} error={refused?.field === "text" ? refused.text : undefined}>
            <textarea rows={7} dir="auto" value={more.text ?? ""} onInput={(e) => set({ text: e.currentTarget.value })} />
          </Field>
        )}
        {needsMicrophone || (!own && more.microphone) ? (
          <Field label={t("microphone")}>
            <select value={more.microphone ?? ""} onChange={(e) => set({ microphone: e.currentTarget.value })}>
              <option value="">{t("choose")}</option>
              {microphones.map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
            </select>
          </Field>
        ) : null}
        <details class="more">
          <summary>{t("more")}</summary>
          <Field label={t("topic")}>
            <input maxLength={120} dir="auto" value={more.topic ?? ""} onInput={(e) => set({ topic: e.currentTarget.value })} />
          </Field>
          <Field label={t("kind")}>
            <select value={more.kind ?? "intervention"} onChange={(e) => set({ kind: e.currentTarget.value as HandKind })}>
              {KINDS.map((kind) => <option key={kind} value={kind}>{t(`kind_${kind}`)}</option>)}
            </select>
          </Field>
          <Field label={t("speak_in")}>
            <select value={more.language ?? ""} onChange={(e) => { const code = e.currentTarget.value; setMore(({ language: _, ...rest }) => (code ? { ...rest, language: code } : rest)); }}>
              <option value="">{t("not_said")}</option>
              {(meeting?.languages ?? []).map((code) => <option key={code} value={code}>{languageName(code)}</option>)}
            </select>
          </Field>
        </details>
        <LastObjectors />
        <Hat />
        <OwnInterests />
        {me && !me.confirmed && <p><Tag ink="dotted">{t("unconfirmed")}</Tag> <span class="quiet small">{t("unconfirmed_means")}</span></p>}
        {refused && refused.field !== "text" && <p class="remedy" role="alert">{t("not_done", { reason: refused.text })}</p>}
        <SharedFold />
      </main>
      <section class="thumb" aria-label={t("actions")}>
        <Button rank="main" wide off={(!open && more.kind !== "point_of_order") || needsMicrophone} onClick={raise}>
          {own && <Flag microphone={own} />}
          <span>{t(writing ? "send_text" : "raise")}{own && <small>{own.name}</small>}</span>
        </Button>
        <Button wide onClick={() => setWriting(!writing)}>{t(writing ? "speak_instead" : "write_instead")}</Button>
      </section>
    </>
  );
}

/** After an objection call, also when the meeting has gone on: who objected may still be heard first. */
function LastObjectors() {
  const { rows } = useSeat();
  const [id] = latestPolls(rows)?.polls ?? [];
  const poll = rows.row(`poll/${id ?? 0}`).value;
  const objection = poll?.kind === "objection" && poll.state === "closed";
  return objection && id !== undefined && poll ? <ObjectorsOf id={id} poll={poll} /> : null;
}

/** My statement of interest, folded: also before a question asks for it. */
function OwnInterests() {
  const [open, setOpen] = useState(false);
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("own_interests")}</summary>
      {open && <InterestsOpen />}
    </details>
  );
}

function ObjectorsOf({ id, poll }: { id: PollId; poll: PollRow }) {
  const part = usePollPart();
  return part && <part.Objectors id={id} poll={poll} />;
}

function InterestsOpen() {
  const part = usePollPart();
  return part && <part.Interests />;
}
