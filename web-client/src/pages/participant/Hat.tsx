// For whom I speak, and the way to ask for another group: staff approves it, and the record keeps it.

import { useEffect, useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { useCommand } from "../../ui/command.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { type Asked, hatState, remember, remembered } from "./hat.ts";

const t = texts("participant");

export function Hat() {
  const seat = useSeat();
  const me = seat.rows.row("me").value;
  const microphones = useMicrophones();
  const { send, refused } = useCommand();
  const [asked, setAsked] = useState<Asked | null>(remembered);
  const [wanted, setWanted] = useState("");
  const keep = (next: Asked | null) => {
    setAsked(next);
    remember(next);
  };
  const shown = me?.asks_group;
  useEffect(() => {
    if (shown && (asked?.group !== shown || !asked.seen)) keep({ group: shown, seen: true });
  }, [shown]);
  const state = me ? hatState(me, asked) : null;
  const group = useMicrophone(state?.group);
  const name = group?.name ?? state?.group ?? "";
  useEffect(() => {
    if (state && state.is !== "asked") announce(t(`hat_${state.is}`, { group: name }));
  }, [state?.is]);
  const sending = seat.kept.value.some((command) => command.do === "ask_hat");
  const others = microphones.filter(({ key }) => key !== me?.group);
  if (!me?.group || !others.length) return null;
  const ask = (event: Event) => {
    event.preventDefault();
    if (!wanted) return;
    keep({ group: wanted, seen: false });
    void send({ do: "ask_hat", group: wanted }).then((done) => {
      if (!done) keep(null);
    });
  };
  return (
    <div class="hat">
      {state && !sending && (
        <p role="status">
          {state.is === "asked" ? <Tag ink="dotted">{t("hat_asked_short")}</Tag> : <Plate state={state.is === "approved" ? "confirmed" : "waiting"}>{t(`hat_${state.is}_short`)}</Plate>}{" "}
          {t(`hat_${state.is}`, { group: name })}
        </p>
      )}
      {sending && <p role="status"><Plate state="sending" /> {t("hat_sending")}</p>}
      {state && state.is !== "asked" && <Button onClick={() => keep(null)}>{t("understood")}</Button>}
      {state?.is !== "asked" && !sending && (
        <details class="more">
          <summary>{t("hat_change")}</summary>
          <form onSubmit={ask}>
            <Field label={t("hat_which")} hint={t("hat_hint")} error={refused?.text}>
              <select value={wanted} onChange={(event) => setWanted(event.currentTarget.value)}>
                <option value="">{t("choose")}</option>
                {others.map(({ key, row }) => <option key={key} value={key}>{row.name}</option>)}
              </select>
            </Field>
            <Button submit off={!wanted}>{t("hat_ask")}</Button>
          </form>
        </details>
      )}
    </div>
  );
}
