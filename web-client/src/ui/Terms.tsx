// The terms of a question and what it came to, in sentences: the same words on every page.

import type { PollRow, TallyRow } from "../generated/protocol.ts";
import { outcomeSentences, type Sentence, type Termed, termsSentences } from "../state/terms.ts";
import { number } from "../text/format.ts";
import { texts, useMore } from "../text/index.ts";

const t = texts("terms");

/** The words of a sentence; its key where it has none, so that it is seen. */
export function said({ key, parameters = {} }: Sentence): string {
  const name = `terms_${key}`;
  return t.has(name) ? t(name, parameters) : name;
}

interface TermsProperties {
  poll: Termed & Partial<Pick<PollRow, "electorate" | "opened_ms">>;
  /** How many ballots there can be, where that is known; of an opened question its electorate. */
  all?: number | undefined;
  class?: string;
}

/** The terms, one sentence a line. Nothing until the texts are there. */
export function Terms({ poll, all, class: more }: TermsProperties) {
  if (!useMore("terms")) return null;
  const known = all ?? (poll.opened_ms !== undefined ? poll.electorate : undefined);
  return <ul class={`terms-said ${more ?? ""}`}>{termsSentences(poll, known).map((one) => <li key={one.key}>{said(one)}</li>)}</ul>;
}

/** What it came to, in one paragraph; the first sentence is the answer, and bold. Nothing where nothing is decided. */
export function OutcomeWords({ poll, tally, class: more }: { poll: PollRow; tally: TallyRow; class?: string }) {
  const sentences = outcomeSentences(poll, tally);
  if (!useMore("terms") || !sentences.length) return null;
  const [first, ...rest] = sentences.map(said);
  return <p class={`outcome-words ${more ?? ""}`}><b>{first}</b> {rest.join(" ")}</p>;
}

/** The word for a kind of question; nothing until the texts are there. Call `useMore("terms")` in the component. */
export const kindName = (kind: PollRow["kind"]): string => (t.has(`terms_kind_${kind}`) ? t(`terms_kind_${kind}`) : "");

/** "Round 2". */
export const roundName = (n: number): string => (t.has("terms_round") ? t("terms_round", { n: number(n) }) : "");
