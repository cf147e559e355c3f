// A labelled field, and a question asked in the place of its button.

import { cloneElement, type ComponentChildren, type VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { texts } from "../text/index.ts";
import { Button } from "./marks.tsx";

const t = texts("common");

interface FieldProperties {
  label: ComponentChildren;
  /** What is wrong and what to do, in one sentence; absent: nothing is. */
  error?: string | undefined;
  /** A sentence that helps, always there. */
  hint?: ComponentChildren;
  /** One input, select or textarea. */
  children: VNode<{ id?: string; "aria-invalid"?: "true" | "false"; "aria-describedby"?: string | undefined }>;
}

/** A field with its label above and its remedy below it. */
export function Field({ label, error, hint, children }: FieldProperties) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div class={`field${error ? " wrong" : ""}`}>
      <label for={id}>{label}</label>
      {cloneElement(children, { id, "aria-invalid": error ? "true" : "false", "aria-describedby": described })}
      {hint && <p class="quiet small" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="remedy" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}

interface ConfirmProperties {
  /** What will happen, as a sentence. */
  question: ComponentChildren;
  /** The words of the button that asks, and of the one that does it. */
  ask: ComponentChildren;
  confirm: ComponentChildren;
  onConfirm(): void;
  rank?: "main" | "answer" | "other";
}

/** A button that asks once, in its own place, and never in a box above the page. Only where there is no undo. */
export function Confirm({ question, ask, confirm, onConfirm, rank = "other" }: ConfirmProperties) {
  const [asking, setAsking] = useState(false);
  if (!asking) return <Button rank={rank} onClick={() => setAsking(true)}>{ask}</Button>;
  return (
    <div class="confirm" role="group" onKeyDown={(event) => event.key === "Escape" && setAsking(false)}>
      <p>{question}</p>
      <Button rank="answer" ref={(button: HTMLElement | null) => button?.focus()} onClick={() => { setAsking(false); onConfirm(); }}>{confirm}</Button>
      <Button onClick={() => setAsking(false)}>{t("cancel")}</Button>
    </div>
  );
}
