// The terms as somebody reads them who answers: what matters first in one block, the rest folded; clarifications beside them.

import type { PollRow } from "../../generated/protocol.ts";
import { termsSentences } from "../../state/terms.ts";
import { timeOfDay } from "../../text/format.ts";
import { texts, useMore } from "../../text/index.ts";
import { said } from "../Terms.tsx";

const t = texts("ballot");

/** Who may answer, secret or by name, what carries it, what binds: the others are about the result. */
const FIRST = /^(temperature|without_names|by_name|secret|who_|open_mode|carried_(?!none)|quorum)/;

/** The block of terms over a ballot. Call `useMore("ballot")` in the component around it. */
export function PollTerms({ poll }: { poll: PollRow }) {
  if (!useMore("terms")) return null;
  const sentences = termsSentences(poll, poll.opened_ms === undefined ? undefined : poll.electorate);
  const first = sentences.filter(({ key }) => FIRST.test(key)).map(said);
  const rest = sentences.filter(({ key }) => !FIRST.test(key)).map(said);
  return (
    <div class="poll-terms">
      <p>{(first.length ? first : rest).join(" ")}</p>
      {first.length > 0 && rest.length > 0 && <details><summary>{t("terms_more")}</summary><p>{rest.join(" ")}</p></details>}
    </div>
  );
}

/** Notes that were added after the question opened. */
export function Clarified({ poll }: { poll: PollRow }) {
  if (!poll.clarified?.length) return null;
  return (
    <ul class="clarified">
      {poll.clarified.map((one) => <li key={one.at_ms}><b>{t("clarified_at", { time: timeOfDay(one.at_ms) })}</b> <span dir="auto">{one.text}</span></li>)}
    </ul>
  );
}
