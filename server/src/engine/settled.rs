//! Which commands are settled, so that a double click, a retry after a lost reply and a replay after a reconnection
//! do nothing twice. Rebuilt from the log: what is accepted is in the record, with the command's id.

use std::collections::{BTreeMap, HashMap};

use protocol::CommandId;
use protocol::limits::REMEMBERED_COMMANDS;

/// The start of SHA-256 over the content of a command, as `meeting::event::Cause` keeps it.
pub type PayloadHash = String;

/// Senders that are remembered; beyond it the one that was silent for longest is forgotten.
const SENDERS_MAX: usize = 100_000;

/// What an accepted command came to: enough to answer a repeat with the same reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Of the command's content.
    pub hash: PayloadHash,
    /// The version whose state contains it.
    pub done: u64,
    /// What it made, as `hand/17`.
    pub made: Vec<String>,
}

/// What is known of a command that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Nothing: it is to be decided.
    New,
    /// Accepted before, with the same content.
    Before(&'a Settled),
    /// This id was accepted with another content.
    Reused,
    /// So old that its reply is not kept any more.
    TooOld,
}

/// The accepted commands of all senders of a meeting, the last ones of each.
#[derive(Debug, Default)]
pub struct SettledCommands {
    senders: HashMap<String, BTreeMap<u64, Settled>>,
    // By the version of its last accepted command: who has been silent for longest comes first.
    by_last: BTreeMap<u64, String>,
}

impl SettledCommands {
    /// What is known of this command.
    pub fn look_up(&self, id: &CommandId, hash: &str) -> Known<'_> {
        let Some(accepted) = self.senders.get(&id.sender) else { return Known::New };
        match accepted.get(&id.n) {
            Some(settled) if settled.hash == hash => Known::Before(settled),
            Some(_) => Known::Reused,
            None if accepted.len() < REMEMBERED_COMMANDS => Known::New,
            None if accepted.first_key_value().is_some_and(|(oldest, _)| id.n < *oldest) => Known::TooOld,
            None => Known::New,
        }
    }

    /// Remembers an accepted command. Several events of one command may be told one after another: they add up.
    pub fn accept(&mut self, id: &CommandId, settled: Settled) {
        let accepted = self.senders.entry(id.sender.clone()).or_default();
        if let Some(last) = accepted.values().map(|s| s.done).max() {
            self.by_last.remove(&last);
        }
        self.by_last.insert(settled.done, id.sender.clone());
        accepted
            .entry(id.n)
            .and_modify(|before| {
                before.done = settled.done;
                before.made.extend(settled.made.iter().cloned());
            })
            .or_insert(settled);
        while accepted.len() > REMEMBERED_COMMANDS {
            accepted.pop_first();
        }
        while self.senders.len() > SENDERS_MAX {
            let Some((_, silent)) = self.by_last.pop_first() else { break };
            self.senders.remove(&silent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(sender: &str, n: u64) -> CommandId {
        CommandId { sender: sender.to_owned(), n }
    }

    fn settled(done: u64) -> Settled {
        Settled { hash: "1".to_owned(), done, made: vec![format!("hand/{done}")] }
    }

    #[test]
    fn answers_repeats_and_refuses_the_rest() {
        let mut commands = SettledCommands::default();
        assert_eq!(commands.look_up(&id("a", 1), "1"), Known::New);
        commands.accept(&id("a", 1), settled(5));
        assert_eq!(commands.look_up(&id("a", 1), "1"), Known::Before(&settled(5)));
        assert_eq!(commands.look_up(&id("a", 1), "2"), Known::Reused);
        assert_eq!(commands.look_up(&id("b", 1), "1"), Known::New);
        for n in 2..=65 {
            commands.accept(&id("a", n), settled(5 + n));
        }
        assert_eq!(commands.look_up(&id("a", 1), "1"), Known::TooOld);
        assert!(matches!(commands.look_up(&id("a", 2), "1"), Known::Before(_)));
        assert_eq!(commands.look_up(&id("a", 66), "1"), Known::New);
    }

    #[test]
    fn a_late_one_within_the_window_is_new() {
        let mut commands = SettledCommands::default();
        commands.accept(&id("a", 3), settled(1));
        assert_eq!(commands.look_up(&id("a", 2), "1"), Known::New);
    }

    #[test]
    fn several_events_of_one_command_are_one_reply() {
        let mut commands = SettledCommands::default();
        commands.accept(&id("a", 1), settled(5));
        commands.accept(&id("a", 1), settled(6));
        let both = Settled { made: vec!["hand/5".to_owned(), "hand/6".to_owned()], ..settled(6) };
        assert_eq!(commands.look_up(&id("a", 1), "1"), Known::Before(&both));
    }

    #[test]
    fn senders_are_bounded() {
        let mut commands = SettledCommands::default();
        for n in 0..SENDERS_MAX as u64 + 10 {
            commands.accept(&id(&format!("s{n}"), 1), settled(n + 1));
        }
        assert_eq!((commands.senders.len(), commands.by_last.len()), (SENDERS_MAX, SENDERS_MAX));
        assert_eq!(commands.look_up(&id("s0", 1), "1"), Known::New);
        assert!(matches!(commands.look_up(&id("s20", 1), "1"), Known::Before(_)));
    }
}
