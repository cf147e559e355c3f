// The page of a rapporteur: how much time the group has, how far it is, and the values that it agrees. A phone on a table.

import { unitOfKey } from "../../state/breakouts.ts";
import { partName } from "../../state/polls.ts";
import { texts } from "../../text/index.ts";
import { Flag } from "../../ui/marks.tsx";
import { useMicrophone, useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";
import { GroupNow } from "./GroupNow.tsx";
import "./rapporteur.css";
import { Values } from "./Values.tsx";

const t = texts("rapporteur");

export function RapporteurPage() {
  const seat = useSeat();
  const { rows } = seat;
  const key = seat.welcome.value?.unit ?? "";
  const unit = unitOfKey(rows, key);
  const microphone = useMicrophone(unit === "group" ? key : undefined);
  const pause = rows.row("meeting").value?.pause;
  const mine = unit !== null && pause?.by === unit ? pause : undefined;
  return (
    <div class="rapporteur">
      <Head title={<bdi>{rows.row("meeting").value?.title ?? ""}</bdi>} beside={t("page_title")} saves />
      <main>
        <section class="group-now" aria-labelledby="group-name">
          <h2 id="group-name">{microphone && <Flag microphone={microphone} />}<bdi>{unit ? partName(rows, unit, key) : t("no_unit")}</bdi></h2>
          {unit && <GroupNow unit={key} pause={mine} />}
        </section>
        {unit && <Values unit={unit} group={key} pause={mine} />}
      </main>
    </div>
  );
}
