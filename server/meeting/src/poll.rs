//! poll

use protocol::{Command, Refusal, RefusalCode};

use crate::{Actor, Event, Fact, Meeting, Moment};

pub(crate) fn decide(_m: &Meeting, _who: &Actor, _command: Command, _at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    Err(Refusal::new(RefusalCode::Internal, "not yet"))
}

pub(crate) fn evolve(_m: &mut Meeting, _event: &Event) {}

pub(crate) fn due(_m: &Meeting, _now_ms: protocol::Ms) -> Vec<Fact> {
    Vec::new()
}

pub(crate) fn next_due(_m: &Meeting) -> Option<protocol::Ms> {
    None
}
