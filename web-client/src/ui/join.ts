// How people in the hall come into the meeting: an address to type and a code to scan.
//
// The server keeps no secret that it could show again, so a display's own link brings the link to join by with it, after
// the `#`: `.../#SECRET&join=LINK.SECRET`.

import { useEffect, useState } from "preact/hooks";
import type { Fragment } from "../connection/session.ts";
import { useSeat } from "./seat.tsx";

/** What is shown of joining. */
export interface Join {
  /** The address of the meeting's public view, without `https://`, as it is typed; null where the meeting is not public. */
  address: string | null;
  /** The QR code of the shared link, as SVG; null where the display was given none. */
  svg: string | null;
}

const keyOf = (path: string) => `join by ${path}`;

/** Remembers on this device the link to join by, which leaves the address together with the secret. */
export function keepJoin(path: string, join: Fragment["join"]): void {
  if (!join) return;
  try {
    localStorage.setItem(keyOf(path), JSON.stringify(join));
  } catch {
    // Not after a reload, then.
  }
}

/** What to show; the code is asked for once, and again after a minute while there is no answer. */
export function useJoin(): Join {
  const seat = useSeat();
  const isPublic = seat.rows.row("meeting").value?.public ?? false;
  const meeting = seat.welcome.value?.meeting;
  const [drawn, setDrawn] = useState<Join | null>(null);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const found = await draw();
        if (!over) setDrawn(found);
      } catch {
        timer = setTimeout(ask, 60_000);
      }
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);
  return { address: drawn?.address ?? (isPublic && meeting ? `${location.host}/m/${meeting}/` : null), svg: drawn?.svg ?? null };
}

async function draw(): Promise<Join | null> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("fixture")) return (await import("../fixtures/play.ts")).join;
  const kept = localStorage.getItem(keyOf(location.pathname.replace(/[^/]*$/, "")));
  if (!kept) return null;
  const answer = await fetch("qr.svg", { method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: kept });
  if (answer.status >= 500 || answer.status === 429) throw new Error(`the code is not drawn: ${answer.status}`);
  return answer.ok ? { address: null, svg: await answer.text() } : null;
}
