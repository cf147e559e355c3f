// Moves a row of a list up or down: two buttons, and Alt with the arrows anywhere in the row.

import type { ComponentChildren } from "preact";
import type { Command } from "../../connection/frames.ts";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/marks.tsx";
import { useSaving } from "./saving.ts";

const t = texts("setup");

interface Properties {
  /** The name of the row. */
  name: string;
  /** Its place, from 1, and how many there are. */
  position: number;
  of: number;
  command(position: number): Command;
}

/** The handlers of a row that can be moved, and its two buttons. */
export function useMoves({ name, position, of, command }: Properties): { onKeyDown(event: KeyboardEvent): void; buttons: ComponentChildren } {
  const { save, refused } = useSaving();
  const move = async (to: number) => {
    if (to < 1 || to > of) return;
    if (await save(command(to))) announce(t("moved_to", { name, n: to }));
  };
  return {
    onKeyDown: (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      void move(position + (event.key === "ArrowUp" ? -1 : 1));
    },
    buttons: (
      <span class="moves">
        <Button aria-label={t("move_up", { name })} off={position === 1} onClick={() => void move(position - 1)}><span aria-hidden="true">↑</span></Button>
        <Button aria-label={t("move_down", { name })} off={position === of} onClick={() => void move(position + 1)}><span aria-hidden="true">↓</span></Button>
        {refused && <span class="remedy" role="alert">{refused.text}</span>}
      </span>
    ),
  };
}
