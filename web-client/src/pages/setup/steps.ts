// The subjects of the set-up, one page each, and which of them is on screen: `?step=agenda`, so that it can be linked.

import { signal } from "@preact/signals";
import type { MeetingRows } from "../../state/rows.ts";

/** The subjects, in the order in which a meeting is prepared. */
export const STEPS = ["meeting", "agenda", "microphones", "regions", "places", "people", "polls", "links"] as const;
/** One subject. */
export type Step = (typeof STEPS)[number];

const read = (): Step => {
  const wanted = new URLSearchParams(location.search).get("step");
  return STEPS.find((step) => step === wanted) ?? "meeting";
};

/** The subject on screen. */
export const step = signal<Step>(typeof location === "undefined" ? "meeting" : read());

/** Goes to a subject, in the browser's history. */
export function go(next: Step): void {
  const search = new URLSearchParams(location.search);
  search.set("step", next);
  history.pushState(history.state, "", `${location.pathname}?${search}`);
  step.value = next;
  scrollTo(0, 0);
}

/** Follows the browser's back and forward. Returns the way to stop it. */
export function followHistory(): () => void {
  const follow = () => (step.value = read());
  addEventListener("popstate", follow);
  return () => removeEventListener("popstate", follow);
}

/** Whether something is there that a meeting needs of a subject. */
export function isFilled(rows: MeetingRows, which: Step): boolean {
  switch (which) {
    case "meeting": return !!rows.row("meeting").value?.title;
    case "agenda": return rows.ids("item").length > 0;
    case "microphones": return rows.keys("microphone/").value.length > 0;
    case "regions": return (rows.row("regions").value ?? []).length > 0;
    case "places": return rows.ids("hub").length > 0;
    case "people": return rows.ids("person").length > 0;
    case "polls": return rows.ids("poll").length > 0;
    case "links": return false;
  }
}
