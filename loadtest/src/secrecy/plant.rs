//! Leaks that are put in on purpose, one of each kind: a search that does not find them proves nothing.

use meeting::event::{Fact, SecretTotals};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::look;
use super::plan::Plan;
use super::search::Tried;
use super::traces::{Published, Traces};

/// What is put in.
pub const NAMES: [&str; 9] = [
    "a key that was not destroyed",
    "the hash of a command with its choice",
    "a salted hash of a choice",
    "a choice beside a person",
    "choices in the order of casting",
    "a ballot in the server's log",
    "a time that goes with the choice",
    "totals after each ballot",
    "a small region that is shown",
];

/// Those that were not found.
pub fn all(plan: &Plan, traces: &Traces, keys: &[Vec<u8>], tried: &Tried) -> Vec<&'static str> {
    // What has been searched already need not be searched again for each of them.
    let traces = Traces { files: Vec::new(), texts: Vec::new(), ..traces.clone() };
    let clean = look(plan, &traces, keys, tried).len();
    let missed = |name: &&str| {
        let mut planted = traces.clone();
        put(name, plan, &mut planted, keys);
        look(plan, &planted, keys, tried).len() <= clean
    };
    NAMES.into_iter().filter(missed).collect()
}

fn put(name: &str, plan: &Plan, traces: &mut Traces, keys: &[Vec<u8>]) {
    let ballot = plan.ballots.iter().find(|ballot| ballot.voter.is_some() && ballot.choice.is_some());
    let Some(ballot) = ballot else { return };
    let (poll, voter) = (traces.polls[ballot.question], ballot.voter.unwrap_or(0));
    let person = traces.people[voter as usize];
    let hash = |text: &str| Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut text = |text: String| traces.texts.push(("a planted text".to_owned(), text));
    match NAMES.iter().position(|of| *of == name) {
        Some(0) => traces.files.push(("a planted file".to_owned(), [b"head".as_slice(), &keys[0], b"tail"].concat())),
        Some(1) => text(
            json!({ "h": hash(&json!({"do": "cast", "poll": poll, "choice": ballot.choice}).to_string()) }).to_string(),
        ),
        Some(2) => {
            let salt = traces.personal.first().map(|value| value.salt.clone()).unwrap_or_default();
            let salted = format!("{salt}{}", json!([poll, person, ballot.choice, ballot.choices]));
            traces.texts.push(("a planted text".to_owned(), json!({ "x": hash(&salted) }).to_string()));
        }
        Some(3) => text(json!({"rows": [{"person": person, "choice": ballot.choice}]}).to_string()),
        Some(4) => {
            let choices: Vec<_> = plan.counted(0).iter().map(|ballot| json!(ballot.choice)).collect();
            text(json!({ "choices": choices }).to_string());
        }
        Some(5) => {
            let frame =
                json!({"t": "command", "n": 1, "do": "cast", "poll": poll, "choice": ballot.choice}).to_string();
            traces
                .texts
                .push(("a planted log".to_owned(), json!({"message": format!("received {frame}")}).to_string()));
        }
        Some(6) => late(plan, traces),
        Some(7) => every_ballot(plan, traces),
        _ => {
            let parts = traces.states.iter_mut().filter_map(|state| state.counted.as_mut()).flat_map(|c| &mut c.parts);
            for part in parts.filter(|part| part.ballots < 5) {
                part.counts = Some(vec![part.ballots, 0, 0]);
            }
        }
    }
}

/// Presses of who chose more come a little later.
fn late(plan: &Plan, traces: &mut Traces) {
    let mut chosen = plan.ballots.iter().filter(|ballot| ballot.question == 0);
    let poll = traces.polls[0];
    for event in &mut traces.record {
        if let Fact::BallotSealed(f) = &mut event.fact
            && f.poll == poll
        {
            f.pressed_ms = 1_000 + i64::from(chosen.next().and_then(|ballot| ballot.choice).unwrap_or(0)) * 40;
        }
    }
}

/// Totals that follow each ballot of the first question.
fn every_ballot(plan: &Plan, traces: &mut Traces) {
    let poll = traces.polls[0];
    let mut chosen = plan.ballots.iter().filter(|ballot| ballot.question == 0);
    let mut totals = SecretTotals { counts: vec![0; 5], ..SecretTotals::default() };
    let mut states = Vec::new();
    let casts = traces.record.iter().enumerate();
    for (at, _) in casts.filter(|(_, e)| matches!(&e.fact, Fact::BallotSealed(f) if f.poll == poll)) {
        match chosen.next().and_then(|ballot| ballot.choice) {
            Some(choice) => totals.counts[choice as usize - 1] += 1,
            None => totals.no_opinion += 1,
        }
        totals.ballots += 1;
        let (totals, steps) = (totals.clone(), Vec::new());
        states.push(Published { question: 0, until: at + 1, steps, totals, counted: None });
    }
    traces.states.splice(0..0, states);
}
