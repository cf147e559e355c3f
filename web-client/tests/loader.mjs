// Strips types and JSX with the compiler that Vite brings, and finds modules as the bundler does.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformWithOxc } from "vite";

const ENDINGS = ["", ".ts", ".tsx", "/index.ts"];

export async function resolve(specifier, context, next) {
  if (specifier.startsWith(".") && context.parentURL) {
    for (const ending of ENDINGS) {
      const url = new URL(specifier + ending, context.parentURL);
      if (/\.\w+$/.test(url.pathname) && existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true };
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  const path = url.split("?")[0];
  if (/\.tsx?$/.test(path) && !path.includes("/node_modules/")) {
    const source = await readFile(fileURLToPath(path), "utf8");
    const { code } = await transformWithOxc(source, fileURLToPath(path), {
      jsx: { runtime: "automatic", importSource: "preact" },
      sourcemap: false,
    });
    // Only the bundler can look for files; in tests catalogues are given by hand.
    return { format: "module", source: code.replaceAll("import.meta.glob", "(() => ({}))"), shortCircuit: true };
  }
  if (path.endsWith(".json")) {
    return { format: "module", source: `export default ${await readFile(fileURLToPath(path), "utf8")}`, shortCircuit: true };
  }
  if (path.endsWith(".css")) return { format: "module", source: "", shortCircuit: true };
  return next(url, context);
}
