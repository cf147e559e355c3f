//! A storm of commands from a seed: after every event, rendering what it touched must give the
//! same rows as rendering all, for every audience and every person.

use std::collections::BTreeMap;

use meeting::{Actor, Event, Meeting};
use protocol::{PersonId, Place, Role};

use super::world::{LIMA, NAIROBI, World, operator, participant, someone};
use crate::demo::dice::Dice;
use crate::view::{Audience, Rows, View, touched};

const EVENTS: usize = 800;
const AUDIENCES: [Audience; 6] = [
    Audience::Public,
    Audience::Mixer,
    Audience::Hub(NAIROBI),
    Audience::Hub(LIMA),
    Audience::Staff,
    Audience::Organiser,
];

/// What everybody has on screen, kept up by what is touched alone.
struct Screens {
    shared: BTreeMap<Audience, Rows>,
    own: BTreeMap<PersonId, Rows>,
    events: usize,
    kinds: BTreeMap<String, usize>,
}

impl Screens {
    fn of(m: &Meeting) -> Self {
        let view = View::of(m);
        let shared = AUDIENCES.iter().map(|audience| (*audience, view.rows(*audience))).collect();
        let own = m.people.keys().map(|person| (*person, view.own(*person))).collect();
        Screens { shared, own, events: 0, kinds: BTreeMap::new() }
    }

    fn see(&mut self, event: &Event, m: &Meeting) {
        let touched = touched(event, m);
        let view = View::of(m);
        for (audience, rows) in &mut self.shared {
            view.changes(*audience, &touched).apply(rows);
            same(rows, &view.rows(*audience), event, &format!("{audience:?}"));
        }
        for person in m.people.keys() {
            let rows = self.own.entry(*person).or_default();
            if touched.concerns(m, *person) {
                *rows = view.own(*person);
            }
            same(rows, &view.own(*person), event, &format!("person {person}"));
        }
        self.events += 1;
        *self.kinds.entry(kind(event)).or_default() += 1;
    }
}

fn same(shown: &Rows, full: &Rows, event: &Event, who: &str) {
    for (key, json) in full {
        assert_eq!(shown.get(key), Some(json), "{key} of {who} after {event:?}");
    }
    for key in shown.keys() {
        assert!(full.contains_key(key), "{key} of {who} is gone after {event:?}");
    }
}

fn kind(event: &Event) -> String {
    let json = serde_json::to_value(&event.fact).expect("facts are plain data");
    json["kind"].as_str().expect("every fact has a kind").to_owned()
}

#[test]
fn what_is_touched_is_all_that_changes() {
    for seed in 1..=2 {
        let mut dice = Dice::new(seed);
        let mut w = World::new();
        for n in 0..12 {
            let place = *dice.one(&[Place::Room, Place::Hub(NAIROBI), Place::Hub(LIMA), Place::Online]);
            w.person(&format!("Person {n}"), place);
        }
        let mut screens = Screens::of(&w.m);
        let mut tries = 0;
        while screens.events < EVENTS {
            tries += 1;
            assert!(tries < EVENTS * 20, "too few commands are accepted: {:?}", screens.kinds);
            let (who, command) = asked(&mut dice, &w.m);
            // Many are refused, as in life; what counts is what happens.
            let _ = w.ask_each(&who, &command, |event, m| screens.see(event, m));
            let pause_ms = i64::try_from(dice.between(0, 4_000)).expect("small");
            w.wait_each(pause_ms, |event, m| screens.see(event, m));
        }
        assert!(screens.kinds.len() > 40, "the storm is too narrow: {:?}", screens.kinds);
    }
}

#[test]
fn the_people_of_a_removed_hub_are_shown_without_a_place() {
    let mut w = World::new();
    let ana = w.person("Ana", Place::Hub(LIMA));
    let mut screens = Screens::of(&w.m);
    let remove = format!(r#"{{"do":"remove_hub","hub":{LIMA}}}"#);
    let _ = w.ask_each(&someone(Role::Organiser, None), &remove, |event, m| screens.see(event, m));
    assert_eq!(w.m.people[&ana].place, None, "the hub is removed");
}

/// Somebody asks for something.
fn asked(dice: &mut Dice, m: &Meeting) -> (Actor, String) {
    let moderator = someone(Role::Moderator, None);
    let steward = someone(Role::Steward, None);
    let hub = *dice.one(&[NAIROBI, LIMA]);
    let person = dice.between(1, u64::from(m.last.person) + 1);
    let hand = dice.between(u64::from(m.last.hand).saturating_sub(8).max(1), u64::from(m.last.hand) + 1);
    let waiting = m.waiting.iter().nth(dice.between(0, m.waiting.len() as u64) as usize).map_or(hand, |id| id.0.into());
    let turn = dice.between(1, u64::from(m.last.turn) + 1);
    let poll = dice.between(1, u64::from(m.last.poll) + 1);
    let n = dice.between(0, 100);
    let yes = dice.chance(50);
    let participant = participant(PersonId(u32::try_from(person).expect("small")));
    let text = match dice.between(0, 74) {
        0..=5 => return (participant, r#"{"do":"raise"}"#.into()),
        6 => return (participant, r#"{"do":"raise","kind":"point_of_order"}"#.into()),
        7 => return (participant, r#"{"do":"raise","kind":"direct_reply","topic":"so"}"#.into()),
        8 => return (participant, format!(r#"{{"do":"lower","hand":{waiting}}}"#)),
        9 => return (participant, format!(r#"{{"do":"defer","hand":{waiting}}}"#)),
        10..=12 => {
            let command = format!(
                r#"{{"do":"hands_now","hub":{hub},"people":[],"unnamed":{},"microphone":"technical"}}"#,
                n % 3 + 1
            );
            return (operator(hub), command);
        }
        13 => return (operator(hub), format!(r#"{{"do":"name_hand","hand":{waiting},"person":{person}}}"#)),
        14 => return (operator(hub), format!(r#"{{"do":"name_hand","hand":{waiting},"name":"New {n}"}}"#)),
        15 => return (operator(hub), format!(r#"{{"do":"audio_ready","hand":{waiting},"ready":{yes}}}"#)),
        16 => return (operator(hub), format!(r#"{{"do":"set_headcount","hub":{hub},"heads":{}}}"#, n / 2)),
        17 => return (someone(Role::Producer, None), format!(r#"{{"do":"line_up","hand":{waiting},"up":{yes}}}"#)),
        18 => {
            let turn = m.floor.turn.map_or(turn, |t| t.0.into());
            return (someone(Role::Producer, None), format!(r#"{{"do":"on_air","turn":{turn},"on":{yes}}}"#));
        }
        19 => return (someone(Role::Interpreter, None), r#"{"do":"signal","signal":"too_fast"}"#.into()),
        20..=22 => {
            let command = format!(r#"{{"do":"cast","poll":{poll},"choice":{}}}"#, n % 5 + 1);
            return (participant, command);
        }
        23 => {
            let grid = format!(
                r#"{{"do":"count","place":"hub/{hub}","grid":[{{"poll":{poll},"hands":[0,1,2,1,{}],"no_opinion":0}}]}}"#,
                n % 9
            );
            return (operator(hub), grid);
        }
        24 => {
            return (
                steward,
                format!(r#"{{"do":"raise","name":"Walk-in {n}","place":"room","microphone":"government"}}"#),
            );
        }
        25 => return (steward, r#"{"do":"raise","place":"room","microphone":"technical"}"#.into()),
        26 => return (steward, format!(r#"{{"do":"move_hand","hand":{waiting},"before":{hand}}}"#)),
        27 => return (steward, format!(r#"{{"do":"confirm_person","person":{person}}}"#)),
        28..=34 => r#"{"do":"call_next"}"#.into(),
        35 => format!(r#"{{"do":"call","hand":{waiting},"reason":"balance"}}"#),
        36 => format!(r#"{{"do":"give_floor","kind":"chair","person":{person}}}"#),
        37 => r#"{"do":"give_floor","kind":"interjection"}"#.into(),
        38 => format!(r#"{{"do":"skip","hand":{waiting}}}"#),
        39 => r#"{"do":"start_clock"}"#.into(),
        40 => r#"{"do":"pause_clock"}"#.into(),
        41 => r#"{"do":"resume_clock"}"#.into(),
        42 => r#"{"do":"extend","by_ms":30000}"#.into(),
        43 => format!(r#"{{"do":"end_turn","words":{n}}}"#),
        44..=46 => r#"{"do":"undo"}"#.into(),
        47 => format!(r#"{{"do":"{}"}}"#, if n < 20 { "close_queue" } else { "open_queue" }),
        48 => points(dice, waiting),
        49 => format!(r#"{{"do":"change_hand","hand":{waiting},"topic":"topic {n}","microphone":"government"}}"#),
        50 => format!(r#"{{"do":"start_item","item":{}}}"#, n % 2 + 1),
        51 => format!(r#"{{"do":"correct_turn","turn":{turn},"person":{person}}}"#),
        52 => format!(r#"{{"do":"add_note","kind":"decision","text":"Note {n}"}}"#),
        67..=70 => return beside(dice, m, participant, poll),
        71 => return (someone(Role::Moderator, None), groups(dice)),
        53 => format!(r#"{{"do":"{}"}}"#, if yes { "start_break" } else { "end_break" }),
        54..=58 => poll_command(dice, poll),
        61 if n < 30 => format!(r#"{{"do":"last_word","hand":{waiting}}}"#),
        61 => r#"{"do":"open_queue"}"#.into(),
        62 => return (participant, r#"{"do":"ask_hat","group":"government"}"#.into()),
        63 => format!(r#"{{"do":"rule_hat","person":{person},"approve":{yes}}}"#),
        64 => {
            let called_ms = m.now_ms - 2_000;
            format!(r#"{{"do":"enter_turn","hand":{waiting},"called_ms":{called_ms},"spoken_ms":1000}}"#)
        }
        65 => format!(r#"{{"do":"hold_microphone","microphone":"government","held":{yes}}}"#),
        _ => return (someone(Role::Organiser, None), set_up(dice, person)),
    };
    (moderator, text)
}

/// What stands beside the answers.
fn beside(dice: &mut Dice, m: &Meeting, participant: Actor, poll: u64) -> (Actor, String) {
    let n = dice.between(0, 100);
    let closed =
        m.polls.iter().find(|(_, p)| p.state == protocol::PollState::Closed).map_or(poll, |(id, _)| id.0.into());
    let text = match dice.between(0, 5) {
        0 => format!(r#"{{"do":"declare","poll":{poll},"conflict":false}}"#),
        1 => format!(r#"{{"do":"declare","poll":{poll},"conflict":true,"text":"Reason {n}"}}"#),
        2 => format!(r#"{{"do":"add_statement","poll":{closed},"kind":"dissent","text":"Statement {n}"}}"#),
        3 => format!(r#"{{"do":"set_person","profile":{{"interests":"Works for {n}","name_shown":"initials"}}}}"#),
        _ => {
            let clarify = format!(r#"{{"do":"clarify","poll":{poll},"text":"Note {n}"}}"#);
            return (someone(Role::Moderator, None), clarify);
        }
    };
    (participant, text)
}

fn groups(dice: &mut Dice) -> String {
    let n = dice.between(0, 100);
    match dice.between(0, 3) {
        0 => r#"{"do":"start_break","by":"region","minutes":5}"#.into(),
        1 => format!(r#"{{"do":"move_break_end","in_ms":{},"recall":{}}}"#, n * 100, n < 50),
        _ => r#"{"do":"set_group_state","unit":"africa","state":"more_time"}"#.into(),
    }
}

fn points(dice: &mut Dice, hand: u64) -> String {
    match dice.between(0, 2) {
        0 => format!(r#"{{"do":"admit_point_of_order","hand":{hand}}}"#),
        _ => format!(r#"{{"do":"reclassify","hand":{hand},"kind":"intervention"}}"#),
    }
}

fn poll_command(dice: &mut Dice, poll: u64) -> String {
    let n = dice.between(0, 100);
    match dice.between(0, 10) {
        0 => format!(r#"{{"do":"set_poll_set","title":"Set {n}"}}"#),
        1 => format!(
            r#"{{"do":"set_poll","set":1,"question":"Question {n}?","showing":"live","methods":{{"ballots":true,"counted":true}}}}"#
        ),
        2 => format!(
            r#"{{"do":"set_poll","question":"Question {n}?","methods":{{"ballots":true,"agreed_by":"region","counted":true}}}}"#
        ),
        3 | 4 => format!(r#"{{"do":"open_polls","polls":[{poll}]}}"#),
        5 => format!(r#"{{"do":"close_polls","polls":[{poll}],"in_ms":3000}}"#),
        6 => format!(r#"{{"do":"cancel_close","polls":[{poll}]}}"#),
        7 => format!(r#"{{"do":"reveal_polls","polls":[{poll}],"shown":{}}}"#, n < 70),
        8 => format!(r#"{{"do":"agree","poll":{poll},"unit":"africa","value":{}}}"#, n % 5 + 1),
        _ => format!(r#"{{"do":"correct_answer","poll":{poll},"unit":"africa","value":2,"reason":"misheard"}}"#),
    }
}

fn set_up(dice: &mut Dice, person: u64) -> String {
    let n = dice.between(0, 100);
    match dice.between(0, 13) {
        0 => format!(r#"{{"do":"set_meeting","title":"Meeting {n}","on_deck":{}}}"#, n % 3 + 1),
        1 => format!(r#"{{"do":"set_meeting","name_shown":"{}"}}"#, dice.one(&["full", "initials", "organisation"])),
        2 => format!(r#"{{"do":"set_item","item":1,"turn_ms":{}}}"#, 60_000 + n * 1_000),
        3 => format!(r#"{{"do":"set_microphone","key":"government","name":"Gov {n}","weight":{}}}"#, n % 9 + 1),
        4 => format!(r#"{{"do":"set_hub","hub":1,"name":"Nairobi {n}","line":"SIP {n}"}}"#),
        5 => format!(r#"{{"do":"set_rule","preset":"{}"}}"#, dice.one(&["equal_footing", "single_line", "netmundial"])),
        6 | 7 => {
            let place = dice.one(&["room", "online", "hub/1", "hub/2"]);
            format!(
                r#"{{"do":"set_person","person":{person},"profile":{{"name":"Renamed {n}","place":"{place}","organisation":"Org {n}"}}}}"#
            )
        }
        8 => format!(r#"{{"do":"set_person","profile":{{"name":"Added {n}","group":"technical","place":"online"}}}}"#),
        9 => format!(r#"{{"do":"remove_person","person":{person}}}"#),
        10 => format!(
            r#"{{"do":"issue_link","role":"participant","person":{person},"secret_sha256":"{}"}}"#,
            "0f".repeat(32)
        ),
        11 => format!(r#"{{"do":"revoke_link","link":{}}}"#, n % 10 + 1),
        _ => r#"{"do":"set_regions","regions":[{"key":"africa","name":"Africa"},{"key":"latin-america","name":"Latin America"}]}"#.into(),
    }
}
