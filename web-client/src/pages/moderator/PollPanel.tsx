// Polls: the one that runs or was last, what can be asked at once, the prepared ones, the earlier ones.

import { useState } from "preact/hooks";
import { groupState, groupTitle, type PollGroup, pollGroups } from "../../state/polls.ts";
import { texts, useMore } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Button } from "../../ui/marks.tsx";
import { questionOf } from "../../ui/question.ts";
import { useSeat } from "../../ui/seat.tsx";
import { Terms } from "../../ui/Terms.tsx";
import { AskNow } from "./AskNow.tsx";
import { naming, pollKeys } from "./desk.ts";
import { PollNow } from "./PollNow.tsx";

const t = texts("moderator");

export function PollPanel() {
  const { rows } = useSeat();
  useMore("terms");
  const { running, latest } = pollKeys(rows);
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = pollGroups(rows);
  const keyOf = (group: PollGroup) => (group.set === null ? `poll/${group.polls[0]}` : `set/${group.set}`);
  const closed = groups.filter((group) => groupState(rows, group) === "closed");
  const current = running ?? closed.find((group) => keyOf(group) === chosen) ?? latest;
  const drafts = groups.filter((group) => group.polls.some((id) => rows.row(`poll/${id}`).value?.state === "draft"));
  return (
    <>
      {current ? <PollNow key={keyOf(current)} group={current} /> : <p class="quiet">{t("poll_none_yet")}</p>}
      {running === null && <AskNow />}
      <h3>{t("poll_prepared")}</h3>
      {drafts.length === 0 && <p class="quiet">{t("poll_none_prepared")}</p>}
      <ul class="poll-list">
        {drafts.map((group) => <Prepared key={keyOf(group)} group={group} off={running !== null} />)}
      </ul>
      {closed.length > 1 && (
        <>
          <h3>{t("poll_earlier")}</h3>
          <ul class="poll-list">
            {closed.filter((group) => !current || keyOf(group) !== keyOf(current)).map((group) => (
              <li key={keyOf(group)}><span><bdi>{groupTitle(rows, group)}</bdi></span><Button class="slim" off={running !== null} onClick={() => setChosen(keyOf(group))}>{t("poll_look")}</Button></li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** A set or question that waits to be opened, with its questions in full and the terms that will hold. */
function Prepared({ group, off }: { group: PollGroup; off: boolean }) {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const first = rows.row(`poll/${group.polls[0] ?? 0}`).value;
  const code = group.set === null ? undefined : rows.row(`set/${group.set}`).value?.code;
  return (
    <li>
      <details>
        <summary><b><bdi>{groupTitle(rows, group)}</bdi></b> <span class="quiet">{t("n_questions", { n: group.polls.length })}</span></summary>
        <ol class="questions">{group.polls.map((id) => { const poll = rows.row(`poll/${id}`).value; return <li key={id} dir="auto">{poll && questionOf(poll)}</li>; })}</ol>
        {first && <Terms poll={first} class="small quiet" />}
        {code && <p class="small">{t.pieces("set_code", { code: <b><bdi dir="ltr" class="code">{code}</bdi></b> })}</p>}
      </details>
      <Button class="slim" off={off} onClick={() => void send({ do: "open_polls", ...naming(group) })}>{t("poll_open_now")}</Button>
      <Refused refused={refused} />
    </li>
  );
}
