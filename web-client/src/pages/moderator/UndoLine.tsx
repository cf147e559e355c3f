// The last lines of the first column: what would be undone, with its key, and the few actions before it. What happened
// stands where it happened. Each press undoes one more, also when it comes before the rows of the one before.

import { useEffect, useRef, useState } from "preact/hooks";
import { isDone } from "../../connection/frames.ts";
import type { Refusal } from "../../generated/protocol.ts";
import { span, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused } from "../../ui/command.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Key } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { nextPress, type Step, stacked } from "./undoing.ts";

const t = texts("moderator");

/** So many are listed under the last one. */
const LISTED = 5;

export function UndoLine() {
  const { steps, press, refused, pending } = useUndo();
  const last = steps[0];
  useKeys([{ key: "u", does: t("undo_does"), run: press, when: last !== undefined }]);
  const earlier = steps.slice(1, 1 + LISTED);
  return (
    <div class="undo">
      <Refused refused={refused} />
      {last && (
        <button type="button" class="undo-button one-line" aria-keyshortcuts="u" onClick={press}>
          <Key name="u" /> <span class="one-line">{t.pieces("undo_what", { what: <What step={last} />, ago: <Ago at_ms={last.at_ms ?? 0} /> })}{pending > 1 && ` (${t("undo_pending", { n: pending })})`}</span>
        </button>
      )}
      {earlier.length > 0 && (
        <details class="undo-more">
          <summary>{t("undo_earlier", { n: earlier.length })}</summary>
          <ol>{earlier.map((step) => <li key={step.seq}><bdi dir="ltr">{timeOfDay(step.at_ms ?? 0, true)}</bdi> <What step={step} /></li>)}</ol>
          <p class="quiet">{t("undo_in_order")}</p>
        </details>
      )}
    </div>
  );
}

/** The steps that this page knows, and one press more. */
function useUndo() {
  const seat = useSeat();
  const row = seat.rows.row("undo").value;
  const kept = useRef<readonly Step[]>([]);
  const signature = JSON.stringify(row ?? null);
  const seen = useRef("");
  if (seen.current !== signature) {
    seen.current = signature;
    kept.current = stacked(kept.current, row);
  }
  // The queue of presses is no state of the component: an effect that runs late would see an older one, and undo once too often.
  const queue = useRef({ pending: 0, sending: false, undone: null as number | null }).current;
  const [pending, setPending] = useState(0);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const pump = () => {
    setPending(queue.pending);
    if (!queue.pending || queue.sending) return;
    const seq = nextPress(queue.undone, seat.rows.row("undo").peek());
    if (seq === undefined) return;
    if (seq === "dropped") {
      Object.assign(queue, { pending: 0, undone: null });
      return setPending(0);
    }
    queue.sending = true;
    void seat.command({ do: "undo", seq }).then((reply) => {
      queue.sending = false;
      if (isDone(reply)) {
        queue.undone = seq;
        queue.pending -= 1;
        announce(t("said_undone"));
      } else {
        Object.assign(queue, { pending: 0, undone: null });
        setRefused(reply.refused ?? null);
      }
      pump();
    });
  };
  useEffect(pump, [signature]);
  useEffect(() => {
    if (!refused) return;
    const timer = setTimeout(() => setRefused(null), 30_000);
    return () => clearTimeout(timer);
  }, [refused]);
  const press = () => {
    setRefused(null);
    const seq = seat.rows.row("undo").peek()?.seq;
    if (!queue.pending && queue.undone !== null && seq !== undefined && seq > queue.undone) queue.undone = null;
    queue.pending += 1;
    pump();
  };
  return { steps: kept.current, press, refused, pending };
}

function What({ step }: { step: Step }) {
  const named = `undo_${step.what}_name` as "undo_called_name";
  if (step.name && t.has(named)) return <>{t.pieces(named, { name: <bdi>{step.name}</bdi> })}</>;
  return <>{t(`undo_${step.what}`)}</>;
}

/** How long ago; in whole minutes after the first, so that it does not tick for ever. */
function Ago({ at_ms }: { at_ms: number }) {
  const ago_ms = Math.max(0, useSeat().now.value - at_ms);
  return <>{span(ago_ms < 60_000 ? ago_ms : Math.floor(ago_ms / 60_000) * 60_000)}</>;
}
