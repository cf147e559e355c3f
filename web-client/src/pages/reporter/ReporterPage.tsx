// The page of the reporter: the running record at the start, the desk to write at the end. Nothing in one moves the other.

import { useState } from "preact/hooks";
import type { TurnId } from "../../generated/protocol.ts";
import { texts } from "../../text/index.ts";
import { useKeys, toggleKeysHelp } from "../../ui/keys.tsx";
import { Button } from "../../ui/marks.tsx";
import { NotHeard } from "../../ui/NotHeard.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { NoteForm } from "./NoteForm.tsx";
import { Questions } from "./Questions.tsx";
import { Record } from "./Record.tsx";
import "./reporter.css";
import { TurnForm } from "./TurnForm.tsx";

const t = texts("reporter");

export function ReporterPage() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const item = rows.row(`item/${meeting?.item ?? 0}`).value;
  const [turn, setTurn] = useState<TurnId | null>(null);
  const leave = () => {
    const row = document.querySelector<HTMLElement>(`[data-turn="${turn}"] button`);
    setTurn(null);
    row?.focus();
  };
  useKeys([{ key: "escape", does: t("close_correction"), run: leave, when: turn !== null }]);
  return (
    <div class="reporter">
      <Head
        title={<bdi>{meeting?.title ?? ""}</bdi>} beside={item ? <bdi>{item.title}</bdi> : t("page_title")} saves
        end={<Button class="slim" onClick={toggleKeysHelp}>{t("keys_title")}</Button>}
      />
      <div class="reporter-halves">
        <main aria-label={t("record")}>
          <NotHeard folded />
          <Record chosen={turn} onCorrect={setTurn} />
        </main>
        <aside aria-label={t("desk")}>
          {turn !== null && <TurnForm key={turn} id={turn} onDone={leave} />}
          <NoteForm />
          <Questions />
        </aside>
      </div>
    </div>
  );
}
