//! The tally of a secret question: what has been published of it.

use std::collections::BTreeMap;

use protocol::Dimension;

use super::{Part, Tally, Votes, far_apart, part};
use crate::{
    event::{SecretPart, SecretTotals},
    meeting::Poll,
    poll::SecretBox,
};

pub(super) fn of(poll: &Poll, kept: &SecretBox) -> Tally {
    let none = SecretTotals::default();
    let totals = kept.published().unwrap_or(&none);
    let counted = kept.counted.as_ref();
    let by = |dimension| {
        let parts = counted.filter(|counted| counted.by == Some(dimension)).map(|counted| &counted.parts);
        parts.into_iter().flatten().filter_map(|of| Some((of.of.as_ref()?, of_part(poll, of))))
    };
    let regions = by(Dimension::Region).filter_map(|(key, part)| Some((key.parse().ok()?, part))).collect();
    let groups = by(Dimension::Group).filter_map(|(key, part)| Some((key.parse().ok()?, part))).collect();
    let places = by(Dimension::Place).filter_map(|(place, part)| Some((place.parse().ok()?, part))).collect();
    let scale = &poll.scale;
    Tally {
        all: part(poll, votes(poll, totals.ballots + totals.passed, &totals.counts, totals.no_opinion)),
        ballots: totals.ballots,
        passed: totals.passed,
        in_steps: counted.is_none(),
        turnout: (poll.electorate > 0 && !kept.is_lost())
            .then(|| f64::from(totals.ballots) / f64::from(poll.electorate)),
        wild_groups: far_apart(scale, &regions) || far_apart(scale, &groups),
        regions,
        groups,
        places,
        agreed_by: None,
        agreed: BTreeMap::new(),
        counted: BTreeMap::new(),
    }
}

fn of_part(poll: &Poll, of: &SecretPart) -> Part {
    match &of.counts {
        Some(counts) => part(poll, votes(poll, of.ballots, counts, of.no_opinion)),
        None => Part { votes: Votes { n: of.ballots, counts: Vec::new(), no_opinion: 0 }, stats: None, hidden: true },
    }
}

fn votes(poll: &Poll, ballots: u32, counts: &[u32], no_opinion: u32) -> Votes {
    let mut votes = Votes { n: ballots - no_opinion, ..Votes::none(&poll.scale) };
    votes.counts.iter_mut().zip(counts).for_each(|(to, from)| *to = *from);
    votes.no_opinion = no_opinion;
    votes
}
