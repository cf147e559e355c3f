// The head: what is discussed, the next poll, the queue's gate, the keys, the state of the link, the time.

import { useRef, useState } from "preact/hooks";
import { groupState, groupTitle } from "../../state/polls.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { toggleKeysHelp, useKeys } from "../../ui/keys.tsx";
import { Button, Key, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { askNow, quickPoll, quickWords } from "./asking.ts";
import { useAsked } from "./AskNow.tsx";
import { naming, panel, pollKeys, togglePanel } from "./desk.ts";

const t = texts("moderator");

/** The countdown by which a poll closes, unless the moderator cancels it. */
const COUNTDOWN_MS = 10_000;

export function Top({ onPrint }: { onPrint(): void }) {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  return (
    <Head
      title={<bdi>{meeting?.title ?? ""}</bdi>}
      beside={<ItemButton />}
      saves
      bandEnd={<Button onClick={onPrint}>{t("print_list")}</Button>}
      end={
        <>
          {meeting?.simulated && <Tag ink="dotted">{t("simulated")}</Tag>}
          <PollButton />
          <HubsButton />
          <Gate />
          <Button aria-label={t("keys_show")} aria-keyshortcuts="?" onClick={toggleKeysHelp}><Key name="?" /></Button>
        </>
      }
      last={<Time />}
    />
  );
}

function Time() {
  return <b><bdi dir="ltr">{timeOfDay(useSeat().now.value)}</bdi></b>;
}

/** The agenda item, which opens the agenda. */
function ItemButton() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const item = meeting?.item === undefined ? undefined : rows.row(`item/${meeting.item}`).value;
  const all = rows.keys("item/").value.length;
  return (
    <button type="button" class="item-button one-line" aria-expanded={panel.value === "agenda"} onClick={() => togglePanel("agenda")}>
      {item ? t.pieces("item_n_of", { n: item.position, all, title: <bdi>{item.title}</bdi> }) : t("agenda_open")}
    </button>
  );
}

/** One button and one key for the life of a poll: open the next, start its countdown, stop the countdown. */
function PollButton() {
  const seat = useSeat();
  const { rows } = seat;
  const { send, refused } = useCommand();
  const { running, prepared, latest } = pollKeys(rows);
  const state = running ? groupState(rows, running) : null;
  const meeting = rows.row("meeting").value;
  const [wrong, setWrong] = useState<string | null>(null);
  const shown = latest?.polls.every((id) => rows.row(`poll/${id}`).value?.shown) ?? false;
  const press = () => {
    panel.value = "polls";
    if (running && state === "open") void send({ do: "close_polls", ...naming(running), in_ms: COUNTDOWN_MS });
    else if (running && state === "closing") void send({ do: "cancel_close", ...naming(running) });
    else if (!running && prepared) void send({ do: "open_polls", ...naming(prepared) });
  };
  const { item, languages } = useAsked();
  const worded = useMore("quick");
  const asking = useRef(false);
  const check = async () => {
    if (asking.current) return;
    asking.current = true;
    panel.value = "polls";
    const { first, wordings } = await quickWords("temperature", languages, item, {});
    setWrong(await askNow(seat, quickPoll("temperature", first, wordings)));
    asking.current = false;
  };
  const reveal = () => latest && void send({ do: "reveal_polls", ...naming(latest), shown: !shown });
  const does = state === "open" ? t("poll_close") : state === "closing" ? t("poll_cancel") : t("poll_open_next");
  useKeys([
    { key: "p", does, run: press, when: state !== "grace" && (running !== null || prepared !== null) },
    { key: "t", does: t("ask_temperature"), run: () => void check(), when: worded && meeting?.phase === "running" && running === null },
    { key: "r", does: t(shown ? "poll_hide" : "poll_reveal"), run: reveal, when: latest !== null },
  ]);
  const words = running
    ? state === "closing" ? <Closing group={running} /> : state === "open" ? t("poll_close") : t("poll_grace")
    : prepared ? t.pieces("poll_next", { title: <bdi>{groupTitle(rows, prepared)}</bdi> }) : null;
  return (
    <>
      <Refused refused={refused} />
      {wrong && <p class="remedy" role="alert">{t("not_done", { reason: wrong })}</p>}
      {words && <Button {...(state === "grace" ? {} : { keyName: "p" })} class="poll-button" onClick={press}><span class="one-line">{words}</span></Button>}
      <Button aria-expanded={panel.value === "polls"} onClick={() => togglePanel("polls")}>{t("panel_polls")}</Button>
    </>
  );
}

function Closing({ group }: { group: NonNullable<ReturnType<typeof pollKeys>["running"]> }) {
  const seat = useSeat();
  const closes = group.polls.map((id) => seat.rows.row(`poll/${id}`).value?.closes_ms ?? 0);
  const left_s = Math.max(0, Math.ceil((Math.max(...closes) - seat.now.value) / 1000));
  return <>{t("poll_closing_in", { n: left_s })}</>;
}

/** Opens the hubs; says how many are connected. */
function HubsButton() {
  const { rows } = useSeat();
  const hubs = rows.ids("hub");
  if (!hubs.length) return null;
  const up = hubs.filter((id) => rows.row(`live/hub/${id}`).value?.online).length;
  return (
    <Button aria-expanded={panel.value === "hubs"} onClick={() => togglePanel("hubs")}>
      {t("hubs_up", { up, all: hubs.length })}
    </Button>
  );
}

function Gate() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const meeting = rows.row("meeting").value;
  if (meeting?.phase !== "running") return null;
  const open = meeting.gate === "open";
  return (
    <>
      <Refused refused={refused} />
      <span class="gate">{t(open ? "queue_open" : "queue_closed")}</span>
      {!open && <Button aria-expanded={panel.value === "add"} onClick={() => togglePanel("add")}>{t("add_one_more")}</Button>}
      <Button onClick={() => void send({ do: open ? "close_queue" : "open_queue" })}>{t(open ? "close_queue" : "open_queue")}</Button>
    </>
  );
}
