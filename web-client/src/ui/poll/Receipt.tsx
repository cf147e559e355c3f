// A receipt: four groups of letters and figures that prove after the close that a ballot is contained in the result.

import { useRef, useState } from "preact/hooks";
import { texts } from "../../text/index.ts";
import { announce } from "../announce.tsx";
import { Button } from "../marks.tsx";

const t = texts("ballot");

/** The receipt with its button to copy it. Call `useMore("ballot")` in the component around it. */
export function Receipt({ code }: { code: string }) {
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<"no" | "copied" | "marked">("no");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied("copied");
      announce(t("receipt_copied"));
    } catch {
      // Without a safe address, or forbidden: marked, it can be copied by hand.
      const range = document.createRange();
      if (shown.current) range.selectNodeContents(shown.current);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      setCopied("marked");
      announce(t("receipt_marked"));
    }
  };
  return (
    <div class="ballot-receipt">
      <p><span class="quiet">{t("receipt")}</span> <bdi dir="ltr"><b ref={shown}>{code}</b></bdi></p>
      <Button onClick={() => void copy()}>{t(copied === "copied" ? "receipt_copied" : copied === "marked" ? "receipt_marked" : "receipt_copy")}</Button>
      <p class="quiet small">{t("receipt_means")}</p>
    </div>
  );
}
