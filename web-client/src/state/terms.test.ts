import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Methods, PollKind, PollRow, TallyRow, Terms } from "../generated/protocol.ts";
import { MeetingRows } from "./rows.ts";
import { consistent, expectedSeats, neededOf, outcomeSentences, roundOf, seenWhileRunning, type Termed, termsSentences } from "./terms.ts";

const TERMS: Terms = { electorate: "seats", base: "voting", abstaining: "apart", weighting: "person", weigh_by: "region", least_n: 1, secret: false, declare: false, confirm: false };
const asked = (more: Partial<Termed>, terms: Partial<Terms> = {}): Termed =>
  ({ kind: "vote", methods: { ballots: true }, showing: "on_close", ...more, terms: { ...TERMS, ...terms } });
const keys = (poll: Termed, all?: number) => termsSentences(poll, all).map((one) => one.key);

test("a ratification says who, how, what carries it and the quorum", () => {
  assert.deepEqual(keys(asked({}, { majority: "simple", quorum: 9 }), 14),
    ["who_seats_n", "by_name", "carried_simple_voting_apart", "needed", "quorum_of", "weighting_person", "showing_on_close"]);
  assert.equal(neededOf("simple", 14), 8);
  assert.equal(neededOf("two_thirds", 14), 10);
  assert.equal(neededOf("absolute", 15), 8);
  assert.equal(neededOf("consensus", 14), undefined);
});

test("a secret question says so and which breakdown there is; a temperature check binds nobody", () => {
  assert.deepEqual(keys(asked({ kind: "choices", most: 3, methods: { ballots: true, passed: true } }, { secret: true, breakdown: "region", declare: true })),
    ["who_seats", "passed", "most", "secret", "breakdown_region", "weighting_person", "declare", "showing_on_close"]);
  assert.deepEqual(keys(asked({ kind: "temperature", showing: "live" }, { electorate: "present" }), 40), ["who_present", "temperature", "by_name", "showing_live"]);
  assert.deepEqual(keys(asked({ kind: "objection" }, { secret: true })), ["who_seats", "without_names", "carried_objection", "showing_on_close"]);
});

test("of a secret question nothing is seen before the close but totals in steps, and those only without a breakdown", () => {
  const shown = (showing: Termed["showing"], terms: Partial<Terms>) => keys(asked({ showing }, terms)).at(-1);
  assert.equal(shown("live", {}), "showing_live");
  assert.equal(shown("live", { secret: true }), "showing_live_steps");
  assert.equal(shown("live", { secret: true, breakdown: "region" }), "showing_live_breakdown");
  assert.equal(shown("on_close", { secret: true, breakdown: "region" }), "showing_on_close");
  assert.equal(shown("on_reveal", { secret: true }), "showing_on_reveal_secret");
  assert.equal(shown("on_quorum", { secret: true, quorum: 3 }), "showing_on_quorum_secret");
  assert.deepEqual([seenWhileRunning(asked({ showing: "live" }, { secret: true })), seenWhileRunning(asked({ showing: "on_reveal" })), seenWhileRunning(asked({ showing: "on_reveal" }, { secret: true }))], [true, true, false]);
});

test("every sentence that terms can give has its words", () => {
  const words = JSON.parse(readFileSync(new URL("../text/en/terms.json", import.meta.url), "utf8")) as Record<string, unknown>;
  const kinds: PollKind[] = ["likert", "vote", "choice", "choices", "temperature", "objection"];
  for (const kind of kinds) {
    assert.ok(`terms_kind_${kind}` in words);
    for (const electorate of ["seats", "organisations", "present"] as const) for (const base of ["voting", "present", "seats"] as const)
      for (const abstaining of ["apart", "in_base"] as const) for (const majority of [undefined, "simple", "absolute", "two_thirds", "consensus"] as const)
        for (const secret of [true, false]) for (const showing of ["live", "on_reveal", "on_quorum", "on_close"] as const) for (const all of [undefined, 14]) {
          const poll: Termed = asked({ kind, most: 2, open_mode: true, showing, methods: { ballots: true, passed: secret, counted: !secret, agreed_by: "group" } },
            { electorate, base, abstaining, secret, declare: true, confirm: true, quorum: 3, weighting: secret ? "unit" : "person", ...(majority ? { majority } : {}), ...(secret && base === "voting" ? { breakdown: "place" as const } : {}) });
          for (const key of keys(poll, all)) assert.ok(`terms_${key}` in words, key);
        }
  }
});

test("what rules something out takes it back", () => {
  const terms: Terms = { ...TERMS, majority: "simple", abstaining: "in_base", confirm: true };
  const secret = consistent({ kind: "vote", terms: { ...terms, secret: true }, methods: { counted: true, agreed_by: "region" }, showing: "on_quorum" });
  assert.deepEqual(secret.methods, { ballots: true });
  assert.equal(secret.terms.confirm, false);
  assert.equal(secret.showing, "on_close");
  const seats = consistent({ kind: "vote", terms: { ...terms, base: "seats", majority: "absolute", quorum: 3 }, methods: { agreed_by: "group" }, showing: "live" });
  assert.deepEqual([seats.terms.base, seats.terms.majority, seats.terms.quorum], ["voting", "simple", undefined]);
  assert.deepEqual(consistent({ kind: "choices", terms, methods: { counted: true }, showing: "live" }).methods, { ballots: true });
  assert.deepEqual(consistent({ kind: "vote", terms: { ...TERMS, electorate: "organisations" }, methods: { ballots: true, counted: true }, showing: "live" }).methods, { ballots: true });
  assert.equal(consistent({ kind: "vote", terms: TERMS, methods: { ballots: true }, showing: "live" }).terms.majority, "simple");
  const scale = consistent({ kind: "likert", terms: { ...terms, breakdown: "group" }, methods: { ballots: true, passed: true }, showing: "live" });
  assert.deepEqual([scale.terms.majority, scale.terms.abstaining, scale.terms.breakdown, scale.methods.passed], [undefined, "apart", undefined, undefined]);
  const declared = (methods: Methods, secret: boolean) => consistent({ kind: "likert", terms: { ...TERMS, declare: true, secret }, methods: { ballots: true, ...methods }, showing: "live" }).terms.declare;
  assert.deepEqual([declared({}, false), declared({ counted: true }, false), declared({ passed: true }, true), declared({ counted: true }, true)], [true, false, false, true]);
  assert.equal(consistent({ kind: "objection", terms, methods: { ballots: true }, showing: "live" }).terms.secret, true);
  assert.equal(consistent({ kind: "temperature", terms, methods: { ballots: true }, showing: "on_close" }).showing, "live");
});

test("an outcome is said as it stands, and then as it is", () => {
  const tally = { all: { votes: { n: 14, counts: [14, 0, 0], no_opinion: 0 } }, outcome: { base: 14, needed: 8, part: 14, quorum_met: true, carried: true } } as unknown as TallyRow;
  const poll = { ...asked({}, { majority: "simple", quorum: 9 }), state: "closed" } as PollRow;
  assert.deepEqual(outcomeSentences(poll, tally).map((one) => one.key), ["outcome_carried", "outcome_counts", "outcome_needed", "outcome_quorum"]);
  assert.equal(outcomeSentences({ ...poll, state: "open" }, tally)[0]?.key, "outcome_now_carried");
  const few = { ...tally, outcome: { base: 3, needed: 2, part: 3, quorum_met: false, carried: false } };
  assert.equal(outcomeSentences(poll, few)[0]?.key, "outcome_no_quorum");
  const objection = { ...tally, all: { votes: { n: 20, counts: [17, 3], no_opinion: 0 } } };
  assert.deepEqual(outcomeSentences({ ...poll, kind: "objection" }, objection), [{ key: "outcome_objections", parameters: { n: 3, all: 20 } }]);
});

test("seats and organisations are known ahead, rounds are counted", () => {
  const rows = new MeetingRows();
  const person = (confirmed: boolean, organisation?: string) => ({ name: "x", confirmed, spoken: 0, ...(organisation ? { organisation } : {}) });
  rows.snapshot({ epoch: 1, version: 1, rows: {
    "person/1": person(true, "Delta"), "person/2": person(true, " delta "), "person/3": person(false, "Fjord"), "person/4": person(true),
    "poll/1": {}, "poll/2": { round_of: 1 }, "poll/3": { round_of: 2 },
  } });
  assert.equal(expectedSeats(rows, "seats"), 3);
  assert.equal(expectedSeats(rows, "organisations"), 1);
  assert.equal(expectedSeats(rows, "present"), undefined);
  assert.equal(roundOf(rows, { round_of: 2 } as PollRow), 3);
});
