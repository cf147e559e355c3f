// Sending a command, and keeping its refusal to show where the action is.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Command, isDone } from "../connection/frames.ts";
import type { Refusal } from "../generated/protocol.ts";
import { texts } from "../text/index.ts";
import { useSeat } from "./seat.tsx";

const t = texts("common");

/** A refusal is read, and then in the way. */
const READ_MS = 30_000;

/** What a part of a page needs to act. */
export interface Commanding {
  /** Resolves to whether it was done, perhaps minutes later. `done` is called then, if it was. */
  send(command: Command, done?: () => void): Promise<boolean>;
  /** The last refusal, until the next command or for half a minute. */
  refused: Refusal | null;
  /** Forgets the refusal. */
  clear(): void;
}

/** Each part of a page that acts has its own, so that a refusal stands where the action is. */
export function useCommand(): Commanding {
  const seat = useSeat();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);
  useEffect(() => {
    if (!refused) return;
    const timer = setTimeout(() => setRefused(null), READ_MS);
    return () => clearTimeout(timer);
  }, [refused]);
  const send = async (command: Command, done?: () => void): Promise<boolean> => {
    setRefused(null);
    const reply = await seat.command(command);
    const good = isDone(reply);
    if (here.current) setRefused(good ? null : (reply.refused ?? null));
    if (good) done?.();
    return good;
  };
  return { send, refused, clear: () => setRefused(null) };
}

/** Why something was not done, in words; nothing while all is well. */
export function Refused({ refused }: { refused: Refusal | null }) {
  if (!refused) return null;
  return <p class="remedy" role="alert">{t("not_done", { reason: refused.text })}</p>;
}
