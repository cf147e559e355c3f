//! The verdict: is every head counted once, is every acknowledged last choice the one that counts, and is the result what the
//! record adds up to?

use std::collections::BTreeMap;

use protocol::row_poll::{Distribution, Part};
use protocol::{Key, PersonId};
use serde_json::{Value, json};

use super::hall::Published;
use super::plan::Plan;
use super::recount::{Recount, Votes};
use super::storm::Storm;

/// What was found.
#[derive(Debug)]
pub struct Verdict {
    seats: u32,
    /// Heads that the result counts, by ballots and by hands.
    counted: u32,
    ballots: u32,
    by_hand: u32,
    /// Heads that the result counts more than once.
    double: u32,
    /// Seats whose acknowledged last choice is not what counts.
    lost: u32,
    /// Figures of the result that the record does not add up to, and what the published script finds.
    recount_differences: u32,
    script_differences: u32,
    /// Answers to repeats that differ from the first one, and refusals that nothing here should meet.
    wrong_answers: u32,
    told: Vec<String>,
}

/// Compares what was acknowledged, what is in the record, and what is published.
pub fn judge(
    plan: &Plan,
    people: &[PersonId],
    storm: &Storm,
    result: &Published,
    recount: &Recount,
    script: Vec<String>,
) -> Verdict {
    let (tally, mut told) = (&result.tally, storm.odd.1.clone());
    let counted = heads(&tally.all.votes);
    let verdict = Verdict {
        seats: plan.seats,
        counted,
        ballots: tally.ballots,
        by_hand: tally.counted.values().map(|counted| counted.hands.iter().sum::<u32>() + counted.no_opinion).sum(),
        double: double(plan, storm, result, recount),
        lost: lost(plan, people, storm, recount, &mut told),
        recount_differences: differences(result, recount, &mut told) + script.len() as u32,
        script_differences: script.len() as u32,
        wrong_answers: storm.changed + storm.odd.0,
        told: Vec::new(),
    };
    told.extend(script.into_iter().take(3));
    told.truncate(10);
    Verdict { told, ..verdict }
}

impl Verdict {
    /// Whether every head is counted once, and nothing is lost or different.
    pub fn is_exact(&self) -> bool {
        self.counted == self.seats
            && (self.double, self.lost, self.recount_differences, self.wrong_answers) == (0, 0, 0, 0)
    }

    /// Puts the figures into a report.
    pub fn tell(&self, report: &mut Value) {
        for (name, figure) in [
            ("counted", self.counted),
            ("counted_by_ballots", self.ballots),
            ("counted_by_hands", self.by_hand),
            ("double", self.double),
            ("lost", self.lost),
            ("recount_differences", self.recount_differences),
            ("differences_found_by_script", self.script_differences),
            ("wrong_answers", self.wrong_answers),
        ] {
            report[name] = json!(figure);
        }
        report["exact"] = json!(self.is_exact());
        if !self.told.is_empty() {
            report["told"] = json!(self.told);
        }
    }
}

fn heads(votes: &Distribution) -> u32 {
    votes.n + votes.no_opinion
}

/// More ballots than people who cast one, more answers in a place than heads, a ballot of somebody who was counted by hand.
fn double(plan: &Plan, storm: &Storm, result: &Published, recount: &Recount) -> u32 {
    let mut seats: BTreeMap<String, u32> = BTreeMap::new();
    for seat in 0..plan.seats {
        *seats.entry(plan.place(seat).to_string()).or_default() += 1;
    }
    let in_place =
        |(place, part): (&String, &Part)| heads(&part.votes).saturating_sub(seats.get(place).copied().unwrap_or(0));
    let in_places: u32 = result.tally.places.iter().map(in_place).sum();
    let more_ballots = result.tally.ballots.saturating_sub(recount.ballots.len() as u32);
    let unheard = storm.ballots.iter().filter(|last| last.is_some()).count() as u32;
    in_places.max(more_ballots).max((recount.ballots.len() as u32).saturating_sub(unheard))
}

fn lost(plan: &Plan, people: &[PersonId], storm: &Storm, recount: &Recount, told: &mut Vec<String>) -> u32 {
    let mut lost = 0;
    let mut miss = |n: u32, what: String| {
        if n > 0 {
            lost += n;
            told.push(what);
        }
    };
    let mut by_hand = vec![0; plan.hubs.len()];
    for ((seat, person), last) in (0..).zip(people).zip(&storm.ballots) {
        let in_record = recount.ballots.get(&u64::from(person.0));
        match last {
            Some(choice) if in_record == Some(choice) => {}
            Some(choice) => {
                miss(1, format!("seat {seat}: {choice:?} was acknowledged, {in_record:?} is in the record"))
            }
            None => match plan.hubs.iter().position(|hub| hub.contains(&seat)) {
                Some(hub) => by_hand[hub] += 1,
                None => miss(1, format!("seat {seat}: no ballot was taken")),
            },
        }
    }
    for ((hub, wanted), said) in (1..).zip(by_hand).zip(&storm.hands) {
        let in_record = recount.counted.get(&format!("hub/{hub}"));
        let said = said.as_ref().map(|(counts, no_opinion)| Votes { counts: counts.clone(), no_opinion: *no_opinion });
        let heads = said.as_ref().map_or(0, |votes| votes.counts.iter().sum::<u32>() + votes.no_opinion);
        if in_record != said.as_ref() || heads != wanted {
            miss(wanted.max(1), format!("hub {hub}: {wanted} counted by hand, {in_record:?} is in the record"));
        }
    }
    for (region, value) in &storm.agreed {
        let in_record = recount.agreed.get(region.as_str());
        miss(u32::from(in_record != Some(value)), format!("{region}: agreed {value}, {in_record:?} is in the record"));
    }
    lost
}

fn differences(result: &Published, recount: &Recount, told: &mut Vec<String>) -> u32 {
    let tally = &result.tally;
    let mut different = 0;
    let mut compare = |what: &str, published: Value, recounted: Value| {
        if published != recounted {
            different += 1;
            told.push(format!("{what}: published {published}, recounted {recounted}"));
        }
    };
    compare("electorate", json!(result.poll.electorate), json!(recount.people));
    compare("all", distribution(&tally.all.votes), votes(&recount.all));
    compare("ballots", json!(tally.ballots), json!(recount.ballots.len()));
    let parts = [
        ("region", named(&tally.regions), &recount.regions),
        ("group", named(&tally.groups), &recount.groups),
        ("place", tally.places.clone(), &recount.places),
    ];
    for (what, published, recounted) in parts {
        compare(
            &format!("{what}s"),
            json!(published.keys().collect::<Vec<_>>()),
            json!(recounted.keys().collect::<Vec<_>>()),
        );
        for (key, part) in &published {
            let recounted = recounted.get(key).map_or(Value::Null, votes);
            compare(&format!("{what} {key}"), distribution(&part.votes), recounted);
        }
    }
    let counted =
        tally.counted.iter().map(|(place, counted)| (place.clone(), json!([counted.hands, counted.no_opinion])));
    let recounted =
        recount.counted.iter().map(|(place, votes)| (place.clone(), json!([votes.counts, votes.no_opinion])));
    compare(
        "counts",
        counted.collect::<serde_json::Map<_, _>>().into(),
        recounted.collect::<serde_json::Map<_, _>>().into(),
    );
    let agreed = tally.agreed.iter().map(|(unit, agreed)| (unit.to_string(), json!(agreed.value)));
    compare("agreed values", agreed.collect::<serde_json::Map<_, _>>().into(), json!(recount.agreed));
    different
}

fn named(parts: &BTreeMap<Key, Part>) -> BTreeMap<String, Part> {
    parts.iter().map(|(key, part)| (key.to_string(), part.clone())).collect()
}

fn distribution(votes: &Distribution) -> Value {
    json!([votes.n, votes.counts, votes.no_opinion])
}

fn votes(votes: &Votes) -> Value {
    json!([votes.counts.iter().sum::<u32>(), votes.counts, votes.no_opinion])
}
