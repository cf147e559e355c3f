// Each change is a command of its own: what was saved last and when, and what stands on the page that is to be mended.

import { signal } from "@preact/signals";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Command, isDone } from "../../connection/frames.ts";
import type { Refusal } from "../../generated/protocol.ts";
import type { Seat } from "../../state/seat.ts";
import { useSeat } from "../../ui/seat.tsx";

/** When something was saved last, ms since 1970; null: nothing was, since the page is open. */
export const saved_ms = signal<number | null>(null);
/** The fields that are to be mended, by their ids. */
export const toMend = signal<ReadonlySet<string>>(new Set());

/** How many changes are asked for and not yet seen in the rows. */
const inFlight = signal(0);

function mark(id: string, wrong: boolean): void {
  if (toMend.value.has(id) === wrong) return;
  const next = new Set(toMend.value);
  if (wrong) next.add(id);
  else next.delete(id);
  toMend.value = next;
}

/** Counts a field among those to be mended, while it is wrong and on the page. */
export function useToMend(wrong: boolean): void {
  const id = useId();
  useEffect(() => {
    mark(id, wrong);
    return () => mark(id, false);
  }, [wrong]);
}

/**
 * What is saved as a whole though its parts are changed one by one: a second change is made to what the first one asked
 * for, not to what the server has confirmed so far. Put what is asked for into `current`.
 */
export function useLatest<T>(saved: T): { current: T } {
  const latest = useRef(saved);
  if (inFlight.value === 0) latest.current = saved;
  return latest;
}

/** What a part of the page needs to save. */
export interface Saving {
  /** Resolves to what was made, as `item/3`, or null if it was refused. */
  save(command: Command): Promise<readonly string[] | null>;
  /** The last refusal, until the next command. */
  refused: Refusal | null;
  clear(): void;
}

/** A reply comes before the rows that it is about: what was typed stays until they are there, or so long at most. */
const SHOWN_MS = 2_000;

function shown(seat: Seat, version: number): Promise<void> {
  return new Promise((resolve) => {
    let stop = () => {};
    const end = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, SHOWN_MS);
    stop = seat.watch(() => seat.rows.version.value >= version && queueMicrotask(end));
  });
}

/** Sends commands, keeps the time, and the refusal for the place where the change was made. */
export function useSaving(): Saving {
  const seat = useSeat();
  const [refused, setRefused] = useState<Refusal | null>(null);
  useToMend(refused !== null);
  const save = async (command: Command) => {
    setRefused(null);
    inFlight.value++;
    try {
      const reply = await seat.command(command);
      if (!isDone(reply)) {
        setRefused(reply.refused ?? null);
        return null;
      }
      saved_ms.value = Date.now();
      if (reply.done !== undefined) await shown(seat, reply.done);
      return reply.made ?? [];
    } finally {
      inFlight.value--;
    }
  };
  return { save, refused, clear: () => setRefused(null) };
}
