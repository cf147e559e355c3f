// Sending a command, and keeping its refusal to show where the action is.

import { useState } from "preact/hooks";
import type { Command } from "../../connection/frames.ts";
import type { Refusal } from "../../generated/protocol.ts";
import { useSeat } from "../../ui/seat.tsx";

/** `send` resolves to whether it was done; `refused` is the last refusal, until the next command. */
export function useCommand() {
  const seat = useSeat();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const send = async (command: Command): Promise<boolean> => {
    setRefused(null);
    const reply = await seat.command(command);
    setRefused(reply.refused ?? null);
    return !reply.refused;
  };
  return { send, refused };
}
