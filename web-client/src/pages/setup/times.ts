// Spans as they are typed: 2:00 is two minutes, 2 as well, 1:30:00 an hour and a half.

/** The figures of any script as those of English. */
const latin = (text: string) => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) as number) & 0xf));

/** A span in ms; null: the text is none. */
export function readSpan(text: string): number | null {
  const found = /^(?:(\d{1,2}):(?=\d{1,2}:))?(\d{1,4})(?::(\d{1,2}))?$/.exec(latin(text.trim()));
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1] ?? 0, found[2], found[3] ?? 0].map(Number) as [number, number, number];
  return seconds > 59 ? null : ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** A span as it would be typed. */
export function writeSpan(span_ms: number): string {
  const seconds = Math.round(span_ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A whole number; null: the text is none. */
export const readCount = (text: string): number | null => (/^\d{1,6}$/.test(latin(text.trim())) ? Number(latin(text.trim())) : null);
