// What a meeting refuses, in the reader's language: the server says it in English, with a code that has a sentence in every catalogue.

import type { Reply } from "../connection/frames.ts";
import type { RefusalCode } from "../generated/protocol.ts";
import { language, wordsIn } from "./index.ts";

/** Keeps the server's English from turning the sentence around it in a language that is written from right to left. */
const apart = (text: string): string => `\u2068${text}\u2069`;

/**
 * The reply with its refusal said in the language on screen. Where the code alone does not say enough, the server's own
 * words follow. English readers, and readers whose catalogue does not load in time, get the server's words as they are.
 */
export async function inWords(reply: Reply): Promise<Reply> {
  const { refused } = reply;
  if (!refused || language.value === "en") return reply;
  const say = await wordsIn(language.value, "refusals");
  const key: `refused_${RefusalCode}` = `refused_${refused.code}`;
  const text = say?.(key, { detail: apart(refused.text) });
  return text ? { ...reply, refused: { ...refused, text } } : reply;
}
