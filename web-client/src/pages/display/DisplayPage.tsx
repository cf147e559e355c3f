// The page of a big screen: the floor, the queue or a poll, by the address or by what matters at the moment.

import { useEffect } from "preact/hooks";
import { currentPolls, latestPolls } from "../../state/polls.ts";
import { useMore } from "../../text/index.ts";
import { RuleNews } from "../../ui/RuleNews.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { setTheme, themeIn } from "../../ui/theme.ts";
import "./display.css";
import { FloorScreen } from "./FloorScreen.tsx";
import { partIn, useWakeLock } from "./parts.tsx";
import { NoPoll, PollScreen } from "./PollScreen.tsx";
import { QueueScreen } from "./QueueScreen.tsx";

/** The screen, and for a while under it that the rule was changed. */
export function DisplayPage() {
  // Before the first poll, so that it is never waited for.
  useMore("result");
  useMore("terms");
  const bare = themeIn(new URLSearchParams(location.search)) === "transparent";
  return <><Screen />{!bare && <RuleNews big />}</>;
}

function Screen() {
  const { rows } = useSeat();
  const search = new URLSearchParams(location.search);
  const theme = themeIn(search);
  useWakeLock();
  // Projectors stand in dark halls: without a word in the address the ground is dark.
  useEffect(() => setTheme(theme ?? "dark"), [theme]);
  const part = partIn(search);
  if (theme === "transparent") return <FloorScreen bare />;
  if (part === "queue") return <QueueScreen />;
  if (part === "floor") return <FloorScreen />;
  const polls = part === "poll" ? latestPolls(rows) : currentPolls(rows);
  if (polls) return <PollScreen key={`${polls.set} ${polls.polls}`} group={polls} />;
  return part === "poll" ? <NoPoll /> : <FloorScreen />;
}
