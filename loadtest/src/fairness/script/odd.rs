//! What goes wrong, or is changed, beside raising hands and calling them.

use meeting::Actor;
use protocol::{
    Command, Delivery, HandId, HandKind, HubId, ItemId, Place, Preset, TurnKind,
    command::Nothing,
    floor_command::{GiveFloor, StartItem, Undo},
    queue_command::{ChangeHand, Defer, MoveHand, NameHand},
    setup_command::{ConfirmPerson, Profile, SetHub, SetItem, SetMicrophone, SetPerson},
};

use super::{Script, Step};
use crate::fairness::{
    extra,
    plan::{Trouble, a_region, a_rule, key},
    play::{Watch, moderator, operator, steward},
};

/// One of the troubles of this meeting.
pub(super) fn something<W: Watch>(s: &mut Script<W>) {
    let waiting: Vec<HandId> = s.play.m.waiting.iter().copied().collect();
    let trouble = *s.d.pick(&s.plan.troubles);
    let hand = s.d.some(&waiting);
    match (trouble, hand) {
        (Trouble::Flood, _) => flood(s),
        (Trouble::Hats, _) => hat(s, hand),
        // A hand that lets the next one go, when the call before that is then undone, waits for two: told apart, not tried.
        (Trouble::Skips, Some(hand)) if !s.plan.has(Trouble::Undo) => {
            s.ask(&moderator(), Command::Defer(Defer { hand }), None);
        }
        (Trouble::Moves, Some(hand)) => move_line(s, hand),
        (Trouble::Changes, _) => change(s, hand),
        (Trouble::Undo, _) => {
            s.ask(&moderator(), Command::Undo(Undo { seq: None }), None);
        }
        (Trouble::Chair, _) => {
            let kind = *s.d.pick(&[TurnKind::Chair, TurnKind::Presenter, TurnKind::Interjection, TurnKind::Called]);
            let person = s.d.one_in(2).then(|| s.d.pick(&s.plan.voices).person);
            give(s, kind, person);
        }
        (Trouble::Unready, Some(hand)) => withdraw(s, hand),
        _ => {}
    }
}

fn give<W: Watch>(s: &mut Script<W>, kind: TurnKind, person: Option<protocol::PersonId>) {
    let give = GiveFloor {
        kind,
        person,
        name: None,
        limit_ms: None,
        language: None,
        reason: None,
        to_turn: None,
        reply: None,
    };
    s.ask(&moderator(), Command::GiveFloor(give), None);
}

/// People whom nobody knows, all at once; a steward confirms some of them later.
fn flood<W: Watch>(s: &mut Script<W>) {
    if s.hands > 80 {
        return;
    }
    for _ in 0..s.d.within(2, 8) {
        let at_ms = s.play.now_ms + s.d.within(0, 3_000);
        s.at(at_ms, Step::Stand);
    }
    let unconfirmed: Vec<_> = s.play.m.people.iter().filter(|(_, p)| !p.confirmed).map(|(id, _)| *id).collect();
    if let Some(person) = s.d.some(&unconfirmed) {
        s.ask(&steward(), Command::ConfirmPerson(ConfirmPerson { person }), None);
    }
}

fn hat<W: Watch>(s: &mut Script<W>, hand: Option<HandId>) {
    let microphone = s.mic();
    match hand {
        Some(hand) if s.d.one_in(2) => {
            let change = ChangeHand {
                hand,
                kind: None,
                delivery: s.d.one_in(4).then_some(Delivery::Telephone),
                language: None,
                topic: None,
                text: None,
                microphone: Some(microphone),
            };
            s.ask(&moderator(), Command::ChangeHand(change), None);
        }
        _ => {
            let person = s.d.pick(&s.plan.voices).person;
            if s.d.one_in(2) {
                for (who, command) in extra::hat(s.d, person, &microphone) {
                    s.ask(&who, command, None);
                }
            } else {
                let place = s.d.pick(&s.plan.voices).place;
                let profile = Profile {
                    group: s.d.one_in(2).then_some(microphone),
                    region: s.d.one_in(3).then(|| a_region(s.d)),
                    place: s.d.one_in(3).then_some(place),
                    ..Profile::default()
                };
                s.ask(&Actor::System, Command::SetPerson(SetPerson { person: Some(person), profile }), None);
            }
        }
    }
}

/// A steward puts a hand elsewhere in its line, or names one.
fn move_line<W: Watch>(s: &mut Script<W>, hand: HandId) {
    let of = &s.play.m.hands[&hand];
    let (mic, place, person) = (of.mic.clone(), of.place, of.person);
    if person.is_none() && s.d.one_in(2) {
        let voice = s.d.pick(&s.plan.voices).person;
        let known = s.d.one_in(2);
        let name = (!known).then(|| format!("Late {hand}"));
        let named = NameHand { hand, person: known.then_some(voice), name };
        s.ask(&moderator(), Command::NameHand(named), None);
        return;
    }
    let line: Vec<HandId> = s
        .play
        .m
        .waiting
        .iter()
        .copied()
        .filter(|id| *id != hand && s.play.m.hands[id].mic == mic && s.play.m.hands[id].place == place)
        .collect();
    let before = if s.d.one_in(4) { None } else { s.d.some(&line) };
    let who = match place {
        Place::Hub(hub) => operator(hub),
        _ => steward(),
    };
    s.ask(&who, Command::MoveHand(MoveHand { hand, before }), None);
}

/// A hub whose audio fails again.
fn withdraw<W: Watch>(s: &mut Script<W>, hand: HandId) {
    let ready = s.d.one_in(2);
    let command = Command::AudioReady(protocol::queue_command::AudioReady { hand, ready });
    s.ask(&moderator(), command, None);
}

/// The rule, the lists or the limits change on the way.
fn change<W: Watch>(s: &mut Script<W>, hand: Option<HandId>) {
    let mic = s.mic();
    let command = match s.d.below(16) {
        0 => Command::SetRule(a_rule(*s.d.pick(Preset::ALL), s.d)),
        1 => Command::SetRule(a_rule(s.plan.preset, s.d)),
        2 | 3 => {
            let weight = Some(s.d.within(1, 9) as u32);
            Command::SetMicrophone(SetMicrophone { weight, ..extra::same_microphone(&mic) })
        }
        4 => {
            let position = Some(s.d.within(1, s.play.m.microphones.len() as i64) as u32);
            Command::SetMicrophone(SetMicrophone { position, ..extra::same_microphone(&mic) })
        }
        5 if s.play.m.microphones.len() < 8 => {
            let weight = Some(s.d.within(1, 9) as u32);
            Command::SetMicrophone(crate::fairness::plan::set_microphone(&key("m9"), weight))
        }
        6 => {
            let to = Some(s.mic()).filter(|to| *to != mic);
            extra::remove_microphone(&mic, to)
        }
        7 => {
            let item = s.play.m.item;
            let turn_ms = Some(*s.d.pick(&[30_000, 60_000, 120_000]));
            Command::SetItem(SetItem { item, turn_ms, ..extra::set_item() })
        }
        8 => start_item(s),
        9 => {
            // Only while nobody waits there: hands keep the region in which they were raised.
            let waits = |hub: &HubId| s.play.m.waiting.iter().any(|id| s.play.m.hands[id].place == Place::Hub(*hub));
            let hubs: Vec<HubId> = s.play.m.hubs.keys().copied().filter(|hub| !waits(hub)).collect();
            let Some(hub) = s.d.some(&hubs) else { return };
            let region = Some(a_region(s.d));
            Command::SetHub(SetHub { hub: Some(hub), region, ..SetHub::default() })
        }
        10 => match s.play.m.gate {
            protocol::QueueGate::Open => Command::CloseQueue(Nothing {}),
            protocol::QueueGate::Closed => Command::OpenQueue(Nothing {}),
        },
        11 => {
            let Some(hand) = hand else { return };
            let kinds = [HandKind::Intervention, HandKind::DirectReply, HandKind::FollowUp];
            Command::ChangeHand(ChangeHand {
                hand,
                kind: Some(*s.d.pick(&kinds)),
                delivery: None,
                language: None,
                topic: None,
                text: None,
                microphone: None,
            })
        }
        _ => extra::change(s.d, &mic, s.play.m.item, s.plan.turn_ms),
    };
    s.ask(&moderator(), command, None);
    if s.play.m.gate == protocol::QueueGate::Closed && s.d.one_in(2) {
        s.ask(&moderator(), Command::OpenQueue(Nothing {}), None);
    }
}

fn start_item<W: Watch>(s: &mut Script<W>) -> Command {
    if s.play.m.items.len() < 3 {
        let title = Some("Another item".to_owned());
        let turn_ms = Some(s.plan.turn_ms);
        s.ask(&moderator(), Command::SetItem(SetItem { title, turn_ms, ..extra::set_item() }), None);
    }
    let items: Vec<ItemId> = s.play.m.items.keys().copied().collect();
    Command::StartItem(StartItem { item: *s.d.pick(&items) })
}
