// A hand that the moderator adds for somebody, also after the queue was closed: "one more, who has not spoken".

import { useState } from "preact/hooks";
import type { HandKind, Place } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { panel } from "./desk.ts";

const t = texts("moderator");

const KINDS: readonly HandKind[] = ["intervention", "direct_reply", "follow_up", "clarification", "point_of_order"];

export function AddPanel() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const microphones = useMicrophones();
  const [who, setWho] = useState<Picked>(NOBODY);
  const [mic, setMic] = useState("");
  const [place, setPlace] = useState<Place | "">("");
  const [kind, setKind] = useState<HandKind>("intervention");
  const known = who.person === undefined ? undefined : rows.row(`person/${who.person}`).value;
  const closed = rows.row("meeting").value?.gate === "closed";
  const needsMic = microphones.length > 1 && !known?.group && !mic;
  const submit = (event: Event) => {
    event.preventDefault();
    if (needsMic) return;
    void send({
      do: "raise", ...named(who), ...(mic ? { microphone: mic } : {}), ...(place ? { place } : {}), kind, confirmed: true,
    }, () => {
      announce(t("said_added"));
      panel.value = null;
    });
  };
  return (
    <form class="panel-part" onSubmit={submit}>
      <p class="quiet">{t(closed ? "add_closed" : "add_open")}</p>
      <PersonPicker first label={t("add_who")} value={who} onPick={setWho} hint={t("add_empty_hint")} />
      <div class="two-fields">
        <Field label={t("microphone")}>
          <select value={mic} onChange={(event) => setMic((event.target as HTMLSelectElement).value)}>
            <option value="">{known?.group ? rows.row(`microphone/${known.group}`).value?.name ?? "" : t("choose")}</option>
            {microphones.filter(({ key }) => key !== known?.group).map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
          </select>
        </Field>
        <Field label={t("place")}>
          <select value={place} onChange={(event) => setPlace((event.target as HTMLSelectElement).value as Place | "")}>
            <option value="">{known?.place ? t("place_as_known") : t("side_room")}</option>
            <option value="room">{t("side_room")}</option>
            <option value="online">{t("side_online")}</option>
            {rows.ids("hub").map((id) => <option key={id} value={`hub/${id}`}>{t("hub_named", { name: rows.row(`hub/${id}`).value?.name ?? "" })}</option>)}
          </select>
        </Field>
        <Field label={t("kind")}>
          <select value={kind} onChange={(event) => setKind((event.target as HTMLSelectElement).value as HandKind)}>
            {KINDS.map((one) => <option key={one} value={one}>{t(`kind_${one}`)}</option>)}
          </select>
        </Field>
      </div>
      {needsMic && <p class="small quiet">{t("add_needs_microphone")}</p>}
      <Refused refused={refused} />
      <Button submit rank="answer" off={needsMic}>{t("add_hand")}</Button>
    </form>
  );
}
