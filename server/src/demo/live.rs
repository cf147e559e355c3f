//! Plays a meeting whose turns nobody knows beforehand: hands go up and links drop by the scenario's clock, and a
//! moderator calls whoever the server says is next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use futures::future::{BoxFuture, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};
use protocol::floor_command::{CallNext, EndTurn, StartClock, StartItem};
use protocol::poll_command::{Cast, ClosePolls, Count, CountedHands, OpenPolls, RevealPolls};
use protocol::queue_command::{AdmitPointOfOrder, AudioReady, LineUp, Raise, Reclassify};
use protocol::row::{FloorRow, HandRow, NextRow, TurnRow};
use protocol::row_poll::PollRow;
use protocol::{Command, HandId, HandKind as WireHandKind, Ms, Place, PollId, PollState, RefusalCode};

use super::client::{Client, Done, NotDone};
use super::recorded::hand_kind;
use super::rows::Rows;
use super::scenario::*;
use super::stage::{PlayError, Stage, refused_with};

/// How long people take from the call to their first word.
const TO_THE_MICROPHONE_MS: Ms = 2_500;
/// How long a hand speaks whose reply is still on the way.
const UNKNOWN_MS: u64 = 60_000;
/// Words are spoken at this rate where a length is made up.
const MS_PER_WORD: u64 = 400;
/// The countdown before questions close.
const COUNTDOWN_MS: Ms = 10_000;

/// Plays the stage's scenario to its end.
///
/// # Errors
/// When the meeting cannot be opened, or a page is turned away.
pub async fn play(stage: &Stage) -> Result<(), PlayError> {
    stage.open_meeting().await?;
    let began_ms = stage.moderator.until(Rows::now_ms).await.map_err(|error| not_done("begin", error))?;
    let lasts_ms = i64::try_from(stage.scenario.lasts_ms.unwrap_or(0)).unwrap_or(Ms::MAX);
    let play = Live { stage, ends_ms: began_ms + lasts_ms, began_ms, speaks: Mutex::default() };
    let helpers = async { tokio::join!(play.hubs_get_ready(), play.lines_are_put_up(), play.points_of_order()) };
    tokio::select! {
        done = async { tokio::join!(play.course(), play.moderator()) } => match done {
            (Err(error), _) | (_, Err(error)) => Err(error),
            (Ok(()), Ok(())) => Ok(()),
        },
        _ = helpers => Err(PlayError::Missing("the pages that get ready were turned away".to_owned())),
    }
}

struct Live<'a> {
    stage: &'a Stage,
    began_ms: Ms,
    ends_ms: Ms,
    /// How long each hand will speak.
    speaks: Mutex<BTreeMap<HandId, u64>>,
}

/// What a command is about that was sent without waiting for its reply.
struct About {
    what: String,
    speaks_ms: Option<u64>,
}

/// A command on its way; nothing comes of it when the question closed before the page could answer.
struct Sent<'a> {
    about: About,
    answer: BoxFuture<'a, Option<Result<Done, NotDone>>>,
}

impl Live<'_> {
    /// Waits until the meeting's clock shows so many milliseconds since the beginning.
    async fn at(&self, at_ms: u64) {
        let at_ms = self.began_ms.saturating_add(i64::try_from(at_ms).unwrap_or(Ms::MAX));
        let now_ms = self.stage.moderator.read(Rows::now_ms).unwrap_or(at_ms);
        self.stage.pass(at_ms - now_ms).await;
    }

    fn is_over(&self) -> bool {
        self.stage.moderator.read(Rows::now_ms).is_some_and(|now_ms| now_ms >= self.ends_ms)
    }

    /// The steps of the scenario at their times; replies are looked at as they come.
    async fn course(&self) -> Result<(), PlayError> {
        let mut waiting = FuturesUnordered::new();
        for step in &self.stage.scenario.steps {
            let due = self.at(step.at_ms.unwrap_or(0));
            tokio::pin!(due);
            loop {
                tokio::select! {
                    () = &mut due => break,
                    Some((about, answer)) = waiting.next() => self.settle(about, answer),
                }
            }
            for Sent { about, answer } in self.step(&step.what)? {
                waiting.push(async move { (about, answer.await) });
            }
            self.stage.step_done();
        }
        while let Some((about, answer)) = waiting.next().await {
            self.settle(about, answer);
        }
        Ok(())
    }

    fn settle(&self, about: About, answer: Option<Result<Done, NotDone>>) {
        match answer {
            Some(Ok(done)) => {
                if let (Some(hand), Some(speaks_ms)) = (done.made("hand"), about.speaks_ms) {
                    locked(&self.speaks).insert(HandId(hand), speaks_ms);
                }
            }
            // Behind a bad link or on a slow machine: the page is told that the question is closed, and nothing is wrong.
            None => self.stage.note_late(),
            Some(Err(error)) if refused_with(&error, RefusalCode::PollNotOpen) => self.stage.note_late(),
            Some(Err(error)) => self.stage.note_error(&about.what, &error),
        }
    }

    fn step(&self, what: &What) -> Result<Vec<Sent<'_>>, PlayError> {
        let moderator = &self.stage.moderator;
        match what {
            What::Agenda(agenda) => {
                let item = *known(&self.stage.ids.items, &agenda.item)?;
                Ok(vec![sent("agenda item", moderator, Command::StartItem(StartItem { item }))])
            }
            What::Hand(hand) => self.hand(hand).map(|sent| vec![sent]),
            What::Questions(put) => {
                let polls = self.polls(put)?;
                Ok(vec![sent("questions put", moderator, Command::OpenPolls(OpenPolls { set: None, polls }))])
            }
            What::Close(put) => {
                let polls = self.polls(put)?;
                let close = ClosePolls { set: None, polls: polls.clone(), in_ms: Some(COUNTDOWN_MS) };
                let reveal = RevealPolls { set: None, polls, shown: true };
                Ok(vec![
                    sent("questions closed", moderator, Command::ClosePolls(close)),
                    sent("questions revealed", moderator, Command::RevealPolls(reveal)),
                ])
            }
            What::Answer(answer) => self.answer(answer).map(|sent| vec![sent]),
            What::Link(link) => {
                known(&self.stage.hubs, &link.hub)?.link(link.up);
                Ok(Vec::new())
            }
            _ => Err(PlayError::Missing("a plenary has only agenda, hands, questions and links".to_owned())),
        }
    }

    fn polls(&self, put: &Put) -> Result<Vec<PollId>, PlayError> {
        put.put.iter().map(|id| known(&self.stage.ids.polls, id).copied()).collect()
    }

    /// By the hub's operator, the person's own page, or the steward of the microphone.
    fn hand(&self, hand: &Hand) -> Result<Sent<'_>, PlayError> {
        let id = hand.person.as_deref().unwrap_or_default();
        let person = self.stage.scenario.person(id);
        let person = person.ok_or_else(|| PlayError::Missing(format!("person {id} is not in the scenario")))?;
        let number = *known(&self.stage.ids.people, id)?;
        let own = self.stage.people.get(id);
        let page = match (&hand.hub, own) {
            (Some(hub), _) => known(&self.stage.hubs, hub)?,
            (None, Some(own)) => own,
            (None, None) => known(&self.stage.stewards, person.group.as_deref().unwrap_or_default())?,
        };
        let for_somebody = hand.hub.is_some() || own.is_none();
        let raise = Raise {
            person: for_somebody.then_some(number),
            kind: Some(self.fitting(hand.kind)),
            language: hand.language.clone(),
            confirmed: hand.hub.is_none() && for_somebody,
            ..Raise::default()
        };
        let mut sent = sent(&format!("hand of {}", person.name), page, Command::Raise(raise));
        sent.about.speaks_ms = hand.speaks_ms;
        Ok(sent)
    }

    fn answer(&self, answer: &Answer) -> Result<Sent<'_>, PlayError> {
        let poll = *known(&self.stage.ids.polls, &answer.question)?;
        if let (Some(hub), Some(counted)) = (&answer.hub, &answer.counted) {
            let line = CountedHands { poll, hands: counted.clone(), no_opinion: 0, groups: Vec::new() };
            let place = Place::Hub(*known(&self.stage.ids.hubs, hub)?);
            let count = Command::Count(Count { place, grid: vec![line], counter: None });
            return Ok(once_open(&format!("count of {hub}"), known(&self.stage.hubs, hub)?, poll, count));
        }
        let person = answer.person.as_deref().unwrap_or_default();
        let choice = answer.value.and_then(|value| u32::try_from(value).ok());
        let cast = Command::Cast(Cast { poll, choice, choices: Vec::new() });
        Ok(once_open(&format!("ballot of {person}"), known(&self.stage.people, person)?, poll, cast))
    }

    /// Nobody asks what was meant before anybody has spoken.
    fn fitting(&self, kind: HandKind) -> WireHandKind {
        let spoken = self.stage.moderator.read(|rows| rows.each::<TurnRow>("turn/").next().is_some());
        match kind {
            HandKind::Clarification if !spoken => WireHandKind::Intervention,
            kind => hand_kind(kind),
        }
    }

    /// Calls whoever is next as soon as the floor is free, and lets each one speak as long as their hand says.
    async fn moderator(&self) -> Result<(), PlayError> {
        while !self.is_over() {
            let over = self.at(u64::try_from(self.ends_ms - self.began_ms).unwrap_or(0));
            let hand = tokio::select! {
                next = self.stage.moderator.until(next_on_a_free_floor) => next.map_err(|error| not_done("next", error))?,
                () = over => return Ok(()),
            };
            let call = CallNext { expected: Some(hand), after: None };
            match self.stage.moderator.command(Command::CallNext(call)).await {
                // A hand with precedence came up in between; the page shows it by now.
                Err(error) if refused_with(&error, RefusalCode::MovedOn) => continue,
                Err(error) => return Err(not_done("call", error)),
                Ok(called) => self.rows_contain(called.version).await?,
            }
            self.stage.pass(TO_THE_MICROPHONE_MS).await;
            let moderator = &self.stage.moderator;
            self.stage.does(moderator, "clock", Command::StartClock(StartClock::default())).await?;
            let speaks_ms = locked(&self.speaks).get(&hand).copied().unwrap_or(UNKNOWN_MS);
            self.stage.pass(i64::try_from(speaks_ms).unwrap_or(0)).await;
            let words = u32::try_from(speaks_ms / MS_PER_WORD).ok();
            let end = EndTurn { spoken_ms: None, words };
            let ended = self.stage.does(moderator, "end of turn", Command::EndTurn(end)).await?;
            self.rows_contain(ended.version).await?;
        }
        Ok(())
    }

    async fn rows_contain(&self, version: u64) -> Result<(), PlayError> {
        let seen = self.stage.moderator.until(|rows| rows.contain(version).then_some(())).await;
        seen.map_err(|error| not_done("rows", error))
    }

    /// Each hub's operator confirms the audio of the hub's hands on deck.
    async fn hubs_get_ready(&self) {
        let mut pages = FuturesUnordered::new();
        for (hub, page) in &self.stage.hubs {
            let Some(place) = self.stage.ids.place(hub) else { continue };
            pages.push(async move {
                let mut ready = BTreeSet::new();
                loop {
                    let due = page.until(|rows| on_deck_from(rows, place, &ready)).await;
                    let Ok(hand) = due else { return };
                    ready.insert(hand);
                    // The hand may have been lowered or called meanwhile.
                    let _ = page.command(Command::AudioReady(AudioReady { hand, ready: true })).await;
                }
            });
        }
        while pages.next().await.is_some() {}
    }

    /// The producer puts up the line of every remote hand on deck.
    async fn lines_are_put_up(&self) {
        let page = &self.stage.producer;
        let mut up = BTreeSet::new();
        while let Ok(hand) = page.until(|rows| remote_on_deck(rows, &up)).await {
            up.insert(hand);
            // The hand may have been lowered or called meanwhile.
            let _ = page.command(Command::LineUp(LineUp { hand, up: true })).await;
        }
    }

    /// The chair admits two points of order of three, and makes the third an ordinary hand.
    async fn points_of_order(&self) {
        let page = &self.stage.moderator;
        let mut ruled = BTreeSet::new();
        while let Ok(hand) = page.until(|rows| point_of_order(rows, &ruled)).await {
            ruled.insert(hand);
            let ruling = match ruled.len() % 3 {
                0 => Command::Reclassify(Reclassify { hand, kind: WireHandKind::Intervention }),
                _ => Command::AdmitPointOfOrder(AdmitPointOfOrder { hand }),
            };
            if let Err(error) = page.command(ruling).await {
                self.stage.note_error("ruling", &error);
            }
        }
    }
}

/// Sends at once.
fn sent<'a>(what: &str, page: &'a Client, command: Command) -> Sent<'a> {
    let replied = page.send(command);
    let closed = |_| Err(NotDone::TurnedAway("the page is closed".to_owned()));
    let answer = async move { Some(replied.await.unwrap_or_else(closed)) };
    Sent { about: About { what: what.to_owned(), speaks_ms: None }, answer: answer.boxed() }
}

/// Answers a question as people do: when their page shows it, and not any more when it shows that it is closed.
fn once_open<'a>(what: &str, page: &'a Client, poll: PollId, command: Command) -> Sent<'a> {
    let row = format!("poll/{poll}");
    let answer = async move {
        let open = page.until(|rows| match rows.get::<PollRow>(&row)?.state {
            PollState::Draft => None,
            PollState::Open | PollState::Closing => Some(true),
            PollState::Grace | PollState::Closed => Some(false),
        });
        match open.await {
            Ok(true) => Some(page.command(command).await),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    };
    Sent { about: About { what: what.to_owned(), speaks_ms: None }, answer: answer.boxed() }
}

fn known<'a, T>(these: &'a BTreeMap<String, T>, id: &str) -> Result<&'a T, PlayError> {
    these.get(id).ok_or_else(|| PlayError::Missing(format!("`{id}` has no page or number")))
}

fn not_done(what: &str, error: NotDone) -> PlayError {
    PlayError::NotDone { what: what.to_owned(), error }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn hand_row(rows: &Rows, hand: HandId) -> Option<HandRow> {
    rows.get(&format!("hand/{hand}"))
}

fn next_on_a_free_floor(rows: &Rows) -> Option<HandId> {
    if rows.get::<FloorRow>("floor").is_some_and(|floor| floor.turn.is_some()) {
        return None;
    }
    rows.get::<NextRow>("next")?.deck.first().map(|next| next.hand)
}

fn on_deck_from(rows: &Rows, place: Place, ready: &BTreeSet<HandId>) -> Option<HandId> {
    let deck = rows.get::<NextRow>("next")?.deck;
    let mut waiting = deck.iter().filter(|next| !next.audio_ready && !ready.contains(&next.hand));
    waiting.find(|next| hand_row(rows, next.hand).is_some_and(|row| row.place == place)).map(|next| next.hand)
}

fn remote_on_deck(rows: &Rows, up: &BTreeSet<HandId>) -> Option<HandId> {
    let deck = rows.get::<NextRow>("next")?.deck;
    let mut waiting = deck.iter().filter(|next| !next.line_up && !up.contains(&next.hand));
    waiting.find(|next| hand_row(rows, next.hand).is_some_and(|row| row.place.is_remote())).map(|next| next.hand)
}

fn point_of_order(rows: &Rows, ruled: &BTreeSet<HandId>) -> Option<HandId> {
    let waiting = rows.each::<HandRow>("hand/").filter(|(_, row)| row.kind == WireHandKind::PointOfOrder);
    let pending = waiting.filter(|(_, row)| row.admitted != Some(true));
    let mut ids = pending.filter_map(|(id, _)| id.parse().ok().map(HandId));
    ids.find(|hand| !ruled.contains(hand))
}
