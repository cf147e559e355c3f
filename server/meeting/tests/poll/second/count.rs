//! Every single answer of a question, from what was played: the last word of each seat and place, hands one by one.

use std::collections::BTreeMap;

use meeting::{Fact, meeting::Poll, tally::Votes};
use protocol::{Place, poll_command::GroupHands};

use super::play::{Played, Who};

/// One answer: the values that it names (none: no opinion), and where it counts.
#[derive(Clone, Debug)]
pub struct Answer {
    pub values: Vec<u32>,
    pub region: Option<String>,
    pub group: Option<String>,
    pub place: Option<Place>,
    pub ballot: bool,
}

pub struct Answers(pub Vec<Answer>);

impl Answers {
    pub fn all(&self) -> Vec<&Answer> {
        self.0.iter().collect()
    }

    pub fn ballots(&self) -> usize {
        self.0.iter().filter(|a| a.ballot).count()
    }

    pub fn by(&self, key: &dyn Fn(&Answer) -> Option<String>) -> BTreeMap<String, Vec<&Answer>> {
        let mut parts: BTreeMap<String, Vec<&Answer>> = BTreeMap::new();
        for answer in &self.0 {
            if let Some(key) = key(answer) {
                parts.entry(key).or_default().push(answer);
            }
        }
        parts
    }
}

/// What stands of a count.
struct Hands {
    hands: Vec<u32>,
    no_opinion: u32,
    groups: Vec<GroupHands>,
    region: Option<String>,
}

/// Goes through the record and expands what stands at its end.
pub fn answers(played: &Played) -> Answers {
    let poll = played.id;
    let mut ballots: BTreeMap<String, (Vec<u32>, Who)> = BTreeMap::new();
    let mut counts: BTreeMap<Place, Hands> = BTreeMap::new();
    for (fact, who) in &played.record {
        match fact {
            Fact::BallotCast(f) if f.poll == poll => {
                let mut who = who.clone().expect("ballots are of somebody");
                // A seat's head is taken where its first ballot was cast.
                who.place = ballots.get(&who.seat).and_then(|(_, first)| first.place).or(who.place);
                let values = f.choice.into_iter().chain(f.choices.iter().copied()).collect();
                ballots.insert(who.seat.clone(), (values, who));
            }
            Fact::HandsCounted(f) => {
                for line in f.grid.iter().filter(|line| line.poll == poll) {
                    let region = played.region_of(f.place);
                    let (hands, groups) = (line.hands.clone(), line.groups.clone());
                    counts.insert(f.place, Hands { hands, no_opinion: line.no_opinion, groups, region });
                }
            }
            Fact::AnswerCorrected(f) if f.poll == poll => {
                let place = f.place.expect("counts only are corrected here");
                let standing = counts.get_mut(&place).expect("what is corrected was counted");
                standing.hands.clone_from(&f.hands);
                let too_many = (0..f.hands.len())
                    .any(|point| standing.groups.iter().map(|g| g.hands[point]).sum::<u32>() > f.hands[point]);
                if too_many {
                    standing.groups.clear();
                }
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    for (values, who) in ballots.into_values() {
        all.push(Answer { values, region: who.region, group: who.group, place: who.place, ballot: true });
    }
    for (place, hands) in counts {
        expand(played.poll(), place, &hands, &mut all);
    }
    Answers(all)
}

fn expand(poll: &Poll, place: Place, of: &Hands, all: &mut Vec<Answer>) {
    let answer = |values: Vec<u32>, group: Option<String>| Answer {
        values,
        region: of.region.clone(),
        group,
        place: Some(place),
        ballot: false,
    };
    for (point, n) in of.hands.iter().enumerate() {
        let value = poll.scale.first + point as u32;
        let mut left = *n;
        for split in &of.groups {
            for _ in 0..split.hands[point] {
                all.push(answer(vec![value], Some(split.group.to_string())));
                left -= 1;
            }
        }
        for _ in 0..left {
            all.push(answer(vec![value], None));
        }
    }
    for _ in 0..of.no_opinion {
        all.push(answer(vec![], None));
    }
}

/// The distribution of these answers.
pub fn votes(poll: &Poll, answers: &[&Answer]) -> Votes {
    let mut counts = vec![0; poll.scale.points as usize];
    for value in answers.iter().flat_map(|a| &a.values) {
        counts[(value - poll.scale.first) as usize] += 1;
    }
    let n = answers.iter().filter(|a| !a.values.is_empty()).count() as u32;
    Votes { n, counts, no_opinion: answers.len() as u32 - n }
}
