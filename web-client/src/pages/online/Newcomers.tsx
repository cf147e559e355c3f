// Who joined by a shared link and is known to nobody yet: confirmed, or removed, by one stroke each.

import type { PersonId, PersonRow } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Confirm } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { partName } from "../../state/polls.ts";

const t = texts("online");

export function Newcomers() {
  const { rows } = useSeat();
  const found = rows.ids("person").flatMap((id): [PersonId, PersonRow][] => {
    const row = rows.row(`person/${id}`).value;
    return row && !row.confirmed && row.place === "online" ? [[id, row]] : [];
  });
  if (!found.length) return null;
  return (
    <section class="newcomers" aria-labelledby="newcomers-title">
      <h2 id="newcomers-title">{t("newcomers_n", { n: found.length })}</h2>
      <p class="quiet small">{t("newcomers_means")}</p>
      <ul>{found.map(([id, row]) => <Newcomer key={id} id={id} row={row} />)}</ul>
    </section>
  );
}

function Newcomer({ id, row }: { id: PersonId; row: PersonRow }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const alike = row.alike === undefined ? undefined : rows.row(`person/${row.alike}`).value;
  const said = [row.organisation ?? "", row.group ? partName(rows, "group", row.group) : "", row.region ? partName(rows, "region", row.region) : ""].filter(Boolean).join(t("comma"));
  return (
    <li>
      <span class="text"><b><bdi>{row.name}</bdi></b><span class="quiet"><bdi>{said}</bdi></span>
        {alike && <span>{t("alike", { name: alike.name, organisation: alike.organisation ?? "" })}</span>}
      </span>
      <span class="do">
        <Button rank="answer" onClick={() => void send({ do: "confirm_person", person: id }, () => announce(t("said_confirmed", { name: row.name })))}>{t("confirm")}</Button>
        <Confirm ask={t("remove")} confirm={t("remove")} question={t("remove_question", { name: row.name })} onConfirm={() => void send({ do: "remove_person", person: id })} />
      </span>
      <Refused refused={refused} />
    </li>
  );
}
