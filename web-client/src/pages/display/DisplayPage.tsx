// The page of a big screen: what stands on it.

import { useSeat } from "../../ui/seat.tsx";
import { Head } from "../../ui/shell.tsx";

export function DisplayPage() {
  const { rows } = useSeat();
  return <Head title={rows.row("meeting").value?.title ?? ""} />;
}
