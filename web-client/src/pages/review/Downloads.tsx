// Files to take away: the picture in three sizes on light or dark ground, made here; tables and data from the server.

import { useState } from "preact/hooks";
import "../../ui/agreed.css";
import { texts } from "../../text/index.ts";
import { Button } from "../../ui/marks.tsx";
import { type Size, SIZES } from "../../ui/picture/frame.ts";
import { pngOf, save, svgAddress } from "../../ui/picture/png.ts";

const t = texts("review");

interface Properties {
  /** What the files are called, without their endings. */
  name: string;
  /** Where the server has them, without their endings. */
  path: string;
  /** Draws the picture; null: there is nothing to draw. */
  picture(size: Size, dark: boolean): string | null;
}

export function Downloads({ name, path, picture }: Properties) {
  const [size, setSize] = useState<Size>("slide");
  const [dark, setDark] = useState(false);
  const [failed, setFailed] = useState("");
  const svg = picture(size, dark);
  const file = `${name}-${size}${dark ? "-dark" : ""}`;
  const png = async () => {
    try {
      setFailed("");
      save(await pngOf(svg ?? ""), `${file}.png`);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section aria-labelledby="files-title">
      <h3 id="files-title">{t("files")}</h3>
      <p class="file-links">
        {(["csv", "xlsx", "json"] as const).map((form) => <a key={form} class="button" href={`${path}.${form}`} download={`${name}.${form}`}>{t(`file_${form}`)}</a>)}
      </p>
      {svg && (
        <>
          <div class="picture-choice">
            <fieldset class="points">
              <legend>{t("picture_for")}</legend>
              {SIZES.map((one) => <Choice key={one} name="picture-size" label={t(`size_${one}`)} on={size === one} onPick={() => setSize(one)} />)}
            </fieldset>
            <fieldset class="points">
              <legend>{t("picture_ground")}</legend>
              <Choice name="picture-ground" label={t("ground_light")} on={!dark} onPick={() => setDark(false)} />
              <Choice name="picture-ground" label={t("ground_dark")} on={dark} onPick={() => setDark(true)} />
            </fieldset>
          </div>
          <p class="file-links">
            <Button onClick={() => save(new Blob([svg], { type: "image/svg+xml" }), `${file}.svg`)}>{t("picture_svg")}</Button>
            <Button onClick={() => void png()}>{t("picture_png")}</Button>
          </p>
          {failed && <p role="alert" class="remedy">{t("not_done", { reason: failed })}</p>}
          <img class={`picture ${size}`} src={svgAddress(svg)} alt={t("picture_alt")} />
        </>
      )}
    </section>
  );
}

function Choice({ name, label, on, onPick }: { name: string; label: string; on: boolean; onPick(): void }) {
  return <label class={on ? "on" : ""}><input type="radio" name={name} checked={on} onChange={onPick} /><span>{label}</span></label>;
}
