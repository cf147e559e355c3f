// The floor's mirror: how the floor has in fact been shared, in sentences first and then in tables.

import { timeOfDay } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { useSeat } from "../seat.tsx";
import { Measures } from "./Measures.tsx";
import "./mirror.css";
import { BothSides, SharesTable } from "./SharesTable.tsx";

const t = texts("mirror");

/** `bare`: under a title that stands there already. */
export function Mirror({ bare }: { bare?: boolean }) {
  const { rows } = useSeat();
  const mirror = rows.row("mirror").value;
  if (!useMore("mirror")) return null;
  return (
    <section class="mirror" aria-labelledby="mirror-title">
      <div class="mirror-head">
        {bare ? <span id="mirror-title" class="unseen">{t("mirror")}</span> : <h2 id="mirror-title">{t("mirror")}</h2>}
        {mirror && <p class="quiet">{t("mirror_as_of", { time: timeOfDay(mirror.as_of_ms) })}</p>}
      </div>
      {!mirror ? <p class="quiet">{t("mirror_none")}</p> : (
        <>
          <Measures mirror={mirror} />
          <SharesTable mirror={mirror} />
          <BothSides mirror={mirror} />
          <p class="quiet mirror-note">{t("mirror_note")}</p>
        </>
      )}
    </section>
  );
}
