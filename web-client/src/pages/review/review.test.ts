// Counting a published result again, and finding receipts in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findReceipt, receiptOf, recount, type Review, tidyReceipt, wrongReceipts } from "./review.ts";

const published = (counts: number[], n: number, no_opinion = 0, results: Review["published"]["results"] = []) => ({
  id: 3, kind: "vote", scale: { first: 1, points: counts.length, polarity: "unipolar", labels: [] }, terms: {}, results, conflicts: [], statements: [], corrections: [],
  parts: [{ by: "all", n, counts, no_opinion }],
}) as unknown as Review["published"];

const entry = (seat: number, choice: number | null, more = {}) => ({ seat, name: `Seat ${seat}`, choice, choices: [] as number[], nonce: "00ff", ...more });

test("a receipt is that of the server, letter for letter", async () => {
  assert.equal(await receiptOf(3, entry(17, 1)), "JBD3-779W-BBMZ-RW7R");
  assert.equal(await receiptOf(3, { ...entry(17, null), choices: [1, 4] }), "82BC-T4JK-DMVY-AMYC");
});

test("a roll and counted hands are added up and compared", async () => {
  const roll = [entry(17, 1, { receipt: "JBD3-779W-BBMZ-RW7R", replaced: ["AAAA-BBBB-CCCC-DDDD"] }), entry(2, 3), entry(4, null)];
  const hands = [{ method: "counted" as const, unit_id: "hub/1", name: "Nairobi", n: 5, counts: [4, 1, 0], no_opinion: 2 }];
  const review: Review = { format: "evenfloor-review/1", published: published([5, 1, 1], 7, 3, hands), roll };
  assert.deepEqual(recount(review), { n: 7, counts: [5, 1, 1], no_opinion: 3, same: true });
  assert.equal(recount({ ...review, published: published([5, 2, 0], 7, 3, hands) }).same, false);
  assert.equal(await wrongReceipts(review), 0);
  assert.equal(await wrongReceipts({ ...review, roll: [entry(17, 2, { receipt: "JBD3-779W-BBMZ-RW7R" })] }), 1);
});

test("shuffled choices are added up, several of one person as one answer", () => {
  const review: Review = { format: "evenfloor-review/1", published: published([2, 1, 1], 3, 1), choices: [1, [1, 3], 2, null], receipts: ["7KQ2-9XDM-0T4V-CW31"] };
  assert.deepEqual(recount(review), { n: 3, counts: [2, 1, 1], no_opinion: 1, same: true });
});

test("marks of a secret question stand one by one, and the receipts tell how many ballots there were", () => {
  const all = { ...published([2, 1, 1], 3, 1), kind: "choices" as const };
  const review: Review = { format: "evenfloor-review/1", published: all, choices: [1, 1, 2, 3, null], receipts: ["A", "B", "C", "D"] };
  assert.deepEqual(recount(review), { n: 3, counts: [2, 1, 1], no_opinion: 1, same: true });
});

test("a receipt is found however it is typed", () => {
  assert.equal(tidyReceipt(" jbd3 779w-bbmzrw7r"), "JBD3-779W-BBMZ-RW7R");
  assert.equal(tidyReceipt("7kq2-9xdm-ot4v-cw3l"), "7KQ2-9XDM-0T4V-CW31");
  const secret: Review = { format: "", published: published([1], 1), choices: [1], receipts: ["7KQ2-9XDM-0T4V-CW31"] };
  assert.equal(findReceipt(secret, "7kq2 9xdm ot4v cw3i").is, "contained");
  assert.equal(findReceipt(secret, "7KQ2-9XDM-0T4V-CW32").is, "missing");
  const named: Review = { format: "", published: published([1], 1), roll: [entry(17, 1, { receipt: "JBD3-779W-BBMZ-RW7R", replaced: ["82BC-T4JK-DMVY-AMYC"] })] };
  assert.equal(findReceipt(named, "jbd3779wbbmzrw7r").is, "counted");
  assert.equal(findReceipt(named, "82BC-T4JK-DMVY-AMYC").is, "replaced");
});
