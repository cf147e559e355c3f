//! The log of a meeting in the hands of somebody who alters it.

use std::path::Path;
use std::process::Command;

use meeting::event::{HandRaised, TurnBegan};
use meeting::{Event, Fact};
use server::record::Source;
use server::record::explain::{Explained, Unexplained, explain};
use server::store::{Append, MemoryStore, PersonalValue, Store};

/// A log, and the values of its commitments.
pub struct Logged {
    meeting: String,
    pub events: Vec<Event>,
    personal: Vec<PersonalValue>,
}

impl Logged {
    pub async fn read(store: &dyn Store, meeting: &str) -> Self {
        let source = Source::read(store, meeting).await.expect("the log is whole");
        let personal = store.personal(meeting).await.expect("the store works");
        Logged { meeting: meeting.to_owned(), events: source.events, personal }
    }

    /// What is explained of the log as it is.
    pub async fn explained(&self) -> Explained {
        self.altered(|_| {}).await.expect("the rule is known")
    }

    /// What is explained of the log as it would be if `alter` had been at it, and had made the chain of hashes anew.
    pub async fn altered(&self, alter: impl FnOnce(&mut Vec<Event>)) -> Result<Explained, Unexplained> {
        let store = MemoryStore::new();
        self.write(&store, alter).await;
        explain(&Source::read(&store, &self.meeting).await.expect("the chain was made anew"))
    }

    /// Writes the altered log to a store that has nothing.
    pub async fn write(&self, store: &dyn Store, alter: impl FnOnce(&mut Vec<Event>)) {
        let mut events = self.events.clone();
        alter(&mut events);
        let records = events.iter().map(Event::write).collect();
        store.create(&self.meeting).await.expect("the name is free");
        let append = Append { expected: 0, records, personal: self.personal.clone() };
        store.append(&self.meeting, append).await.expect("the store works");
    }
}

/// The turns that begin in a log.
pub fn turns(events: &mut [Event]) -> impl Iterator<Item = &mut TurnBegan> {
    events.iter_mut().filter_map(|event| match &mut event.fact {
        Fact::TurnBegan(turn) => Some(turn),
        _ => None,
    })
}

/// The hands that are raised in a log.
pub fn hands(events: &mut [Event]) -> impl Iterator<Item = &mut HandRaised> {
    events.iter_mut().filter_map(|event| match &mut event.fact {
        Fact::HandRaised(hand) => Some(hand),
        _ => None,
    })
}

/// What `evenfloor explain` did.
pub struct Run {
    pub ended_well: bool,
    pub out: String,
    pub complaint: String,
}

/// Runs `evenfloor explain` as a person does.
pub fn run(directory: &Path, meeting: &str, more: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evenfloor"));
    let run = command.args(["explain", meeting, "--data"]).arg(directory).args(more).output();
    let run = run.expect("the program can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    Run { ended_well: run.status.success(), out: text(run.stdout), complaint: text(run.stderr) }
}
