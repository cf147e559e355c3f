//! The service gap: how far one microphone got ahead of another while both had somebody waiting or
//! speaking. It is the fairness measure of deficit round robin (Shreedhar and Varghese 1995), taken
//! over every stretch of time in which both asked.

use std::collections::BTreeMap;

use protocol::{HandId, Key, Ms};

use super::{for_weight, seen::Seen};
use crate::Meeting;

/// The furthest that one microphone got ahead of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// By how much, milliseconds for each unit of weight.
    pub ms: f64,
    /// The microphone that got ahead.
    pub ahead: Key,
    /// The one that fell behind though somebody waited at it.
    pub behind: Key,
}

/// A stretch of time: from, until.
type Stretch = (Ms, Ms);

/// The largest gap of any two microphones in any stretch in which both asked. None where no two ever did.
pub(super) fn gap(m: &Meeting, seen: &Seen) -> Option<Gap> {
    let ended = seen.turns.iter().filter_map(|turn| Some((turn.hand?, turn.ended_ms.unwrap_or(seen.as_of_ms))));
    let ended: BTreeMap<HandId, Ms> = ended.collect();
    let mut asking: BTreeMap<&Key, Vec<Stretch>> = BTreeMap::new();
    for one in seen.hands.iter().filter(|one| one.in_line()) {
        let until_ms = ended.get(&one.id).copied().unwrap_or(one.until_ms);
        asking.entry(&one.hand.mic).or_default().push((one.hand.raised_ms, until_ms));
    }
    let asking: Vec<(&Key, Vec<Stretch>)> = asking.into_iter().map(|(mic, spans)| (mic, merged(spans))).collect();
    let mut widest: Option<Gap> = None;
    for (at, (one, ones)) in asking.iter().enumerate() {
        for (other, others) in &asking[at + 1..] {
            for both in overlaps(ones, others) {
                let found = within(m, seen, both, one, other);
                if widest.as_ref().is_none_or(|widest| found.ms > widest.ms) {
                    widest = Some(found);
                }
            }
        }
    }
    widest
}

/// The gap of two microphones in one stretch in which both asked.
fn within(m: &Meeting, seen: &Seen, both: Stretch, one: &Key, other: &Key) -> Gap {
    // How far `one` is ahead; the gap is between its least and its most since then.
    let (mut lead, mut least, mut most) = (0.0_f64, (0.0, 0), (0.0, 0));
    let during = seen.turns.iter().filter(|turn| (both.0..both.1).contains(&turn.called_ms));
    for (step, turn) in (1..).zip(during) {
        match &turn.mic {
            Some(mic) if mic == one => lead += for_weight(m, mic, turn),
            Some(mic) if mic == other => lead -= for_weight(m, mic, turn),
            _ => continue,
        }
        if lead < least.0 {
            least = (lead, step);
        }
        if lead > most.0 {
            most = (lead, step);
        }
    }
    let (ahead, behind) = if most.1 >= least.1 { (one, other) } else { (other, one) };
    Gap { ms: most.0 - least.0, ahead: ahead.clone(), behind: behind.clone() }
}

/// Stretches in order, those that touch or overlap joined.
fn merged(mut spans: Vec<Stretch>) -> Vec<Stretch> {
    spans.sort_unstable();
    let mut merged: Vec<Stretch> = Vec::new();
    for (from, until) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}

/// The stretches in which both are.
fn overlaps(ones: &[Stretch], others: &[Stretch]) -> Vec<Stretch> {
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while let (Some(one), Some(other)) = (ones.get(i), others.get(j)) {
        let (from, until) = (one.0.max(other.0), one.1.min(other.1));
        if from < until {
            found.push((from, until));
        }
        if one.1 < other.1 { i += 1 } else { j += 1 }
    }
    found
}
