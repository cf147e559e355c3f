// Weights and budgets of microphones on one agenda item: the list is saved as a whole, and has only what differs.

import type { ItemShare, Key } from "../../generated/protocol.ts";

/** The list after a change at one microphone; a value of null: as the microphone has it. */
export function withShare(shares: readonly ItemShare[], microphone: Key, change: { weight?: number | null; budget_ms?: number | null }): ItemShare[] {
  const before = shares.find((one) => one.microphone === microphone);
  const weight = change.weight === undefined ? before?.weight : change.weight;
  const budget_ms = change.budget_ms === undefined ? before?.budget_ms : change.budget_ms;
  const others = shares.filter((one) => one.microphone !== microphone);
  if (weight == null && budget_ms == null) return others;
  return [...others, { microphone, ...(weight == null ? {} : { weight }), ...(budget_ms == null ? {} : { budget_ms }) }];
}
