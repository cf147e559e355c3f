//! Raising hands: one's own, somebody else's, several of a hub at once.

use protocol::{
    Delivery, HandId, HandKind, Key, PersonId, Place, QueueGate, Refusal, RefusalCode, Role, TurnId, TurnKind, limits,
    queue_command::{HandsNow, Raise},
    text,
};

use super::{STAFF, default_delivery, mic_names, no_other_hand, objection};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{HandRaised, PersonSet},
};

pub(super) fn raise(m: &Meeting, who: &Actor, c: Raise, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    let kind = c.kind.unwrap_or(HandKind::Intervention);
    must_be_open(m, who, kind)?;
    room_for(m, 1)?;
    let own = who.role() == Some(Role::Participant);
    if own && (c.person.is_some() || c.name.is_some() || c.place.is_some() || c.confirmed) {
        return Err(Refusal::new(RefusalCode::NotYourRole, "a participant raises their own hand only"));
    }
    let place = place(m, who, &c)?;
    let (person, mut facts) = if own {
        let me = who.person().filter(|p| m.person(*p).is_some());
        (Some(me.ok_or_else(|| Refusal::new(RefusalCode::NotYours, "join first: this link has no person"))?), vec![])
    } else {
        who.must_be(STAFF)?;
        who.must_hold(place)?;
        somebody(m, who, at, c.person, c.name.clone(), Some(place), known(who, c.confirmed))?
    };
    if let Some(person) = person {
        one_hand(m, person, kind)?;
    }
    if kind == HandKind::Objection {
        objection::may_object(m, person)?;
    }
    let group = person.and_then(|p| m.people.get(&p)).and_then(|p| p.group.clone());
    let mic = microphone(m, who, c.microphone, group.as_ref())?;
    if let Some(tag) = &c.language {
        language(tag)?;
    }
    let delivery = c.delivery.unwrap_or_else(|| default_delivery(place));
    let topic =
        c.topic.map(|t| text::line(&t, limits::TOPIC_CHARS)).transpose().map_err(|e| Refusal::field("topic", e))?;
    let words = c.text.map(|t| contribution(m, &t)).transpose()?.filter(|t| !t.is_empty());
    if (delivery == Delivery::Written) != words.is_some() {
        return Err(Refusal::field("text", "goes with delivery `written`, and is needed for it"));
    }
    let to_turn = attached_to(m, kind, c.to_turn)?;
    facts.push(Fact::HandRaised(HandRaised {
        hand: HandId(m.last.hand + 1),
        person,
        mic,
        group,
        place,
        kind,
        delivery,
        language: c.language,
        topic: at.seal_some(topic),
        text: at.seal_some(words),
        to_turn,
        by_staff: !own,
        after_close: m.gate == QueueGate::Closed,
        raised_ms: raised_ms(m, at),
        heard: at.heard,
        tie: at.draw(HandId(m.last.hand + 1)),
        drawn_from: at.head.0,
    }));
    Ok(facts)
}

/// "Hands now": all are stamped with the same moment; the order given is the order of their line.
pub(super) fn hands_now(m: &Meeting, who: &Actor, c: HandsNow, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::HubOperator, Role::OnlineModerator, Role::Moderator])?;
    let place = Place::Hub(c.hub);
    who.must_hold(place)?;
    must_be_open(m, who, HandKind::Intervention)?;
    let hub =
        m.hubs.get(&c.hub).ok_or_else(|| Refusal::new(RefusalCode::NotFound, format!("there is no hub {}", c.hub)))?;
    let count = c.people.len() + c.unnamed as usize;
    if count == 0 || count > limits::HANDS_NOW {
        return Err(Refusal::field("people", format!("and unnamed hands together are 1 to {}", limits::HANDS_NOW)));
    }
    room_for(m, count)?;
    let up = m.waiting.iter().filter(|id| m.hands[id].place == place).count();
    if hub.heads > 0 && up + count > hub.heads as usize {
        return Err(Refusal::new(
            RefusalCode::AboveHeads,
            format!(
                "{up} hands are up and {count} more would be above the {} heads of the hub: count the heads anew",
                hub.heads
            ),
        ));
    }
    let mut facts = Vec::with_capacity(count);
    let whose = c.people.iter().copied().map(Some).chain((0..c.unnamed).map(|_| None));
    for (k, person) in whose.enumerate() {
        let mut group = None;
        if let Some(id) = person {
            let known = m.person(id).filter(|p| p.place == Some(place));
            let known =
                known.ok_or_else(|| Refusal::field("people", format!("person {id} is not on the list of this hub")))?;
            if c.people[..k].contains(&id) {
                return Err(Refusal::field("people", format!("person {id} is named twice")));
            }
            no_other_hand(m, id)?;
            group = known.group.clone();
        }
        facts.push(Fact::HandRaised(HandRaised {
            hand: HandId(m.last.hand + 1 + k as u32),
            person,
            mic: microphone(m, who, c.microphone.clone().filter(|_| !bound(m, group.as_ref())), group.as_ref())?,
            group,
            place,
            kind: HandKind::Intervention,
            delivery: Delivery::HubLine,
            language: None,
            topic: None,
            text: None,
            to_turn: None,
            by_staff: true,
            after_close: m.gate == QueueGate::Closed,
            raised_ms: raised_ms(m, at),
            heard: at.heard,
            tie: at.draw(HandId(m.last.hand + 1 + k as u32)),
            drawn_from: at.head.0,
        }));
    }
    Ok(facts)
}

/// The person meant by `person` or `name`; a new name adds a person, by the facts that come along.
/// Neither: nobody in particular.
pub(crate) fn somebody(
    m: &Meeting,
    who: &Actor,
    at: &mut Moment,
    person: Option<PersonId>,
    name: Option<String>,
    place: Option<Place>,
    confirmed: bool,
) -> Result<(Option<PersonId>, Vec<Fact>), Refusal> {
    match (person, name) {
        (Some(_), Some(_)) => Err(Refusal::field("name", "and person exclude each other")),
        (None, None) => Ok((None, vec![])),
        (Some(id), None) => {
            let known =
                m.person(id).ok_or_else(|| Refusal::new(RefusalCode::NotFound, format!("there is no person {id}")))?;
            if who.role() == Some(Role::HubOperator) && known.place != who.place() {
                return Err(Refusal::new(RefusalCode::NotYourPlace, format!("person {id} is not in your hub")));
            }
            Ok((Some(id), vec![]))
        }
        (None, Some(name)) => {
            let name = text::name(&name).map_err(|e| Refusal::field("name", e))?;
            if m.people.len() >= limits::ROSTER {
                return Err(Refusal::new(RefusalCode::TooMany, format!("the roster holds {} people", limits::ROSTER)));
            }
            let id = PersonId(m.last.person + 1);
            let fact = Fact::PersonSet(PersonSet {
                person: id,
                name: at.seal(name),
                say: None,
                title: None,
                organisation: None,
                group: None,
                region: place.and_then(|p| m.region_of(p)).cloned(),
                place,
                languages: vec![],
                name_shown: None,
                call_name: None,
                interests: None,
                confirmed,
                alike: None,
            });
            Ok((Some(id), vec![fact]))
        }
    }
}

/// A name that a hub operator or the moderator gives is known; a steward and an online moderator
/// say whether they know the person.
fn known(who: &Actor, confirmed: bool) -> bool {
    confirmed || matches!(who.role(), Some(Role::HubOperator | Role::Moderator))
}

fn must_be_open(m: &Meeting, who: &Actor, kind: HandKind) -> Result<(), Refusal> {
    let always = who.role() == Some(Role::Moderator) || matches!(kind, HandKind::PointOfOrder | HandKind::Objection);
    if m.gate == QueueGate::Closed && !always {
        return Err(Refusal::new(RefusalCode::QueueClosed, "the queue is closed; the moderator may add one more"));
    }
    Ok(())
}

fn room_for(m: &Meeting, more: usize) -> Result<(), Refusal> {
    if m.waiting.len() + more > limits::WAITING_HANDS {
        return Err(Refusal::new(
            RefusalCode::TooMany,
            format!("at most {} hands wait at one time", limits::WAITING_HANDS),
        ));
    }
    Ok(())
}

/// One waiting hand per person, and beside it one point of order.
pub(super) fn one_hand(m: &Meeting, person: PersonId, kind: HandKind) -> Result<(), Refusal> {
    if kind != HandKind::PointOfOrder {
        return no_other_hand(m, person);
    }
    let pending = m.waiting.iter().any(|id| {
        let hand = &m.hands[id];
        hand.person == Some(person) && hand.kind == HandKind::PointOfOrder
    });
    if pending {
        return Err(Refusal::new(RefusalCode::PointOfOrderPending, "this person's point of order is pending already"));
    }
    Ok(())
}

fn place(m: &Meeting, who: &Actor, c: &Raise) -> Result<Place, Refusal> {
    let person = c.person.or(who.person()).and_then(|p| m.person(p));
    let by_role = match who.role() {
        Some(Role::OnlineModerator) => Place::Online,
        _ => Place::Room,
    };
    let place = c.place.or_else(|| person.and_then(|p| p.place)).or(who.place()).unwrap_or(by_role);
    if let Place::Hub(hub) = place
        && !m.hubs.contains_key(&hub)
    {
        return Err(Refusal::field("place", format!("hub {hub} does not exist")));
    }
    Ok(place)
}

/// The microphone of a hand. A group whose microphone was retired binds nobody to one.
fn microphone(m: &Meeting, who: &Actor, asked: Option<Key>, group: Option<&Key>) -> Result<Key, Refusal> {
    let group = group.filter(|g| bound(m, Some(g)));
    if let (Some(asked), Some(group)) = (&asked, group)
        && asked != group
        && who.role() == Some(Role::Participant)
    {
        return Err(Refusal::field("microphone", format!("is that of your stakeholder group, {group}")));
    }
    let stewards = match who {
        Actor::Link { microphone, .. } => microphone.clone(),
        Actor::System => None,
    };
    let only = || (m.microphones.len() == 1).then(|| m.lanes().into_iter().next().cloned()).flatten();
    let chosen = asked.or_else(|| group.cloned()).or(stewards).or_else(only);
    let chosen = chosen.ok_or_else(|| Refusal::field("microphone", format!("is needed: one of {}", mic_names(m))))?;
    known_microphone(m, &chosen)?;
    Ok(chosen)
}

/// Whether a group has a microphone of its own.
fn bound(m: &Meeting, group: Option<&Key>) -> bool {
    group.is_some_and(|g| m.microphones.contains_key(g))
}

pub(super) fn known_microphone(m: &Meeting, mic: &Key) -> Result<(), Refusal> {
    if !m.microphones.contains_key(mic) {
        return Err(Refusal::field("microphone", format!("must be one of {}", mic_names(m))));
    }
    Ok(())
}

/// A language tag by its shape (BCP 47).
pub(crate) fn language(tag: &str) -> Result<(), Refusal> {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.chars().all(|c| c.is_ascii_lowercase()));
    let rest = parts.all(|p| (2..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    if first && rest && tag.len() <= 20 {
        return Ok(());
    }
    Err(Refusal::field("language", "must be a language tag, as `es` or `zh-Hant`"))
}

/// A written contribution: as many words as can be read aloud within the turn limit.
pub(super) fn contribution(m: &Meeting, contribution: &str) -> Result<String, Refusal> {
    let words = text::paragraphs(contribution, limits::CONTRIBUTION_CHARS).map_err(|e| Refusal::field("text", e))?;
    let most = m.turn_limit_ms() * limits::WORDS_PER_MINUTE / 60_000;
    let count = words.split_whitespace().count() as i64;
    if count > most {
        return Err(Refusal::field(
            "text",
            format!("has {count} words, {most} can be read aloud within the turn limit"),
        ));
    }
    Ok(words)
}

pub(super) fn attached_to(m: &Meeting, kind: HandKind, asked: Option<TurnId>) -> Result<Option<TurnId>, Refusal> {
    if !matches!(kind, HandKind::DirectReply | HandKind::FollowUp | HandKind::Clarification) {
        return match asked {
            None => Ok(None),
            Some(_) => Err(Refusal::field("to_turn", "goes with a direct reply, a follow-up or a clarification")),
        };
    }
    let speech = |(_, t): &(&TurnId, &crate::meeting::Turn)| matches!(t.kind, TurnKind::Called | TurnKind::Presenter);
    let default = || {
        let on_floor = m.current_turn().filter(|(_, t)| t.kind != TurnKind::Chair).map(|(id, _)| id);
        on_floor.or_else(|| m.turns.iter().rev().find(speech).map(|(id, _)| *id)).or(m.floor.turn)
    };
    let turn = asked.or_else(default).filter(|t| m.turns.contains_key(t));
    turn.map(Some).ok_or_else(|| Refusal::new(RefusalCode::NoTurnToReplyTo, "there is no turn to reply to"))
}

/// The moment that the order goes by: as measured, but not before the queue opened.
fn raised_ms(m: &Meeting, at: &Moment) -> protocol::Ms {
    at.pressed_ms().max(m.opened_ms.unwrap_or(at.at_ms)).min(at.at_ms)
}
