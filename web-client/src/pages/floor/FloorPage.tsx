// The page of the floor: what stands on it.

import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";

const t = texts("floor");

export function FloorPage() {
  const { rows } = useSeat();
  return <Head title={rows.row("meeting").value?.title ?? ""} beside={t("page_title")} />;
}
