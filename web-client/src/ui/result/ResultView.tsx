// A result on a page of any width: bars in a table; on a phone, where a table has no room for bars, the same bars under their
// names as a picture, and the table for screen readers.

import { useEffect, useState } from "preact/hooks";
import type { Look } from "../picture/frame.ts";
import { directionOf, language } from "../../text/index.ts";
import type { Result } from "./model.ts";
import { ResultBars, StripeKey } from "./ResultBars.tsx";

/** The narrowest page on which a table of bars can be read. */
const NARROW = matchMedia("(max-width: 639px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

type Draw = (result: Result, look: Look) => string;

export function ResultView({ result }: { result: Result }) {
  const narrow = useMatch(NARROW);
  const dark = useMatch(DARK);
  const [draw, setDraw] = useState<{ bare: Draw; address(svg: string): string } | null>(null);
  const wanted = narrow && !draw;
  useEffect(() => {
    if (!wanted) return;
    void Promise.all([import("../picture/picture.ts"), import("../picture/png.ts")]).then(([picture, png]) => setDraw({ bare: picture.barePicture, address: png.svgAddress }));
  }, [wanted]);
  if (!narrow || !draw) return <><ResultBars result={result} />{result.parts.some((part) => part.before) && <p class="small"><StripeKey /></p>}</>;
  const theme = document.documentElement.dataset["theme"];
  const look: Look = { size: "phone", dark: theme ? theme === "dark" : dark, rtl: directionOf(language.value) === "rtl", language: language.value };
  return (
    <>
      <img class="result-picture" src={draw.address(draw.bare(result, look))} alt="" />
      <div class="unseen"><ResultBars result={result} /></div>
    </>
  );
}

function useMatch(query: MediaQueryList): boolean {
  const [matches, setMatches] = useState(query.matches);
  useEffect(() => {
    const changed = () => setMatches(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return matches;
}
