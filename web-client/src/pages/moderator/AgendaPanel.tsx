// The agenda, breaks and groups, and what concerns the meeting as a whole. Only its end asks before it is done.

import type { ItemId } from "../../generated/protocol.ts";
import { minutes, timeOfDay } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { Refused, useCommand } from "../../ui/command.tsx";
import { Confirm } from "../../ui/Field.tsx";
import { keysOn, switchKeys } from "../../ui/keys.tsx";
import { Button, Tag } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { GroupsPanel } from "./GroupsPanel.tsx";
import { soundOn, switchSound } from "./sound.ts";

const t = texts("moderator");

export function AgendaPanel() {
  return (
    <>
      <Items />
      <GroupsPanel />
      <Meeting />
    </>
  );
}

function Items() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const meeting = rows.row("meeting").value;
  const items = rows.ids("item").map((id): [ItemId, number] => [id, rows.row(`item/${id}`).value?.position ?? 0]).sort((a, b) => a[1] - b[1]);
  return (
    <section class="panel-part">
      <h3 class="unseen">{t("panel_agenda")}</h3>
      <ol class="items">
        {items.map(([id, position]) => {
          const item = rows.row(`item/${id}`).value;
          const now = meeting?.item === id;
          return (
            <li key={id} aria-current={now ? "step" : undefined}>
              <b>{position}</b>
              <span><bdi>{item?.title}</bdi><br />
                <span class="small quiet">{[t("item_turns", { span: minutes(item?.turn_ms ?? 0) }), item?.item_ms ? t("item_whole", { span: minutes(item.item_ms) }) : "", now && meeting?.item_started_ms ? t("item_since", { time: timeOfDay(meeting.item_started_ms) }) : ""].filter(Boolean).join(t("comma"))}</span>
              </span>
              {now ? <Tag ink="bold">{t("item_now")}</Tag>
                : <Button class="slim" off={meeting?.phase !== "running"} onClick={() => void send({ do: "start_item", item: id })}>{t("item_start")}</Button>}
            </li>
          );
        })}
      </ol>
      <Refused refused={refused} />
      <p class="small quiet">{t("item_means")}</p>
    </section>
  );
}

function Meeting() {
  const { rows } = useSeat();
  const { send, refused } = useCommand();
  const phase = rows.row("meeting").value?.phase;
  return (
    <section class="panel-part">
      <h3>{t("this_page")}</h3>
      <label class="tick"><input type="checkbox" checked={keysOn.value} onChange={(event) => switchKeys((event.target as HTMLInputElement).checked)} />{t("single_keys")}</label>
      <label class="tick"><input type="checkbox" checked={soundOn.value} onChange={(event) => switchSound((event.target as HTMLInputElement).checked)} />{t("point_sounds")}</label>
      <p><a href="?print=1">{t("call_sheet")}</a></p>
      <h3>{t("the_meeting")}</h3>
      {phase === "preparing" && <Button rank="answer" onClick={() => void send({ do: "start_meeting" })}>{t("start_meeting")}</Button>}
      {phase === "running" && <Confirm ask={t("end_meeting")} confirm={t("end_meeting_yes")} question={t("end_meeting_question")} onConfirm={() => void send({ do: "end_meeting" })} />}
      {phase === "ended" && <p>{t("ended")}</p>}
      <Refused refused={refused} />
    </section>
  );
}
