// The online moderator's page: what is to be read aloud, the online hands, who is new, and hands for those who cannot.

import { useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { HatAsks } from "../../ui/HatAsks.tsx";
import { Button, Key, SideMark } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { toggleKeysHelp, useKeys } from "../../ui/keys.tsx";
import { Hands } from "./Hands.tsx";
import { Newcomers } from "./Newcomers.tsx";
import { People } from "./People.tsx";
import { RaiseFor } from "./RaiseFor.tsx";
import { ReadAloud } from "./ReadAloud.tsx";
import "./online.css";
import type { PersonId } from "../../generated/protocol.ts";

const t = texts("online");

/** For whom a hand is being raised: a person of the list, anybody, or a caller. */
export type Raising = { person?: PersonId; telephone?: boolean } | null;

export function OnlinePage() {
  const { rows } = useSeat();
  const [raising, setRaising] = useState<Raising>(null);
  const meeting = rows.row("meeting").value;
  const presence = rows.row("live/presence").value;
  const running = meeting?.phase === "running";
  const closed = meeting?.gate === "closed";
  useKeys([
    { key: "h", does: t("raise_for"), run: () => setRaising({}), when: running && !closed },
    { key: "t", does: t("caller"), run: () => setRaising({ telephone: true }), when: running && !closed },
  ]);
  return (
    <div class="online-desk">
      <Head
        title={<><SideMark side="online" /> {t("side_online")}</>}
        beside={<bdi>{meeting?.title}</bdi>}
        saves
        end={<>{presence && <span>{t("connected", { n: presence.online })}</span>}<Button class="slim" aria-label={t("keys_show")} aria-keyshortcuts="?" onClick={toggleKeysHelp}><Key name="?" /></Button></>}
      />
      <main>
        <div class="first">
          <ReadAloud />
          <Hands />
        </div>
        <div class="second">
          {running ? (
            raising ? <RaiseFor key={`${raising.person ?? ""}${raising.telephone ?? ""}`} raising={raising} onDone={() => setRaising(null)} /> : (
              <section class="raise-buttons">
                <Button rank="main" wide keyName="h" off={closed} onClick={() => setRaising({})}>{t(closed ? "queue_is_closed" : "raise_for")}</Button>
                <Button wide keyName="t" off={closed} onClick={() => setRaising({ telephone: true })}>{t("caller")}</Button>
              </section>
            )
          ) : <p class="quiet">{t(meeting?.phase === "ended" ? "ended" : "not_started")}</p>}
          <HatAsks />
          <Newcomers />
          <People onRaise={running && !closed ? (person) => setRaising({ person }) : null} />
        </div>
      </main>
    </div>
  );
}
