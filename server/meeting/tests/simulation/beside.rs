//! Random commands beside the answers: declarations, clarifications, statements, break-outs.

use meeting::{Actor, Meeting};
use protocol::{
    Command, GroupState, PollId, PollState, Role, StatementKind, ballot_command::*, floor_command::*,
    poll_command::Agree,
};

use crate::{anything::*, dice::Dice};

pub fn command(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    match who.role() {
        Some(Role::Participant) => match d.below(3) {
            0 => a_statement(m, d),
            _ => a_declaration(m, d),
        },
        Some(Role::Rapporteur) => match d.below(3) {
            0 => an_agreement(m, who, d),
            _ => a_state(m, who, d),
        },
        Some(Role::Moderator) => match d.below(6) {
            0 => a_state(m, who, d),
            1 | 2 => Command::MoveBreakEnd(MoveBreakEnd { in_ms: d.below(60_000) as i64 - 100, recall: d.one_in(2) }),
            3 => a_statement(m, d),
            _ => Command::Clarify(Clarify { poll: a_poll(m, d), text: a_name(d) }),
        },
        _ => match d.below(2) {
            0 => a_statement(m, d),
            _ => a_declaration(m, d),
        },
    }
}

fn a_declaration(m: &Meeting, d: &mut Dice) -> Command {
    let open = m.polls.iter().filter(|(_, p)| !matches!(p.state, PollState::Draft | PollState::Closed));
    let poll = d.some(open.map(|(id, _)| *id), PollId(1));
    Command::Declare(Declare { poll, conflict: d.one_in(2), text: d.maybe(a_name) })
}

fn a_statement(m: &Meeting, d: &mut Dice) -> Command {
    let closed = m.polls.iter().filter(|(_, p)| p.state == PollState::Closed);
    let poll = d.some(closed.map(|(id, _)| *id), PollId(1));
    Command::AddStatement(AddStatement {
        poll,
        kind: d.pick(StatementKind::ALL),
        text: a_name(d),
        person: d.one_in(3).then(|| a_person(m, d)),
        behalf: d.maybe(a_name),
    })
}

fn a_state(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    let own = who.unit().cloned().filter(|_| !d.one_in(4));
    let unit = own.unwrap_or_else(|| if d.one_in(2) { a_region(m, d) } else { a_mic(m, d) });
    Command::SetGroupState(SetGroupState { unit, state: d.pick(GroupState::ALL) })
}

fn an_agreement(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    let own = who.unit().cloned().filter(|_| !d.one_in(4));
    let unit = own.unwrap_or_else(|| a_region(m, d));
    let value = d.upto(6);
    Command::Agree(Agree {
        poll: a_poll(m, d),
        unit,
        value,
        consulted: d.maybe(|d| d.upto(20)),
        lowest: None,
        highest: None,
        comment: d.maybe(a_name),
    })
}
