// What the settings of the queue mean, acted out: the first calls of an example, and the longest wait.
//
// It follows docs/standing.md for a plain example and decides nothing: the server's rule does. In the example at every
// microphone one hand waits in the room, one in a hub and one online; at the first microphone the room raised first,
// at the second a hub, at the third the room, at the fourth somebody online.

import type { Key, Preset } from "../../generated/protocol.ts";
import type { Side } from "../../ui/marks.tsx";

/** What the rule goes by. */
export interface Settings {
  preset: Preset;
  newcomers_first: boolean;
  newcomer_cap: number;
  /** The microphones in the order of rotation. */
  microphones: { key: Key; weight: number }[];
}

/** One call of the example. */
export interface ExampleCall {
  microphone: Key;
  side: Side;
}

const FIRST: Side[] = ["room", "hub", "room", "online"];
const SIDES: Side[] = ["room", "hub", "online"];

interface Line {
  key: Key;
  weight: number;
  due: number;
  /** Whether the remote side was called last; null: nobody yet. */
  lastRemote: boolean | null;
  waiting: Side[];
}

/** The first calls, if at every microphone a hand waits in the room, in a hub and online. */
export function firstCalls(settings: Settings, count: number): ExampleCall[] {
  const lines: Line[] = settings.microphones.map(({ key, weight }, i) => {
    const first = FIRST[i % FIRST.length] as Side;
    return { key, weight, due: 0, lastRemote: null, waiting: [first, ...SIDES.filter((side) => side !== first)] };
  });
  switch (settings.preset) {
    case "single_line": return byMoment(lines).slice(0, count);
    case "netmundial": return byRounds(lines, count);
    default: return byRotation(lines, count);
  }
}

/** One line for all: the first at each microphone raised first, then the second at each, and so on. */
function byMoment(lines: Line[]): ExampleCall[] {
  return SIDES.flatMap((_, k) => lines.map((line) => ({ microphone: line.key, side: line.waiting[k] as Side })));
}

/** Microphones by weight, and at each the room and the remote side in turn. Full turns, so that time and calls agree. */
function byRotation(lines: Line[], count: number): ExampleCall[] {
  const calls: ExampleCall[] = [];
  let last = -1;
  while (calls.length < count && lines.some((line) => line.waiting.length)) {
    const turn = (i: number) => (i - last - 1 + lines.length) % lines.length;
    const [next] = lines.map((_, i) => i).filter((i) => lines[i]?.waiting.length)
      .sort((a, b) => (lines[a]?.due ?? 0) - (lines[b]?.due ?? 0) || turn(a) - turn(b));
    const line = lines[next as number] as Line;
    const wanted = line.waiting.find((side) => line.lastRemote === null || (side !== "room") !== line.lastRemote) ?? line.waiting[0] as Side;
    line.waiting = line.waiting.filter((side) => side !== wanted);
    line.due += 1 / line.weight;
    line.lastRemote = wanted !== "room";
    last = next as number;
    calls.push({ microphone: line.key, side: wanted });
  }
  return calls;
}

/** Rounds: each microphone once for its room, the remote side once in the middle and once at the end. */
function byRounds(lines: Line[], count: number): ExampleCall[] {
  const half = Math.ceil(lines.length / 2);
  const slots: (Line | null)[] = [...lines.slice(0, half), null, ...lines.slice(half), null];
  const remote: ExampleCall[] = lines.flatMap((line, i) => [{ microphone: line.key, side: i % 2 ? "online" : "hub" } satisfies ExampleCall]);
  const calls: ExampleCall[] = [];
  for (let n = 0; calls.length < count && n < 4 * slots.length; n++) {
    const slot = slots[n % slots.length];
    if (slot === null) {
      const call = remote.shift();
      if (call) calls.push(call);
    } else if (slot?.waiting.includes("room")) {
      slot.waiting = slot.waiting.filter((side) => side !== "room");
      calls.push({ microphone: slot.key, side: "room" });
    }
  }
  return calls;
}

/** The longest waits of one hand, in calls before its own. */
export interface LongestWait {
  /** If nobody goes ahead as a newcomer. */
  calls: number;
  /** If as many newcomers go ahead as may; absent: none may. */
  calls_newcomers?: number;
}

/**
 * How many calls at most come before the `nth` hand of a line (the room's at one microphone, or the remote side's there),
 * if everybody waits everywhere, limits hold and no exceptions are made.
 */
export function longestWait(settings: Settings, nth: number): LongestWait {
  const calls = callsBefore(settings, nth);
  if (!settings.newcomers_first || settings.newcomer_cap === 0) return { calls };
  return { calls, calls_newcomers: callsBefore(settings, nth + settings.newcomer_cap) };
}

function callsBefore({ preset, microphones }: Settings, nth: number): number {
  if (preset === "single_line" || microphones.length === 0) return nth - 1;
  if (preset === "netmundial") return nth * (microphones.length + 2) - 1;
  // The room and the remote side take turns: the nth of one side is at the latest the 2nth at its microphone.
  const before = 2 * nth - 1;
  return Math.max(...microphones.map((mine) =>
    microphones.reduce((sum, other) => sum + (other === mine ? before : Math.floor((before * other.weight) / mine.weight) + 1), 0)));
}
