//! Polls: questions, their life from draft to closed, and their answers.
//!
//! Read in this order: `prepare` (drafts and sets), `run` (opening, closing, showing), `clock`
//! (what happens when a countdown or a grace ends), `cast` (ballots), `answer` (agreed values, counted
//! hands), `heads` (how many may be counted), `correct`, `secret` (ballots that nobody can link to a
//! choice), `evolve`. What the answers add up to is in [`crate::tally`].

mod answer;
mod cast;
mod clock;
pub mod confirm;
mod correct;
mod declare;
pub mod electorate;
mod evolve;
mod heads;
pub mod points;
mod prepare;
pub mod receipt;
mod run;
pub mod secret;
pub(crate) mod splits;
mod statement;
mod terms;

use protocol::{Command, Ms, Phase, PollId, PollSetId, PollState, Refusal, RefusalCode, Showing, poll_command::Scale};

use crate::{Actor, Fact, Meeting, Moment, meeting::Poll};

pub(crate) use answer::must_be_unit;
pub use declare::{declared, must_have_declared, numbers as declared_numbers};
pub(crate) use evolve::evolve;
pub use heads::answered_at;
pub(crate) use heads::walked as walked_by_place;
pub(crate) use secret::set_code;
pub use secret::{Keys, NewKey, SecretBox};

pub(crate) fn decide(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    use Command as C;
    match command {
        C::SetPoll(c) => prepare::set_poll(m, who, c),
        C::RemovePoll(c) => prepare::remove_poll(m, who, &c),
        C::SetPollSet(c) => prepare::set_poll_set(m, who, &c, at),
        C::OpenPolls(c) => Ok(secret::with_keys(m, run::open(m, who, &c)?, at)),
        C::ClosePolls(c) => run::close(m, who, &c, at.at_ms),
        C::CancelClose(c) => run::cancel(m, who, &c, at.at_ms),
        C::RevealPolls(c) => run::reveal(m, who, &c),
        C::Cast(c) => cast::cast(m, who, c, at),
        C::ConfirmAnswer(c) => confirm::confirm(m, who, c, at),
        C::Agree(c) => answer::agree(m, who, c, at),
        C::Count(c) => answer::count(m, who, c, at),
        C::PassBallot(c) => secret::pass_ballot(m, who, c, at),
        C::CorrectAnswer(c) => correct::correct(m, who, c, at),
        C::Declare(c) => declare::declare(m, who, c, at),
        C::AddStatement(c) => statement::add(m, who, c, at),
        C::Clarify(c) => statement::clarify(m, who, &c, at),
        _ => Err(Refusal::new(RefusalCode::Internal, "not a command of polls")),
    }
}

/// What is due at this time: countdowns and graces that are over, with the count of secret questions; steps of their totals.
pub(crate) fn due(m: &Meeting, now_ms: Ms) -> Vec<Fact> {
    let mut facts = secret::due(m);
    facts.extend(secret::with_counts(m, clock::due(m, now_ms)));
    facts
}

/// When something is due next.
pub(crate) fn next_due(m: &Meeting) -> Option<Ms> {
    [clock::next_due(m), secret::next_due(m)].into_iter().flatten().min()
}

/// The questions of a set in their order; without a set, those that belong to none.
pub fn in_order(m: &Meeting, set: Option<PollSetId>) -> Vec<PollId> {
    let mut found: Vec<_> = m.polls.iter().filter(|(_, p)| p.set == set).map(|(id, p)| (p.position, *id)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// Whether the meeting sees the result now. But for live ones, no result is shown during the grace, when it is still
/// provisional: a reveal then takes effect at the close.
pub fn is_shown(poll: &Poll) -> bool {
    let provisional = poll.state == PollState::Grace && poll.showing != Showing::Live;
    poll.revealed && !provisional
}

/// How many people took part: ballots and counted hands, abstentions and "no opinion" included. Agreed values have no number of
/// people.
pub fn taking_part(poll: &Poll) -> u32 {
    let secret = poll.secret.as_ref().map_or(0, SecretBox::len);
    let ballots = u32::try_from(poll.ballots.len() + secret).unwrap_or(u32::MAX);
    poll.counted.values().map(heads::hands_of).fold(ballots, u32::saturating_add)
}

/// Whether the quorum took part; none where there is no quorum.
pub fn quorum_met(poll: &Poll) -> Option<bool> {
    poll.terms.quorum.map(|quorum| taking_part(poll) >= quorum)
}

/// How many are at a place now.
pub(crate) fn present(m: &Meeting) -> u32 {
    u32::try_from(m.people.values().filter(|p| !p.removed && p.place.is_some()).count()).unwrap_or(u32::MAX)
}

/// How many answers are in: ballots, agreed values and counted places.
pub fn answers_in(poll: &Poll) -> u32 {
    let secret = poll.secret.as_ref().map_or(0, SecretBox::len);
    u32::try_from(poll.ballots.len() + poll.agreed.len() + poll.counted.len() + secret).unwrap_or(u32::MAX)
}

/// How long answers that were given before the close may arrive: fixed when the question opened.
fn grace_ms(m: &Meeting, poll: &Poll) -> Ms {
    poll.grace_ms.unwrap_or(m.settings.grace_ms)
}

/// The values of a scale, lowest first.
pub fn values(scale: &Scale) -> std::ops::RangeInclusive<u32> {
    scale.first..=scale.first + scale.points.saturating_sub(1)
}

fn find(m: &Meeting, id: PollId) -> Result<&Poll, Refusal> {
    m.polls.get(&id).ok_or_else(|| Refusal::new(RefusalCode::NotFound, format!("there is no question {id}")))
}

fn must_run(m: &Meeting) -> Result<(), Refusal> {
    match m.phase {
        Phase::Running => Ok(()),
        Phase::Preparing => Err(Refusal::new(RefusalCode::NotRunning, "the meeting has not started: start it first")),
        Phase::Ended => Err(Refusal::new(RefusalCode::MeetingEnded, "the meeting has ended")),
    }
}

fn must_not_have_ended(m: &Meeting) -> Result<(), Refusal> {
    match m.phase {
        Phase::Ended => must_run(m),
        Phase::Preparing | Phase::Running => Ok(()),
    }
}

/// Goes on only while the question takes answers: open, or pressed before its countdown or the
/// meeting ended and arrived within the grace.
fn must_take_answers(m: &Meeting, id: PollId, at: &Moment) -> Result<(), Refusal> {
    let poll = find(m, id)?;
    if !matches!(poll.state, PollState::Closing | PollState::Grace) {
        must_run(m)?;
    }
    let no = |text: String| Err(Refusal::new(RefusalCode::PollNotOpen, text));
    match poll.state {
        PollState::Draft => return no("this question is not open yet".to_owned()),
        PollState::Closed => return no(format!("{} is closed: no more answers are taken", title(poll))),
        PollState::Open | PollState::Closing | PollState::Grace => {}
    }
    let Some(closes_ms) = poll.closes_ms else { return Ok(()) };
    let late_ms = at.pressed_ms() - closes_ms;
    if late_ms > 0 {
        let late = seconds(late_ms);
        return no(format!("{} closed {late} before this answer was given: it cannot be counted", title(poll)));
    }
    if at.at_ms > poll.final_ms.unwrap_or(closes_ms + grace_ms(m, poll)) {
        return no(format!(
            "this answer to {} arrived after the grace for late ones: it cannot be counted",
            title(poll)
        ));
    }
    Ok(())
}

/// The moment of the press of an answer to these questions, if it came after the close of one: the record keeps both times.
fn late_press(m: &Meeting, polls: impl IntoIterator<Item = PollId>, at: &Moment) -> Option<Ms> {
    let is_late = |id| m.polls.get(&id).and_then(|p| p.closes_ms).is_some_and(|closes_ms| closes_ms < at.at_ms);
    polls.into_iter().any(is_late).then(|| at.pressed_ms())
}

fn must_be_on(scale: &Scale, field: &str, value: u32) -> Result<(), Refusal> {
    let range = values(scale);
    if range.contains(&value) {
        return Ok(());
    }
    let text = format!("{field} {value} is outside the scale: {} to {}", range.start(), range.end());
    Err(Refusal { code: RefusalCode::OutsideScale, text, field: Some(field.to_owned()) })
}

fn not_eligible(text: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::NotEligible, text)
}

fn title(poll: &Poll) -> String {
    format!("\"{}\"", poll.short)
}

fn seconds(ms: Ms) -> String {
    format!("{}.{} s", ms / 1000, ms % 1000 / 100)
}
