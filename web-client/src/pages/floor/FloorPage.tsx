// The page of the public: who has the floor, who is next and why, the line, how the floor was shared, turns and results.

import { type Language, LANGUAGES, language, texts } from "../../text/index.ts";
import { Button, Tag } from "../../ui/marks.tsx";
import { Mirror } from "../../ui/mirror/Mirror.tsx";
import { NotHeard } from "../../ui/NotHeard.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { changeLanguage } from "../../ui/start.tsx";
import "./floor.css";
import { LastTurns } from "./LastTurns.tsx";
import { Line } from "./Line.tsx";
import { NextTwo } from "./NextTwo.tsx";
import { NowOnFloor } from "./NowOnFloor.tsx";
import { Polls } from "./Polls.tsx";

const t = texts("floor");

export function FloorPage() {
  const { rows } = useSeat();
  const meeting = rows.row("meeting").value;
  const item = rows.row(`item/${meeting?.item ?? 0}`).value;
  const running = meeting?.phase === "running";
  return (
    <div class="floor-page">
      <Head
        title={<bdi>{meeting?.title ?? ""}</bdi>} beside={item && <bdi>{item.title}</bdi>}
        end={meeting?.simulated && <Tag ink="dotted">{t("simulated")}</Tag>}
      />
      <main>
        <div class="floor-half">
          <NowOnFloor />
          <NotHeard />
          {running && <NextTwo />}
          {running && <Line />}
        </div>
        <div class="floor-half">
          <Polls />
          <LastTurns />
        </div>
        <Mirror />
      </main>
      <footer class="languages" aria-label={t("language")}>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <Button key={code} lang={code} aria-pressed={language.value === code} onClick={() => void changeLanguage(code, "floor")}>{LANGUAGES[code]}</Button>
        ))}
      </footer>
    </div>
  );
}
