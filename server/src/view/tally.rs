//! `tally/{poll}`: staff sees the result at any time, everybody else while it is shown: live ones
//! from the opening on, others once revealed, and never during the grace. Of secret
//! ones there is nothing before the close but totals in steps, the same for everybody. Who counted a show of
//! hands is named in public only where the meeting shows full names.

use std::collections::{BTreeMap, BTreeSet};

use meeting::meeting::{Agreed, Confirmation, Counted, Meeting, Poll};
use meeting::{outcome, poll, stats, tally};
use protocol::{
    NameShown, PollId,
    row_poll::{Across, AgreedRow, CountedRow, Distribution, Outcome, Part, Stats, TallyRow, Weighted},
};

use super::{Audience, Changes, View, who};

/// Those of these questions, or of all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<PollId>>, out: &mut Changes) {
    let m = view.m;
    match which {
        Some(polls) => {
            for id in polls {
                out.covers(format!("tally/{id}"));
                if let Some(poll) = m.polls.get(id).filter(|poll| sees(audience, poll)) {
                    out.put_at("tally", id, &row(m, audience, poll));
                }
            }
        }
        None => {
            out.covers_under("tally/");
            for (id, poll) in m.polls.iter().filter(|(_, poll)| sees(audience, poll)) {
                out.put_at("tally", id, &row(m, audience, poll));
            }
        }
    }
}

/// There is nothing to tell of a draft. Of a secret question staff sees no more than everybody while it runs: the last step,
/// if there was one.
fn sees(audience: Audience, poll: &Poll) -> bool {
    let shown = poll::is_shown(poll);
    match &poll.secret {
        Some(kept) if kept.counted.is_none() => shown && kept.shown.is_some(),
        _ => poll.opened_ms.is_some() && (audience.is_staff() || shown),
    }
}

fn row(m: &Meeting, audience: Audience, poll: &Poll) -> TallyRow {
    let tally = tally::of(poll);
    TallyRow {
        all: part(&tally.all),
        ballots: tally.ballots,
        passed: tally.passed,
        in_steps: tally.in_steps,
        outcome: outcome::outcome(m, poll, &tally).map(came_to),
        weighted: outcome::weighted(poll, &tally).map(weighted),
        across: outcome::across(poll, &tally).map(|of| Across { product: of.product, least: of.least }),
        turnout: tally.turnout,
        regions: parts(&tally.regions),
        groups: parts(&tally.groups),
        places: parts(&tally.places).into_iter().map(|(place, part)| (place.to_string(), part)).collect(),
        agreed: tally.agreed.iter().map(|(unit, a)| (unit.clone(), agreed(m, a))).collect(),
        agreed_by: tally.agreed_by,
        counted: tally.counted.iter().map(|(place, c)| (place.to_string(), counted(m, audience, c))).collect(),
        wild_groups: tally.wild_groups,
    }
}

fn came_to(of: outcome::Outcome) -> Outcome {
    let outcome::Outcome { base, needed, part, quorum_met, carried } = of;
    Outcome { base, needed, part, quorum_met, carried }
}

fn weighted(of: outcome::Weighted) -> Weighted {
    Weighted { units: of.units, shares: of.shares, carried: of.carried }
}

fn parts<K: Ord + Clone>(of: &BTreeMap<K, tally::Part>) -> BTreeMap<K, Part> {
    of.iter().map(|(key, of)| (key.clone(), part(of))).collect()
}

fn part(of: &tally::Part) -> Part {
    let votes = Distribution { n: of.votes.n, counts: of.votes.counts.clone(), no_opinion: of.votes.no_opinion };
    Part { votes, hidden: of.hidden, stats: of.stats.as_ref().map(statistics) }
}

fn statistics(of: &stats::Stats) -> Stats {
    Stats {
        median: of.median,
        lower: of.lower,
        upper: of.upper,
        agreement: of.agreement,
        mean: of.mean,
        net: of.net,
        wild: of.wild,
    }
}

/// A value that a region or group agreed.
pub(super) fn agreed(m: &Meeting, of: &Agreed) -> AgreedRow {
    AgreedRow {
        value: of.value,
        consulted: of.consulted,
        lowest: of.lowest,
        highest: of.highest,
        comment: who::text(m, &of.comment),
        was: of.was,
        reason: who::text(m, &of.reason),
        confirmed: u32::try_from(of.confirmed.len()).unwrap_or(u32::MAX),
    }
}

fn counted(m: &Meeting, audience: Audience, of: &Counted) -> CountedRow {
    let named = audience.is_staff() || m.settings.name_shown == NameShown::Full;
    CountedRow {
        hands: of.hands.clone(),
        no_opinion: of.no_opinion,
        heads: of.heads,
        counter: who::text(m, &of.counter).filter(|_| named),
        corrected: of.corrected,
        groups: of.groups.clone(),
        confirmed: of.confirmed.is_some(),
        confirmer: of.confirmed.as_ref().and_then(|c| confirmer(m, audience, c, named)),
    }
}

/// A person by their wish; somebody without a link of their own as who counted.
fn confirmer(m: &Meeting, audience: Audience, of: &Confirmation, named: bool) -> Option<String> {
    match of.person.and_then(|id| m.people.get(&id)) {
        Some(person) => Some(who::name(m, audience, person)),
        None => who::text(m, &of.name).filter(|_| named),
    }
}
