// The questions that regions or groups answer by a value, and those answered by counted hands: entry and correction.

import type { PollId, PollRow } from "../../generated/protocol.ts";
import { groupState, groupTitle, latestPolls, type PollGroup, pollGroups } from "../../state/polls.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { AgreedTable } from "../../ui/AgreedTable.tsx";
import { HandsTable } from "../../ui/HandsTable.tsx";
import { Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("reporter");

export function Questions() {
  const { rows } = useSeat();
  const latest = latestPolls(rows)?.polls[0];
  const groups = pollGroups(rows).filter((group) => opened(rows, group).some(([, poll]) => poll.methods.agreed_by || poll.methods.counted));
  return (
    <section class="desk-part questions-part" aria-labelledby="questions-title">
      <h2 id="questions-title">{t("questions")}</h2>
      {groups.length === 0 && <p class="quiet">{t("questions_none")}</p>}
      {groups.map((group) => <Group key={group.set === null ? `poll/${group.polls[0]}` : `set/${group.set}`} group={group} open={latest !== undefined && group.polls.includes(latest)} />)}
    </section>
  );
}

const opened = (rows: ReturnType<typeof useSeat>["rows"], group: PollGroup): [PollId, PollRow][] =>
  group.polls.flatMap((id): [PollId, PollRow][] => {
    const poll = rows.row(`poll/${id}`).value;
    return poll?.opened_ms !== undefined ? [[id, poll]] : [];
  });

/** One group of questions. The latest stands open from the start; afterwards its reader opens and closes it. */
function Group({ group, open }: { group: PollGroup; open: boolean }) {
  const { rows } = useSeat();
  const polls = opened(rows, group);
  const state = groupState(rows, group);
  const agreed = polls.filter(([, poll]) => poll.methods.agreed_by);
  return (
    <details ref={(box: HTMLDetailsElement | null) => { if (box && open && !box.dataset["seen"]) { box.open = true; box.dataset["seen"] = "yes"; } }}>
      <summary>
        <b><bdi>{groupTitle(rows, group)}</bdi></b>{" "}
        <Tag ink={state === "closed" ? "outline" : "ink"}>{t(state === "closed" ? "poll_final" : "poll_open")}</Tag>
      </summary>
      {agreed.length > 0 && <AgreedTable polls={agreed} />}
      {polls.map(([id, poll], i) => poll.methods.counted && (
        <div key={id} class="counted-question">
          <h3 dir="auto">{polls.length > 1 && `${number(i + 1)} `}{poll.question}</h3>
          <HandsTable id={id} poll={poll} open={false} />
        </div>
      ))}
    </details>
  );
}
