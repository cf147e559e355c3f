// Which ground the page stands on: the reader's own setting, unless the address or the page says otherwise.

/** Light, dark, or nothing behind it (for video mixers). */
export type Theme = "light" | "dark" | "transparent";

/** Sets the ground; null leaves it to the reader's system. Transparent pages are dark ones without a ground. */
export function setTheme(theme: Theme | null): void {
  const root = document.documentElement;
  if (theme === null) delete root.dataset["theme"];
  else root.dataset["theme"] = theme === "transparent" ? "dark" : theme;
  root.classList.toggle("transparent", theme === "transparent");
}

/** The theme that an address asks for: `?theme=dark`. */
export function themeIn(search: URLSearchParams): Theme | null {
  const asked = search.get("theme");
  return asked === "light" || asked === "dark" || asked === "transparent" ? asked : null;
}
