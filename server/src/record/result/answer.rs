//! The answers that stand, by their method: what was agreed, what was counted, what ballots came to, and where each comes from.

use meeting::Meeting;
use protocol::poll_command::GroupHands;
use protocol::row_poll::TallyRow;
use protocol::{Key, PollId};
use serde::Serialize;

use super::super::names;
use super::part::place_name;

/// One answer, or all ballots together. What does not belong to its method is absent.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(default)]
pub struct Answer {
    /// `agreed`, `counted` or `ballots`.
    pub method: &'static str,
    /// The region or group that agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
    /// The place that was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<String>,
    /// The region of the place when it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Key>,
    /// What that is called; of ballots: `ballots`.
    pub name: String,
    /// Who was consulted; hands or ballots, without "no opinion".
    pub n: Option<u32>,
    /// The agreed value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
    /// The lowest value stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest: Option<u32>,
    /// The highest value stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest: Option<u32>,
    /// What hides behind the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The value before the last correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<u32>,
    /// Hands or ballots for each point of the scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<u32>>,
    /// "No opinion".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_opinion: Option<u32>,
    /// How many of the ballots were made on a device that was passed round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<u32>,
    /// The heads that the place had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heads: Option<u32>,
    /// The hands whose group is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupHands>,
    /// Who counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counter: Option<String>,
    /// How many have confirmed it as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<u32>,
    /// Who confirmed the count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmer: Option<String>,
    /// Whether a correction changed it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// All of them: agreed values, counted places, and the ballots together.
pub fn all(m: &Meeting, poll: PollId, tally: &TallyRow) -> Vec<Answer> {
    let state = m.polls.get(&poll);
    let region = |place: &str| state?.counted.get(&place.parse().ok()?)?.region.clone();
    let agreed = tally.agreed.iter().map(|(unit, a)| Answer {
        method: "agreed",
        unit: Some(unit.clone()),
        name: names::unit(m, unit),
        n: a.consulted,
        value: Some(a.value),
        lowest: a.lowest,
        highest: a.highest,
        comment: a.comment.clone(),
        was: a.was,
        confirmed: Some(a.confirmed),
        corrected: a.was.is_some(),
        ..Answer::default()
    });
    let counted = tally.counted.iter().map(|(place, c)| Answer {
        method: "counted",
        unit_id: Some(place.clone()),
        region: region(place),
        name: place_name(m, place),
        n: Some(c.hands.iter().sum()),
        counts: Some(c.hands.clone()),
        no_opinion: Some(c.no_opinion),
        heads: Some(c.heads),
        groups: c.groups.clone(),
        counter: c.counter.clone(),
        confirmed: Some(u32::from(c.confirmed)),
        confirmer: c.confirmer.clone(),
        corrected: c.corrected,
        ..Answer::default()
    });
    agreed.chain(counted).chain(ballots(tally)).collect()
}

/// The ballots together: the whole less what was counted by hands.
fn ballots(tally: &TallyRow) -> Option<Answer> {
    if tally.ballots + tally.passed == 0 {
        return None;
    }
    let mut counts = tally.all.votes.counts.clone();
    let (mut n, mut no_opinion) = (tally.all.votes.n, tally.all.votes.no_opinion);
    for counted in tally.counted.values() {
        n = n.saturating_sub(counted.hands.iter().sum());
        no_opinion = no_opinion.saturating_sub(counted.no_opinion);
        for (left, hands) in counts.iter_mut().zip(&counted.hands) {
            *left = left.saturating_sub(*hands);
        }
    }
    Some(Answer {
        method: "ballots",
        name: "ballots".to_owned(),
        n: Some(n),
        counts: Some(counts).filter(|_| !tally.all.hidden),
        no_opinion: Some(no_opinion),
        passed: Some(tally.passed).filter(|passed| *passed > 0),
        ..Answer::default()
    })
}
