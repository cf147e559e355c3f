// "Hands now": everybody whose hand is up is tapped, then all hands go up with one stamp, in the order of tapping.

import { useState } from "preact/hooks";
import type { PersonId } from "../../generated/protocol.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button, Flag, Plate, Tag } from "../../ui/marks.tsx";
import { folded } from "../../ui/PersonPicker.tsx";
import { useMicrophone, useMicrophones, useSeat } from "../../ui/seat.tsx";
import { handsOf, keptHands, type OwnHand, peopleOf, type Person, useOwnHub } from "./own.ts";

const t = texts("hub");

/** Beyond so many people there is a search, and those with hands come first. */
const AT_A_GLANCE = 24;
/** Hands that one stamp may raise; the server's limit. */
const MOST = 40;

/** Where a person stands who cannot be tapped now. */
type Up = { is: "waiting"; hand: OwnHand } | { is: "kept" };

export function HandsNow({ onHeads }: { onHeads(): void }) {
  const seat = useSeat();
  const { rows } = seat;
  const hub = useOwnHub();
  const meeting = rows.row("meeting").value;
  const microphones = useMicrophones();
  const [picked, setPicked] = useState<readonly PersonId[]>([]);
  const [unnamed, setUnnamed] = useState(0);
  const [microphone, setMicrophone] = useState("");
  const [search, setSearch] = useState("");
  const { send, refused } = useCommand();

  const people = peopleOf(rows, hub.place);
  const up = useUp();
  const chosen = picked.filter((id) => !up.has(id));
  const count = chosen.length + unnamed;
  const many = people.length > AT_A_GLANCE;
  const needsMicrophone = microphones.length > 1 && (unnamed > 0 || people.some((one) => !one.row.group && chosen.includes(one.id)));
  const closed = meeting?.gate !== "open";
  const running = meeting?.phase === "running";
  const keeping = seat.kept.value.filter((command) => command.do === "set_person" && command.person === undefined);

  const toggle = (id: PersonId) => setPicked((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const raise = async () => {
    const before = { people: chosen, unnamed };
    setPicked([]);
    setUnnamed(0);
    const done = await send({
      do: "hands_now", hub: hub.id, unnamed, ...(chosen.length ? { people: [...chosen] } : {}),
      ...(needsMicrophone ? { microphone } : {}),
    });
    if (done) return;
    setPicked((now) => [...before.people, ...now.filter((id) => !before.people.includes(id))]); // nothing tapped is lost by a refusal
    setUnnamed((now) => now + before.unnamed);
  };
  const obstacle = !running ? "" : closed ? t("queue_is_closed") : count > MOST ? t("too_many_hands", { n: MOST }) : needsMicrophone && !microphone ? t("microphone_needed") : "";
  const shown = many ? arranged(people, up, search) : people;
  return (
    <section class="hands-now" aria-labelledby="hands-title">
      <div class="part-head">
        <h2 id="hands-title">{t("hands_now")}</h2>
        <span class="quiet">{t("hands_hint")}</span>
        {hub.row?.heads === 0 && <button type="button" class="note-button" onClick={onHeads}><Tag ink="signal">{t("heads_unknown")}</Tag></button>}
      </div>
      {many && (
        <div class="people-search">
          <label class="unseen" for="people-search">{t("search")}</label>
          <input id="people-search" class="entry" type="search" dir="auto" autocomplete="off" placeholder={t("search")} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
          {!search && <Letters people={shown.filter((one) => !up.has(one.id))} />}
        </div>
      )}
      {people.length === 0 && <p class="quiet">{t("nobody_listed")}</p>}
      <ul class={`people-grid${many ? " many" : ""}`} style={{ "--rows3": Math.ceil(shown.length / 3), "--rows2": Math.ceil(shown.length / 2) }}>
        {shown.map((one) => <PersonToggle key={one.id} person={one} pressed={chosen.includes(one.id)} up={up.get(one.id)} onToggle={() => toggle(one.id)} />)}
        {keeping.map((command, i) => command.do === "set_person" && (
          <li key={`kept-${i}`}><span class="kept-person"><span class="one-line"><bdi>{command.profile.name}</bdi></span><Plate state={seat.standing.value.is === "live" ? "sending" : "kept_here"} /></span></li>
        ))}
      </ul>
      {many && search && shown.length === 0 && <p class="quiet">{t("nobody_found")}</p>}
      <div class={`raise-line${count ? " due" : ""}`}>
        <span class="stepper" role="group" aria-label={t("unnamed_long")}>
          <Button aria-label={t("one_less")} off={unnamed === 0} onClick={() => setUnnamed(unnamed - 1)}>−</Button>
          <output aria-live="polite"><b>{number(unnamed)}</b></output>
          <Button aria-label={t("one_more")} onClick={() => setUnnamed(unnamed + 1)}>+</Button>
          <span class="quiet">{t("unnamed")}</span>
        </span>
        {microphones.length > 1 && (
          <span class="raise-mic">
            <label class="unseen" for="raise-mic">{t("microphone_for")}</label>
            <select id="raise-mic" class="entry" value={microphone} aria-invalid={needsMicrophone && !microphone ? "true" : undefined} onChange={(event) => setMicrophone(event.currentTarget.value)}>
              <option value="">{t("microphone_choose")}</option>
              {microphones.map(({ key, row }) => <option key={key} value={key}>{t("at_microphone", { microphone: row.name })}</option>)}
            </select>
          </span>
        )}
        <Button rank="main" wide off={count === 0 || obstacle !== "" || !running} onClick={() => void raise()}>
          <span>{count ? t("raise_n", { n: count }) : t("raise_none")}{obstacle && <small>{obstacle}</small>}</span>
        </Button>
      </div>
      <Refused refused={refused} />
    </section>
  );
}

/** Who of the hub has a hand up, or the floor. */
function useUp(): Map<PersonId, Up> {
  const seat = useSeat();
  const hub = useOwnHub();
  const up = new Map<PersonId, Up>();
  for (const kept of keptHands(seat.kept.value)) if (kept.person !== undefined) up.set(kept.person, { is: "kept" });
  for (const hand of handsOf(seat.rows, hub.place)) if (hand.row.who.person !== undefined) up.set(hand.row.who.person, { is: "waiting", hand });
  return up;
}

/** Those with hands first, in calling order, then by name; only those whom the search finds. */
function arranged(people: readonly Person[], up: Map<PersonId, Up>, search: string): Person[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const found = people.filter(({ row }) => words.every((word) => folded(`${row.name} ${row.organisation ?? ""}`).includes(word)));
  const rank = (id: PersonId) => {
    const where = up.get(id);
    return where?.is === "waiting" ? where.hand.position || 1e6 : where ? 1e6 : 1e7;
  };
  return found.sort((a, b) => rank(a.id) - rank(b.id));
}

/** The first letters of the names: each brings its first name into view. */
function Letters({ people }: { people: readonly Person[] }) {
  const firsts = new Map<string, PersonId>();
  for (const { id, row } of people) {
    const letter = [...folded(row.name)][0]?.toUpperCase();
    if (letter && !firsts.has(letter)) firsts.set(letter, id);
  }
  return (
    <span class="letters" role="group" aria-label={t("letters")}>
      {[...firsts].map(([letter, id]) => (
        <button key={letter} type="button" onClick={() => document.getElementById(`person-${id}`)?.focus()}>{letter}</button>
      ))}
    </span>
  );
}

function PersonToggle({ person, pressed, up, onToggle }: { person: Person; pressed: boolean; up: Up | undefined; onToggle(): void }) {
  const seat = useSeat();
  const microphone = useMicrophone(person.row.group);
  const live = seat.standing.value.is === "live";
  return (
    <li>
      <button id={`person-${person.id}`} type="button" aria-pressed={pressed} aria-disabled={up ? "true" : undefined} onClick={up ? undefined : onToggle}>
        {microphone ? <Flag microphone={microphone} label={microphone.name} /> : <i class="no-flag" aria-hidden="true" />}
        <span class="one-line"><bdi>{person.row.name}</bdi></span>
        {pressed && <span aria-hidden="true">✓</span>}
        {up?.is === "kept" && <Plate state={live ? "sending" : "kept_here"} />}
        {up?.is === "waiting" && <span class="quiet small">{up.hand.position ? t("place_nth", { n: up.hand.position }) : t("hand_up")}</span>}
      </button>
    </li>
  );
}
