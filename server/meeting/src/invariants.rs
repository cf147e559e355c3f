//! What is true of every meeting at every moment. Tests check it after every step; it costs too much for each command
//! of a large meeting.

use std::{collections::BTreeSet, fmt::Display};

use protocol::{HandId, HandKind, HandState, Phase, Place, PollKind, PollState, QueueGate, TurnId, limits};

use crate::{
    Meeting,
    meeting::{Ballot, Hand, Poll, Turn},
    poll, rule,
};

/// Checks the state between two commands.
///
/// # Errors
/// The first thing that is not in order, in words.
pub fn check(m: &Meeting) -> Result<(), String> {
    numbers(m)?;
    lists(m)?;
    people(m)?;
    links(m)?;
    hands(m)?;
    order(m)?;
    floor(m)?;
    turns(m)?;
    for (id, poll) in &m.polls {
        question(m, poll).map_err(|what| format!("question {id} {what}"))?;
    }
    Ok(())
}

fn must(holds: bool, what: impl Display) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_string()) }
}

/// No number is used that was not given out.
fn numbers(m: &Meeting) -> Result<(), String> {
    let last = [
        ("hand", m.hands.keys().next_back().map(|id| id.0), m.last.hand),
        ("turn", m.turns.keys().next_back().map(|id| id.0), m.last.turn),
        ("person", m.people.keys().next_back().map(|id| id.0), m.last.person),
        ("hub", m.hubs.keys().next_back().map(|id| id.0), m.last.hub),
        ("item", m.items.keys().next_back().map(|id| id.0), m.last.item),
        ("question", m.polls.keys().next_back().map(|id| id.0), m.last.poll),
        ("set", m.poll_sets.keys().next_back().map(|id| id.0), m.last.set),
        ("link", m.links.keys().next_back().map(|id| id.0), m.last.link),
        ("note", m.notes.keys().next_back().map(|id| id.0), m.last.note),
    ];
    for (what, highest, last) in last {
        must(highest.is_none_or(|n| n <= last), format!("a {what} has a number above the last one, {last}"))?;
    }
    must(m.undo.len() <= limits::UNDO_DEPTH, "more can be undone than may be")?;
    must(m.undo.windows(2).all(|pair| pair[0].seq < pair[1].seq), "what can be undone is not in order")
}

/// Agenda, microphones, regions, hubs.
fn lists(m: &Meeting) -> Result<(), String> {
    must(counts_up(m.items.values().map(|i| i.position)), "the positions of the items have a gap")?;
    must(counts_up(m.microphones.values().map(|i| i.position)), "the positions of the microphones have a gap")?;
    must(m.item.is_none_or(|item| m.items.contains_key(&item)), "the current item is not in the agenda")?;
    must(m.phase == Phase::Preparing || !m.microphones.is_empty(), "there is no microphone")?;
    let letters: BTreeSet<String> = m.microphones.values().map(|mic| mic.letter.to_lowercase()).collect();
    must(letters.len() == m.microphones.len(), "two microphones have the same letter")?;
    let regions: BTreeSet<_> = m.regions.iter().map(|r| &r.key).collect();
    must(regions.len() == m.regions.len(), "a region stands twice in the list")?;
    for (id, hub) in &m.hubs {
        must(hub.heads <= hub.ceiling, format!("hub {id} has more heads than its ceiling"))?;
        must(hub.region.as_ref().is_none_or(|r| regions.contains(r)), format!("hub {id} is in no region of the list"))?;
    }
    Ok(())
}

fn counts_up(positions: impl Iterator<Item = u32>) -> bool {
    let mut positions: Vec<u32> = positions.collect();
    positions.sort_unstable();
    positions.into_iter().zip(1..).all(|(position, n)| position == n)
}

fn people(m: &Meeting) -> Result<(), String> {
    for (id, person) in &m.people {
        must(person.spoken <= person.spoken_in_all, format!("person {id} spoke more on the item than in all"))?;
        if let Some(hand) = person.hand {
            let theirs = m.hands.get(&hand).is_some_and(|h| h.person == Some(*id) && h.state == HandState::Waiting);
            must(theirs, format!("the hand of person {id} is not a waiting one of theirs"))?;
        }
        if person.removed {
            must(person.hand.is_none(), format!("person {id} was removed and has a hand up"))?;
            continue;
        }
        must(known_place(m, person.place), format!("person {id} is in a hub that does not exist"))?;
        let region = person.region.as_ref().is_none_or(|r| m.regions.iter().any(|known| known.key == *r));
        must(region, format!("person {id} is of no region of the list"))?;
    }
    must(m.chair.is_none_or(|chair| m.person(chair).is_some()), "the chair is not on the roster")
}

fn known_place(m: &Meeting, place: Option<Place>) -> bool {
    match place {
        Some(Place::Hub(hub)) => m.hubs.contains_key(&hub),
        _ => true,
    }
}

fn links(m: &Meeting) -> Result<(), String> {
    let secrets: BTreeSet<&str> = m.links.values().map(|l| l.secret_sha256.as_str()).collect();
    must(secrets.len() == m.links.len(), "two links have the same secret")?;
    for (id, link) in &m.links {
        must(link.from.is_none_or(|from| m.links.contains_key(&from)), format!("link {id} comes from no link"))?;
        must(link.person.is_none_or(|p| m.people.contains_key(&p)), format!("link {id} is of no person"))?;
        if !link.revoked {
            must(link.person.is_none_or(|p| m.person(p).is_some()), format!("link {id} is of a removed person"))?;
            must(known_place(m, link.place), format!("link {id} is for a hub that does not exist"))?;
        }
    }
    Ok(())
}

fn hands(m: &Meeting) -> Result<(), String> {
    let waiting: BTreeSet<HandId> =
        m.hands.iter().filter(|(_, h)| h.state == HandState::Waiting).map(|(id, _)| *id).collect();
    must(waiting == m.waiting, format!("waiting are {:?}, by their state {waiting:?}", m.waiting))?;
    must(m.waiting.len() <= limits::WAITING_HANDS, "too many hands wait")?;
    let mut seen = BTreeSet::new();
    for id in &waiting {
        let hand = &m.hands[id];
        waiting_hand(m, *id, hand)?;
        let point = hand.kind == HandKind::PointOfOrder;
        if let Some(person) = hand.person {
            must(seen.insert((person, point)), format!("person {person} has two hands up, one is hand {id}"))?;
        }
    }
    must(waiting.is_empty() || m.phase != Phase::Preparing, "hands wait before the meeting has started")
}

fn waiting_hand(m: &Meeting, id: HandId, hand: &Hand) -> Result<(), String> {
    must(m.microphones.contains_key(&hand.mic), format!("hand {id} waits at a microphone that does not exist"))?;
    must(known_place(m, Some(hand.place)), format!("hand {id} waits in a hub that does not exist"))?;
    must(hand.raised_ms <= m.now_ms, format!("hand {id} was raised in the future"))?;
    let Some(person) = hand.person else { return Ok(()) };
    let known = m.person(person).ok_or_else(|| format!("hand {id} is of a person who is not on the roster"))?;
    let its = if hand.kind == HandKind::PointOfOrder { known.hand != Some(id) } else { known.hand == Some(id) };
    must(its, format!("person {person} does not agree that hand {id} is their {:?}", hand.kind))
}

/// Whoever waits has one position, but points of order on which the chair has not ruled.
fn order(m: &Meeting) -> Result<(), String> {
    let ruled =
        |id: &&HandId| m.hands.get(id).is_some_and(|h| h.kind != HandKind::PointOfOrder || h.admitted_ms.is_some());
    let order: Vec<HandId> = rule::order(m).into_iter().map(|placed| placed.hand).collect();
    let held = |id: &HandId| m.microphones.get(&m.hands[id].mic).is_some_and(|mic| mic.held);
    let first = order.first().copied();
    let next = rule::next(m).map(|next| next.hand);
    let none_open = next.is_none() && order.iter().all(held);
    must(next == first || none_open, "who is next is not the first of the order")?;
    let stands: BTreeSet<_> = m.waiting.iter().map(|id| &m.hands[id]).filter(|h| h.settled).map(|h| h.stand).collect();
    let settled = m.waiting.iter().filter(|id| m.hands[*id].settled).count();
    must(stands.len() == settled, "two hands stand in one place")?;
    must(
        m.pinned.as_ref().is_none_or(|key| m.microphones.contains_key(key)),
        "a microphone is pinned and does not exist",
    )?;
    let mut all = order.clone();
    all.sort_unstable();
    let expected: Vec<HandId> = m.waiting.iter().filter(ruled).copied().collect();
    must(all == expected, format!("the order {order:?} is not one of the waiting hands {expected:?}"))
}

fn floor(m: &Meeting) -> Result<(), String> {
    for id in [m.floor.turn, m.floor.interrupted].into_iter().flatten() {
        let turn = m.turns.get(&id).ok_or_else(|| format!("turn {id} is on the floor and does not exist"))?;
        must(turn.ended_ms.is_none(), format!("turn {id} is on the floor and has ended"))?;
    }
    must(m.floor.interrupted.is_none() || m.floor.turn.is_some(), "a turn is interrupted by nothing")?;
    must(m.floor.turn.is_none() || m.floor.turn != m.floor.interrupted, "a turn interrupts itself")?;
    let idle = m.floor.turn.is_none() && m.gate == QueueGate::Closed;
    must(m.phase != Phase::Ended || idle, "the meeting has ended, and floor or queue are open")
}

fn turns(m: &Meeting) -> Result<(), String> {
    let mut called = BTreeSet::new();
    for (id, turn) in &m.turns {
        clock(m, *id, turn)?;
        if let Some(hand) = turn.hand {
            let is_called = m.hands.get(&hand).is_some_and(|h| h.state == HandState::Called);
            must(is_called, format!("turn {id} is of hand {hand}, which was not called"))?;
            must(called.insert(hand), format!("hand {hand} has two turns"))?;
        }
    }
    let by_state: BTreeSet<HandId> =
        m.hands.iter().filter(|(_, h)| h.state == HandState::Called).map(|(id, _)| *id).collect();
    must(called == by_state, "a called hand has no turn")
}

/// One clock runs at most, that of the turn on the floor; times stand in their order.
fn clock(m: &Meeting, id: TurnId, turn: &Turn) -> Result<(), String> {
    let on_floor = m.floor.turn == Some(id);
    let open = on_floor || m.floor.interrupted == Some(id);
    must(open == turn.ended_ms.is_none(), format!("turn {id} neither ended nor is on the floor"))?;
    must(turn.running_since_ms.is_none() || on_floor, format!("the clock of turn {id} runs off the floor"))?;
    must(!turn.on_air || open, format!("turn {id} is on air and over"))?;
    must(turn.running_since_ms.is_none() || turn.started_ms.is_some(), format!("turn {id} runs and never started"))?;
    must(turn.spoken_ms >= 0, format!("turn {id} has spoken for less than nothing"))?;
    let times = [Some(turn.called_ms), turn.started_ms, turn.running_since_ms.or(turn.ended_ms), Some(m.now_ms)];
    must(times.iter().flatten().is_sorted(), format!("the times of turn {id} are not in order"))
}

fn question(m: &Meeting, q: &Poll) -> Result<(), String> {
    must(q.set.is_none_or(|set| m.poll_sets.contains_key(&set)), "is of a set that does not exist")?;
    let answers = poll::answers_in(q);
    must(q.state != PollState::Draft || answers == 0, "is a draft with answers")?;
    must((q.state == PollState::Draft) == q.opened_ms.is_none(), "has an opening that its state denies")?;
    must(q.state != PollState::Closing || q.closes_ms.is_some(), "is closing without a time")?;
    must(!matches!(q.state, PollState::Grace | PollState::Closed) || q.final_ms.is_some(), "has no final time")?;
    must(q.methods.ballots || q.ballots.is_empty(), "has ballots and takes none")?;
    must(q.methods.agreed_by.is_some() || q.agreed.is_empty(), "has agreed values and takes none")?;
    must(q.methods.counted || q.counted.is_empty(), "has counted hands and takes none")?;
    let most = usize::try_from(q.electorate).unwrap_or(usize::MAX);
    must(q.ballots.len() <= most, format!("has more ballots than its electorate of {most}"))?;
    must(q.own_at == poll::walked_by_place(q), "has another number of ballots at a place than it counted there")?;
    let scale = poll::values(&q.scale);
    for (person, ballot) in &q.ballots {
        must(m.people.contains_key(person), format!("has a ballot of nobody, person {person}"))?;
        must(fits(q, ballot), format!("has a ballot outside its scale, of person {person}"))?;
        let theirs = poll::electorate::seat(q, ballot.by) == Ok(*person);
        must(theirs, format!("has a ballot of person {} on the seat of another, {person}", ballot.by))?;
    }
    for (unit, agreed) in &q.agreed {
        let stated = [agreed.lowest, Some(agreed.value), agreed.highest];
        must(stated.iter().flatten().all(|v| scale.contains(v)), format!("has a value of {unit} outside its scale"))?;
        must(stated.iter().flatten().is_sorted(), format!("has a value of {unit} outside what was stated"))?;
        let known = agreed.confirmed.iter().all(|person| m.people.contains_key(person));
        must(known, format!("has a value of {unit} that nobody confirmed"))?;
    }
    for (place, counted) in &q.counted {
        must(counted.hands.len() == q.scale.points as usize, format!("has a count of {place} beside its scale"))?;
        must(
            poll::splits::fit(&counted.hands, &counted.groups),
            format!("has more hands of groups in {place} than hands"),
        )?;
        let hands = counted.hands.iter().sum::<u32>() + counted.no_opinion;
        let ballots = q.ballots.values().filter(|b| b.place == Some(*place)).count() as u32;
        // In older entries the heads of the room are not frozen.
        let most = if let Place::Hub(hub) = place {
            q.heads.get(hub).copied().unwrap_or(0)
        } else {
            q.room.unwrap_or(limits::HEADS)
        };
        must(hands == 0 || hands + ballots <= most, format!("has more answers of {place} than its {most} heads"))?;
    }
    Ok(())
}

/// Whether a ballot is one that the question takes: one point, several where they may be chosen, or "no opinion".
fn fits(q: &Poll, ballot: &Ballot) -> bool {
    let scale = poll::values(&q.scale);
    let most = q.most.map_or(0, |most| usize::try_from(most).unwrap_or(usize::MAX));
    let several = ballot.choices.windows(2).all(|pair| pair[0] < pair[1]) && ballot.choices.len() <= most;
    match (ballot.choice, ballot.choices.is_empty()) {
        (Some(value), none) => none && q.kind != PollKind::Choices && scale.contains(&value),
        (None, true) => q.scale.no_opinion,
        (None, false) => several && ballot.choices.iter().all(|value| scale.contains(value)),
    }
}
