// The landing page: what stands on it.

import { texts } from "../../text/index.ts";

const t = texts("index");

export function IndexPage() {
  return <main><h1>{t("page_title")}</h1></main>;
}
