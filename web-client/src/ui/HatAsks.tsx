// Who asks to speak for another group: staff approves or declines, and the record keeps it.

import type { PersonId, PersonRow } from "../generated/protocol.ts";
import { texts } from "../text/index.ts";
import { announce } from "./announce.tsx";
import { Refused, useCommand } from "./command.tsx";
import { Button, Flag } from "./marks.tsx";
import { useMicrophone, useSeat } from "./seat.tsx";
import "./hats.css";

const t = texts("common");

/** All who ask, one row each; nothing while nobody does. */
export function HatAsks() {
  const { rows } = useSeat();
  const asking = rows.ids("person").flatMap((id): [PersonId, PersonRow][] => {
    const row = rows.row(`person/${id}`).value;
    return row?.asks_group ? [[id, row]] : [];
  });
  if (!asking.length) return null;
  return (
    <section class="hats" aria-label={t("hat_asks")}>
      {asking.map(([id, row]) => <HatAsk key={id} id={id} person={row} />)}
    </section>
  );
}

function HatAsk({ id, person }: { id: PersonId; person: PersonRow }) {
  const { send, refused } = useCommand();
  const wanted = useMicrophone(person.asks_group);
  const now = useMicrophone(person.group);
  const rule = (approve: boolean) => void send({ do: "rule_hat", person: id, approve }, () => announce(t(approve ? "hat_said_approved" : "hat_said_declined", { name: person.name })));
  return (
    <div class="hat-ask">
      <p>
        {t.pieces("hat_wants", { name: <b><bdi>{person.name}</bdi></b>, group: <b>{wanted && <Flag microphone={wanted} />} <bdi>{wanted?.name ?? person.asks_group}</bdi></b> })}{" "}
        {now && <span class="quiet">{t.pieces("hat_now", { group: <bdi>{now.name}</bdi> })}</span>}
      </p>
      <Button rank="answer" class="slim" onClick={() => rule(true)}>{t("hat_approve")}</Button>
      <Button class="slim" onClick={() => rule(false)}>{t("hat_decline")}</Button>
      <Refused refused={refused} />
    </div>
  );
}
