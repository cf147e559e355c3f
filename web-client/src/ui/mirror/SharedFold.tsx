// The mirror folded up, for pages whose matter is something else: nothing of it is loaded before somebody opens it.

import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { useSeat } from "../seat.tsx";
import "./fold.css";

const t = texts("common");

export function SharedFold({ open: opened = false }: { open?: boolean }) {
  const { rows } = useSeat();
  const [Mirror, setMirror] = useState<ComponentType<{ bare?: boolean }> | null>(null);
  if (!rows.row("mirror").value) return null;
  const load = (element: HTMLDetailsElement) => {
    if (element.open && !Mirror) void import("./Mirror.tsx").then((module) => setMirror(() => module.Mirror));
  };
  return (
    <details class="shared-fold" open={opened} onToggle={(event) => load(event.currentTarget)}>
      <summary>{t("mirror")}</summary>
      {Mirror && <Mirror bare />}
    </details>
  );
}
