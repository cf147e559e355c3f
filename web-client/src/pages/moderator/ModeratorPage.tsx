// The moderator's page: who has the floor and who is next at the start, the lines at the end, the shares at the foot.

import { useEffect, useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { Button } from "../../ui/marks.tsx";
import { useSeat } from "../../ui/seat.tsx";
import { AddPanel } from "./AddPanel.tsx";
import { AgendaPanel } from "./AgendaPanel.tsx";
import { CallSheet } from "./CallSheet.tsx";
import { panel } from "./desk.ts";
import { FloorNow } from "./FloorNow.tsx";
import { FloorPanel } from "./FloorPanel.tsx";
import { useHallOffline, useKeptCalls } from "./hall.ts";
import { GroupsPanel } from "./GroupsPanel.tsx";
import { HallCall, HallFloor } from "./HallFloor.tsx";
import { HallSheet } from "./HallSheet.tsx";
import { HubPanel } from "./HubPanel.tsx";
import { Lanes } from "./Lanes.tsx";
import { MicrophonePanel } from "./MicrophonePanel.tsx";
import { NextCall } from "./NextCall.tsx";
import { PollPanel } from "./PollPanel.tsx";
import { RollSheet } from "./RollSheet.tsx";
import { Share } from "./Share.tsx";
import { Top } from "./Top.tsx";
import { UndoLine } from "./UndoLine.tsx";
import "./moderator.css";

const t = texts("moderator");

/** Below this width, or beside an open panel, the lanes are one list in calling order. */
const LANES_PX = 1180;
const LANES_AND_PANEL_PX = 1900;

/** Everything, or alone the sheet to call by, `?print=1`, or the roll of a question, `?roll=3`. */
export function ModeratorPage() {
  const [sheetOnly, setSheetOnly] = useState(new URLSearchParams(location.search).has("print"));
  const [roll, setRoll] = useState(Number(new URLSearchParams(location.search).get("roll")));
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => setPrinting(true);
    const after = () => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  const print = () => {
    setPrinting(true);
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  };
  const leaveRoll = () => {
    history.replaceState(history.state, "", location.pathname);
    panel.value = "polls";
    setRoll(0);
  };
  if (roll) return <RollSheet poll={roll} onPrint={() => window.print()} onBack={leaveRoll} />;
  if (sheetOnly) return <CallSheet alone onPrint={print} onBack={() => setSheetOnly(false)} />;
  return (
    <>
      <div class="moderator">
        <Top onPrint={print} />
        <Desk />
        <Share />
      </div>
      {printing && <CallSheet onPrint={print} />}
    </>
  );
}

function Desk() {
  const { rows } = useSeat();
  const open = panel.value;
  const width = useWidth();
  const list = width < (open ? LANES_AND_PANEL_PX : LANES_PX);
  const phase = rows.row("meeting").value?.phase;
  const offline = useHallOffline();
  useKeptCalls(offline);
  return (
    <div class={`desk${open ? " with-panel" : ""}${open === "polls" ? " broad-panel" : ""}`}>
      <main class="now" aria-label={t("floor_and_next")}>
        {offline && phase === "running" ? <><HallFloor /><HallCall /><HallSheet offline /></> : (
          <>
            <FloorNow />
            <HallSheet offline={false} />
            {phase === "running" && <NextCall />}
            <UndoLine />
          </>
        )}
      </main>
      <Lanes list={list} />
      {open && <aside class="panel" aria-label={t(`panel_${open}`)}><PanelHead />{panelBody(open)}</aside>}
    </div>
  );
}

function panelBody(open: NonNullable<typeof panel.value>) {
  switch (open) {
    case "polls": return <PollPanel />;
    case "hubs": return <HubPanel />;
    case "floor": return <FloorPanel />;
    case "agenda": return <AgendaPanel />;
    case "add": return <AddPanel />;
    case "groups": return <GroupsPanel />;
    case "mics": return <MicrophonePanel />;
  }
}

function PanelHead() {
  const open = panel.value;
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) panel.value = null;
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, []);
  if (!open) return null;
  return (
    <div class="panel-head">
      <h2>{t(`panel_${open}`)}</h2>
      <Button onClick={() => (panel.value = null)}>{t("close")}</Button>
    </div>
  );
}

function useWidth(): number {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const read = () => setWidth(innerWidth);
    addEventListener("resize", read);
    return () => removeEventListener("resize", read);
  }, []);
  return width;
}
