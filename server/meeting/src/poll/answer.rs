//! Answers of many: a value that a region or group agreed, a counted show of hands.

use std::collections::BTreeMap;

use protocol::{
    Key, Place, Refusal, RefusalCode, Role, Unit, limits,
    poll_command::{Agree, Count, CountedHands},
    text,
};

use super::{
    find,
    heads::{ballots_at, heads_of, total},
    late_press, must_be_on, must_take_answers, not_eligible, splits, title, values,
};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{HandsCounted, ValueAgreed},
    meeting::Poll,
};

/// Who writes down what a region or group agreed.
const AGREERS: &[Role] = &[Role::Moderator, Role::OnlineModerator, Role::Reporter, Role::Organiser, Role::Rapporteur];
/// Who counts hands.
const COUNTERS: &[Role] = &[Role::HubOperator, Role::Steward, Role::Moderator];

pub(super) fn agree(m: &Meeting, who: &Actor, c: Agree, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(AGREERS)?;
    who.must_speak_for(&c.unit)?;
    must_take_answers(m, c.poll, at)?;
    let poll = find(m, c.poll)?;
    let Some(by) = poll.methods.agreed_by else {
        return Err(not_eligible(format!("{} takes no agreed values: {}", title(poll), methods_of(poll))));
    };
    must_be_unit(m, by, &c.unit)?;
    must_be_on(&poll.scale, "value", c.value)?;
    if let Some(lowest) = c.lowest {
        must_be_on(&poll.scale, "lowest", lowest)?;
        if lowest > c.value {
            return Err(Refusal::field("lowest", format!("{lowest} is above the agreed value {}", c.value)));
        }
    }
    if let Some(highest) = c.highest {
        must_be_on(&poll.scale, "highest", highest)?;
        if highest < c.value {
            return Err(Refusal::field("highest", format!("{highest} is below the agreed value {}", c.value)));
        }
    }
    let most = u32::try_from(limits::ROSTER).unwrap_or(u32::MAX);
    if let Some(consulted) = c.consulted.filter(|n| !(1..=most).contains(n)) {
        return Err(Refusal::field("consulted", format!("is {consulted}: 1 to {most} are possible")));
    }
    let comment = c.comment.map(|t| text::paragraphs(&t, limits::NOTE_CHARS)).transpose();
    let comment = comment.map_err(|what| Refusal::field("comment", what))?;
    Ok(vec![Fact::ValueAgreed(ValueAgreed {
        poll: c.poll,
        unit: c.unit,
        value: c.value,
        consulted: c.consulted,
        lowest: c.lowest,
        highest: c.highest,
        comment: at.seal_some(comment),
        pressed_ms: late_press(m, [c.poll], at),
    })])
}

pub(super) fn count(m: &Meeting, who: &Actor, c: Count, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(COUNTERS)?;
    must_be_countable(m, who, c.place)?;
    if c.grid.is_empty() {
        return Err(Refusal::field("grid", "is empty: give a line for each question"));
    }
    // The heads of a hub are frozen when a question opens: questions opened at different times may
    // have different ones, and each event states one number.
    let mut by_heads: BTreeMap<u32, Vec<CountedHands>> = BTreeMap::new();
    for (i, line) in c.grid.iter().enumerate() {
        if c.grid[..i].iter().any(|earlier| earlier.poll == line.poll) {
            return Err(Refusal::field("grid", format!("has two lines for question {}", line.poll)));
        }
        must_take_answers(m, line.poll, at)?;
        let heads = check_line(m, c.place, line)?;
        by_heads.entry(heads).or_default().push(line.clone());
    }
    let counter = c.counter.filter(|name| !name.trim().is_empty()).map(|name| text::name(&name)).transpose();
    let counter = at.seal_some(counter.map_err(|what| Refusal::field("counter", what))?);
    let fact = |(heads, grid): (u32, Vec<CountedHands>)| {
        let pressed_ms = late_press(m, grid.iter().map(|line| line.poll), at);
        Fact::HandsCounted(HandsCounted { place: c.place, grid, heads, counter: counter.clone(), pressed_ms })
    };
    Ok(by_heads.into_iter().map(fact).collect())
}

fn check_line(m: &Meeting, place: Place, line: &CountedHands) -> Result<u32, Refusal> {
    let poll = find(m, line.poll)?;
    if !poll.methods.counted {
        let text = format!("{} takes no counted hands: {}", title(poll), methods_of(poll));
        return Err(not_eligible(text));
    }
    must_fit_scale(poll, &line.hands)?;
    splits::must_fit(m, poll, &line.hands, &line.groups)?;
    if line.no_opinion > 0 {
        must_have_no_opinion(poll)?;
    }
    must_be_within_heads(m, poll, place, total(&line.hands, line.no_opinion))
}

/// Goes on only if there is one number for each point of the scale.
pub(super) fn must_fit_scale(poll: &Poll, hands: &[u32]) -> Result<(), Refusal> {
    let range = values(&poll.scale);
    if u32::try_from(hands.len()) == Ok(poll.scale.points) {
        return Ok(());
    }
    let text = format!(
        "{} numbers of hands for {}, which has {} points: {} to {}",
        hands.len(),
        title(poll),
        poll.scale.points,
        range.start(),
        range.end()
    );
    Err(Refusal { code: RefusalCode::OutsideScale, text, field: Some("hands".to_owned()) })
}

/// Goes on only if a place has so many heads that have not answered by a ballot of their own.
/// Returns the heads of the place.
pub(super) fn must_be_within_heads(m: &Meeting, poll: &Poll, place: Place, hands: u32) -> Result<u32, Refusal> {
    let heads = heads_of(m, poll, place);
    let ballots = ballots_at(poll, place);
    let most = heads.saturating_sub(ballots);
    if hands <= most {
        return Ok(heads);
    }
    let text = format!(
        "{hands} hands counted in {} for {}, at most {most} are possible: {heads} heads when it opened, \
         less {ballots} who answered by a ballot",
        name_of(m, place),
        title(poll)
    );
    Err(Refusal::new(RefusalCode::AboveHeads, text))
}

pub(super) fn must_have_no_opinion(poll: &Poll) -> Result<(), Refusal> {
    if poll.scale.no_opinion {
        return Ok(());
    }
    let range = values(&poll.scale);
    let text = format!("{} has no \"no opinion\": choose {} to {}", title(poll), range.start(), range.end());
    Err(Refusal::new(RefusalCode::OutsideScale, text))
}

pub(crate) fn must_be_unit(m: &Meeting, by: Unit, unit: &Key) -> Result<(), Refusal> {
    let (known, what) = match by {
        Unit::Region => (m.regions.iter().any(|r| r.key == *unit), "region"),
        Unit::Group => (m.microphones.contains_key(unit), "stakeholder group"),
    };
    match known {
        true => Ok(()),
        false => Err(Refusal::new(RefusalCode::NotFound, format!("there is no {what} `{unit}`"))),
    }
}

pub(super) fn must_be_countable(m: &Meeting, who: &Actor, place: Place) -> Result<(), Refusal> {
    who.must_hold(place)?;
    if who.role() == Some(Role::Steward) && place != Place::Room {
        return Err(Refusal::new(RefusalCode::NotYourPlace, "a steward counts the room; a hub counts its own"));
    }
    match place {
        Place::Online => {
            Err(not_eligible("people online answer by ballots: hands are counted in the room and in hubs"))
        }
        Place::Hub(hub) if !m.hubs.contains_key(&hub) => {
            Err(Refusal::new(RefusalCode::NotFound, format!("there is no hub {hub}")))
        }
        Place::Hub(_) | Place::Room => Ok(()),
    }
}

pub(super) fn methods_of(poll: &Poll) -> String {
    let agreed = match poll.methods.agreed_by {
        Some(Unit::Region) => "a value agreed by each region",
        Some(Unit::Group) => "a value agreed by each stakeholder group",
        None => "",
    };
    let ballots = if poll.methods.ballots { "ballots" } else { "" };
    let counted = if poll.methods.counted { "counted hands" } else { "" };
    let passed = if poll.methods.passed { "a device that is passed round" } else { "" };
    let all: Vec<_> = [ballots, agreed, counted, passed].into_iter().filter(|s| !s.is_empty()).collect();
    format!("it is answered by {}", all.join(" and "))
}

pub(super) fn name_of(m: &Meeting, place: Place) -> String {
    match place {
        Place::Room => "the room".to_owned(),
        Place::Online => "online".to_owned(),
        Place::Hub(hub) => m.hubs.get(&hub).map_or_else(|| place.to_string(), |h| h.name.clone()),
    }
}
