// Everybody who is checked in online, found by a part of the name; a hand is raised for them from here.

import { useState } from "preact/hooks";
import type { PersonId, PersonRow } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { Button, Tag } from "../../ui/marks.tsx";
import { findPeople } from "../../ui/PersonPicker.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("online");

/** More are found by a letter more. */
const SHOWN = 40;

export function People({ onRaise }: { onRaise: ((person: PersonId) => void) | null }) {
  const { rows } = useSeat();
  const [text, setText] = useState("");
  const people = rows.ids("person").flatMap((id): [PersonId, PersonRow][] => {
    const row = rows.row(`person/${id}`).value;
    return row && row.place === "online" ? [[id, row]] : [];
  });
  const up = new Set(rows.ids("hand").flatMap((id) => rows.row(`hand/${id}`).value?.who.person ?? []));
  const found = (text.trim() ? findPeople(people, text, SHOWN) : people.slice(0, SHOWN)).sort((a, b) => a[1].name.localeCompare(b[1].name));
  return (
    <section class="people" aria-labelledby="people-title">
      <h2 id="people-title">{t("people_n", { n: people.length })}</h2>
      <input class="entry" type="search" dir={text ? "auto" : undefined} aria-label={t("search")} placeholder={t("search")} value={text} onInput={(event) => setText((event.target as HTMLInputElement).value)} />
      <ul>
        {found.map(([id, row]) => (
          <li key={id}>
            <span class="text"><b class="one-line"><bdi>{row.name}</bdi></b><span class="quiet one-line"><bdi>{row.organisation}</bdi></span></span>
            {up.has(id) ? <Tag ink="outline">{t("hand_up")}</Tag> : <Button off={onRaise === null} aria-label={t("raise_for_name", { name: row.name })} onClick={() => onRaise?.(id)}>{t("raise")}</Button>}
          </li>
        ))}
      </ul>
      {people.length > found.length && !text.trim() && <p class="quiet small">{t("people_more", { n: people.length - found.length })}</p>}
    </section>
  );
}
