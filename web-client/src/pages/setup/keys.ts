// Keys of microphones and regions: made once from the name, fixed for ever.

/** A key for a name, unlike those that exist. Names of other scripts than Latin get the `plain` word and a number. */
export function freshKey(name: string, taken: readonly string[], plain: string): string {
  const letters = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 28).replace(/-+$/, "");
  const base = /^[a-z]/.test(letters) ? letters : plain;
  if (!taken.includes(base) && base !== plain) return base;
  for (let n = base === plain ? 1 : 2; ; n++) {
    if (!taken.includes(`${base}-${n}`)) return `${base}-${n}`;
  }
}
