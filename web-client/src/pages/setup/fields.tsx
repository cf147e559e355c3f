// Fields that save themselves: a text when it is left or Enter is pressed, a choice at once. What somebody else changes
// meanwhile is shown where nobody is typing; what is being typed is never touched.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Command } from "../../connection/frames.ts";
import { texts } from "../../text/index.ts";
import { Field } from "../../ui/Field.tsx";
import { Button } from "../../ui/marks.tsx";
import { useSaving, useToMend } from "./saving.ts";

const t = texts("setup");

/** A command, or the sentence that says what is wrong with the text. */
export type Change = Command | { wrong: string };

interface TextProperties {
  label: ComponentChildren;
  /** As it is saved. */
  value: string;
  /** The command that saves a text, or why it cannot be saved. */
  change(text: string): Change;
  hint?: ComponentChildren;
  /** Several lines. */
  lines?: number;
  /** A list of suggestions. */
  suggestions?: readonly string[];
  /** `short` for figures. */
  class?: string;
  /** `auto` unless told. */
  dir?: "ltr";
  maxLength?: number;
  inputMode?: "numeric";
  placeholder?: string;
}

/** A text that saves itself. */
export function TextSetting({ label, value, change, hint, lines, suggestions, ...rest }: TextProperties) {
  const { save, refused, clear } = useSaving();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  useToMend(wrong !== null);
  const commit = async () => {
    if (draft === null) return;
    const text = draft.trim();
    if (text === value) {
      setWrong(null);
      clear();
      return setDraft(null);
    }
    const wanted = change(text);
    if ("wrong" in wanted) return setWrong(wanted.wrong);
    setWrong(null);
    // Typed on meanwhile: the newer text stays, and is saved in its turn.
    if (await save(wanted)) setDraft((now) => (now === draft ? null : now));
  };
  const common = {
    dir: "auto",
    ...rest,
    value: draft ?? value,
    autocomplete: "off",
    onInput: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: () => void commit(),
  } as const;
  const listId = suggestions ? `suggest-${suggestions[0]}` : undefined;
  return (
    <>
      <Field label={label} hint={hint} error={wrong ?? refused?.text}>
        {lines
          ? <textarea {...common} rows={lines} />
          : <input type="text" {...common} {...(listId ? { list: listId } : {})} onKeyDown={(event) => event.key === "Enter" && void commit()} />}
      </Field>
      {suggestions && <datalist id={listId}>{suggestions.map((one) => <option key={one} value={one} />)}</datalist>}
    </>
  );
}

interface ChoiceProperties<V extends string> {
  label: ComponentChildren;
  value: V;
  options: readonly (readonly [V, string])[];
  change(value: V): Command;
  hint?: ComponentChildren;
}

/** A choice out of a list that saves itself. */
export function ChoiceSetting<V extends string>({ label, value, options, change, hint }: ChoiceProperties<V>) {
  const { save, refused } = useSaving();
  const [chosen, setChosen] = useState<V | null>(null);
  const pick = async (next: V) => {
    setChosen(next);
    await save(change(next));
    setChosen(null);
  };
  return (
    <Field label={label} hint={hint} error={refused?.text}>
      <select value={chosen ?? value} onChange={(event) => void pick(event.currentTarget.value as V)}>
        {options.map(([key, name]) => <option key={key} value={key}>{name}</option>)}
      </select>
    </Field>
  );
}

interface CheckProperties {
  label: ComponentChildren;
  value: boolean;
  change(value: boolean): Command;
  /** What follows from it. */
  hint?: ComponentChildren;
}

/** Yes or no, with what follows from it. */
export function CheckSetting({ label, value, change, hint }: CheckProperties) {
  const { save, refused } = useSaving();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const pick = async (next: boolean) => {
    setChosen(next);
    await save(change(next));
    setChosen(null);
  };
  return (
    <div class={`check${refused ? " wrong" : ""}`}>
      <label>
        <input type="checkbox" checked={chosen ?? value} onChange={(event) => void pick(event.currentTarget.checked)} />
        <span>{label}{hint && <span class="quiet small">{hint}</span>}</span>
      </label>
      {refused && <p class="remedy" role="alert">{refused.text}</p>}
    </div>
  );
}

interface AddProperties {
  /** What is added, in the words of the field and of the button. */
  label: string;
  button: string;
  command(name: string): Command;
  /** Called with what was made, as `hub/3`. */
  onAdded?(made: string): void;
}

/** One field and a button that add something by its name. */
export function AddByName({ label, button, command, onAdded }: AddProperties) {
  const { save, refused } = useSaving();
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const add = async (event: Event) => {
    event.preventDefault();
    if (!name.trim()) return setMissing(true);
    setMissing(false);
    const made = await save(command(name.trim()));
    if (!made) return;
    setName((now) => (now === name ? "" : now)); // the next one may be typed already
    if (made[0]) onAdded?.(made[0]);
  };
  return (
    <form class="add" onSubmit={add} noValidate>
      <Field label={label} error={missing ? t("name_needed") : refused?.text}>
        <input dir="auto" maxLength={400} autocomplete="off" value={name} onInput={(event) => { setName(event.currentTarget.value); setMissing(false); }} />
      </Field>
      <Button submit>{button}</Button>
    </form>
  );
}

interface ActProperties {
  /** The command, or how it is made at the moment of pressing. */
  command: Command | (() => Command);
  children: ComponentChildren;
  /** What the button says to a screen reader, where its words alone would not do. */
  label?: string;
  off?: boolean;
  onDone?(): void;
}

/** A button that does one thing, and says beside it why it was not done. */
export function Act({ command, children, label, off, onDone }: ActProperties) {
  const { save, refused } = useSaving();
  return (
    <>
      <Button {...(label ? { "aria-label": label } : {})} {...(off ? { off } : {})} onClick={() => void save(typeof command === "function" ? command() : command).then((made) => made && onDone?.())}>{children}</Button>
      {refused && <span class="remedy" role="alert">{refused.text}</span>}
    </>
  );
}
