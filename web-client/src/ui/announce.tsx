// What a screen reader is told: one polite region, one assertive, and a rule of how often.

import { signal } from "@preact/signals";

const polite = signal("");
const assertive = signal("");

/** At most one sentence about the same subject in so long. */
export const POSITION_MS = 30_000;

interface Pending {
  said_ms: number;
  text: string;
  timer: ReturnType<typeof setTimeout> | null;
}

const subjects = new Map<string, Pending>();

/** Says a sentence when the reader pauses. For things that happened once. */
export function announce(text: string): void {
  polite.value = fresh(polite.value, text);
}

/** Says a sentence at once. Only for "you are next" and "you have the floor". */
export function announceAtOnce(text: string): void {
  assertive.value = fresh(assertive.value, text);
}

/**
 * Says how something stands, such as one's position, at most every `every_ms`: the first time at once, later the
 * latest sentence when the time is over. The same sentence is not repeated.
 */
export function announceStanding(subject: string, text: string, every_ms = POSITION_MS, now_ms = Date.now()): void {
  const known = subjects.get(subject);
  if (!known) {
    subjects.set(subject, { said_ms: now_ms, text, timer: null });
    return announce(text);
  }
  if (known.text === text) return;
  known.text = text;
  const wait_ms = known.said_ms + every_ms - now_ms;
  if (wait_ms <= 0) {
    known.said_ms = now_ms;
    return announce(text);
  }
  known.timer ??= setTimeout(() => {
    known.timer = null;
    known.said_ms = Date.now();
    announce(known.text);
  }, wait_ms);
}

/** What was last said, politely and at once; for tests. */
export const heard = () => ({ polite: polite.value.trim(), assertive: assertive.value.trim() });

/** The same words twice need a difference, or the second is not read. */
const fresh = (before: string, text: string) => (before === text ? `${text}\u00a0` : text);

/** The two regions. The shell renders them once. */
export function Announcer() {
  return (
    <div class="unseen">
      <div aria-live="polite" role="status">{polite.value}</div>
      <div aria-live="assertive" role="alert">{assertive.value}</div>
    </div>
  );
}
