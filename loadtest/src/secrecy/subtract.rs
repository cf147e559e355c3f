//! Subtracting: what comes out of all that was published, by whoever knows from the record who answered when and from where.

use std::collections::{BTreeMap, BTreeSet};

use meeting::event::{Event, Fact, SecretCounted, SecretTotals};
use meeting::poll::secret::Slot;
use protocol::PollId;

use super::plan::Plan;
use super::traces::{Published, Traces};

/// Fewer in a part of a breakdown are told apart.
const LEAST: u32 = 5;
/// Fewer between two published totals are.
const LEAST_NEW: i64 = 10;
/// Fewer are that the close adds to what was shown before.
const LEAST_LEFT: i64 = 20;

/// Everything that can be worked out.
pub fn all(plan: &Plan, traces: &Traces) -> Vec<String> {
    let mut found = Vec::new();
    for question in 0..plan.questions.len() {
        let states: Vec<_> = traces.states.iter().filter(|state| state.question == question).collect();
        let name = format!("question {}", question + 1);
        let mut earlier = (0, SecretTotals::default());
        for state in &states {
            let poll = traces.polls[question];
            let (new, again) = between(&traces.record, poll, earlier.0, state);
            let grown = difference(&earlier.1, &state.totals);
            if let Some(what) = told(&grown, new.len() as i64, again.len() as i64) {
                found.push(format!("{name}: of {} new and {} changed ballots {what}", new.len(), again.len()));
            }
            if (new.len() as i64) < if state.counted.is_some() && earlier.0 > 0 { LEAST_LEFT } else { LEAST_NEW } {
                found.push(format!("{name}: {} new ballots stand by themselves", new.len()));
            }
            earlier = (state.until, state.totals.clone());
        }
        let steps = states.iter().filter(|state| state.counted.is_none()).count();
        for counted in states.iter().filter_map(|state| state.counted.as_ref()) {
            found.extend(of_parts(counted).into_iter().map(|what| format!("{name}: {what}")));
            if steps > 0 && counted.parts.iter().any(|part| part.counts.is_some()) {
                found.push(format!("{name}: totals of before can be subtracted from parts of after"));
            }
        }
    }
    found
}

/// What a state tells of that was not told up to an earlier entry of the record: first ballots, and those that replaced one as
/// it was shown. What changed after its step is told by the close.
fn between(record: &[Event], poll: PollId, from: usize, state: &Published) -> (BTreeSet<Slot>, BTreeSet<Slot>) {
    let mut passed = 0;
    let slots = record.iter().take(state.until).map(|event| match &event.fact {
        Fact::BallotSealed(f) if f.poll == poll => Some(Slot::Seat(f.seat)),
        Fact::BallotPassed(f) if f.poll == poll => {
            passed += 1;
            Some(Slot::Passed(f.place, passed))
        }
        _ => None,
    });
    // For each that was told, until when its changes were told with it.
    let (mut before, mut new, mut again) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    for (at, slot) in slots.enumerate() {
        let Some(slot) = slot else { continue };
        match before.get(&slot) {
            Some(told) if at > *told && state.counted.is_some() => _ = again.insert(slot),
            Some(_) => {}
            None if at < from => {
                let step = state.steps.iter().copied().find(|step| *step > at).unwrap_or(from);
                before.insert(slot, step);
            }
            None => _ = new.insert(slot),
        }
    }
    (new, again)
}

fn answers(totals: &SecretTotals) -> Vec<i64> {
    totals.counts.iter().copied().chain([totals.no_opinion]).map(i64::from).collect()
}

fn difference(earlier: &SecretTotals, later: &SecretTotals) -> Vec<i64> {
    let mut before = answers(earlier);
    let after = answers(later);
    if before.len() < after.len() {
        before = vec![0; after.len()];
    }
    after.iter().zip(before).map(|(after, before)| after - before).collect()
}

/// What the difference of two totals tells, of so many new ballots and so many that replaced an earlier one.
fn told(grown: &[i64], new: i64, again: i64) -> Option<&'static str> {
    let fell: Vec<i64> = grown.iter().copied().filter(|by| *by < 0).collect();
    if new > 0 && grown.contains(&new) && fell.is_empty() {
        return Some("all chose the same");
    }
    if new > 1 && grown.iter().any(|by| *by == new - 1) && fell.is_empty() {
        return Some("all but one chose the same, and that one knows it");
    }
    if again > 0 && fell.len() == 1 && -fell[0] == again {
        return Some("all that changed had chosen the same");
    }
    ((1..4).contains(&(new + again)) && grown.iter().any(|by| *by != 0)).then_some("there are too few")
}

/// What a breakdown tells.
fn of_parts(counted: &SecretCounted) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = answers(&counted.totals);
    let mut hidden = (0, 0);
    for part in &counted.parts {
        let of = part.of.clone().unwrap_or_else(|| "not stated".to_owned());
        let Some(counts) = &part.counts else {
            hidden = (hidden.0 + 1, hidden.1 + part.ballots);
            continue;
        };
        let shown: Vec<i64> = counts.iter().copied().chain([part.no_opinion]).map(i64::from).collect();
        if part.ballots < LEAST {
            found.push(format!("{of} is shown with {} ballots", part.ballots));
        }
        if shown.contains(&i64::from(part.ballots)) {
            found.push(format!("{of} is shown, and all of it chose the same"));
        }
        rest.iter_mut().zip(shown).for_each(|(rest, shown)| *rest -= shown);
    }
    if hidden.0 > 0 && hidden.0 < counted.parts.len() {
        if hidden.0 == 1 {
            found.push("the one part that is hidden comes out by subtracting".to_owned());
        }
        if hidden.1 < LEAST {
            found.push(format!("{} hidden ballots come out by subtracting", hidden.1));
        }
        if rest.contains(&i64::from(hidden.1)) {
            found.push("all hidden ballots chose the same".to_owned());
        }
        found.extend(by_content(counted));
    }
    found
}

/// Where some parts are shown and others not, sizes alone must have chosen: a hidden part that is larger than one that is shown
/// was chosen for what is in it.
fn by_content(counted: &SecretCounted) -> Vec<String> {
    let shown = counted.parts.iter().filter(|part| part.counts.is_some()).map(|part| part.ballots);
    let Some(smallest_shown) = shown.min() else { return Vec::new() };
    let larger = counted.parts.iter().filter(|part| part.counts.is_none() && part.ballots > smallest_shown);
    larger.map(|part| format!("{:?} is hidden for what is in it", part.of)).collect()
}
