//! What a meeting's task does with the commands that wait: it decides them one after another on a state of its own,
//! ahead of the one that is shown, and keeps the answers back until everything is stored.

use std::collections::HashMap;

use meeting::event::Cause;
use meeting::{Actor, Event, Heard, Meeting, Moment, decide, evolve, next_wake, tick};
use protocol::{Command, CommandId, LinkId, Ms, Refusal, RefusalCode, frame::Reply};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use super::made::{MADE_MAX, made};
use super::open::scoped;
use super::settled::{Known, Settled, SettledCommands};
use crate::store::{Append, PersonalValue};

/// A command, with who sent it and what was measured of the sending.
#[derive(Clone, Debug)]
pub struct Sent {
    /// From the credential, never from the payload.
    pub actor: Actor,
    /// The command's id; nothing for what the server does by itself. Without an id a repeat is done again.
    pub id: Option<CommandId>,
    /// What was measured of the press, on the meeting clock.
    pub heard: Option<Heard>,
    /// What to do.
    pub command: Command,
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The reply as it goes out.
    pub reply: Reply,
    /// Whether this repeats the answer to a command that was settled before.
    pub repeated: bool,
}

/// Where an answer goes.
pub type Waiting = oneshot::Sender<Answer>;

/// Commands that are decided together, stored together, and answered after that.
#[derive(Default)]
pub struct Batch {
    /// What happened, in order.
    pub events: Vec<Event>,
    answers: Vec<(Waiting, Answer)>,
    /// Commands of this batch that are accepted already: a repeat may come in the same moment.
    accepted: HashMap<CommandId, (String, usize)>,
}

impl Batch {
    /// What is due by itself at this moment. False when something is due and nothing comes of it: to be tried again
    /// after a while, and not at once.
    pub fn tick(&mut self, ahead: &mut Meeting, moment: impl FnOnce(Ms) -> Result<Moment, Refusal>) -> bool {
        let Some(due_ms) = next_wake(ahead) else { return true };
        let Ok(at) = moment(ahead.now_ms) else { return false };
        if due_ms > at.at_ms {
            return true;
        }
        let events = tick(ahead, at);
        for event in &events {
            evolve(ahead, event);
        }
        let moved = !events.is_empty();
        self.events.extend(events);
        moved
    }

    /// Decides one command. `moment` makes a moment that is not before the given time.
    pub fn take(
        &mut self,
        sent: Sent,
        waiting: Waiting,
        ahead: &mut Meeting,
        settled: &SettledCommands,
        moment: impl FnOnce(Ms, Option<Heard>) -> Result<Moment, Refusal>,
    ) {
        let n = sent.id.as_ref().map_or(0, |id| id.n);
        let answer = match self.known(&sent, ahead, settled) {
            Lookup::Answered(answer) => answer,
            Lookup::New { id, hash } => match self.decide(sent, &hash, ahead, moment) {
                Ok(reply) => {
                    if let Some(id) = id {
                        self.accepted.insert(id, (hash, self.answers.len()));
                    }
                    Answer { reply, repeated: false }
                }
                Err(refusal) => refused(n, refusal),
            },
        };
        self.answers.push((waiting, answer));
    }

    fn known(&self, sent: &Sent, ahead: &Meeting, settled: &SettledCommands) -> Lookup {
        let hash = payload_hash(ahead, &sent.command);
        let Some(id) = &sent.id else { return Lookup::New { id: None, hash } };
        let n = id.n;
        let id = scoped(link_of(&sent.actor).map_or(0, |link| link.0), id);
        if let Some((before, answer)) = self.accepted.get(&id) {
            if *before == hash {
                let (_, answer) = &self.answers[*answer];
                return Lookup::Answered(Answer { repeated: true, ..answer.clone() });
            }
            return Lookup::Answered(refused(n, reused()));
        }
        let answer = match settled.look_up(&id, &hash) {
            Known::New => return Lookup::New { id: Some(id), hash },
            Known::Before(before) => Answer { reply: done(n, before), repeated: true },
            Known::Reused => refused(n, reused()),
            Known::TooOld => refused(
                n,
                Refusal::new(RefusalCode::AlreadySettled, "this was settled long ago; its reply is not kept any more"),
            ),
        };
        Lookup::Answered(answer)
    }

    fn decide(
        &mut self,
        sent: Sent,
        hash: &str,
        ahead: &mut Meeting,
        moment: impl FnOnce(Ms, Option<Heard>) -> Result<Moment, Refusal>,
    ) -> Result<Reply, Refusal> {
        let Sent { actor, id, heard, command } = sent;
        check_link(ahead, &actor)?;
        let at = moment(ahead.now_ms, heard)?;
        let mut events = decide(ahead, &actor, command, at)?;
        let mut made_names = Vec::new();
        for event in &mut events {
            event.cmd = id.clone().map(|id| Cause { id, h: hash.to_owned() });
            evolve(ahead, event);
            made_names.extend(made(event));
        }
        let done_at = ahead.version;
        self.events.extend(events);
        let settled = Settled { hash: hash.to_owned(), done: done_at, made: made_names };
        Ok(done(id.map_or(0, |id| id.n), &settled))
    }

    /// What is to be stored, for a log that ends at `expected`.
    pub fn append(&self, expected: u64) -> Append {
        let openings = self.events.iter().flat_map(|event| &event.openings);
        Append {
            expected,
            records: self.events.iter().map(Event::write).collect(),
            personal: openings
                .map(|o| PersonalValue {
                    commitment: o.commitment.0.clone(),
                    salt: o.salt.clone(),
                    text: o.text.clone(),
                })
                .collect(),
        }
    }

    /// Everything is stored: the answers go out. Returns the events and how many were answered.
    pub fn answer(self) -> Vec<Event> {
        for (waiting, answer) in self.answers {
            let outcome = if answer.reply.refused.is_some() { "refused" } else { "done" };
            metrics::counter!("evenfloor_commands_total", "outcome" => outcome).increment(1);
            // Whoever asked may be gone; the command is done all the same.
            let _ = waiting.send(answer);
        }
        self.events
    }

    /// Nothing is stored: all of the batch is refused, what was refused on its own included, because it may have
    /// been refused for something that has now not happened.
    pub fn refuse(self, refusal: &Refusal) {
        for (waiting, answer) in self.answers {
            metrics::counter!("evenfloor_commands_total", "outcome" => "failed").increment(1);
            let _ = waiting.send(refused(answer.reply.n, refusal.clone()));
        }
    }
}

enum Lookup {
    Answered(Answer),
    New { id: Option<CommandId>, hash: String },
}

/// A link that was revoked while its page was open does nothing any more. Number 0 is nobody's: the public viewer.
fn check_link(m: &Meeting, actor: &Actor) -> Result<(), Refusal> {
    match link_of(actor).and_then(|link| m.links.get(&link)) {
        Some(link) if link.revoked => {
            Err(Refusal::new(RefusalCode::BadLink, "this link was revoked: ask for a new one"))
        }
        _ => Ok(()),
    }
}

/// The link by which somebody acts.
pub fn link_of(actor: &Actor) -> Option<LinkId> {
    match actor {
        Actor::Link { link, .. } => Some(*link),
        Actor::System => None,
    }
}

fn reused() -> Refusal {
    Refusal::new(RefusalCode::IdReused, "this command's number was used for another command: reload the page")
}

/// A refusal as an answer.
pub fn refused(n: u64, refusal: Refusal) -> Answer {
    Answer { reply: Reply { n, done: None, made: Vec::new(), refused: Some(refusal) }, repeated: false }
}

fn done(n: u64, settled: &Settled) -> Reply {
    let made = settled.made.iter().take(MADE_MAX).cloned().collect();
    Reply { n, done: Some(settled.done), made, refused: None }
}

/// The start of SHA-256 over the command as JSON. What the server fills in for the sender does not count: a repeat
/// would have it differently. Nor does the choice of a secret ballot: choices are few, so their hashes could be tried out,
/// by whoever has the record, and by whoever sends a command again to hear whether it was the same. A repeat of such a
/// command is answered as before, whatever it chose; the receipt tells which ballot counts.
fn payload_hash(m: &Meeting, command: &Command) -> String {
    let mut value = serde_json::to_value(command).expect("commands are plain data");
    let poll = match command {
        Command::Cast(c) => m.polls.get(&c.poll),
        Command::PassBallot(c) => m.polls.get(&c.poll),
        _ => None,
    };
    if let Some(fields) = value.as_object_mut() {
        fields.remove("secret_sha256");
        if poll.is_some_and(|poll| poll.terms.secret) {
            fields.remove("choices");
            // Not even as "no opinion", which is a choice like others.
            fields.insert("choice".to_owned(), "secret".into());
        }
    }
    let hash = Sha256::digest(value.to_string());
    hash.iter().take(8).map(|b| format!("{b:02x}")).collect()
}
