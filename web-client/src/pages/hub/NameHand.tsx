// Says whose an unnamed hand is: somebody of the hub's list, or a new name, who is added to it.

import { useState } from "preact/hooks";
import type { HandId } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Plate } from "../../ui/marks.tsx";
import { named, NOBODY, PersonPicker, type Picked } from "../../ui/PersonPicker.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { isKept, useOwnHub } from "./own.ts";

const t = texts("hub");

/** `due`: the hand is on deck, its name is wanted now. */
export function NameHand({ hand, due }: { hand: HandId; due?: boolean }) {
  const seat = useSeat();
  const hub = useOwnHub();
  const [picked, setPicked] = useState<Picked>(NOBODY);
  const { send, refused } = useCommand();
  if (isKept(seat.kept.value, "name_hand", hand)) return <p><Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"}>{t("name_kept", { name: picked.text })}</Plate></p>;
  const who = named(picked);
  return (
    <form class="name-hand" onSubmit={(event) => { event.preventDefault(); if (picked.text.trim()) void send({ do: "name_hand", hand, ...who }); }}>
      <PersonPicker label={t(due ? "name_due" : "whose_hand")} value={picked} onPick={setPicked} only={(person) => person.place === hub.place} />
      <Button rank="answer" submit off={!picked.text.trim()}>{t("name_it")}</Button>
      <Refused refused={refused} />
    </form>
  );
}
