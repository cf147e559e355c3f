// A list whose rows slide to their new places, one move at a time; with reduced motion they appear there, outlined for 2 s.

import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const MOVE_MS = 240;
const OUTLINE_MS = 2_000;
const EASE = "cubic-bezier(.2, 0, 0, 1)";

interface Properties<T> {
  items: readonly T[];
  keyOf(item: T): string;
  /** The content of a row. */
  children(item: T, index: number): ComponentChildren;
  /** The class of the list, and of each row. */
  class?: string;
  rowClass?: string | ((item: T, index: number) => string);
  label?: string;
  ordered?: boolean;
}

/** An ordered list (unless `ordered` is false) that shows where its rows went. */
export function ListSlide<T>({ items, keyOf, children, class: name, rowClass, label, ordered = true }: Properties<T>): VNode {
  const list = useRef<HTMLElement>(null);
  const before = useRef(new Map<string, number>());
  const order = items.map(keyOf).join("\n");
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<string, number>();
    for (const row of rows) {
      const key = row.dataset["key"] as string;
      now.set(key, row.offsetTop);
      const from = before.current.get(key);
      if (from === undefined || from === row.offsetTop) continue;
      if (still) {
        row.classList.add("moved");
        setTimeout(() => row.classList.remove("moved"), OUTLINE_MS);
      } else {
        for (const move of row.getAnimations()) move.finish();
        row.animate([{ transform: `translateY(${from - row.offsetTop}px)` }, { transform: "none" }], { duration: MOVE_MS, easing: EASE });
      }
    }
    before.current = now;
  }, [order]);
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag ref={list as never} class={name} aria-label={label} role="list">
      {items.map((item, i) => (
        <li key={keyOf(item)} data-key={keyOf(item)} class={typeof rowClass === "function" ? rowClass(item, i) : rowClass}>{children(item, i)}</li>
      ))}
    </Tag>
  );
}
