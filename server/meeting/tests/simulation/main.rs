//! Storms of random commands by all roles, from a seed: after every step the meeting is in order, every refusal leaves
//! it as it was, the same decision is made twice, and the stored record gives exactly the live state.
//!
//! `EVENFLOOR_SEEDS=5000` runs more storms, `EVENFLOOR_SEED=17` begins with a certain one.

#[path = "../world/mod.rs"]
mod world;

mod anything;
mod beside;
mod dice;
mod polls;
mod roles;
mod storm;
mod undone;

use std::collections::BTreeSet;

use meeting::{Event, Meeting, decide, evolve, invariants, next_wake, tick};
use protocol::Preset;

use dice::Dice;
use world::{World, replay};

const STORMS: u64 = 400;
const STEPS: u64 = 300;
/// How often the whole record is replayed on the way.
const REPLAY_EVERY: u64 = 100;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

/// What to say when a storm fails.
struct Where {
    seed: u64,
    step: u64,
    doing: String,
}

impl Drop for Where {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("EVENFLOOR_SEED={} EVENFLOOR_SEEDS=1, step {}: {}", self.seed, self.step, self.doing);
        }
    }
}

#[test]
fn storms_of_commands_leave_the_meeting_in_order() {
    let (first, storms) = (setting("EVENFLOOR_SEED", 1), setting("EVENFLOOR_SEEDS", STORMS));
    let (mut done, mut refused) = (0, 0);
    let mut never = every_kind();
    // Steps need a hundred who may answer, more than a storm has: they have a simulation of their own among the tests of polls.
    never.remove("secret_stepped");
    for seed in first..first + storms {
        let (w, yes, no) = run_storm(seed);
        done += yes;
        refused += no;
        for event in &w.log {
            let event: serde_json::Value = serde_json::from_slice(event).expect("events are JSON");
            never.remove(event["kind"].as_str().expect("events have a kind"));
        }
    }
    assert!(storms < STORMS || never.is_empty(), "what never happens is not tested: {never:?}");
    assert!(done > refused / 4, "a storm that is mostly refused finds nothing: {done} done, {refused} refused");
}

/// The kinds of events that there are, as the reader of stored events names them.
fn every_kind() -> BTreeSet<String> {
    let unknown = br#"{"v":1,"at_ms":0,"by":{},"kind":"?","body":{}}"#;
    let told = Event::read(unknown).expect_err("there is no kind of that name");
    let kinds: BTreeSet<String> = told.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    assert!(kinds.len() > 50 && kinds.contains("hand_raised"), "{told}");
    kinds
}

fn run_storm(seed: u64) -> (World, u64, u64) {
    let mut at = Where { seed, step: 0, doing: "setting up".to_owned() };
    let mut dice = Dice::new(seed);
    let mut w = World::of(dice.pick(Preset::ALL));
    storm::set_up(&mut w, &mut dice);
    let (mut done, mut refused) = (0, 0);
    for step in 0..STEPS {
        at.step = step;
        w.now_ms += dice.below(20_000) as i64;
        wake(&mut w, &mut at);
        let who = storm::actor(&w.m, &mut dice);
        let command = storm::command(&w.m, &who, &mut dice);
        at.doing = format!("{who:?} {command:?}");
        let mut moment = w.moment();
        moment.heard = storm::heard(w.now_ms, &mut dice);
        let before = w.m.clone();
        let outcome = decide(&w.m, &who, command.clone(), moment.clone());
        assert_eq!(outcome, decide(&w.m, &who, command, moment), "the same question has one answer");
        assert!(before == w.m, "a decision changes nothing by itself");
        match outcome {
            Ok(events) => {
                assert!(!events.is_empty(), "what is accepted stands in the record");
                take(&mut w, &events);
                done += 1;
            }
            Err(refusal) => {
                assert!(refusal.code != protocol::RefusalCode::Internal, "refused without a reason: {refusal}");
                refused += 1;
            }
        }
        if step % REPLAY_EVERY == 0 {
            same(&replay(&w.log), &w.m);
        }
    }
    same(&replay(&w.log), &w.m);
    (w, done, refused)
}

/// What happens by itself, and that it is over then.
fn wake(w: &mut World, at: &mut Where) {
    while next_wake(&w.m).is_some_and(|due| due <= w.now_ms) {
        at.doing = "the clock".to_owned();
        let moment = w.moment();
        let events = tick(&w.m, moment);
        assert!(!events.is_empty(), "nothing happens when something is due");
        take(w, &events);
    }
}

fn take(w: &mut World, events: &[Event]) {
    for event in events {
        evolve(&mut w.m, event);
        w.log.push(event.write());
    }
    if let Err(what) = invariants::check(&w.m) {
        panic!("{what}");
    }
}

fn same(replayed: &Meeting, live: &Meeting) {
    let json = |m: &Meeting| serde_json::to_value(m).expect("a meeting is plain data");
    assert_eq!(json(replayed), json(live), "the record gives another state than the live one");
}
