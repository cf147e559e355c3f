//! Walks the log: each entry is held against what stood before it, and then taken into the state.

use meeting::event::HandsSettled;
use meeting::rule::RULE_VERSION;
use meeting::{Event, Fact, Meeting, evolve};
use protocol::TurnId;

use super::account::{Difference, Explained};
use super::{call, line, moment};
use crate::record::source::Source;
use crate::store::Hash;

/// Why a record cannot be explained.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unexplained {
    /// Another algorithm was in force.
    #[error(
        "entry {entry}: version {version} of the rule is in force from here on, and this build knows version \
         {RULE_VERSION} only: explain it with the build that wrote it, or with a newer one"
    )]
    Rule {
        /// The entry that set it.
        entry: u64,
        /// The version that it names.
        version: u32,
    },
}

/// Explains a record.
///
/// # Errors
/// When a rule was in force that this build does not know.
pub fn explain(source: &Source) -> Result<Explained, Unexplained> {
    let mut replay = Replay::of(source);
    for (event, entry) in source.events.iter().zip(1_u64..) {
        replay.step(entry, event)?;
    }
    replay.tell_of_draws();
    replay.account_for_the_rest();
    Ok(replay.told)
}

struct Replay<'a> {
    m: Meeting,
    /// The hash of each entry.
    hashes: &'a [Hash],
    told: Explained,
    /// The latest entry from which a hand was drawn.
    drawn_from: u64,
    /// Draws that do not follow from the entries before them, each with its entry.
    undrawn: Vec<(u64, String)>,
}

impl<'a> Replay<'a> {
    fn of(source: &'a Source) -> Self {
        let told = Explained {
            meeting: source.meeting.name.clone(),
            title: source.meeting.settings.title.clone(),
            entries: source.head.seq,
            sha256: source.head.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            turns: Vec::new(),
            hands: 0,
            differences: Vec::new(),
        };
        // Names are as they stand at the end: who was nameless then and is named now has the name of now.
        let m = Meeting { vault: source.meeting.vault.clone(), ..Meeting::default() };
        Replay { m, hashes: &source.hashes, told, drawn_from: 0, undrawn: Vec::new() }
    }

    fn step(&mut self, entry: u64, event: &Event) -> Result<(), Unexplained> {
        let mut event = event.clone();
        let at_ms = event.at_ms;
        if at_ms < self.m.now_ms {
            self.differs(entry, None, format!("it is dated {} ms before the entry before it", self.m.now_ms - at_ms));
        }
        match &mut event.fact {
            Fact::RuleSet(rule) if rule.version != RULE_VERSION => {
                return Err(Unexplained::Rule { entry, version: rule.version });
            }
            Fact::HandRaised(hand) => {
                self.told.hands += 1;
                let judged = moment::judge(&self.m, &event.by, at_ms, hand);
                if let Some(what) = moment::draw_differs(self.hashes, entry, self.drawn_from, hand) {
                    self.undrawn.push((entry, format!("hand {}: {what}", hand.hand)));
                }
                self.drawn_from = self.drawn_from.max(hand.drawn_from);
                for what in judged.differences {
                    self.differs(entry, None, format!("hand {}: {what}", hand.hand));
                }
                hand.raised_ms = judged.raised_ms;
            }
            Fact::TurnBegan(turn) => {
                let judged = call::judge(&self.m, entry, at_ms, turn);
                for what in judged.differences {
                    self.differs(entry, Some(turn.turn), what);
                }
                self.told.turns.push(judged.turn);
                *turn = judged.right;
            }
            Fact::TurnEntered(turn) => {
                let (told, differences) = call::entered(&self.m, entry, turn);
                for what in differences {
                    self.differs(entry, Some(turn.turn), what);
                }
                self.told.turns.push(told);
            }
            Fact::HandsSettled(settled) => {
                let judged = line::settled(&self.m, &event.by, at_ms, settled);
                if let Some(what) = judged.difference {
                    self.differs(entry, None, what);
                }
                settled.hands = judged.hands;
            }
            Fact::HandUnready(unready) => {
                if let Some(why) = line::unready(&self.m, at_ms, unready) {
                    let what = format!("hand {} is passed over as unready, and {why}", unready.hand);
                    self.differs(entry, None, what);
                    // It never happened; the entry counts all the same.
                    event.fact = Fact::HandsSettled(HandsSettled { hands: Vec::new() });
                }
            }
            Fact::Undone(undone) => {
                if let Some(turn) = self.told.turns.iter_mut().find(|turn| turn.entry == undone.seq) {
                    turn.undone = Some(entry);
                }
            }
            _ => {}
        }
        evolve(&mut self.m, &event);
        Ok(())
    }

    /// One altered entry changes the draws of all hands after it: that is one difference, and the draws of the day stand.
    fn tell_of_draws(&mut self) {
        let mut undrawn = std::mem::take(&mut self.undrawn).into_iter();
        let Some((entry, first)) = undrawn.next() else { return };
        let what = match undrawn.len() {
            0 => first,
            more => format!("{first}; and so for {more} after it: an entry before them was altered, or the draws were"),
        };
        self.differs(entry, None, what);
        self.told.differences.sort_by_key(|difference| difference.entry);
    }

    fn differs(&mut self, entry: u64, turn: Option<TurnId>, what: String) {
        self.told.differences.push(Difference { entry, turn, what });
    }

    /// The turns that stand at the end are those that were told and not undone: none is forgotten, none is counted twice.
    fn account_for_the_rest(&mut self) {
        let entries = self.told.entries;
        let told = |id: TurnId| self.told.turns.iter().filter(|turn| turn.turn == id && turn.undone.is_none()).count();
        let unexplained: Vec<TurnId> = self.m.turns.keys().copied().filter(|id| told(*id) != 1).collect();
        for turn in unexplained {
            self.differs(entries, Some(turn), "it stands at the end, and no entry accounts for it".to_owned());
        }
        let stands = |turn: TurnId| self.m.turns.contains_key(&turn);
        let lost = self.told.turns.iter().filter(|turn| turn.undone.is_none() && !stands(turn.turn));
        let lost: Vec<TurnId> = lost.map(|turn| turn.turn).collect();
        for turn in lost {
            self.differs(entries, Some(turn), "it began, was not undone, and does not stand at the end".to_owned());
        }
    }
}
