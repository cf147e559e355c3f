// The page of the producer: now, next and then in three columns that never change sides, and all hubs under them.

import { useEffect } from "preact/hooks";
import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { toggleKeysHelp } from "../../ui/keys.tsx";
import { Button, Key, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { Deck, Now } from "./Columns.tsx";
import { Hubs } from "./Hubs.tsx";
import "./producer.css";

const t = texts("producer");

export function ProducerPage() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const turn = rows.row("floor").value?.turn;
  useEffect(() => {
    if (turn) announce(t("said_floor", { name: turn.who.name || t("unidentified") }));
  }, [turn?.turn]);
  return (
    <div class="producer">
      <Head
        title={<bdi>{meeting?.title ?? ""}</bdi>}
        beside={t("page_title")}
        saves
        end={
          <>
            {meeting?.simulated && <Tag ink="dotted">{t("simulated")}</Tag>}
            <Button class="slim" aria-label={t("keys_show")} aria-keyshortcuts="?" onClick={toggleKeysHelp}><Key name="?" /></Button>
          </>
        }
        last={<Time />}
      />
      <main>
        <div class="columns">
          <Now />
          <Deck place={0} />
          <Deck place={1} />
        </div>
        <Hubs />
      </main>
      <Foot />
    </div>
  );
}

function Time() {
  return <b><bdi dir="ltr">{timeOfDay(useSeat().now.value, true)}</bdi></b>;
}

/** Where a mixer finds the same three, and who confirms what. */
function Foot() {
  const meeting = useSeat().welcome.value?.meeting ?? "";
  const address = (ending: string) => <code><bdi dir="ltr">{`${location.origin}/v1/meetings/${meeting}/floor.${ending}`}</bdi></code>;
  return (
    <footer class="quiet small">
      <p>{t.pieces("mixer", { json: address("json"), xml: address("xml"), key: <code><bdi dir="ltr">?key=</bdi></code> })}</p>
      <p>{t("who_confirms")}</p>
    </footer>
  );
}
