import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, neutralOf, roomFor, segmentsOf, shares, tones } from "./scale.ts";

test("five points are the palette itself", () => {
  assert.deepEqual(tones("bipolar", 5).map((c) => c.light), ["#804004", "#fdb863", "#d4d4ce", "#b2abd2", "#542788"]);
  assert.deepEqual(tones("unipolar", 5).map((c) => c.dark), ["#253494", "#1e589b", "#41b6c4", "#9ad9c0", "#f0f9c0"]);
});

test("every length keeps the ends, and every figure on it can be read", () => {
  for (const polarity of ["bipolar", "unipolar"] as const) {
    for (let points = 2; points <= 11; points++) {
      const scale = tones(polarity, points);
      const five = tones(polarity, 5);
      assert.equal(scale.length, points);
      assert.equal(scale[0]?.light, five[0]?.light);
      assert.equal(scale[points - 1]?.dark, five[4]?.dark);
      for (const tone of scale) {
        assert.ok(contrast(tone.light, tone.onLight) >= 4.5, `${polarity} ${points} ${tone.light}`);
        assert.ok(contrast(tone.dark, tone.onDark) >= 4.5, `${polarity} ${points} ${tone.dark}`);
      }
    }
  }
});

test("only a bipolar scale of odd length has a neutral middle", () => {
  assert.equal(neutralOf("bipolar", 5), 2);
  assert.equal(neutralOf("bipolar", 4), null);
  assert.equal(neutralOf("unipolar", 5), null);
});

test("room is for the widest row of all, and goes in steps", () => {
  assert.deepEqual(shares([0, 0]), [0, 0]);
  const room = roomFor([[7, 11, 12, 41, 29], [17, 21, 12, 30, 20]], "bipolar");
  assert.deepEqual(room, { against: 40, agree: 80, neutral: 20 });
});

test("a figure keeps free of the edges of its bar: the second goes first, then the large one becomes a usual one", () => {
  const digits = (count: number) => String(count).length;
  const fit = { figures: "percent" as const, perPercent: 0.34, large: (_: number, percent: number) => digits(Math.round(percent)), small: digits };
  const [narrow, wide, rest] = segmentsOf([86, 135, 983], 0, 3, fit);
  assert.deepEqual([narrow?.roomy, wide?.roomy, rest?.roomy], [false, true, true]);
  assert.deepEqual([narrow?.tight, wide?.tight, rest?.tight], [false, false, false]);
  assert.equal(segmentsOf([5, 95], 0, 2, fit)[0]?.tight, true);
  assert.equal(segmentsOf([3, 97], 0, 2, fit)[0]?.outside, true);
});
