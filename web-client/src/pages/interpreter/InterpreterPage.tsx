// The page of the interpreters and captioners: who speaks, who comes next and in which language, and three signals.

import { timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { toggleKeysHelp } from "../../ui/keys.tsx";
import { Button, Key, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { Coming } from "./Coming.tsx";
import { RunningRecord } from "./RunningRecord.tsx";
import { Signals } from "./Signals.tsx";
import { Speaking } from "./Speaking.tsx";
import "./interpreter.css";

const t = texts("interpreter");

export function InterpreterPage() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const item = rows.row(`item/${meeting?.item ?? 0}`).value;
  return (
    <div class="interpreter">
      <Head
        title={<bdi>{meeting?.title ?? ""}</bdi>}
        beside={<>{t("page_title")}{item && <>: <bdi>{item.title}</bdi></>}</>}
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
        <div class="booth">
          <Speaking />
          <Signals />
        </div>
        <Coming />
        <RunningRecord />
      </main>
    </div>
  );
}

function Time() {
  return <b><bdi dir="ltr">{timeOfDay(useSeat().now.value)}</bdi></b>;
}
