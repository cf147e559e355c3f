// What is done with a microphone in the middle of a meeting: call from it alone, hold it, retire it. No hand is lost by any of it.

import { useState } from "preact/hooks";
import type { Key as MicKey, MicrophoneRow } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { openLane, panel } from "./desk.ts";

const t = texts("moderator");

/** "calls from here", "held": how a microphone differs from the others just now. */
export function LaneMarks({ mic, microphone }: { mic: MicKey; microphone: MicrophoneRow }) {
  const pinned = useSeat().rows.row("meeting").value?.pinned === mic;
  return (
    <>
      {pinned && <Tag ink="ink">{t("lane_pinned")}</Tag>}
      {microphone.held && <Tag ink="dashed">{t("lane_held")}</Tag>}
    </>
  );
}

interface Properties {
  mic: MicKey;
  microphone: MicrophoneRow;
  /** Stands in the panel of all microphones: without the way to it. */
  inPanel?: boolean;
}

/** The line of keys of a microphone. */
export function LaneKeys({ mic, microphone, inPanel }: Properties) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const [retiring, setRetiring] = useState(false);
  const pinned = rows.row("meeting").value?.pinned === mic;
  const alone = useMicrophones().length < 2;
  const name = microphone.name;
  const pin = () => void send({ do: "pin_microphone", ...(pinned ? {} : { microphone: mic }) }, () => announce(t(pinned ? "said_unpinned" : "said_pinned", { microphone: name })));
  const hold = () => void send({ do: "hold_microphone", microphone: mic, held: !microphone.held }, () => announce(t(microphone.held ? "said_released" : "said_held", { microphone: name })));
  return (
    <div class="lane-keys" role="group" aria-label={t("lane_keys", { microphone: name })}>
      <p class="quiet">{t(pinned ? "pinned_means" : microphone.held ? "held_means" : "lane_means")}</p>
      {retiring ? <Retire mic={mic} microphone={microphone} onDone={() => setRetiring(false)} /> : (
        <div class="hand-keys">
          <Button class="slim" aria-pressed={pinned} title={t("pin_means")} onClick={pin}>{t(pinned ? "unpin" : "pin")}</Button>
          <Button class="slim" aria-pressed={!!microphone.held} title={t("hold_means")} onClick={hold}>{t(microphone.held ? "release" : "hold")}</Button>
          <Button class="slim" off={alone} title={alone ? t("retire_last") : t("retire_means")} onClick={() => setRetiring(true)}>{t("retire")}</Button>
          {!inPanel && <Button class="slim" onClick={() => { openLane.value = null; panel.value = "mics"; }}>{t("mics_all")}</Button>}
          {!inPanel && <Button class="slim" onClick={() => (openLane.value = null)}>{t("close")}</Button>}
        </div>
      )}
      <Refused refused={refused} />
    </div>
  );
}

/** Where the hands go that wait there, and the word that does it. */
function Retire({ mic, microphone, onDone }: { mic: MicKey; microphone: MicrophoneRow; onDone(): void }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const others = useMicrophones().filter(({ key }) => key !== mic);
  const waiting = rows.row(`order/${mic}`).value?.length ?? 0;
  const [to, setTo] = useState("");
  const missing = waiting > 0 && !to;
  const retire = () => void send({ do: "remove_microphone", key: mic, ...(to ? { to } : {}) }, () => {
    announce(t("said_retired", { microphone: microphone.name }));
    openLane.value = null;
  });
  return (
    <div class="retire" onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), onDone())}>
      <Field label={t("retire_to", { n: waiting })}>
        <select autofocus value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">{t(waiting ? "choose" : "retire_nobody")}</option>
          {others.map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
        </select>
      </Field>
      <div class="hand-keys">
        <Button class="slim" rank="answer" off={missing} onClick={retire}>{t("retire_yes", { microphone: microphone.name })}</Button>
        <Button class="slim" onClick={onDone}>{t("cancel")}</Button>
      </div>
      <Refused refused={refused} />
    </div>
  );
}
