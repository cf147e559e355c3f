// The marks, in the order of the look: microphones, states, sides, clock, scales, type, ground, actions.

import type { ComponentChildren } from "preact";
import type { Scale } from "../../generated/protocol.ts";
import { readClock } from "../../ui/clock.ts";
import { LikertBars, LikertTable, Swatch } from "../../ui/Likert.tsx";
import { Band, Button, Flag, PlaceName, Plate, SideMark, type State, Tag } from "../../ui/marks.tsx";
import { tones } from "../../ui/scale.ts";
import { TurnClock } from "../../ui/TurnClock.tsx";
import "./sheet.css";

const MICROPHONES = [
  ["G", "blue", false, "Government"], ["P", "brown", false, "Private sector"], ["C", "green", false, "Civil society"],
  ["T", "magenta", false, "Technical and academic"], ["Y", "blue", true, "Youth: the fifth to eighth are hollow"], ["政", "brown", true, "Donors"],
  ["In", "ink", false, "Two letters, the ninth"],
] as const;
const STATES: State[] = ["waiting", "provisional", "not_ready", "on_deck", "ready", "on_air", "over_time"];
const MINE: State[] = ["sending", "sent", "confirmed", "kept_here"];
const AGREE: Scale = { first: 1, points: 5, polarity: "bipolar", labels: ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"] };
const HOW_FAR: Scale = { first: 1, points: 5, polarity: "unipolar", labels: ["not at all", "completely"] };
const LONG: Scale = { first: 0, points: 11, polarity: "bipolar", labels: ["against", "for"] };
const turn = { limit_ms: 120_000, spoken_ms: 0, started_ms: 0, running_since_ms: 0 };
const GROUNDS = ["paper", "sheet", "line", "control", "ink", "ink-2", "ink-3", "signal"];

export function SheetPage() {
  return (
    <main class="sheet">
      <h1>Colour means microphone. Shape means side. Ink means certainty.</h1>
      <Section title="Microphones">
        <ul class="big">{MICROPHONES.map(([letter, hue, hollow, name]) => <li key={name}><Flag microphone={{ letter, hue, hollow }} />{name}</li>)}</ul>
      </Section>
      <Section title="States of a hand">
        <ul>{[...STATES, ...MINE].map((state) => <li key={state}><Plate state={state} /></li>)}</ul>
      </Section>
      <Section title="Sides">
        <ul class="sides"><li><PlaceName side="room" /></li><li><PlaceName side="hub" name="Nairobi" /></li><li><PlaceName side="online" /></li><li><SideMark side="hub" hollow /> hub, line not up</li><li><SideMark side="online" hollow /> online, line not up</li></ul>
      </Section>
      <Section title="Turn clock">
        <TurnClock reading={readClock(turn, 36_000)} />
        <TurnClock reading={readClock(turn, 98_000)} />
        <TurnClock reading={readClock(turn, 132_900)} />
        <TurnClock reading={readClock({ limit_ms: 120_000, spoken_ms: 0 }, 0)} />
        <TurnClock reading={readClock({ limit_ms: 120_000, spoken_ms: 40_000, started_ms: 0, paused_since_ms: 1000 }, 15_000)} />
        <TurnClock reading={readClock(turn, 36_000, 14_000)} />
      </Section>
      <Section title="Scales of two to eleven points">
        {(["bipolar", "unipolar"] as const).map((polarity) => [2, 3, 4, 5, 7, 11].map((points) => (
          <p class="tones" key={`${polarity}${points}`}>{tones(polarity, points).map((tone, i) => <Swatch key={i} tone={tone}>{i + 1}</Swatch>)}</p>
        )))}
      </Section>
      <Section title="Type">
        <p class="t6"><b>Floor 2:00 发言 كلمة</b></p><p class="t5"><b>Очередь 队列 قائمة</b></p><p class="t4">Waiting, ожидание, 等候, انتظار</p><p>Body 15 to 17 px, two weights</p>
      </Section>
      <Section title="Ground">
        <p class="grounds">{GROUNDS.map((name) => <span key={name} class={`ground-${name}`}>{name}</span>)}</p>
      </Section>
      <Section title="Actions and focus">
        <p class="row"><Button rank="main" keyName="n">Call next</Button><Button keyName=" ">Pause</Button><Button rank="answer">Confirm</Button><Button off>No hand is up</Button></p>
        <Band end={<Button>Print the list</Button>}><b>Offline for 1 min 12 s.</b> Keep working.</Band>
        <Tag ink="outline">wild variation</Tag>
      </Section>
      <section class="broad"><h2>Bipolar, diverging</h2>
        <LikertBars scale={AGREE} figuresPerPercent={0.5} all={{ key: "all", label: "All", counts: [86, 135, 144, 492, 347] }} rows={[
          { key: "a", label: "Africa", counts: [8, 16, 27, 121, 96] },
          { key: "e", label: "Europe", counts: [49, 60, 34, 86, 58], wild: true },
          { key: "n", label: "North America", counts: [0, 1, 19, 52, 35] },
          { key: "x", label: "Somewhere", counts: null },
        ]} />
        <LikertBars scale={HOW_FAR} figuresPerPercent={0.7} all={{ key: "all", label: "All", counts: [12, 18, 27, 24, 2] }} rows={[{ key: "a", label: "Africa", counts: [1, 0, 8, 12, 9] }]} />
        <LikertBars scale={LONG} all={{ key: "all", label: "All", counts: [4, 6, 9, 14, 20, 30, 28, 40, 33, 12, 9] }} />
      </section>
      <section class="broad"><h2>Questions by regions</h2>
        <LikertTable scale={HOW_FAR} questions={[{ key: "1", label: "identify issues, discuss" }, { key: "2", label: "make decisions" }]} columns={["Africa", "Europe", "North America"].map((label) => ({ key: label, label }))}
          cell={(q, c) => (q === 1 && c === 2 ? null : { value: 1 + ((q * 2 + c * 2) % 5), low: 1, high: 5 - q * 2, wild: q === 0 && c === 1 })} />
      </section>
    </main>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return <section><h2>{title}</h2>{children}</section>;
}
