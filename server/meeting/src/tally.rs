//! What the answers to a question add up to: whole, by region, by stakeholder group, by place.
//!
//! Ballots and counted hands are added up together. A ballot counts where its person was when it
//! was cast; counted hands count under their place and the region of their hub, and under a
//! group as far as they were split by group. Agreed values stand apart: they have no spread.
//!
//! Of a secret question the tally is what has been published: the count of the close, or the last step before it.

mod secret;

use std::collections::BTreeMap;

use protocol::{Key, Place, PollId, Unit, poll_command::Scale};

use crate::{
    Meeting,
    meeting::{Agreed, Ballot, Counted, Poll},
    poll::points::is_ordered,
    stats::{self, Stats},
};

/// The result of a question, live or final.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Ballots and counted hands together.
    pub all: Part,
    /// How many of these are persons' ballots.
    pub ballots: u32,
    /// How many were made on devices that are passed round.
    pub passed: u32,
    /// Whether these are the totals of a secret question that still runs: they go in steps, and lag behind.
    pub in_steps: bool,
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
    /// Whether only `n` is told, all ballots of the part, because more would tell who chose what: the counts are empty then.
    pub hidden: bool,
    /// Its statistics; absent where there are no answers but "no opinion", and where the points lie in no order.
    pub stats: Option<Stats>,
}

/// A distribution over the points of a scale. Where several may be chosen, the counts add up to more than n.
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
    /// No answers.
    pub fn none(scale: &Scale) -> Self {
        Votes { n: 0, counts: vec![0; usize::try_from(scale.points).unwrap_or(0)], no_opinion: 0 }
    }

    fn add_ballot(&mut self, scale: &Scale, ballot: &Ballot) {
        self.add(scale, ballot.choice, &ballot.choices);
    }

    /// Adds one answer: a value, several, or "no opinion" where there is none.
    pub fn add(&mut self, scale: &Scale, choice: Option<u32>, choices: &[u32]) {
        if choice.is_none() && choices.is_empty() {
            self.no_opinion += 1;
            return;
        }
        let mut chosen = false;
        for value in choice.iter().chain(choices) {
            let point = usize::try_from(value.wrapping_sub(scale.first)).unwrap_or(usize::MAX);
            // A value outside the scale cannot be in the record: it was refused.
            if let Some(count) = self.counts.get_mut(point) {
                *count += 1;
                chosen = true;
            }
        }
        self.n += u32::from(chosen);
    }

    fn add_counted(&mut self, counted: &Counted) {
        self.add_hands(&counted.hands);
        self.no_opinion += counted.no_opinion;
    }

    fn add_hands(&mut self, hands: &[u32]) {
        for (count, hands) in self.counts.iter_mut().zip(hands) {
            *count += hands;
            self.n += hands;
        }
    }
}

/// The tally of a question; none if there is no such question.
pub fn tally(m: &Meeting, poll: PollId) -> Option<Tally> {
    m.polls.get(&poll).map(of)
}

/// The tally of a question at hand. Of a secret one it is what has been published, and nothing else.
pub fn of(poll: &Poll) -> Tally {
    if let Some(kept) = &poll.secret {
        return secret::of(poll, kept);
    }
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
        for split in &counted.groups {
            of_part(&mut groups, scale, Some(&split.group), |part| part.add_hands(&split.hands));
        }
    }
    let ballots = u32::try_from(poll.ballots.len()).unwrap_or(u32::MAX);
    let regions = with_stats(poll, regions);
    let groups = with_stats(poll, groups);
    let agreed = poll.agreed.values().map(|agreed| f64::from(agreed.value));
    Tally {
        ballots,
        passed: 0,
        in_steps: false,
        turnout: (poll.electorate > 0).then(|| f64::from(ballots) / f64::from(poll.electorate)),
        wild_groups: far_apart(scale, &regions)
            || far_apart(scale, &groups)
            || (is_ordered(poll.kind) && stats::far_apart(scale.points, agreed)),
        all: part(poll, all),
        regions,
        groups,
        places: with_stats(poll, places),
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

fn with_stats<K: Ord>(poll: &Poll, parts: BTreeMap<K, Votes>) -> BTreeMap<K, Part> {
    parts.into_iter().map(|(key, votes)| (key, part(poll, votes))).collect()
}

/// A distribution with its statistics, where its points lie in an order.
pub fn part(poll: &Poll, votes: Votes) -> Part {
    let ordered = is_ordered(poll.kind);
    Part { stats: stats::stats(&poll.scale, &votes.counts).filter(|_| ordered), votes, hidden: false }
}

fn far_apart(scale: &Scale, parts: &BTreeMap<Key, Part>) -> bool {
    stats::far_apart(scale.points, parts.values().filter_map(|p| p.stats.as_ref()).map(|s| s.median))
}
