//! What the answers to a question add up to: whole, by region, by stakeholder group, by place.
//!
//! Ballots and counted hands are added up together. A ballot counts where its person was when it
//! was cast; counted hands count under their place and the region of their hub, and under no
//! group, because nobody knows whose they are. Agreed values stand apart: they have no spread.

use std::collections::BTreeMap;

use protocol::{Key, Place, PollId, Unit, poll_command::Scale};

use crate::{
    Meeting,
    meeting::{Agreed, Ballot, Counted, Poll},
    stats::{self, Stats},
};

/// The result of a question, live or final.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Ballots and counted hands together.
    pub all: Part,
    /// How many of these are persons' ballots.
    pub ballots: u32,
    /// Ballots among the electorate, 0 to 1; absent where the question takes no ballots or nobody may answer.
    pub turnout: Option<f64>,
    /// By region.
    pub regions: BTreeMap<Key, Part>,
    /// By stakeholder group.
    pub groups: BTreeMap<Key, Part>,
    /// By place.
    pub places: BTreeMap<Place, Part>,
    /// What the agreed values are by.
    pub agreed_by: Option<Unit>,
    /// Agreed values.
    pub agreed: BTreeMap<Key, Agreed>,
    /// Counted hands; they are contained in the parts, too.
    pub counted: BTreeMap<Place, Counted>,
    /// Whether two regions, two groups or two agreed values lie far apart: two points of five.
    pub wild_groups: bool,
}

/// A part of the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The distribution.
    pub votes: Votes,
    /// Its statistics; absent where there are no answers but "no opinion".
    pub stats: Option<Stats>,
}

/// A distribution over the points of a scale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Answers, "no opinion" not among them.
    pub n: u32,
    /// Answers for each point, lowest first.
    pub counts: Vec<u32>,
    /// "No opinion".
    pub no_opinion: u32,
}

impl Votes {
    fn none(scale: &Scale) -> Self {
        Votes { n: 0, counts: vec![0; usize::try_from(scale.points).unwrap_or(0)], no_opinion: 0 }
    }

    fn add_ballot(&mut self, scale: &Scale, ballot: &Ballot) {
        let point = ballot.choice.map(|value| usize::try_from(value.saturating_sub(scale.first)).unwrap_or(usize::MAX));
        match point.map(|point| self.counts.get_mut(point)) {
            Some(Some(count)) => {
                *count += 1;
                self.n += 1;
            }
            // A value outside the scale cannot be in the record: it was refused.
            Some(None) => {}
            None => self.no_opinion += 1,
        }
    }

    fn add_counted(&mut self, counted: &Counted) {
        for (count, hands) in self.counts.iter_mut().zip(&counted.hands) {
            *count += hands;
            self.n += hands;
        }
        self.no_opinion += counted.no_opinion;
    }
}

/// The tally of a question; none if there is no such question.
pub fn tally(m: &Meeting, poll: PollId) -> Option<Tally> {
    m.polls.get(&poll).map(of)
}

/// The tally of a question at hand.
pub fn of(poll: &Poll) -> Tally {
    let scale = &poll.scale;
    let mut all = Votes::none(scale);
    let mut regions = BTreeMap::new();
    let mut groups = BTreeMap::new();
    let mut places = BTreeMap::new();
    for ballot in poll.ballots.values() {
        all.add_ballot(scale, ballot);
        of_part(&mut regions, scale, ballot.region.as_ref(), |part| part.add_ballot(scale, ballot));
        of_part(&mut groups, scale, ballot.group.as_ref(), |part| part.add_ballot(scale, ballot));
        of_part(&mut places, scale, ballot.place.as_ref(), |part| part.add_ballot(scale, ballot));
    }
    for (place, counted) in &poll.counted {
        all.add_counted(counted);
        of_part(&mut regions, scale, counted.region.as_ref(), |part| part.add_counted(counted));
        of_part(&mut places, scale, Some(place), |part| part.add_counted(counted));
    }
    let ballots = u32::try_from(poll.ballots.len()).unwrap_or(u32::MAX);
    let regions = with_stats(scale, regions);
    let groups = with_stats(scale, groups);
    let agreed = poll.agreed.values().map(|agreed| f64::from(agreed.value));
    Tally {
        ballots,
        turnout: (poll.electorate > 0).then(|| f64::from(ballots) / f64::from(poll.electorate)),
        wild_groups: far_apart(scale, &regions) || far_apart(scale, &groups) || stats::far_apart(scale.points, agreed),
        all: part(scale, all),
        regions,
        groups,
        places: with_stats(scale, places),
        agreed_by: poll.methods.agreed_by,
        agreed: poll.agreed.clone(),
        counted: poll.counted.clone(),
    }
}

fn of_part<K: Ord + Clone>(
    parts: &mut BTreeMap<K, Votes>,
    scale: &Scale,
    key: Option<&K>,
    add: impl FnOnce(&mut Votes),
) {
    if let Some(key) = key {
        add(parts.entry(key.clone()).or_insert_with(|| Votes::none(scale)));
    }
}

fn with_stats<K: Ord>(scale: &Scale, parts: BTreeMap<K, Votes>) -> BTreeMap<K, Part> {
    parts.into_iter().map(|(key, votes)| (key, part(scale, votes))).collect()
}

fn part(scale: &Scale, votes: Votes) -> Part {
    Part { stats: stats::stats(scale, &votes.counts), votes }
}

fn far_apart(scale: &Scale, parts: &BTreeMap<Key, Part>) -> bool {
    stats::far_apart(scale.points, parts.values().filter_map(|p| p.stats.as_ref()).map(|s| s.median))
}
