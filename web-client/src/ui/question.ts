// A question as its reader sees it: in their language where it was worded, and with the points that its kind has.

import type { PollRow, Scale, Wording } from "../generated/protocol.ts";
import { language, texts } from "../text/index.ts";

const t = texts("common");

const short = (tag: string) => tag.toLowerCase().split("-")[0];

/** The wording in the reader's language; undefined: the question has none but its first. */
export const wordingOf = (poll: PollRow): Wording | undefined => poll.wordings?.find((one) => short(one.language) === language.value);

/** The question in full, in the reader's language where it was worded in it. */
export const questionOf = (poll: PollRow): string => wordingOf(poll)?.question || poll.question;

/** A short title has no other languages: where the question was worded in the reader's, it stands instead if it fits. */
const SHORT_CHARS = 60;

/** The short title, for tables and lists. */
export function shortOf(poll: PollRow): string {
  const worded = wordingOf(poll)?.question;
  return worded && worded.length <= SHORT_CHARS ? worded : poll.short || questionOf(poll);
}

/** The scale with its labels in the reader's language. Votes and objection calls have our own words for their points; so has a temperature check that was given none. */
export function scaleOf(poll: PollRow): Scale {
  if (poll.kind === "vote") return { ...poll.scale, labels: [t("point_for"), t("point_against"), t("point_abstain")] };
  if (poll.kind === "objection") return { ...poll.scale, labels: [t("point_live_with"), t("point_object")] };
  if (poll.kind === "temperature" && !poll.scale.labels.length) {
    const words = [t("point_temperature_1"), t("point_temperature_2"), t("point_temperature_3"), t("point_temperature_4"), t("point_temperature_5")];
    return { ...poll.scale, labels: poll.scale.points === words.length ? words : [words[0] as string, words[4] as string] };
  }
  const labels = wordingOf(poll)?.labels;
  return labels?.length ? { ...poll.scale, labels } : poll.scale;
}
