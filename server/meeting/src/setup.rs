//! setup

use protocol::{Command, Refusal, RefusalCode};

use crate::{Actor, Event, Fact, Meeting, Moment};

pub(crate) fn decide(_m: &Meeting, _who: &Actor, _command: Command, _at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    Err(Refusal::new(RefusalCode::Internal, "not yet"))
}

pub(crate) fn evolve(_m: &mut Meeting, _event: &Event) {}
