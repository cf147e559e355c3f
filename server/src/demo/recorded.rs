//! Plays a meeting whose turns are known: each step of the scenario, in order, by the pages that would have done it.

use std::collections::BTreeMap;

use protocol::floor_command::*;
use protocol::poll_command::{Agree, Cast, ClosePolls, CorrectAnswer, OpenPolls};
use protocol::queue_command::Raise;
use protocol::row_poll::PollRow;
use protocol::{
    Command, HandId, HandKind as WireHandKind, Key, Ms, NoteKind, OverrideReason, PersonId, PollId, PollState,
    RefusalCode, TurnId, TurnKind as WireTurnKind, Unit,
};

use super::client::{Client, NotDone};
use super::rows::Rows;
use super::scenario::*;
use super::stage::{Pace, PlayError, Stage, refused_with};

const MINUTE_MS: Ms = 60_000;

/// Plays the stage's scenario to its end.
///
/// # Errors
/// When a command is not done: a recorded meeting has no step that may fail.
pub async fn play(stage: &Stage) -> Result<(), PlayError> {
    let mut play = Play {
        stage,
        turns: BTreeMap::new(),
        hands: BTreeMap::new(),
        limits: BTreeMap::new(),
        away: false,
        chair: None,
    };
    stage.open_meeting().await?;
    for step in &stage.scenario.steps {
        play.step(&step.what).await?;
        stage.step_done();
    }
    Ok(())
}

struct Play<'a> {
    stage: &'a Stage,
    /// The server's number of each turn of the scenario.
    turns: BTreeMap<u32, TurnId>,
    /// The hand that leads to a turn of the scenario.
    hands: BTreeMap<u32, HandId>,
    /// Minutes foreseen for a presenter, and minutes left to them.
    limits: BTreeMap<String, (u32, u32)>,
    /// Whether the meeting is in a break or in groups.
    away: bool,
    /// To whom the chair was handed over last.
    chair: Option<String>,
}

impl Play<'_> {
    async fn step(&mut self, what: &What) -> Result<(), PlayError> {
        match what {
            What::Agenda(agenda) => self.agenda(agenda).await,
            What::Turn(turn) => self.turn(turn).await,
            What::Hand(hand) => self.hand(hand).await,
            What::Queue(queue) => self.queue(queue).await,
            What::Chair(chair) => self.chair(chair).await,
            What::TimeLimit(limit) => {
                self.limits.insert(limit.person.clone(), (limit.from_minutes, limit.to_minutes));
                Ok(())
            }
            What::Pause(pause) => self.pause(pause).await,
            What::BreakOut(break_out) => self.break_out(break_out).await,
            What::Questions(put) => {
                let polls = put.put.iter().map(|id| self.poll(id)).collect::<Result<_, _>>()?;
                self.moderator("questions put", Command::OpenPolls(OpenPolls { set: None, polls })).await
            }
            What::Answer(answer) => self.answer(answer).await,
            What::Correct(correct) => self.correct(correct).await,
            What::Close(put) => self.close(put).await,
            What::Link(_) => Err(missing("a recorded meeting has no hubs")),
        }
    }

    async fn moderator(&self, what: &str, command: Command) -> Result<(), PlayError> {
        self.stage.does(self.chairing(), what, command).await.map(|_| ())
    }

    /// The page of whoever chairs now.
    fn chairing(&self) -> &Client {
        self.chair.as_ref().and_then(|chair| self.stage.chairs.get(chair)).unwrap_or(&self.stage.moderator)
    }

    fn person(&self, id: &str) -> Result<PersonId, PlayError> {
        let person = self.stage.ids.people.get(id).copied();
        person.ok_or_else(|| missing(&format!("person {id} was not set up")))
    }

    fn poll(&self, id: &str) -> Result<PollId, PlayError> {
        self.stage.ids.polls.get(id).copied().ok_or_else(|| missing(&format!("question {id} was not set up")))
    }

    /// The page of who gives a value: their own, where they have one, or else that of whoever chairs.
    fn page_of(&self, person: Option<&str>) -> &Client {
        person.and_then(|person| self.stage.people.get(person)).unwrap_or(self.chairing())
    }

    async fn agenda(&mut self, agenda: &Agenda) -> Result<(), PlayError> {
        let item = self.stage.ids.items.get(&agenda.item).copied();
        let item = item.ok_or_else(|| missing(&format!("agenda item {} was not set up", agenda.item)))?;
        self.moderator("agenda", Command::StartItem(StartItem { item })).await
    }

    async fn hand(&mut self, hand: &Hand) -> Result<(), PlayError> {
        let (Some(person), Some(turn)) = (&hand.person, hand.turn) else {
            return Err(missing("a recorded hand has a person and a turn"));
        };
        let to_turn = self.answered_by(turn).and_then(|earlier| self.turns.get(&earlier).copied());
        let raise = Raise {
            person: Some(self.person(person)?),
            kind: Some(hand_kind(hand.kind)),
            language: hand.language.clone(),
            to_turn: to_turn.filter(|_| hand.kind != HandKind::Intervention),
            confirmed: true,
            ..Raise::default()
        };
        let what = format!("hand for turn {turn}");
        let done = self.stage.does(self.chairing(), &what, Command::Raise(raise)).await?;
        let hand = done.made("hand").ok_or_else(|| missing(&format!("{what}: the reply names no hand")))?;
        self.hands.insert(turn, HandId(hand));
        Ok(())
    }

    /// The earlier turn that this turn of the scenario answers or follows up.
    fn answered_by(&self, n: u32) -> Option<u32> {
        let turn = self.stage.scenario.turns().find(|turn| turn.n == n)?;
        turn.reply_to.or(turn.follow_up_to)
    }

    async fn queue(&mut self, queue: &Queue) -> Result<(), PlayError> {
        match queue.to {
            QueueState::Closed => self.moderator("queue closed", Command::CloseQueue(Default::default())).await,
            QueueState::Reopened => {
                self.moderator("queue reopened", Command::OpenQueue(Default::default())).await?;
                match (&queue.person, &queue.reason) {
                    (Some(person), Some(reason)) => {
                        let name = self.stage.scenario.speaker_name(person);
                        self.note(format!("The queue was reopened for {name}: {reason}.")).await
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    async fn chair(&mut self, chair: &Chair) -> Result<(), PlayError> {
        let to = HandOverChair { person: Some(self.person(&chair.to)?), name: None };
        self.moderator("chair", Command::HandOverChair(to)).await?;
        self.chair = Some(chair.to.clone());
        Ok(())
    }

    async fn pause(&mut self, pause: &Pause) -> Result<(), PlayError> {
        let title = match (pause.kind, &pause.until) {
            (PauseKind::Short, _) => "Break".to_owned(),
            (PauseKind::General, None) => "General break".to_owned(),
            (PauseKind::General, Some(until)) => format!("General break, back at {until}"),
        };
        let start = StartBreak { by: None, minutes: pause.minutes, title: Some(title), set: None };
        self.moderator("break", Command::StartBreak(start)).await?;
        self.stage.pass(i64::from(pause.minutes.unwrap_or(0)) * MINUTE_MS).await;
        self.away = true;
        Ok(())
    }

    async fn break_out(&mut self, break_out: &BreakOut) -> Result<(), PlayError> {
        if !break_out.held {
            return self.note("Groups by region were announced, and not formed then.".to_owned()).await;
        }
        let title = Some("Groups by region".to_owned());
        let start = StartBreak { by: Some(Unit::Region), minutes: break_out.minutes, title, set: None };
        self.moderator("groups", Command::StartBreak(start)).await?;
        self.stage.pass(i64::from(break_out.minutes.unwrap_or(0)) * MINUTE_MS).await;
        self.away = true;
        Ok(())
    }

    async fn note(&self, text: String) -> Result<(), PlayError> {
        let note = AddNote { kind: NoteKind::Note, text };
        self.stage.does(&self.stage.reporter, "note", Command::AddNote(note)).await.map(|_| ())
    }

    async fn turn(&mut self, turn: &Turn) -> Result<(), PlayError> {
        if std::mem::take(&mut self.away) {
            self.back_to_order().await?;
        }
        let began = match self.hands.remove(&turn.n) {
            Some(hand) => self.call(turn, hand).await?,
            None => self.give_floor(turn).await?,
        };
        self.turns.insert(turn.n, began);
        let what = format!("turn {}", turn.n);
        self.moderator(&what, Command::StartClock(StartClock::default())).await?;
        if let Some((_, to_minutes)) = self.limits.remove(&turn.speaker) {
            let limit = SetTurnLimit { limit_ms: i64::from(to_minutes) * MINUTE_MS };
            self.moderator(&what, Command::SetTurnLimit(limit)).await?;
        }
        let spoken_ms = i64::try_from(self.stage.scenario.speaking_ms(turn.words)).unwrap_or(Ms::MAX);
        self.stage.pass(spoken_ms).await;
        let end = EndTurn { spoken_ms: Some(spoken_ms), words: Some(turn.words) };
        self.moderator(&what, Command::EndTurn(end)).await?;
        let doubted = self.stage.scenario.person(&turn.speaker).is_some_and(|person| person.identification.is_some());
        if doubted {
            let name = self.stage.scenario.speaker_name(&turn.speaker);
            self.note(format!("The source marks the name {name} as uncertain.")).await?;
        }
        Ok(())
    }

    /// A break whose time is over ended by itself.
    async fn back_to_order(&self) -> Result<(), PlayError> {
        match self.chairing().command(Command::EndBreak(Default::default())).await {
            Ok(_) => Ok(()),
            Err(error) if refused_with(&error, RefusalCode::MovedOn) => Ok(()),
            Err(error) => Err(not_done("back to order", error)),
        }
    }

    /// Calls the hand as the next one, or out of turn where the rule has another one first.
    async fn call(&self, turn: &Turn, hand: HandId) -> Result<TurnId, PlayError> {
        let what = format!("call for turn {}", turn.n);
        let next = CallNext { expected: Some(hand), after: None };
        let done = match self.chairing().command(Command::CallNext(next)).await {
            Err(error) if refused_with(&error, RefusalCode::MovedOn) => {
                let reason = if turn.reply_to.is_some() { OverrideReason::Reply } else { OverrideReason::NoneGiven };
                let call = protocol::floor_command::Call { hand, reason, after: None };
                self.stage.does(self.chairing(), &what, Command::Call(call)).await?
            }
            Err(error) => return Err(not_done(&what, error)),
            Ok(done) => done,
        };
        done.made("turn").map(TurnId).ok_or_else(|| missing(&format!("{what}: the reply names no turn")))
    }

    async fn give_floor(&self, turn: &Turn) -> Result<TurnId, PlayError> {
        let identified = turn.speaker != UNIDENTIFIED;
        let answered = turn.reply_to.or(turn.follow_up_to).and_then(|earlier| self.turns.get(&earlier).copied());
        let limit = self.limits.get(&turn.speaker).map(|(from_minutes, _)| i64::from(*from_minutes) * MINUTE_MS);
        let give = GiveFloor {
            kind: turn_kind(turn.kind),
            person: if identified { Some(self.person(&turn.speaker)?) } else { None },
            name: None,
            limit_ms: limit,
            language: turn.language.clone(),
            reason: turn.reason.map(reason),
            to_turn: answered,
            reply: answered.map(|_| match turn.reply_to {
                Some(_) => WireHandKind::DirectReply,
                None => WireHandKind::FollowUp,
            }),
        };
        let what = format!("turn {}", turn.n);
        let done = self.stage.does(self.chairing(), &what, Command::GiveFloor(give)).await?;
        done.made("turn").map(TurnId).ok_or_else(|| missing(&format!("{what}: the reply names no turn")))
    }

    async fn answer(&self, answer: &Answer) -> Result<(), PlayError> {
        let poll = self.poll(&answer.question)?;
        let value = answer.value.ok_or_else(|| missing("a recorded answer has a value"))?;
        let page = self.page_of(answer.person.as_deref());
        let Some(region) = &answer.region else {
            let cast = Cast { poll, choice: Some(unsigned(value)?), choices: Vec::new() };
            return self.stage.does(page, "ballot", Command::Cast(cast)).await.map(|_| ());
        };
        let agree = Agree {
            poll,
            unit: region_key(region)?,
            value: unsigned(value)?,
            consulted: answer.consulted,
            lowest: answer.lowest.map(unsigned).transpose()?,
            highest: answer.highest.map(unsigned).transpose()?,
            comment: answer.comment.clone(),
        };
        let rapporteur = self.stage.rapporteurs.get(region).filter(|_| answer.person.is_none());
        self.stage.does(rapporteur.unwrap_or(page), "answer", Command::Agree(agree)).await.map(|_| ())
    }

    /// Closes questions by the usual countdown, and waits until the result is final.
    async fn close(&self, put: &Put) -> Result<(), PlayError> {
        let polls = put.put.iter().map(|id| self.poll(id)).collect::<Result<Vec<_>, _>>()?;
        let in_ms = (self.stage.pace == Pace::AtOnce).then_some(0);
        let close = ClosePolls { set: None, polls: polls.clone(), in_ms };
        self.moderator("questions closed", Command::ClosePolls(close)).await?;
        let is_closed = |rows: &Rows, poll: &PollId| {
            rows.get::<PollRow>(&format!("poll/{poll}")).is_some_and(|row| row.state == PollState::Closed)
        };
        let all_closed = self.chairing().until(|rows| polls.iter().all(|poll| is_closed(rows, poll)).then_some(()));
        all_closed.await.map_err(|error| not_done("questions closed", error))
    }

    async fn correct(&self, correct: &Correct) -> Result<(), PlayError> {
        let right = CorrectAnswer {
            poll: self.poll(&correct.question)?,
            unit: Some(region_key(&correct.region)?),
            place: None,
            value: Some(unsigned(correct.to)?),
            hands: None,
            no_opinion: None,
            reason: correct.reason.clone(),
        };
        let page = self.page_of(Some(&correct.person));
        self.stage.does(page, "correction", Command::CorrectAnswer(right)).await.map(|_| ())
    }
}

fn missing(what: &str) -> PlayError {
    PlayError::Missing(what.to_owned())
}

fn not_done(what: &str, error: NotDone) -> PlayError {
    PlayError::NotDone { what: what.to_owned(), error }
}

fn region_key(region: &str) -> Result<Key, PlayError> {
    region.parse().map_err(|error| missing(&format!("region `{region}`: {error}")))
}

fn unsigned(value: i32) -> Result<u32, PlayError> {
    u32::try_from(value).map_err(|_| missing(&format!("value {value} is below nothing")))
}

/// A kind of hand in the words of the protocol.
pub fn hand_kind(kind: HandKind) -> WireHandKind {
    match kind {
        HandKind::Intervention => WireHandKind::Intervention,
        HandKind::DirectReply => WireHandKind::DirectReply,
        HandKind::FollowUp => WireHandKind::FollowUp,
        HandKind::Clarification => WireHandKind::Clarification,
        HandKind::PointOfOrder => WireHandKind::PointOfOrder,
    }
}

fn turn_kind(kind: TurnKind) -> WireTurnKind {
    match kind {
        TurnKind::Chair => WireTurnKind::Chair,
        TurnKind::Presenter => WireTurnKind::Presenter,
        TurnKind::Called => WireTurnKind::Called,
        TurnKind::Interjection => WireTurnKind::Interjection,
    }
}

fn reason(reason: Reason) -> OverrideReason {
    match reason {
        Reason::Precedence => OverrideReason::Precedence,
        Reason::Balance => OverrideReason::Balance,
        Reason::Reply => OverrideReason::Reply,
        Reason::Leaving => OverrideReason::Leaving,
        Reason::NoneGiven => OverrideReason::NoneGiven,
    }
}
