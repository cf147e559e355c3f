// A meeting was created: the organiser's link, to be kept, and the way to the set-up.

import { useEffect, useRef, useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { announce } from "../../ui/announce.tsx";
import { Button } from "../../ui/marks.tsx";
import type { Created } from "./create.ts";

const t = texts("index");

export function CreatedPanel({ created }: { created: Created }) {
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const organiser = created.links.find((link) => link.role === "organiser");
  useEffect(() => field.current?.focus(), []);
  if (!organiser) return null;
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(organiser.url);
    } catch {
      return; // it is selected, to be copied by hand
    }
    setCopied(true);
    announce(t("copied"));
  };
  return (
    <div class="created">
      <div class="field">
        <label for="organiser-link">{t("organiser_link")}</label>
        <input id="organiser-link" ref={field} readOnly dir="ltr" value={organiser.url} aria-describedby="organiser-hint" onFocus={(e) => e.currentTarget.select()} />
        <p id="organiser-hint" class="quiet">{t("organiser_hint")}</p>
      </div>
      <p class="actions">
        <a class="button main" href={`${organiser.path}#${organiser.secret}`}>{t("to_setup")}</a>
        <Button onClick={() => void copy()}>{t(copied ? "copied" : "copy_it")}</Button>
      </p>
      <p class="quiet">{t.pieces("short_name", { name: <b><bdi>{created.meeting}</bdi></b> })}</p>
    </div>
  );
}
