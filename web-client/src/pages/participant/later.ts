// Loads the part of the page that belongs to polls: soon after the page stands, or at once where it is wanted.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useMore } from "../../text/index.ts";

type PollPart = typeof import("./PollPart.tsx");

/** A hand can be raised, then the rest is asked for. */
const SOON_MS = 1_500;
const AGAIN_MS = 2_000;

const part = signal<PollPart | null>(null);
let loading = false;

function load(): void {
  if (part.peek() || loading) return;
  loading = true;
  import("./PollPart.tsx").then((module) => {
    part.value = module;
  }, () => setTimeout(load, AGAIN_MS)).finally(() => {
    loading = false;
  });
}

/** Asks for it once the page stands, before a link may be lost. */
export function usePollPartSoon(): void {
  useEffect(() => {
    const timer = setTimeout(load, SOON_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** The part with its texts, or null until it is there; the component renders again then. */
export function usePollPart(): PollPart | null {
  useEffect(load, []);
  const worded = useMore("ballot");
  const termed = useMore("terms");
  return worded && termed ? part.value : null;
}
