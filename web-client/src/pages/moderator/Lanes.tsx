// The lines of the microphones side by side, or one list in calling order where there is no room for them.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HandId, Key as MicKey, MicrophoneRow } from "../../generated/protocol.ts";
import { callingOrder, waitingCount } from "../../state/order.ts";
import { texts } from "../../text/index.ts";
import { useKeys } from "../../ui/keys.tsx";
import { ListSlide } from "../../ui/ListSlide.tsx";
import { Button, Flag, Key, SideMark } from "../../ui/marks.tsx";
import { useMicrophones, useSeat } from "../../ui/seat.tsx";
import { focusHand, movedHand, openHand, openLane, panel, togglePanel } from "./desk.ts";
import { HandRow } from "./HandRow.tsx";
import { LaneKeys, LaneMarks } from "./LaneKeys.tsx";
import { useMoves } from "./moves.ts";

const t = texts("moderator");

/** Single figures reach so many microphones. */
const KEYED = 9;
/** On narrower screens the count of a lane leaves the word out. */
const SPARE_PX = 1400;
/** So many hands make counts of two figures, which need a broader screen for the word. */
const MANY = 36;
const ROOMY_PX = 1700;

export function Lanes({ list }: { list: boolean }) {
  const { rows } = useSeat();
  const microphones = useMicrophones();
  const order = callingOrder(rows);
  const placeOf = new Map(order.map((id, i) => [id, i + 1]));
  const next = rows.row(`hand/${order[0] ?? 0}`).value?.mic;
  const go = (mic: MicKey) => {
    const line = rows.row(`order/${mic}`).value ?? [];
    if (line.length) focusHand(line[0]);
    else document.getElementById(`lane-${mic}`)?.focus();
  };
  useMoves(order);
  useKeys(microphones.slice(0, KEYED).map(({ key, row }, i) => ({ key: String(i + 1), does: t("go_to_line", { microphone: row.name }), run: () => go(key) })));
  useEffect(() => {
    if (next) document.getElementById(`lane-${next}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [next]);
  useLayoutEffect(() => {
    const moved = movedHand.value;
    if (moved === null) return;
    focusHand(moved);
  }, [order.join(" ")]);
  if (list) return <OneList order={order} microphones={microphones} onGo={go} />;
  return (
    <section class="lanes" aria-label={t("lines")}>
      {microphones.map(({ key, row }, i) => <Lane key={key} mic={key} microphone={row} n={i + 1} placeOf={placeOf} alone={microphones.length === 1} onGo={() => go(key)} />)}
    </section>
  );
}

interface LaneProperties {
  mic: MicKey;
  microphone: MicrophoneRow;
  n: number;
  placeOf: Map<HandId, number>;
  /** It is the only microphone of the meeting. */
  alone: boolean;
  onGo(): void;
}

function Lane({ mic, microphone, n, placeOf, alone, onGo }: LaneProperties) {
  const { rows } = useSeat();
  const line = rows.row(`order/${mic}`).value ?? [];
  const body = useRef<HTMLDivElement>(null);
  const more = useHiddenRows(body, line.length);
  const first = useFirstInTab(line);
  return (
    <div class={`lane hue ${microphone.hue}`} id={`lane-${mic}`} tabIndex={-1}>
      <LaneHead mic={mic} microphone={microphone} n={n} onGo={onGo} />
      {openLane.value === mic && <LaneKeys mic={mic} microphone={microphone} />}
      <p class="quiet small lane-count"><LaneMarks mic={mic} microphone={microphone} /> {line.length ? <Sides line={line} /> : t(alone ? "no_hand" : "lane_empty")}</p>
      <div class="lane-body" ref={body}>
        <ListSlide items={line} keyOf={String} label={microphone.name} rowClass={(id) => (openHand.value === id ? "open" : "")}>
          {(id) => <HandRow id={id} place={placeOf.get(id) ?? 0} inTab={id === first} line={line} />}
        </ListSlide>
      </div>
      {more > 0 && <p class="quiet small lane-more">{t("n_more", { n: more })}</p>}
    </div>
  );
}

function LaneHead({ mic, microphone, n, onGo }: { mic: MicKey; microphone: MicrophoneRow; n: number; onGo(): void }) {
  const open = openLane.value === mic;
  return (
    <h2>
      <Flag microphone={microphone} />
      <button type="button" class="lane-name one-line" title={microphone.name} aria-expanded={open} onClick={() => (openLane.value = open ? null : mic)}>
        <bdi>{microphone.name}</bdi>
      </button>
      {n <= KEYED && (
        <button type="button" class="key-button" aria-keyshortcuts={String(n)} aria-label={t("go_to_line", { microphone: microphone.name })} onClick={onGo}>
          <Key name={String(n)} />
        </button>
      )}
    </h2>
  );
}

/** "8 waiting: 4 room, 4 remote". */
function Sides({ line }: { line: readonly HandId[] }) {
  const { rows } = useSeat();
  const room = line.filter((id) => rows.row(`hand/${id}`).value?.place === "room").length;
  return (
    <>
      {t.pieces(innerWidth < (waitingCount(rows) > MANY ? ROOMY_PX : SPARE_PX) ? "lane_sides_short" : "lane_sides", {
        n: line.length,
        room: <><SideMark side="room" /> {t("n_room", { n: room })}</>,
        remote: <><SideMark side="hub" /><SideMark side="online" /> {t("n_remote", { n: line.length - room })}</>,
      })}
    </>
  );
}

interface ListProperties {
  order: HandId[];
  microphones: { key: MicKey; row: MicrophoneRow }[];
  onGo(mic: MicKey): void;
}

function OneList({ order, microphones, onGo }: ListProperties) {
  const first = useFirstInTab(order);
  return (
    <section class="one-list" aria-label={t("calling_order")}>
      <h2 class="one-list-head">
        <span>{t("calling_order")}</span>
        {microphones.map(({ key, row }, i) => (
          <button key={key} type="button" class="key-button" id={`lane-${key}`} aria-label={t("go_to_line", { microphone: row.name })} onClick={() => onGo(key)}>
            <Flag microphone={row} /> <Count mic={key} /><LaneMarks mic={key} microphone={row} />{i < KEYED && <Key name={String(i + 1)} />}
          </button>
        ))}
        <Button class="slim one-list-mics" aria-expanded={panel.value === "mics"} onClick={() => togglePanel("mics")}>{t("panel_mics")}</Button>
      </h2>
      {order.length === 0 && <p class="quiet small lane-count">{t("no_hand")}</p>}
      <div class="lane-body">
        <ListSlide items={order} keyOf={String} label={t("calling_order")} rowClass={(id) => (openHand.value === id ? "open" : "")}>
          {(id, i) => <HandRow id={id} place={i + 1} inTab={id === first} line={order} flag />}
        </ListSlide>
      </div>
    </section>
  );
}

function Count({ mic }: { mic: MicKey }) {
  return <>{useSeat().rows.row(`order/${mic}`).value?.length ?? 0}</>;
}

/** One row of a line is in the order of Tab: the one that had the focus last, else the first. */
function useFirstInTab(line: readonly HandId[]): HandId | undefined {
  const [last, setLast] = useState<HandId | null>(null);
  useEffect(() => {
    const seen = (event: FocusEvent) => {
      const id = Number((event.target as HTMLElement | null)?.closest?.<HTMLElement>("[data-hand]")?.dataset["hand"]);
      if (id && line.includes(id)) setLast(id);
    };
    addEventListener("focusin", seen);
    return () => removeEventListener("focusin", seen);
  }, [line]);
  return last !== null && line.includes(last) ? last : line[0];
}

/** How many rows of a line that scrolls by itself stand below its edge. */
function useHiddenRows(box: { current: HTMLElement | null }, count: number): number {
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = () => {
      const edge = element.getBoundingClientRect().bottom + 8;
      const rows = [...element.querySelectorAll("li")];
      setHidden(rows.filter((row) => row.getBoundingClientRect().bottom > edge).length);
    };
    read();
    const watcher = new ResizeObserver(read);
    watcher.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [count]);
  return hidden;
}
