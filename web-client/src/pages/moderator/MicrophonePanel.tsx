// All microphones with what can be done with them, and a new one.

import { useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Flag } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { freshKey } from "../setup/keys.ts";
import { LaneKeys, LaneMarks } from "./LaneKeys.tsx";

const t = texts("moderator");

export function MicrophonePanel() {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  return (
    <>
      <Add taken={microphones.map(({ key }) => key)} />
      {microphones.map(({ key, row }) => (
        <section key={key} class="panel-part">
          <h3 class="panel-mic"><Flag microphone={row} /> <bdi>{row.name}</bdi> <LaneMarks mic={key} microphone={row} /></h3>
          <p class="quiet small">{t("Waiting_n", { n: rows.row(`order/${key}`).value?.length ?? 0 })}</p>
          <LaneKeys mic={key} microphone={row} inPanel />
        </section>
      ))}
    </>
  );
}

function Add({ taken }: { taken: readonly string[] }) {
  const { send, refused } = useCommand();
  const [name, setName] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted) return;
    void send({ do: "set_microphone", key: freshKey(wanted, taken, "microphone"), name: wanted }, () => {
      announce(t("said_mic_added", { microphone: wanted }));
      setName((now) => (now.trim() === wanted ? "" : now));
    });
  };
  return (
    <form class="panel-part" onSubmit={submit}>
      <div class="field-and-button">
        <Field label={t("mic_new")} hint={t("mic_new_hint")} error={refused?.field === "name" ? refused.text : undefined}>
          <input type="text" maxLength={80} dir="auto" autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </Field>
        <Button submit off={!name.trim()}>{t("mic_add")}</Button>
      </div>
      <Refused refused={refused?.field === "name" ? null : refused} />
    </form>
  );
}
