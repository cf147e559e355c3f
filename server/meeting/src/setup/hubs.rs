//! Remote hubs and their headcounts.

use protocol::{
    HubId, Ms, Place, PollState, Refusal, RefusalCode, Role, limits,
    setup_command::{CheckHub, RemoveHub, SetHeadcount, SetHub},
};

use super::{field, missing, too_many};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{HeadcountSet, HubChecked, HubRemoved, HubSet, LinkRevoked, RehearsalStarted},
    meeting::Hub,
    poll,
};

/// The ceiling of a hub for which none was said.
const DEFAULT_CEILING: u32 = 100;

pub(super) fn set_hub(m: &Meeting, c: SetHub, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    let old = match c.hub {
        Some(hub) => Some(m.hubs.get(&hub).ok_or_else(|| missing("hub", hub))?),
        None if m.hubs.len() >= limits::HUBS => return Err(too_many("hubs", limits::HUBS)),
        None => None,
    };
    let name = match (c.name, old) {
        (Some(name), _) => field::name("name", &name)?,
        (None, Some(old)) => old.name.clone(),
        (None, None) => return Err(Refusal::field("name", "is missing")),
    };
    let ceiling = c.ceiling.or(old.map(|h| h.ceiling)).unwrap_or(DEFAULT_CEILING);
    field::within("ceiling", ceiling, &(1..=limits::HEADS))?;
    if let Some(old) = old
        && ceiling < old.heads
    {
        let text =
            format!("ceiling {ceiling} is below the {} heads that the hub counts: correct the count first", old.heads);
        return Err(Refusal { code: RefusalCode::BadHeadcount, text, field: Some("ceiling".to_owned()) });
    }
    let region = c.region.or(old.and_then(|h| h.region.clone()));
    super::known_region(m, region.as_ref())?;
    let or_old = |new: Option<String>, was: Option<&String>, most, name| match new {
        Some(text) => field::line(name, &text, most),
        None => Ok(was.cloned().unwrap_or_default()),
    };
    let city = or_old(c.city, old.map(|h| &h.city), limits::NAME_GRAPHEMES, "city")?;
    let line = or_old(c.line, old.and_then(|h| h.line.as_ref()), limits::LABEL_CHARS, "line")?;
    let call_name = or_old(c.call_name, old.and_then(|h| h.call_name.as_ref()), limits::LABEL_CHARS, "call_name")?;
    let operator = match c.operator {
        Some(text) => at.seal_some(Some(field::line("operator", &text, limits::NAME_GRAPHEMES)?)),
        None => old.and_then(|h| h.operator.clone()),
    };
    Ok(vec![Fact::HubSet(HubSet {
        hub: c.hub.unwrap_or(HubId(m.last.hub + 1)),
        name,
        city,
        country: field::country("country", &c.country.or(old.map(|h| h.country.clone())).unwrap_or_default())?,
        region,
        time_zone: match (c.time_zone, old) {
            (Some(zone), _) => field::time_zone("time_zone", &zone)?,
            (None, Some(old)) => old.time_zone.clone(),
            (None, None) => "UTC".to_owned(),
        },
        ceiling,
        operator,
        line: Some(line).filter(|l| !l.is_empty()),
        call_name: Some(call_name).filter(|n| !n.is_empty()),
    })])
}

/// Removes a hub with its links. Its people are of no known place from then on.
pub(super) fn remove_hub(m: &Meeting, c: &RemoveHub) -> Result<Vec<Fact>, Refusal> {
    let place = Place::Hub(c.hub);
    if !m.hubs.contains_key(&c.hub) {
        return Err(missing("hub", c.hub));
    }
    let waiting = super::hands_waiting(m, |hand| hand.place == place);
    if waiting > 0 {
        return Err(Refusal::field("hub", format!("has hands waiting ({waiting}): call or lower them first")));
    }
    if m.polls.values().any(|p| taking(p.state) && p.counted.contains_key(&place)) {
        return Err(Refusal::field("hub", "has counted hands for an open question: close the question first"));
    }
    let links = m.links.iter().filter(|(_, link)| link.place == Some(place) && !link.revoked);
    let mut facts: Vec<Fact> = links.map(|(id, _)| Fact::LinkRevoked(LinkRevoked { link: *id })).collect();
    facts.push(Fact::HubRemoved(HubRemoved { hub: c.hub }));
    Ok(facts)
}

pub(super) fn set_headcount(m: &Meeting, who: &Actor, c: &SetHeadcount) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator, Role::HubOperator])?;
    super::not_ended(m)?;
    let hub = m.hubs.get(&c.hub).ok_or_else(|| missing("hub", c.hub))?;
    who.must_hold(Place::Hub(c.hub))?;
    let bad = |text: String| Refusal { code: RefusalCode::BadHeadcount, text, field: Some("heads".to_owned()) };
    if c.heads > hub.ceiling {
        return Err(bad(format!("heads may be at most {}, the ceiling of {}", hub.ceiling, hub.name)));
    }
    let voted = poll::answered_at(m, c.hub);
    if c.heads < voted {
        return Err(bad(format!(
            "heads may be at least {voted}: so many of {} have voted in an open question",
            hub.name
        )));
    }
    Ok(vec![Fact::HeadcountSet(HeadcountSet { hub: c.hub, heads: c.heads })])
}

/// An operator tried the line of the hub; also before the meeting starts.
pub(super) fn check_hub(m: &Meeting, who: &Actor, c: &CheckHub) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::HubOperator, Role::OnlineModerator, Role::Producer])?;
    super::not_ended(m)?;
    m.hubs.get(&c.hub).ok_or_else(|| missing("hub", c.hub))?;
    who.must_hold(Place::Hub(c.hub))?;
    Ok(vec![Fact::HubChecked(HubChecked { hub: c.hub, audio: c.audio })])
}

/// All hubs are asked to try their lines: what they answered before does not count any more.
pub(super) fn start_rehearsal(m: &Meeting) -> Result<Vec<Fact>, Refusal> {
    if m.hubs.is_empty() {
        return Err(Refusal::new(RefusalCode::NotFound, "there is no hub to rehearse with: add one first"));
    }
    Ok(vec![Fact::RehearsalStarted(RehearsalStarted {})])
}

fn taking(state: PollState) -> bool {
    matches!(state, PollState::Open | PollState::Closing | PollState::Grace)
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact, at_ms: Ms) {
    match fact {
        Fact::HubSet(e) => {
            let old = m.hubs.get(&e.hub);
            let (heads, checked) = (old.map_or(0, |h| h.heads), old.and_then(|h| h.checked));
            let hub = Hub {
                name: e.name.clone(),
                city: e.city.clone(),
                country: e.country.clone(),
                region: e.region.clone(),
                time_zone: e.time_zone.clone(),
                ceiling: e.ceiling,
                heads,
                operator: e.operator.clone(),
                line: e.line.clone(),
                call_name: e.call_name.clone(),
                checked,
            };
            m.hubs.insert(e.hub, hub);
            m.last.hub = m.last.hub.max(e.hub.0);
        }
        Fact::HubRemoved(e) => {
            let place = Place::Hub(e.hub);
            m.hubs.remove(&e.hub);
            for person in m.people.values_mut().filter(|p| p.place == Some(place)) {
                person.place = None;
            }
            super::forget_undo(m, |m, entry| {
                entry.hand.and_then(|h| m.hands.get(&h)).is_some_and(|hand| hand.place == place)
            });
        }
        Fact::HubChecked(e) => {
            if let Some(hub) = m.hubs.get_mut(&e.hub) {
                hub.checked = Some((at_ms, e.audio));
            }
        }
        Fact::RehearsalStarted(_) => {
            m.rehearsal_ms = Some(at_ms);
            for hub in m.hubs.values_mut() {
                hub.checked = None;
            }
        }
        Fact::HeadcountSet(e) => {
            if let Some(hub) = m.hubs.get_mut(&e.hub) {
                hub.heads = e.heads;
            }
        }
        _ => {}
    }
}
