//! `me`, `my/hand`, `my/ballot/{poll}` and `my/declaration/{poll}`: a person sees their own name, their own hand with its
//! position and the reason for it, their own ballots and declarations; nobody else sees these rows. `my/agreed/{poll}`: a
//! rapporteur sees what stands as agreed by the own region or group, also while results are not shown.

use meeting::{
    Actor, Meeting,
    meeting::{Hand, Poll},
    poll,
};
use protocol::{
    HandId, HandState, LinkId, PersonId, Role,
    row::{MeRow, MyHandRow, MyHandState},
    row_poll::BallotRow,
};

use super::{Audience, Rows, View, beside, changes::json, tally, who};

/// Whose own rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Those of a person.
    Person(PersonId),
    /// Those of a rapporteur's link.
    Rapporteur(LinkId),
}

impl Owner {
    /// Whose rows somebody sees as their own; `None`: there are none.
    pub fn of(who: &Actor) -> Option<Self> {
        match who {
            Actor::Link { link, role: Role::Rapporteur, .. } => Some(Owner::Rapporteur(*link)),
            _ => who.person().map(Owner::Person),
        }
    }
}

/// What stands as agreed by the region or group of a rapporteur's link.
pub fn agreed_rows(m: &Meeting, link: LinkId) -> Rows {
    let mut rows = Rows::new();
    let Some(unit) = m.links.get(&link).and_then(|link| link.unit.as_ref()) else { return rows };
    for (id, poll) in &m.polls {
        if let Some(agreed) = poll.agreed.get(unit) {
            rows.insert(format!("my/agreed/{id}"), json(&tally::agreed(m, agreed)));
        }
    }
    rows
}

/// The rows of a person; none of somebody who was removed.
pub fn rows(view: &View, person: PersonId) -> Rows {
    let m = view.m;
    let mut rows = Rows::new();
    let Some(p) = m.person(person) else { return rows };
    let me = MeRow {
        person,
        name: m.name_of(person).to_owned(),
        group: p.group.clone(),
        region: p.region.clone(),
        place: p.place,
        confirmed: p.confirmed,
        asks_group: p.asks_group.clone(),
        interests: who::text(m, &p.interests),
    };
    rows.insert("me".to_owned(), json(&me));
    if let Some((id, hand)) = hand_of(view, person) {
        rows.insert("my/hand".to_owned(), json(&my_hand(view, id, hand)));
    }
    for (id, poll) in &m.polls {
        let seat = poll::electorate::seat(poll, person).unwrap_or(person);
        if let Some(ballot) = poll.ballots.get(&seat) {
            let other = Some(ballot.by).filter(|by| *by != person).and_then(|by| m.people.get(&by));
            let row = BallotRow {
                choice: ballot.choice,
                choices: ballot.choices.clone(),
                at_ms: ballot.at_ms,
                receipt: poll::receipt::of_ballot(*id, seat, ballot),
                cast_by: other.map(|by| who::name(m, Audience::Public, by)),
            };
            rows.insert(format!("my/ballot/{id}"), json(&row));
        }
        if let Some(row) = secret_ballot(m, poll, seat, person) {
            rows.insert(format!("my/ballot/{id}"), json(&row));
        }
        if let Some(row) = beside::own(m, poll, person) {
            rows.insert(format!("my/declaration/{id}"), json(&row));
        }
    }
    rows
}

/// A person's own secret ballot: that it is there. Its choice cannot be read by anybody, the person included.
fn secret_ballot(m: &Meeting, poll: &Poll, seat: PersonId, person: PersonId) -> Option<BallotRow> {
    let ballot = poll.secret.as_ref()?.ballots.get(&seat)?;
    let other = ballot.by.filter(|by| *by != person).and_then(|by| m.people.get(&by));
    let cast_by = other.map(|by| who::name(m, Audience::Public, by));
    Some(BallotRow { choice: None, choices: Vec::new(), at_ms: ballot.at_ms, receipt: ballot.receipt(), cast_by })
}

/// The hand with which the person has the floor, else a point of order, else the waiting hand.
fn hand_of<'a>(view: &View<'a>, person: PersonId) -> Option<(HandId, &'a Hand)> {
    let m = view.m;
    let on_floor = m.current_turn().and_then(|(_, turn)| turn.hand.filter(|_| turn.person == Some(person)));
    let point = || view.points_of_order().get(&person).copied();
    let id = on_floor.or_else(point).or_else(|| m.people.get(&person)?.hand)?;
    m.hands.get(&id).map(|hand| (id, hand))
}

fn my_hand(view: &View, id: HandId, hand: &Hand) -> MyHandRow {
    let m = view.m;
    let at = view.order().position.get(&id).copied();
    let state = match at {
        _ if hand.state == HandState::Called => MyHandState::OnFloor,
        Some(at) if at < view.deck().len() => MyHandState::OnDeck,
        _ => MyHandState::Waiting,
    };
    MyHandRow {
        hand: id,
        state,
        mic: hand.mic.clone(),
        kind: hand.kind,
        delivery: hand.delivery,
        language: hand.language.clone(),
        topic: who::text(m, &hand.topic),
        text: who::text(m, &hand.text),
        raised_ms: hand.raised_ms,
        position: at.and_then(|at| u32::try_from(at + 1).ok()),
        why: at.map(|at| view.order().placed[at].1.clone()),
        audio_ready: hand.audio_ready,
        by_staff: hand.by_staff,
    }
}
