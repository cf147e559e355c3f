// The questions that a hub can answer now: those that run, and those of sealed sets that were opened here with their code.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PollId, PollRow, PollSetId } from "../../generated/protocol.ts";
import { isRunning } from "../../state/polls.ts";
import { keepSets, type KeptSets, unseal } from "../../state/sealed.ts";
import { useSeat } from "../../ui/seat.tsx";

const STORE = `sealed ${typeof location === "undefined" ? "" : location.pathname}`;

const kept = signal<KeptSets>(read());

function read(): KeptSets {
  try {
    const found = JSON.parse(localStorage.getItem(STORE) ?? "{}") as Partial<KeptSets>;
    return { sealed: found.sealed ?? {}, open: found.open ?? {} };
  } catch {
    return { sealed: {}, open: {} };
  }
}

function keep(next: KeptSets): void {
  kept.value = next;
  try {
    localStorage.setItem(STORE, JSON.stringify(next));
  } catch {
    // Kept while the page lives, then.
  }
}

/** Follows the rows: what is sealed is kept on this device, what is opened is forgotten. Once on the page. */
export function useSealedSets(): void {
  const seat = useSeat();
  const { rows } = seat;
  const sealed = new Map(rows.keys("sealed/").value.flatMap((key): [PollSetId, string][] => {
    const row = rows.row(key as `sealed/${number}`).value;
    return row ? [[Number(key.slice("sealed/".length)), row.sealed]] : [];
  }));
  const opened = new Set(rows.ids("set"));
  const heard = seat.standing.value.is === "live";
  const state = JSON.stringify([[...sealed], [...opened], heard]);
  useEffect(() => {
    const next = keepSets(kept.peek(), sealed, opened, heard);
    if (JSON.stringify(next) !== JSON.stringify(kept.peek())) keep(next);
  }, [state]);
}

/** The sets that are kept here and not opened yet, by number; those that were opened with their code have their questions. */
export const sealedSets = (): { set: PollSetId; open: boolean }[] =>
  Object.keys(kept.value.sealed).map(Number).sort((a, b) => a - b).map((set) => ({ set, open: kept.value.open[set] !== undefined }));

/** Opens a set with its code; false: the code is another's. */
export async function openSet(set: PollSetId, code: string): Promise<boolean> {
  const sealed = kept.peek().sealed[set];
  const questions = sealed === undefined ? null : await unseal(sealed, code);
  if (!questions) return false;
  keep({ ...kept.peek(), open: { ...kept.peek().open, [set]: questions } });
  return true;
}

/** A question that a hub can answer. */
export interface Question {
  id: PollId;
  row: PollRow;
  /** Opened here with the code of its set: the meeting's own word is still to come. */
  ahead: boolean;
}

/** Those that run, then those opened here ahead of the meeting's word. */
export function useQuestions(): Question[] {
  const { rows } = useSeat();
  const running = rows.ids("poll").flatMap((id): Question[] => {
    const row = rows.row(`poll/${id}`).value;
    return row && isRunning(row) ? [{ id, row, ahead: false }] : [];
  });
  const known = new Set(rows.ids("poll"));
  const ahead = Object.values(kept.value.open).flat().filter(([id]) => !known.has(id)).map(([id, row]): Question => ({ id, row, ahead: true }));
  return [...running, ...ahead];
}
