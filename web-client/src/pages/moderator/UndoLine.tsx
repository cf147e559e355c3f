// The last line of the first column: what would be undone, with its key. What happened stands where it happened.

import { span } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Refused, useCommand } from "../../ui/command.tsx";
import { useKeys } from "../../ui/keys.tsx";
import { Key } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";

const t = texts("moderator");

export function UndoLine() {
  const seat = useSeat();
  const row = seat.rows.row("undo").value;
  const { send, refused } = useCommand();
  const undo = () => {
    if (row?.seq !== undefined) void send({ do: "undo", seq: row.seq }, () => announce(t("said_undone")));
  };
  useKeys([{ key: "u", does: t("undo_does"), run: undo, when: row?.seq !== undefined }]);
  if (row?.seq === undefined || !row.what) return <div class="undo"><Refused refused={refused} /></div>;
  const words = row.name ? t.pieces(`undo_${row.what}_name` as "undo_called_name", { name: <bdi>{row.name}</bdi> }) : [t(`undo_${row.what}`)];
  const known = t.has(`undo_${row.what}_name`) ? words : [t(`undo_${row.what}`)];
  return (
    <div class="undo">
      <Refused refused={refused} />
      <button type="button" class="undo-button one-line" aria-keyshortcuts="u" onClick={undo}>
        <Key name="u" /> <span class="one-line">{t.pieces("undo_what", { what: <>{known}</>, ago: <Ago at_ms={row.at_ms ?? 0} /> })}</span>
      </button>
    </div>
  );
}

/** How long ago; in whole minutes after the first, so that it does not tick for ever. */
function Ago({ at_ms }: { at_ms: number }) {
  const ago_ms = Math.max(0, useSeat().now.value - at_ms);
  return <>{span(ago_ms < 60_000 ? ago_ms : Math.floor(ago_ms / 60_000) * 60_000)}</>;
}
