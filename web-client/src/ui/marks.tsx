// The small marks: flag (microphone), side, plate (state), button, key cap, band, QR.

import type { ComponentChildren, JSX } from "preact";
import { texts } from "../text/index.ts";

const t = texts("common");

/** What a flag needs to know of a microphone; the rows of microphones have these fields. */
export interface FlagMicrophone {
  /** One or two characters, in the script of the meeting. */
  letter: string;
  hue: "blue" | "brown" | "green" | "magenta" | "ink";
  /** The fifth to the eighth, and beyond the ninth. */
  hollow?: boolean;
}

/** The flag of a microphone. The word must stand beside it, so the flag is silent for screen readers; or give `label`. */
export function Flag({ microphone, label }: { microphone: FlagMicrophone; label?: string }) {
  const letter = [...microphone.letter].length > 1 ? <small>{microphone.letter}</small> : microphone.letter;
  const name = `flag ${microphone.hue}${microphone.hollow ? " hollow" : ""}`;
  return label
    ? <span class={name} role="img" aria-label={label}>{letter}</span>
    : <span class={name} aria-hidden="true">{letter}</span>;
}

/** Which side a place is on. */
export type Side = "room" | "hub" | "online";

/** The side of a place as the protocol writes it: `room`, `online`, `hub/3`. */
export const sideOf = (place: string): Side => (place === "room" || place === "online" ? place : "hub");

/** Square, diamond or circle; `hollow`: its line is not up. Silent: the word stands beside it. */
export function SideMark({ side, hollow }: { side: Side; hollow?: boolean }) {
  return <i class={`side ${side}${hollow ? " hollow" : ""}`} aria-hidden="true" />;
}

/** A place in words, after its shape. `name` is a hub's own name; `plain`: without the word "hub", which screen readers still get. */
export function PlaceName({ side, name, hollow, plain }: { side: Side; name?: string; hollow?: boolean; plain?: boolean }) {
  const word = side === "room" ? t("side_room") : side === "online" ? t("side_online") : name ?? t("side_hub");
  const whole = side === "hub" && name ? t("hub_named", { name }) : word;
  return (
    <span class="place">
      <SideMark side={side} {...(hollow ? { hollow } : {})} />{" "}
      {plain && side === "hub" ? <><span aria-hidden="true"><bdi>{word}</bdi></span><span class="unseen">{whole}</span></> : <bdi>{whole}</bdi>}
    </span>
  );
}

/** The states of a hand, a link or a poll, from the least ink to the most, and the ones that want a person. */
export type State =
  | "waiting" | "provisional" | "sending" | "kept_here" | "not_ready" | "on_deck" | "sent"
  | "ready" | "confirmed" | "on_air" | "over_time" | "stale" | "lost" | "offline";

const INK: Record<State, string> = {
  waiting: "plain", provisional: "dotted", sending: "dotted", kept_here: "dotted", not_ready: "dashed",
  on_deck: "outline", sent: "outline", ready: "bold", confirmed: "bold", on_air: "ink",
  over_time: "signal", stale: "signal", lost: "signal", offline: "signal",
};

/** A state, in its own word or in the words given ("lost 2 min"). */
export function Plate({ state, children }: { state: State; children?: ComponentChildren }) {
  const tick = state === "ready" || state === "confirmed";
  return (
    <span class={`plate ${INK[state]}`}>
      {tick && <span aria-hidden="true">✓</span>}
      {children ?? t(`state_${state}`)}
    </span>
  );
}

/** A plate of a given ink, for words that are no state of a hand ("wild variation", "rehearsal"). */
export function Tag({ ink, children }: { ink: "plain" | "dotted" | "dashed" | "outline" | "bold" | "ink" | "signal"; children: ComponentChildren }) {
  return <span class={`plate ${ink}`}>{children}</span>;
}

const ARROWS: Record<string, string> = { arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→" };

/** A key cap. `name` as in `KeyboardEvent.key`; silent, because `aria-keyshortcuts` says it. */
export function Key({ name }: { name: string }) {
  return <kbd class="key" aria-hidden="true">{name === " " ? t("key_space") : ARROWS[name] ?? (name.length === 1 ? name.toUpperCase() : name)}</kbd>;
}

interface ButtonProperties extends Omit<JSX.IntrinsicElements["button"], "type" | "disabled" | "class" | "className"> {
  /** `main`: the one black button of the page. `answer`: an answer that somebody awaits. */
  rank?: "main" | "answer" | "other";
  /** The single key that does the same; drawn as a key cap. Register it with `useKeys`. */
  keyName?: string;
  /** Full width, large: phones and the hub's main action. */
  wide?: boolean;
  /** Cannot be pressed now. It stays focusable and says why in `title` or in the words beside it. */
  off?: boolean;
  submit?: boolean;
  class?: string;
}

/** A button. Never `disabled`, which takes the focus away under the finger: `off` instead. */
export function Button({ rank = "other", keyName, wide, off, submit, class: more, onClick, children, ...rest }: ButtonProperties) {
  const name = ["button", rank === "other" ? "" : rank, wide ? "wide" : "", more ?? ""].filter(Boolean).join(" ");
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      class={name}
      aria-disabled={off ? "true" : undefined}
      aria-keyshortcuts={keyName === " " ? "Space" : keyName}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {children}
      {keyName && <Key name={keyName} />}
    </button>
  );
}

/** One amber band, in the flow: offline, or another thing that wants a person. `end` stands at its end. */
export function Band({ children, end }: { children: ComponentChildren; end?: ComponentChildren }) {
  return (
    <div class="band" role="status">
      <p>{children}</p>
      {end && <span class="end">{end}</span>}
    </div>
  );
}

/** A QR code from the server's SVG. Only its measures and its path are taken over, never its markup. */
export function Qr({ svg, label }: { svg: string; label: string }) {
  const box = /viewBox="([\d\s.]+)"/.exec(svg)?.[1] ?? "0 0 1 1";
  const paths = [...svg.matchAll(/\sd="([^"]+)"/g)].map((found) => found[1]);
  return (
    <span class="qr">
      <svg viewBox={box} shape-rendering="crispEdges" role="img" aria-label={label}>{paths.map((d) => <path d={d} />)}</svg>
    </span>
  );
}
