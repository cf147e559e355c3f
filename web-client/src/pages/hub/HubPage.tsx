// The page of the hub: what stands on it.

import { texts } from "../../text/index.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";

const t = texts("hub");

export function HubPage() {
  const { rows } = useSeat();
  return <Head title={rows.row("meeting").value?.title ?? ""} beside={t("page_title")} />;
}
