//! Random commands by random people: mostly sensible ones, some nonsense.

use meeting::{Actor, Heard, Meeting};
use protocol::{
    Command, Delivery, HandId, HandKind, HubId, Hue, LinkId, NameShown, NoteKind, OverrideReason, Place, Preset, Role,
    Signal, TurnKind, Unit, command::Nothing, floor_command::*, queue_command::*, setup_command::*,
};

use crate::{anything::*, beside, dice::Dice, polls, world::*};

/// Hubs with operators, a shared link for one of them, some people on the roster, questions; mostly running.
pub fn set_up(w: &mut World, d: &mut Dice) {
    for (name, region) in [("Nairobi", "africa"), ("Lagos", "africa"), ("Lima", "latin-america")] {
        w.organiser(hub(name, region));
        let id = w.m.last.hub;
        w.organiser(Command::SetHeadcount(SetHeadcount { hub: HubId(id), heads: d.upto(40) }));
        w.organiser(link(Role::HubOperator, Some(Place::Hub(HubId(id))), None));
    }
    w.organiser(link(Role::Participant, Some(Place::Hub(HubId(1))), None));
    w.organiser(link(Role::Participant, Some(Place::Online), None));
    for n in 0..d.below(12) {
        let place = Some(d.pick(&[Place::Room, Place::Online, Place::Hub(HubId(1)), Place::Hub(HubId(3))]));
        let group = Some(a_mic(&w.m, d));
        let group = group.filter(|g| w.m.microphones.contains_key(g));
        let person = w.person(&format!("Person {n}"), Profile { place, group, ..Profile::default() });
        w.organiser(link(Role::Participant, None, Some(person)));
    }
    polls::set_up(w);
    if !d.one_in(10) {
        w.organiser(Command::StartMeeting(Nothing {}));
        w.moderator(Command::OpenQueue(Nothing {}));
    }
}

/// Somebody with a link: the moderator often, everybody else now and then, revoked links too.
pub fn actor(m: &Meeting, d: &mut Dice) -> Actor {
    let role = if d.one_in(3) { Role::Moderator } else { d.pick(Role::ALL) };
    let role = if d.one_in(4) { Role::Participant } else { role };
    let links: Vec<LinkId> = m.links.iter().filter(|(_, l)| l.role == role).map(|(id, _)| *id).collect();
    match links.is_empty() {
        true => Actor::System,
        false => super::world::actor(m, d.pick(&links)),
    }
}

pub fn heard(now_ms: i64, d: &mut Dice) -> Option<Heard> {
    d.maybe(|d| {
        let lo_ms = now_ms - d.below(3_000) as i64;
        let hi_ms = lo_ms + d.below(2_000) as i64;
        Heard {
            arrived_ms: now_ms,
            lo_ms,
            hi_ms,
            rtt_ms: 600,
            spread_ms: 50,
            credit_ms: d.below(2_000) as i64,
            ..Heard::default()
        }
    })
}

/// A command that the role may give as a rule, or any.
pub fn command(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    if d.one_in(12) {
        return match d.below(4) {
            0 => set_up_command(m, d),
            1 => queue_command(m, d),
            2 => floor_command(m, d),
            _ => polls::command(m, d),
        };
    }
    let beside = match who.role() {
        Some(Role::Rapporteur) => true,
        Some(Role::Participant) => who.person().is_some() && d.one_in(8),
        Some(Role::Moderator | Role::Reporter) => d.one_in(8),
        _ => false,
    };
    if beside {
        return beside::command(m, who, d);
    }
    match who.role() {
        Some(Role::Organiser) | None => match d.below(8) {
            0 => polls::command(m, d),
            _ => set_up_command(m, d),
        },
        Some(Role::Moderator) => match d.below(16) {
            0 => set_up_command(m, d),
            1..=3 => polls::command(m, d),
            4..=6 => queue_command(m, d),
            7..=9 => Command::CallNext(CallNext { expected: None, after: d.one_in(4).then(|| a_turn(m, d)) }),
            _ => floor_command(m, d),
        },
        Some(Role::Participant) if who.person().is_none() => a_join(m, d),
        Some(Role::Participant) => match d.below(10) {
            0..=4 => own_hand(m, who, d),
            5..=8 => polls::ballot(m, who, d),
            _ => Command::SetPerson(SetPerson { person: None, profile: a_profile(m, d) }),
        },
        Some(Role::HubOperator) => match d.below(4) {
            0 => polls::command(m, d),
            1 => set_up_command(m, d),
            _ => queue_command(m, d),
        },
        Some(Role::Reporter) if d.one_in(3) => polls::command(m, d),
        Some(Role::Producer | Role::Interpreter | Role::Reporter) => match d.below(3) {
            0 => queue_command(m, d),
            _ => floor_command(m, d),
        },
        Some(_) => match d.below(3) {
            0 => set_up_command(m, d),
            _ => queue_command(m, d),
        },
    }
}

fn own_hand(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    let mine = m.waiting.iter().copied().filter(|id| m.hands[id].person == who.person());
    let hand = d.some(mine, HandId(1));
    match d.below(7) {
        6 => Command::AskHat(AskHat { group: a_mic(m, d) }),
        0 => Command::Lower(Lower { hand }),
        1 => Command::Defer(Defer { hand }),
        2 => Command::AudioReady(AudioReady { hand, ready: d.one_in(2) }),
        _ => Command::Raise(Raise { person: None, name: None, place: None, confirmed: false, ..a_raise(m, d) }),
    }
}

fn set_up_command(m: &Meeting, d: &mut Dice) -> Command {
    match d.below(26) {
        22 => Command::CheckHub(CheckHub { hub: a_hub(m, d), audio: d.one_in(2) }),
        23 if d.one_in(4) => Command::StartRehearsal(Nothing {}),
        24 => Command::RuleHat(RuleHat { person: a_person(m, d), approve: d.one_in(2) }),
        0 => Command::SetMeeting(SetMeeting {
            title: d.maybe(a_name),
            languages: d.maybe(|d| vec![d.pick(&LANGUAGES).to_owned()]),
            public: d.maybe(|d| d.one_in(2)),
            name_shown: d.maybe(|d| d.pick(NameShown::ALL)),
            on_deck: d.maybe(|d| d.upto(4)),
            batch_ms: d.maybe(|d| d.below(130_000) as i64),
            ready_ms: d.maybe(|d| d.below(60_000) as i64),
            grace_ms: d.maybe(|d| d.below(10_000) as i64),
        }),
        1 => Command::SetItem(SetItem {
            item: d.maybe(|d| an_item(m, d)),
            title: d.maybe(a_name),
            turn_ms: d.maybe(|d| d.below(400_000) as i64),
            item_ms: d.maybe(|d| d.below(4_000_000) as i64),
            position: d.maybe(|d| d.upto(5)),
            shares: d.maybe(|d| {
                let budget_ms = d.maybe(|d| d.below(900_000) as i64);
                vec![ItemShare { microphone: a_mic(m, d), weight: d.maybe(|d| d.upto(10)), budget_ms }]
            }),
            consecutive: d.maybe(|d| d.one_in(2)),
        }),
        2 => Command::RemoveItem(RemoveItem { item: an_item(m, d) }),
        3 => Command::SetMicrophone(SetMicrophone {
            key: d.some(m.microphones.keys().cloned(), key("youth")),
            name: d.maybe(a_name),
            letter: d.maybe(|d| d.pick(&["G", "Y", "F", "xyz", "é"]).to_owned()),
            hue: d.maybe(|d| d.pick(Hue::ALL)),
            hollow: d.maybe(|d| d.one_in(2)),
            weight: d.maybe(|d| d.upto(10)),
            position: d.maybe(|d| d.upto(5)),
            budget_ms: d.maybe(|d| d.below(900_000) as i64),
        }),
        4 => Command::SetMicrophone(mic(
            d.pick(&["youth", "parliaments", "media"]),
            d.pick(&["Youth", "Media", "Other"]),
        )),
        5 => Command::RemoveMicrophone(RemoveMicrophone { key: a_mic(m, d), to: d.maybe(|d| a_mic(m, d)) }),
        6 => {
            let mut regions: Vec<_> =
                m.regions.iter().map(|r| RegionName { key: r.key.clone(), name: r.name.clone() }).collect();
            let at = d.below(regions.len().max(1) as u64) as usize;
            if d.one_in(2) && !regions.is_empty() {
                regions.remove(at);
            } else {
                regions.insert(at.min(regions.len()), RegionName { key: a_region(m, d), name: a_name(d) });
            }
            Command::SetRegions(SetRegions { regions })
        }
        7 => Command::SetHub(SetHub {
            hub: d.maybe(|d| a_hub(m, d)),
            name: d.maybe(a_name),
            region: d.maybe(|d| a_region(m, d)),
            ceiling: d.maybe(|d| d.upto(60)),
            operator: d.maybe(a_name),
            ..SetHub::default()
        }),
        8 => Command::RemoveHub(RemoveHub { hub: a_hub(m, d) }),
        9 | 10 => Command::SetHeadcount(SetHeadcount { hub: a_hub(m, d), heads: d.upto(60) }),
        11 => Command::SetRule(SetRule {
            preset: d.pick(Preset::ALL),
            newcomers_first: d.maybe(|d| d.one_in(2)),
            newcomer_cap: d.maybe(|d| d.upto(11)),
            replies: d.maybe(|d| d.upto(11)),
        }),
        12 | 13 => Command::SetPerson(SetPerson { person: d.maybe(|d| a_person(m, d)), profile: a_profile(m, d) }),
        14 => {
            let entry = |d: &mut Dice| SetPerson { person: d.maybe(|d| a_person(m, d)), profile: a_profile(m, d) };
            Command::SetPeople(SetPeople { people: (0..d.below(3)).map(|_| entry(d)).collect() })
        }
        15 => Command::ConfirmPerson(ConfirmPerson { person: a_person(m, d) }),
        16 => Command::RemovePerson(RemovePerson { person: a_person(m, d) }),
        17 | 18 => Command::IssueLink(IssueLink {
            role: d.pick(Role::ALL),
            place: d.maybe(|d| a_place(m, d)),
            person: d.maybe(|d| a_person(m, d)),
            label: d.maybe(a_name),
            microphone: d.maybe(|d| a_mic(m, d)),
            unit: d.maybe(|d| a_region(m, d)),
            secret_sha256: secret(m.last.link + 1),
        }),
        19 if d.one_in(4) => Command::RevokeLink(RevokeLink { link: LinkId(d.upto(m.last.link + 1)) }),
        20 if d.one_in(40) => Command::EndMeeting(Nothing {}),
        21 => Command::StartMeeting(Nothing {}),
        _ => a_join(m, d),
    }
}

fn queue_command(m: &Meeting, d: &mut Dice) -> Command {
    let hand = a_hand(m, d);
    match d.below(18) {
        0..=3 => Command::Raise(a_raise(m, d)),
        4 => Command::HandsNow(HandsNow {
            hub: a_hub(m, d),
            people: (0..d.below(3)).map(|_| a_person(m, d)).collect(),
            unnamed: d.upto(3),
            microphone: Some(a_mic(m, d)),
        }),
        5 | 6 => {
            let unnamed = m.waiting.iter().copied().filter(|id| m.hands[id].person.is_none());
            let (hand, person) = (d.some(unnamed, hand), d.maybe(|d| a_person(m, d)));
            Command::NameHand(NameHand { hand, person, name: person.is_none().then(|| a_name(d)) })
        }
        7 => Command::ChangeHand(ChangeHand {
            hand,
            kind: d.maybe(|d| d.pick(HandKind::ALL)),
            delivery: d.maybe(|d| d.pick(Delivery::ALL)),
            language: d.maybe(|d| d.pick(&LANGUAGES).to_owned()),
            topic: d.maybe(a_name),
            text: d.maybe(a_name),
            microphone: d.maybe(|d| a_mic(m, d)),
        }),
        8 => Command::Lower(Lower { hand }),
        9 => Command::MoveHand(MoveHand { hand, before: d.maybe(|d| a_hand(m, d)) }),
        10 => Command::Skip(Skip { hand }),
        11 => Command::Defer(Defer { hand }),
        12 => Command::AudioReady(AudioReady { hand, ready: d.one_in(2) }),
        13 => Command::LineUp(LineUp { hand, up: d.one_in(2) }),
        14 if d.one_in(3) => Command::CloseQueue(Nothing {}),
        14 | 15 => Command::OpenQueue(Nothing {}),
        16 => Command::AdmitPointOfOrder(AdmitPointOfOrder { hand: a_point(m, d) }),
        _ => Command::Reclassify(Reclassify { hand: a_point(m, d), kind: d.pick(HandKind::ALL) }),
    }
}

fn floor_command(m: &Meeting, d: &mut Dice) -> Command {
    match d.below(24) {
        20 => Command::HoldMicrophone(HoldMicrophone { microphone: a_mic(m, d), held: d.one_in(2) }),
        21 => Command::PinMicrophone(PinMicrophone { microphone: d.maybe(|d| a_mic(m, d)) }),
        22 if d.one_in(6) => Command::LastWord(LastWord { hand: a_hand(m, d), after: None }),
        23 => {
            let hand = d.maybe(|d| a_hand(m, d));
            let person = if hand.is_none() { d.maybe(|d| a_person(m, d)) } else { None };
            let (back, spoken_ms) = (d.below(300_000) as i64, d.below(120_000) as i64);
            Command::EnterTurn(EnterTurn { hand, person, name: None, called_ms: m.now_ms - back, spoken_ms })
        }
        0 | 1 => Command::Call(Call { hand: a_hand(m, d), reason: d.pick(OverrideReason::ALL), after: None }),
        2 => {
            let (person, kind) = (d.maybe(|d| a_person(m, d)), d.pick(TurnKind::ALL));
            Command::GiveFloor(GiveFloor {
                kind,
                person,
                name: if person.is_none() { d.maybe(a_name) } else { None },
                limit_ms: d.maybe(|d| d.below(400_000) as i64),
                language: d.maybe(|d| d.pick(&LANGUAGES).to_owned()),
                reason: (kind == TurnKind::Called).then(|| d.pick(OverrideReason::ALL)),
                to_turn: None,
                reply: None,
            })
        }
        3 | 4 => Command::StartClock(StartClock { limit_ms: d.maybe(|d| d.below(400_000) as i64) }),
        5 => Command::PauseClock(Nothing {}),
        6 => Command::ResumeClock(Nothing {}),
        7 => Command::Extend(Extend { by_ms: d.below(700_000) as i64 }),
        8 => Command::SetTurnLimit(SetTurnLimit { limit_ms: d.below(400_000) as i64 }),
        9 => Command::EndTurn(EndTurn {
            spoken_ms: d.maybe(|d| d.below(400_000) as i64),
            words: d.maybe(|d| d.upto(400)),
        }),
        10 => Command::OnAir(OnAir { turn: a_turn(m, d), on: d.one_in(2) }),
        11 => {
            let person = d.maybe(|d| a_person(m, d));
            Command::HandOverChair(HandOverChair {
                person,
                name: if person.is_none() { d.maybe(a_name) } else { None },
            })
        }
        12 => Command::StartItem(StartItem { item: an_item(m, d) }),
        13 if d.one_in(4) => Command::StartBreak(StartBreak {
            by: d.maybe(|d| d.pick(Unit::ALL)),
            minutes: d.maybe(|d| d.upto(30)),
            title: d.maybe(a_name),
            set: d.one_in(4).then(|| a_set(m, d)),
        }),
        13 => Command::EndBreak(Nothing {}),
        14 => Command::Signal(GiveSignal { signal: d.pick(Signal::ALL) }),
        15..=17 => Command::Undo(Undo { seq: if d.one_in(4) { m.undo.last().map(|u| u.seq) } else { None } }),
        18 => {
            let person = d.maybe(|d| a_person(m, d));
            let name = if person.is_none() { d.maybe(a_name) } else { None };
            let (words, reason) = (d.maybe(|d| d.upto(400)), d.maybe(a_name));
            Command::CorrectTurn(CorrectTurn { turn: a_turn(m, d), person, name, words, reason })
        }
        _ => Command::AddNote(AddNote { kind: d.pick(NoteKind::ALL), text: a_name(d) }),
    }
}
