//! A second implementation of tally, statistics and outcome, written from docs/statistics.md alone: plain, slow, answer by answer, in
//! whole numbers and fractions where the first one uses floating point. Ten thousand random questions are played; both have to
//! come to the same.
//!
//! `EVENFLOOR_POLLS=100000` plays more, `EVENFLOOR_SEED=17` begins with a certain one.

mod count;
mod play;
mod statistics;
mod terms;

use std::collections::BTreeMap;

use meeting::{outcome, stats::Stats, tally};

use count::Answer;
use play::Played;

const POLLS: u64 = 10_000;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

#[test]
fn ten_thousand_random_polls_come_to_the_same_twice() {
    let first = setting("EVENFLOOR_SEED", 1);
    let mut seen = BTreeMap::new();
    for seed in first..first + setting("EVENFLOOR_POLLS", POLLS) {
        let played = play::play(seed);
        let differences = compare(&played);
        assert!(
            differences.is_empty(),
            "EVENFLOOR_SEED={seed} EVENFLOOR_POLLS=1: {differences:#?}\n{:?}",
            played.poll()
        );
        for what in covered(&played) {
            *seen.entry(what).or_insert(0) += 1;
        }
    }
    if setting("EVENFLOOR_POLLS", POLLS) >= POLLS {
        assert!(seen.len() >= 24 && seen.values().all(|n| *n >= 20), "too few of something: {seen:?}");
    }
}

/// What makes this question worth playing.
fn covered(played: &Played) -> Vec<String> {
    let poll = played.poll();
    let counts = outcome::outcome(&played.m, poll, &tally::of(poll));
    let mut all = vec![
        format!("{:?}", poll.kind),
        format!("{:?}", poll.terms.electorate),
        format!("base {:?}", poll.terms.base),
        format!("{:?}", poll.terms.abstaining),
        format!("{:?}", poll.terms.weighting),
    ];
    all.extend(poll.terms.majority.map(|majority| format!("{majority:?}")));
    all.extend(counts.and_then(|o| o.carried).map(|carried| format!("carried {carried}")));
    all.extend(poll::met(poll).map(|met| format!("quorum {met}")));
    all.extend((!poll.counted.is_empty()).then(|| "counted".to_owned()));
    all.extend(poll.counted.values().any(|c| !c.groups.is_empty()).then(|| "split".to_owned()));
    all.extend((!poll.corrections.is_empty()).then(|| "corrected".to_owned()));
    all
}

mod poll {
    pub fn met(poll: &meeting::meeting::Poll) -> Option<bool> {
        meeting::poll::quorum_met(poll)
    }
}

/// All differences between the two, in words.
fn compare(played: &Played) -> Vec<String> {
    let poll = played.poll();
    let first = tally::of(poll);
    let answers = count::answers(played);
    let mut out = Vec::new();
    let mut differ = |what: &str, a: String, b: String| {
        if a != b {
            out.push(format!("{what}: {a} is {b} by the second count"));
        }
    };
    let shown = |part: &tally::Part| format!("{:?} {}", part.votes, figures(part.stats.as_ref()));
    let again = |answers: &[&Answer]| {
        let votes = count::votes(poll, answers);
        let figures = statistics::of(poll, &votes.counts);
        format!("{votes:?} {}", figures.map_or("none".to_owned(), |f| f.to_string()))
    };
    differ("all", shown(&first.all), again(&answers.all()));
    let by = |parts: BTreeMap<String, String>| format!("{parts:?}");
    let parts = |of: &dyn Fn(&Answer) -> Option<String>| {
        by(answers.by(of).into_iter().map(|(key, answers)| (key, again(&answers))).collect())
    };
    // Where hands were counted and none was up, there is a part with nothing in it: by answers there is none.
    let filled = |part: &&tally::Part| part.votes.n + part.votes.no_opinion > 0;
    let keyed = |of: &BTreeMap<protocol::Key, tally::Part>| {
        by(of.iter().filter(|(_, p)| filled(p)).map(|(key, part)| (key.to_string(), shown(part))).collect())
    };
    differ("regions", keyed(&first.regions), parts(&|a| a.region.clone()));
    differ("groups", keyed(&first.groups), parts(&|a| a.group.clone()));
    let places = first.places.iter().filter(|(_, p)| filled(p));
    let places = places.map(|(place, part)| (place.to_string(), shown(part))).collect();
    differ("places", by(places), parts(&|a| a.place.map(|p| p.to_string())));
    differ("ballots", first.ballots.to_string(), answers.ballots().to_string());
    let turnout = (played.electorate > 0).then(|| answers.ballots() as f64 / f64::from(played.electorate));
    differ("turnout", format!("{:?}", first.turnout), format!("{turnout:?}"));
    differ("wild groups", first.wild_groups.to_string(), statistics::far_apart(poll, &answers).to_string());
    let came = outcome::outcome(&played.m, poll, &first).map(|o| (o.base, o.needed, o.part, o.quorum_met, o.carried));
    differ("outcome", format!("{came:?}"), format!("{:?}", terms::outcome(played, &answers)));
    let weighted = outcome::weighted(poll, &first).map(|w| {
        let shares: Vec<_> = w.shares.iter().map(|s| near(*s)).collect();
        (w.units.iter().map(|u| u.to_string()).collect::<Vec<_>>(), shares, w.carried)
    });
    differ("weighted", format!("{weighted:?}"), format!("{:?}", terms::weighted(played, &answers)));
    let across = outcome::across(poll, &first).map(|a| (near(a.product), near(a.least)));
    differ("across", format!("{across:?}"), format!("{:?}", terms::across(poll, &answers)));
    out
}

/// A figure, as far as two ways of working it out agree on its last digits.
fn near(figure: f64) -> String {
    let figure = (figure * 1e9).round() / 1e9;
    format!("{:.9}", if figure == 0.0 { 0.0 } else { figure })
}

fn figures(stats: Option<&Stats>) -> String {
    let Some(s) = stats else { return "none".to_owned() };
    let all = [s.median, s.lower, s.upper, s.agreement, s.polarisation, s.consensus, s.dispersion, s.l_squared, s.mean];
    let all: Vec<_> = all.into_iter().map(near).collect();
    format!("{all:?} {:?} {:?} {:?} {}", s.modes, s.net.map(near), s.neutral.map(near), s.wild)
}
