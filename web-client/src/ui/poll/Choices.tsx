// The answers to one question as large rows: one of them, or several; "no opinion" apart.

import type { ComponentChildren } from "preact";
import type { PollRow } from "../../generated/protocol.ts";
import { type Draft, surplus, touched } from "../../state/answer.ts";
import { number } from "../../text/format.ts";
import { texts } from "../../text/index.ts";
import { scaleOf } from "../question.ts";
import "./choices.css";

const t = texts("ballot");

interface ChoicesProperties {
  poll: PollRow;
  /** A name for the group of inputs, its own on the page. */
  name: string;
  /** The question, as the legend. */
  legend: ComponentChildren;
  /** Beside the question: clarifications. */
  note?: ComponentChildren;
  draft: Draft;
  /** Nothing can be changed now; what was chosen stays to be read. */
  fixed?: boolean;
  onDraft(draft: Draft): void;
}

/** All answers of a question. Call `useMore("ballot")` in the component around it. */
export function Choices({ poll, name, legend, note, draft, fixed, onDraft }: ChoicesProperties) {
  const scale = scaleOf(poll);
  const several = poll.kind === "choices";
  const ends = scale.labels.length === 2 && scale.points > 2;
  const ours = poll.kind === "vote"; // our words, which elsewhere stand within sentences
  const over = surplus(poll, draft);
  const most = poll.most ?? scale.points;
  return (
    <fieldset class={`choices${scale.points > 7 ? " many" : ""}`} aria-describedby={several ? `${name}-most` : undefined}>
      <legend>{legend}</legend>
      {note}
      {several && <p class="quiet" id={`${name}-most`}>{t("choose_most", { n: most })}</p>}
      {Array.from({ length: scale.points }, (_, i) => {
        const value = scale.first + i;
        const word = scale.labels.length === scale.points ? scale.labels[i] : ends ? (i === 0 ? scale.labels[0] : i === scale.points - 1 ? scale.labels[1] : "") : "";
        return (
          <Choice key={value} name={name} several={several} on={Array.isArray(draft) && draft.includes(value)} fixed={fixed ?? false} onPick={() => onDraft(touched(poll, draft, value))}>
            {(ends || !word) && <b class="choice-value">{number(value)}</b>}
            {word && <span class={ours ? "first-capital" : undefined}><bdi>{word}</bdi></span>}
          </Choice>
        );
      })}
      {scale.no_opinion && (
        <Choice name={name} several={several} apart on={draft === "none"} fixed={fixed ?? false} onPick={() => onDraft(draft === "none" ? null : "none")}>
          <span>{t("poll_no_opinion")}</span><small class="quiet">{t("not_counted")}</small>
        </Choice>
      )}
      {over > 0 && <p class="remedy" role="alert">{t("too_many_chosen", { n: over, most })}</p>}
    </fieldset>
  );
}

interface ChoiceProperties {
  name: string;
  several: boolean;
  on: boolean;
  fixed: boolean;
  apart?: boolean;
  onPick(): void;
  children: ComponentChildren;
}

function Choice({ name, several, on, fixed, apart, onPick, children }: ChoiceProperties) {
  return (
    <label class={`choice${apart ? " apart" : ""}`}>
      <input type={several ? "checkbox" : "radio"} name={name} checked={on} disabled={fixed && !on} onClick={fixed ? (event) => event.preventDefault() : undefined} onChange={fixed ? undefined : onPick} />
      {children}
    </label>
  );
}
