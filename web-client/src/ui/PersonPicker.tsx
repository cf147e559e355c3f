// A field for somebody: a name as it is typed, or a person of the roster who is found by a part of it.

import { useId, useRef, useState } from "preact/hooks";
import type { PersonId, PersonRow } from "../generated/protocol.ts";
import { texts } from "../text/index.ts";
import "./picker.css";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** So many are offered; who is not among them is found by one letter more. */
const OFFERED = 6;

/** What the field holds: a text, and the person it means if one was picked. */
export interface Picked {
  text: string;
  person?: PersonId;
}

/** Nobody yet. */
export const NOBODY: Picked = { text: "" };

/** The fields by which commands name somebody; neither of them for an empty field. */
export function named(picked: Picked): { person?: PersonId; name?: string } {
  if (picked.person !== undefined) return { person: picked.person };
  const name = picked.text.trim();
  return name ? { name } : {};
}

/** Without case and accents, so that "dembele" finds Dembélé. */
export const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** People of the roster whose name or organisation has all the words; those whose name begins with them first. */
export function findPeople(people: Iterable<[PersonId, PersonRow]>, text: string, most = OFFERED): [PersonId, PersonRow][] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const first: [PersonId, PersonRow][] = [];
  const others: [PersonId, PersonRow][] = [];
  for (const entry of people) {
    const name = folded(entry[1].name);
    if (!name) continue;
    const whole = `${name} ${folded(entry[1].organisation ?? "")}`;
    if (!words.every((word) => whole.includes(word))) continue;
    const starts = name.split(/\s+/).some((part) => part.startsWith(words[0] as string));
    (starts ? first : others).push(entry);
    if (first.length >= most) break;
  }
  return [...first, ...others].slice(0, most);
}

interface Properties {
  label: string;
  value: Picked;
  onPick(picked: Picked): void;
  /** Which people of the roster are offered; all unless told. */
  only?: (person: PersonRow) => boolean;
  hint?: string;
  /** The cursor stands in it at once. */
  first?: boolean;
}

/** A combobox over the roster; the roster is read as one types, so that nothing is drawn anew when it changes. */
export function PersonPicker({ label, value, onPick, only, hint, first }: Properties) {
  const { rows } = useSeat();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement | null>(null);
  const offered = open && value.person === undefined ? findPeople(roster(), value.text) : [];
  function* roster(): Iterable<[PersonId, PersonRow]> {
    for (const key of rows.keys("person/").peek()) {
      const row = rows.row(key as `person/${number}`).peek();
      if (row && (!only || only(row))) yield [Number(key.slice("person/".length)), row];
    }
  }
  const pick = ([person, row]: [PersonId, PersonRow]) => {
    onPick({ text: row.name, person });
    setOpen(false);
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!offered.length) return;
      event.preventDefault();
      setAt((before) => (before + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length);
    } else if (event.key === "Enter" && offered[at]) {
      event.preventDefault();
      pick(offered[at] as [PersonId, PersonRow]);
    } else if (event.key === "Escape" && offered.length) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <input
        id={id} ref={(found: HTMLInputElement | null) => { if (found && !input.current && first) found.focus(); input.current = found; }}
        type="text" role="combobox" autocomplete="off" spellcheck={false} dir="auto" maxLength={80}
        aria-expanded={offered.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={offered[at] ? `${id}-${at}` : undefined} aria-describedby={hint ? `${id}-hint` : undefined}
        value={value.text}
        onInput={(event) => { setAt(-1); setOpen(true); onPick({ text: event.currentTarget.value }); }}
        onKeyDown={onKey} onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!offered.length}>
        {offered.map((entry, i) => (
          <li key={entry[0]} id={`${id}-${i}`} role="option" aria-selected={i === at}
            onPointerDown={(event) => { event.preventDefault(); pick(entry); }}>
            <b><bdi>{entry[1].name}</bdi></b> <span class="quiet"><bdi>{entry[1].organisation ?? ""}</bdi></span>
          </li>
        ))}
      </ul>
      {value.person !== undefined && <p class="small quiet">{t("on_roster")}</p>}
      {hint && value.person === undefined && <p class="small quiet" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
