// Sets of questions that are kept here sealed: with the code that is read out they open on this device, also without a link.

import { useState } from "preact/hooks";
import type { PollSetId } from "../../generated/protocol.ts";
import { canUnseal, codeOf } from "../../state/sealed.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Field } from "../../ui/Field.tsx";
import { Button, Plate, Tag } from "../../ui/marks.tsx";
import { openSet, sealedSets } from "./sets.ts";

const t = texts("hub");

export function SealedSets() {
  const sets = sealedSets();
  if (!sets.length) return null;
  return (
    <section class="sealed-part" aria-labelledby="sealed-title">
      <h2 id="sealed-title">{t("sealed_title")}</h2>
      <p>{t(canUnseal() ? "sealed_hint" : "sealed_unsafe")}</p>
      <ul>{sets.map(({ set, open }) => <li key={set}>{open ? <><b>{t("sealed_set", { n: set })}</b> <Plate state="ready">{t("sealed_open")}</Plate></> : <Sealed set={set} />}</li>)}</ul>
    </section>
  );
}

function Sealed({ set }: { set: PollSetId }) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async (event: Event) => {
    event.preventDefault();
    const code = codeOf(typed);
    if (!code) return setWrong(t("sealed_code_wrong"));
    if (await openSet(set, code)) announce(t("sealed_opened"));
    else setWrong(t("sealed_other_code"));
  };
  return (
    <form class="sealed-set" onSubmit={(event) => void open(event)}>
      <p><b>{t("sealed_set", { n: set })}</b> <Tag ink="dashed">{t("sealed_kept")}</Tag></p>
      {canUnseal() && (
        <>
          <Field label={t("sealed_code")} error={wrong ?? undefined}>
            <input dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={30} placeholder="0000-0000-0000-0000" value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setWrong(null); }} />
          </Field>
          <Button submit off={!typed.trim()}>{t("sealed_do")}</Button>
        </>
      )}
    </form>
  );
}
