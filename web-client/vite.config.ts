// Builds one small page per role, sharing chunks; `sheet` (all marks on one page) is for development only.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Every page that ships. A new page: its name here, `{name}.html`, `src/pages/{name}/main.tsx`, `src/text/{language}/{name}.json`. */
export const PAGES = [
  "index", "setup", "moderator", "steward", "online", "hub", "producer",
  "participant", "display", "reporter", "rapporteur", "interpreter", "floor", "review",
];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/", // pages are served under /m/{meeting}/l/{link}/, their assets always under /assets/
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2020",
    modulePreload: false, // a list of preloads for every catalogue would weigh more than it saves
    assetsInlineLimit: 0, // data: addresses would need a wider content security policy
    cssCodeSplit: true,
    reportCompressedSize: false,
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(PAGES.map((page) => [page, here(`./${page}.html`)])),
    },
  },
});
