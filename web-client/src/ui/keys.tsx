// Single keys: registered where their button is, listed by `?`, switched off by whoever types or speaks to the machine.

import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { texts } from "../text/index.ts";
import { Button, Key } from "./marks.tsx";

const t = texts("common");

/** One key. `key` as in `KeyboardEvent.key`, lower case ("n", " ", "enter", "arrowup"); `alt`: together with Alt. */
export interface Shortcut {
  key: string;
  alt?: boolean;
  /** What it does, for the list. */
  does: string;
  /** Does it. */
  run(event: KeyboardEvent): void;
  /** Only while true; default: always. */
  when?: boolean;
}

const STORE = "keys";
const registered = signal<readonly Shortcut[]>([]);
const on = signal(readOn());
const helpOpen = signal(false);

/** Whether single keys do anything. Alt+arrows, Enter, Escape and Tab always do. */
export const keysOn = computed(() => on.value);

/** Switches single keys on or off, on this device. */
export function switchKeys(value: boolean): void {
  on.value = value;
  try {
    localStorage.setItem(STORE, value ? "on" : "off");
  } catch {
    // Not remembered, then.
  }
}

/** Opens or closes the list of keys. */
export function toggleKeysHelp(): void {
  helpOpen.value = !helpOpen.value;
}

/** Registers keys while the component is there. The latest registered comes first where two claim the same key. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map((s) => `${s.alt ? "alt+" : ""}${s.key} ${s.does} ${s.when !== false}`).join("\n");
  useEffect(() => {
    const mine = latest.current.map((s, i): Shortcut => ({ ...s, run: (event) => latest.current[i]?.run(event) }));
    registered.value = [...mine, ...registered.value];
    return () => {
      registered.value = registered.value.filter((s) => !mine.includes(s));
    };
  }, [signature]);
}

/** Which shortcut a key press means; null: none. Pure, for tests. */
export function shortcutFor(event: Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey">, inField: boolean, list: readonly Shortcut[], enabled: boolean): Shortcut | null {
  if (event.ctrlKey || event.metaKey) return null;
  const single = !event.altKey && event.key.length === 1;
  if (single && (inField || !enabled)) return null;
  if (inField && event.key !== "Escape") return null;
  return list.find((s) => s.when !== false && s.key === event.key.toLowerCase() && !!s.alt === event.altKey) ?? null;
}

function listen(event: KeyboardEvent): void {
  const target = event.target as HTMLElement | null;
  const inField = !!target?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "?" && !inField && on.value) {
    event.preventDefault();
    return toggleKeysHelp();
  }
  if (event.key === "Escape" && helpOpen.value) return toggleKeysHelp();
  // Space and Enter on a focused control press that control.
  if ((event.key === " " || event.key === "Enter") && target?.closest?.("button, a, summary, [role=button], input")) return;
  const found = event.repeat ? null : shortcutFor(event, inField, registered.value, on.value);
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

/** Letters first, then figures, then the keys that go along lists. */
const rank = (s: Shortcut): number => (s.key.length > 1 ? (s.alt ? 3 : 2) : /\d/.test(s.key) ? 1 : 0);

/** The list of keys, at the foot of the page while it is open. The shell renders it and listens for keys. */
export function KeysHelp() {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) head.current?.focus();
  }, [open]);
  if (!open) return null;
  return (
    <section class="keys-help" aria-labelledby="keys-title">
      <h2 id="keys-title" ref={head} tabIndex={-1}>{t("keys_title")}</h2>
      {!on.value && <p>{t("keys_are_off")}</p>}
      <dl>
        {[...registered.value].filter((s) => s.when !== false).sort((a, b) => rank(a) - rank(b)).map((s) => (
          <><dt>{s.alt && <Key name="Alt" />} <Key name={s.key} /><span class="unseen">{s.alt ? "Alt " : ""}{s.key === " " ? t("key_space") : s.key}</span></dt><dd>{s.does}</dd></>
        ))}
      </dl>
      <Button onClick={() => switchKeys(!on.value)}>{on.value ? t("keys_off") : t("keys_on")}</Button>{" "}
      <Button onClick={toggleKeysHelp}>{t("close")}</Button>
    </section>
  );
}

function readOn(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}
