// A refusal is read in the reader's language, with the server's own words where the code alone does not say enough.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import type { Reply } from "../connection/frames.ts";
import { useCatalogue } from "./index.ts";
import { inWords } from "./refusals.ts";

const PROTOCOL = readFileSync(new URL("../generated/protocol.ts", import.meta.url), "utf8");
const refused = (code: string, text: string) => ({ t: "reply", n: 1, refused: { code, text } }) as unknown as Reply;
afterEach(() => useCatalogue("en", {}));

test("every code of the protocol has a sentence", () => {
  const codes = /export type RefusalCode = ([^;]+);/.exec(PROTOCOL)?.[1]?.match(/\w+/g) ?? [];
  assert.ok(codes.length > 30, "the codes are read from the protocol");
  const sentences = Object.keys(JSON.parse(readFileSync(new URL("./en/refusals.json", import.meta.url), "utf8")) as object);
  assert.deepEqual(sentences.sort(), codes.map((code) => `refused_${code}`).sort());
});

test("English readers get the server's words, and so does everybody whose words do not load", async () => {
  const reply = refused("queue_closed", "the queue is closed");
  assert.equal(await inWords(reply), reply);
  useCatalogue("es", {});
  assert.equal((await inWords(reply)).refused?.text, "the queue is closed", "no bundler here, so no catalogue to load");
});
