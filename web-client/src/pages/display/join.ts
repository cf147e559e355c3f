// How people in the hall come into the meeting: the address to type and the code to scan.

import { useEffect, useState } from "preact/hooks";

/** What the server says of joining; null while it says nothing, and in meetings that nobody may join. */
export interface Join {
  /** The short address, without `https://`, as it is typed. */
  address: string;
  /** The QR code, as SVG. */
  svg: string;
}

/** Asks once, and again after a minute while there was no answer. */
export function useJoin(): Join | null {
  const [join, setJoin] = useState<Join | null>(null);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const found = await load();
        if (!over) setJoin(found);
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
  return join;
}

async function load(): Promise<Join | null> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("fixture")) return (await import("../../fixtures/play.ts")).join;
  const answer = await fetch("join.json", { credentials: "same-origin" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`join.json answers ${answer.status}`);
  return (await answer.json()) as Join;
}
