// The next in line, by a name or by a person of the roster. The form stands where the button was, at the thumb.

import { useState } from "preact/hooks";
import type { Key, Place } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("steward");

interface Properties {
  mic: Key;
  place: Place;
  onDone(): void;
}

export function AddNext({ mic, place, onDone }: Properties) {
  const seat = useSeat();
  const { send, refused } = useCommand();
  const [who, setWho] = useState<Picked>(NOBODY);
  const [known, setKnown] = useState(false);
  const add = (event: Event) => {
    event.preventDefault();
    const said = who.text.trim() || t("no_name");
    const sent = send({ do: "raise", ...named(who), place, microphone: mic, confirmed: who.person !== undefined || known }, () => announce(t("said_added", { name: said })));
    // The line shows it as sending or kept at once, so the form is free for the next one.
    setWho(NOBODY);
    setKnown(false);
    if (seat.standing.value.is !== "live") return;
    void sent.then((done) => {
      if (done) onDone();
      else setWho(who);
    });
  };
  return (
    <form class="thumb adding" onSubmit={add}>
      <PersonPicker first label={t("who_is_next")} value={who} onPick={setWho} hint={t("who_hint")} />
      {who.person === undefined && who.text.trim() !== "" && (
        <label class="tick"><input type="checkbox" checked={known} onChange={(event) => setKnown((event.target as HTMLInputElement).checked)} />{t("i_know_them")}</label>
      )}
      <Refused refused={refused} />
      <div class="two">
        <Button submit rank="main" off={!who.text.trim()}>{t("add")}</Button>
        <Button onClick={onDone}>{t("done")}</Button>
      </div>
    </form>
  );
}
