//! The floor's mirror against numbers worked out by hand, and what always holds of it.
#![allow(clippy::unwrap_used)]

mod minutes;

use meeting::fairness::{Mirror, gini, half_by, jain, median, mirror, not_heard};
use minutes::{Minutes, key, nothing};
use proptest::prelude::*;
use protocol::{Command, HubId, Ms, OverrideReason, Preset, Role, TurnKind, floor_command::*, queue_command::*};

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is {expected}");
}

#[test]
fn the_formulas_on_small_numbers() {
    near(jain(&[5.0, 5.0, 5.0, 5.0]), 1.0);
    near(jain(&[7.0, 0.0, 0.0, 0.0]), 0.25);
    near(jain(&[1.0, 2.0, 3.0]), 36.0 / 42.0);
    near(gini(&[4, 4, 4]), 0.0);
    near(gini(&[0, 0, 0, 4]), 0.75);
    near(gini(&[3, 1, 2]), 2.0 / 9.0);
    assert_eq!((half_by(&[4, 4, 4, 4]), half_by(&[1, 9, 1]), half_by(&[0, 0])), (Some(2), Some(1), None));
    assert_eq!((median(&[30, 10, 20]), median(&[40, 10, 20, 30]), median(&[])), (Some(20), Some(25), None));
}

#[test]
fn what_is_not_defined_is_none() {
    for shares in [&[][..], &[3.0], &[0.0, 0.0]] {
        assert_eq!(jain(shares), None, "{shares:?}");
    }
    for times in [&[][..], &[3], &[0, 0]] {
        assert_eq!(gini(times), None, "{times:?}");
    }
    assert_eq!(mirror(&Minutes::of(Preset::EqualFooting).m), None, "nobody has had the floor");
}

/// Something happens at this second.
fn at(s: &mut Minutes, second: Ms) -> &mut Minutes {
    s.now_ms = (second - 1) * 1_000;
    s
}

fn called(s: &mut Minutes, second: Ms, name: &str) {
    let hand = s.hand_of(name);
    at(s, second).moderator(Command::Call(Call { hand, reason: OverrideReason::Balance, after: None }));
}

fn ended(s: &mut Minutes, second: Ms, spoken: Ms) {
    at(s, second).moderator(Command::EndTurn(EndTurn { spoken_ms: Some(spoken * 1_000), words: None }));
}

/// Four hands, three of them called, one person silent. In the line of c, ana and ben are in the room, wan in nairobi.
fn an_hour() -> Minutes {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.person("mia", "c", "room");
    at(&mut s, 10).raises("ana", "c", "room");
    at(&mut s, 20).raises("ben", "c", "room");
    at(&mut s, 30).raises("wan", "c", "hub/1");
    at(&mut s, 40).raises("gil", "g", "room");
    called(&mut s, 50, "gil");
    ended(&mut s, 60, 8);
    called(&mut s, 70, "ana");
    ended(&mut s, 160, 90);
    called(&mut s, 170, "wan");
    ended(&mut s, 200, 30);
    s
}

fn of(s: &Minutes) -> Mirror {
    mirror(&s.m).expect("somebody has had the floor")
}

#[test]
fn a_small_meeting_by_hand() {
    let s = an_hour();
    let found = of(&s);
    assert_eq!(found.as_of_ms, 200_000);
    let waits = &found.room.waits;
    assert_eq!((found.room.turns, found.room.ms, waits.raised, waits.called), (2, 98_000, 3, 2));
    // gil 10, ana 60, ben 180 and still waiting.
    assert_eq!((waits.median_ms, waits.longest_ms), (Some(60_000), Some(180_000)));
    assert_eq!(found.hubs.waits.median_ms, Some(140_000));
    assert_eq!(found.online.waits.median_ms, None, "nobody asked online");
    assert_eq!(found.each_hub[&HubId(1)].ms, 30_000);
    assert_eq!(found.regions[&Some(key("africa"))].turns, 1);
    assert_eq!((found.all.turns, found.all.newcomers), (3, 3));
    // 140 over the median of 60 and 180; the line of g has only the room, and says nothing.
    near(found.parity, 140.0 / 120.0);
    near(found.mics[&key("c")].parity, 140.0 / 120.0);
    assert_eq!(found.mics[&key("g")].parity, None);
    // g had 8, c 120; nobody asked for p or t.
    near(found.jain, 128.0 * 128.0 / (2.0 * (64.0 + 14_400.0)));
    assert_eq!(found.jain_of, 2);
    // 0, 0, 8, 30, 90.
    near(found.people.gini, 420.0 / 640.0);
    assert_eq!((found.people.known, found.people.spoke, found.people.half_by), (5, 3, Some(1)));
    // Both asked from 40 to 60 only: gil's 8 seconds.
    let gap = found.gap.unwrap();
    assert_eq!((gap.ms, gap.ahead, gap.behind), (8_000.0, key("g"), key("c")));
    assert_eq!(found.longest_turn_ms, Some(90_000));
    let out_of_turn = s.m.turns.values().filter(|turn| turn.out_of_turn.is_some()).count();
    assert_eq!(found.out_of_turn.values().sum::<u32>() as usize, out_of_turn);
}

#[test]
fn time_counts_for_weight() {
    let mut s = an_hour();
    s.m.microphones.get_mut(&key("c")).unwrap().weight = 15;
    near(of(&s).jain, 1.0);
}

#[test]
fn a_hand_that_comes_later_waits_for_the_next_call() {
    let mut s = an_hour();
    let before = of(&s);
    at(&mut s, 210).raises("mia", "c", "room");
    let ben = s.hand_of("ben");
    at(&mut s, 220).moderator(Command::Lower(Lower { hand: ben }));
    assert_eq!(of(&s), before, "the mirror changes with the floor");
    called(&mut s, 300, "mia");
    let found = of(&s);
    assert_eq!((found.all.waits.raised, found.all.waits.called, found.all.waits.lowered), (5, 4, 1));
    assert_eq!(found.mics[&key("c")].room.longest_ms, Some(200_000), "ben waited until he gave up");
    assert_eq!(found.all.ms, 128_000, "the time of a turn counts once it has ended");
}

#[test]
fn who_was_never_called_counts_until_the_end_and_is_not_heard() {
    let mut s = an_hour();
    let ben = s.hand_of("ben");
    assert_eq!(not_heard(&s.m), [], "while the meeting runs, a hand may still be called");
    at(&mut s, 500).does(&Minutes::actor(Role::Moderator), Command::EndMeeting(nothing())).unwrap();
    let found = of(&s);
    assert_eq!((found.as_of_ms, found.room.waits.longest_ms), (500_000, Some(480_000)));
    near(found.parity, 140.0 / 270.0);
    assert_eq!(not_heard(&s.m), [ben]);
}

#[test]
fn neither_chair_nor_interjection_is_a_share_and_unnamed_time_is_told_apart() {
    let mut s = an_hour();
    let give = |kind| GiveFloor {
        kind,
        person: None,
        name: None,
        limit_ms: None,
        language: None,
        reason: None,
        to_turn: None,
        reply: None,
    };
    at(&mut s, 300).moderator(Command::GiveFloor(give(TurnKind::Chair)));
    ended(&mut s, 400, 99);
    assert_eq!((of(&s).all.turns, of(&s).all.ms), (3, 128_000));
    at(&mut s, 500).moderator(Command::GiveFloor(give(TurnKind::Called)));
    ended(&mut s, 600, 50);
    let found = of(&s);
    assert_eq!((found.people.unnamed_turns, found.people.unnamed_ms), (1, 50_000));
    near(found.people.gini, 420.0 / 640.0);
}

#[test]
fn what_was_undone_is_not_in_the_mirror() {
    let mut s = an_hour();
    let before = of(&s);
    called(&mut s, 300, "ben");
    assert_eq!(of(&s).all.turns, 4);
    at(&mut s, 310).moderator(Command::Undo(Undo { seq: None }));
    assert_eq!(of(&s), before);
}

#[test]
fn whom_a_last_word_cleared_is_not_heard_unless_called_later() {
    let mut s = an_hour();
    s.raises("mia", "c", "room");
    let (ben, mia) = (s.hand_of("ben"), s.hand_of("mia"));
    at(&mut s, 300).moderator(Command::LastWord(LastWord { hand: ben, after: None }));
    assert_eq!(not_heard(&s.m), [mia]);
    let waits = of(&s).room.waits;
    assert_eq!((waits.raised, waits.called, waits.lowered), (4, 3, 0), "cleared is neither called nor lowered");
    ended(&mut s, 320, 10);
    at(&mut s, 330).moderator(Command::OpenQueue(nothing()));
    s.raises_again("mia");
    assert_eq!(not_heard(&s.m), [mia], "a hand that is up again was not heard yet");
    called(&mut s, 400, "mia");
    assert_eq!(not_heard(&s.m), []);
}

#[test]
fn an_undone_last_word_clears_nobody() {
    let mut s = an_hour();
    s.raises("mia", "c", "room");
    let (before, ben) = (of(&s), s.hand_of("ben"));
    at(&mut s, 300).moderator(Command::LastWord(LastWord { hand: ben, after: None }));
    at(&mut s, 310).moderator(Command::Undo(Undo { seq: None }));
    assert_eq!((of(&s), not_heard(&s.m)), (before, vec![]));
}

/// People come to four microphones from four places, are called, speak, give up.
fn any_meeting(steps: &[(u8, u8)]) -> Minutes {
    let mut s = Minutes::of(Preset::EqualFooting);
    let mut people = 0;
    for (what, n) in steps {
        match what {
            0..4 => {
                people += 1;
                let place = ["room", "hub/1", "hub/3", "online"][usize::from(n % 4)];
                s.raises(&format!("p{people}"), ["g", "p", "c", "t"][usize::from(*what)], place);
            }
            4 | 5 => {
                let _ = s.does(&Minutes::actor(Role::Moderator), Command::CallNext(CallNext::default()));
            }
            6 => {
                let end = EndTurn { spoken_ms: Some(Ms::from(*n) * 1_000), words: None };
                let _ = s.does(&Minutes::actor(Role::Moderator), Command::EndTurn(end));
            }
            _ => {
                if let Some(hand) = s.m.waiting.iter().nth(usize::from(*n) % 5).copied() {
                    s.moderator(Command::Lower(Lower { hand }));
                }
            }
        }
        s.now_ms += Ms::from(*n) * 100;
    }
    s
}

proptest! {
    #[test]
    fn jain_lies_between_one_share_and_all(mut x in prop::collection::vec(0.0..1e6_f64, 2..12), turn in 0_usize..12) {
        let n = x.len();
        if let Some(found) = jain(&x) {
            prop_assert!((1.0 / n as f64..=1.0).contains(&found));
            x.rotate_left(turn % n);
            prop_assert_eq!(jain(&x), Some(found), "whoever stands first");
        }
    }

    #[test]
    fn gini_lies_below_one_whoever_stands_first(mut x in prop::collection::vec(0_u64..10_000_000, 2..60), turn in 0_usize..60) {
        let n = x.len();
        if let Some(found) = gini(&x) {
            prop_assert!((0.0..1.0).contains(&found), "{}", found);
            let (half, middle) = (half_by(&x), median(&x.iter().map(|x| *x as Ms).collect::<Vec<_>>()));
            x.rotate_left(turn % n);
            prop_assert_eq!(gini(&x), Some(found));
            prop_assert_eq!(half_by(&x), half);
            prop_assert_eq!(median(&x.iter().map(|x| *x as Ms).collect::<Vec<_>>()), middle);
            x.push(0);
            prop_assert!(gini(&x).unwrap() > found, "somebody silent more is more uneven");
        }
    }

    #[test]
    fn a_mirror_adds_up(steps in prop::collection::vec((0_u8..8, 0_u8..120), 1..80)) {
        let s = any_meeting(&steps);
        let Some(found) = mirror(&s.m) else { return Ok(()) };
        let sides = [&found.room, &found.hubs, &found.online];
        let of_all = |turns: u32, ms: Ms, raised: u32| (turns, ms, raised) == (found.all.turns, found.all.ms, found.all.waits.raised);
        prop_assert!(of_all(sides.iter().map(|s| s.turns).sum(), sides.iter().map(|s| s.ms).sum(), sides.iter().map(|s| s.waits.raised).sum()));
        let mics = || found.mics.values().map(|mic| &mic.share);
        prop_assert!(of_all(mics().map(|s| s.turns).sum(), mics().map(|s| s.ms).sum(), mics().map(|s| s.waits.raised).sum()));
        let regions = || found.regions.values();
        prop_assert!(of_all(regions().map(|s| s.turns).sum(), regions().map(|s| s.ms).sum(), regions().map(|s| s.waits.raised).sum()));
        let hubs = || found.each_hub.values();
        prop_assert_eq!(hubs().map(|s| s.ms).sum::<Ms>(), found.hubs.ms);
        for waits in sides.iter().map(|s| &s.waits).chain(found.mics.values().flat_map(|mic| [&mic.room, &mic.remote])) {
            prop_assert!(waits.called + waits.lowered <= waits.raised);
            prop_assert!(waits.median_ms <= waits.longest_ms);
            prop_assert_eq!(waits.median_ms.is_some(), waits.raised > 0, "here all hands stand in the line");
        }
        prop_assert!(found.jain.is_none_or(|jain| (1.0 / f64::from(found.jain_of)..=1.0).contains(&jain)));
        prop_assert!(found.people.gini.is_none_or(|gini| (0.0..1.0).contains(&gini)));
        prop_assert!(found.people.spoke <= found.people.known);
        prop_assert!(found.people.spoke == found.all.newcomers, "everybody has a name here");
        prop_assert!(found.gap.as_ref().is_none_or(|gap| gap.ms >= 0.0 && gap.ms <= found.all.ms as f64));
    }
}
