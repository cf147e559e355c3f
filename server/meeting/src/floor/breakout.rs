//! Breaks and break-outs: the meeting rests, or splits by region or group, each with a rapporteur who says how far it is;
//! its end may be moved, and the groups called back.

use std::collections::BTreeMap;

use protocol::{
    Ms, Phase, Refusal, RefusalCode, Role,
    floor_command::{MoveBreakEnd, SetGroupState, StartBreak},
    limits, text,
};

use super::{CHAIR, moved_on};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{BreakEndMoved, BreakEnded, BreakStarted, GroupStateSet},
    meeting::Break,
    poll::must_be_unit,
};

pub(super) fn start(m: &Meeting, who: &Actor, c: StartBreak, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    if m.pause.is_some() {
        return Err(moved_on("the meeting is in a break already"));
    }
    if c.minutes.is_some_and(|minutes| !(1..=1_440).contains(&minutes)) {
        return Err(Refusal::field("minutes", "must be 1 to 1,440"));
    }
    if let Some(set) = c.set {
        if !m.poll_sets.contains_key(&set) {
            return Err(Refusal::new(RefusalCode::NotFound, format!("there is no set {set} of questions")));
        }
        if c.by.is_none() {
            return Err(Refusal::field("set", "goes with groups: say by what the meeting splits"));
        }
    }
    let title =
        c.title.map(|t| text::line(&t, limits::TITLE_CHARS)).transpose().map_err(|e| Refusal::field("title", e))?;
    Ok(vec![Fact::BreakStarted(BreakStarted {
        by: c.by,
        title: at.seal_some(title),
        until_ms: c.minutes.map(|minutes| at.at_ms + i64::from(minutes) * 60_000),
        set: c.set,
    })])
}

fn must_pause(m: &Meeting) -> Result<&Break, Refusal> {
    m.pause.as_ref().ok_or_else(|| moved_on("the meeting is not in a break"))
}

pub(super) fn end(m: &Meeting, who: &Actor) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    must_pause(m)?;
    Ok(vec![Fact::BreakEnded(BreakEnded {})])
}

pub(super) fn move_end(m: &Meeting, who: &Actor, c: &MoveBreakEnd, now_ms: Ms) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    must_pause(m)?;
    if !limits::BREAK_MS.contains(&c.in_ms) {
        return Err(Refusal::field("in_ms", "must be 0 to 86,400,000 milliseconds"));
    }
    Ok(vec![Fact::BreakEndMoved(BreakEndMoved { until_ms: now_ms + c.in_ms, recalled: c.recall })])
}

pub(super) fn set_state(m: &Meeting, who: &Actor, c: SetGroupState) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Moderator, Role::Rapporteur])?;
    who.must_speak_for(&c.unit)?;
    let by = must_pause(m)?.by.ok_or_else(|| moved_on("the meeting is in a break without groups"))?;
    must_be_unit(m, by, &c.unit)?;
    Ok(vec![Fact::GroupStateSet(GroupStateSet { unit: c.unit, state: c.state })])
}

/// What is due at this time: who was called back is back when the time is over.
pub(crate) fn due(m: &Meeting, now_ms: Ms) -> Option<Fact> {
    next_due(m).filter(|until_ms| *until_ms <= now_ms).map(|_| Fact::BreakEnded(BreakEnded {}))
}

/// When something is due next. A break that nobody was called back from lasts until the chair ends it.
pub(crate) fn next_due(m: &Meeting) -> Option<Ms> {
    let pause = m.pause.as_ref().filter(|pause| pause.recalled && m.phase == Phase::Running)?;
    pause.until_ms
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact, at_ms: Ms) {
    match fact {
        Fact::BreakStarted(e) => {
            m.pause = Some(Break {
                by: e.by,
                title: e.title.clone(),
                since_ms: at_ms,
                until_ms: e.until_ms,
                recalled: false,
                set: e.set,
                units: BTreeMap::new(),
            });
        }
        Fact::BreakEnded(_) => m.pause = None,
        Fact::BreakEndMoved(e) => {
            if let Some(pause) = &mut m.pause {
                pause.until_ms = Some(e.until_ms);
                pause.recalled = e.recalled;
            }
        }
        Fact::GroupStateSet(e) => {
            if let Some(pause) = &mut m.pause {
                pause.units.insert(e.unit.clone(), e.state);
            }
        }
        _ => {}
    }
}
