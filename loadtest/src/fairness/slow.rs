//! The rule of the queue once more, slowly: written from docs/standing.md and not from the code, so that one finds
//! the other's mistakes. It reads the events of the record and nothing else, keeps them all, and works every order out
//! anew from what has happened so far.
//!
//! - `board`: the plain facts that the record tells
//! - `unsettled`: hands whose order is not final
//! - `past`: who was called when, and what follows from it: who is due
//! - `ahead`: acting the rule out, call by call

mod ahead;
mod board;
mod past;
mod unsettled;

use meeting::{Event, Fact};
use protocol::HandId;

use board::Board;

/// The model.
#[derive(Default)]
pub struct Slow {
    history: Vec<Event>,
    undone: Vec<u64>,
    board: Board,
    /// What the record says and the rule does not, in words.
    pub wrong: Vec<String>,
}

impl Slow {
    /// Takes the next entry of the record.
    pub fn take(&mut self, event: &Event) {
        if let Fact::Undone(e) = &event.fact {
            // What was undone has not happened: everything is told again without it.
            self.undone.push(e.seq);
            self.history.push(event.clone());
            self.board = Board::default();
            for (n, event) in (1..).zip(&self.history) {
                if !self.undone.contains(&n) {
                    self.board.take(event);
                }
            }
            return;
        }
        self.must_follow(event);
        self.board.take(event);
        self.history.push(event.clone());
    }

    /// The order in which the waiting hands would be called from now on.
    pub fn order(&self) -> Vec<HandId> {
        ahead::order(&self.board)
    }

    /// Looks whether what the record says follows from the rule.
    fn must_follow(&mut self, event: &Event) {
        match &event.fact {
            Fact::TurnBegan(e) => {
                if let (Some(hand), None) = (e.hand, e.out_of_turn)
                    && ahead::first(&self.board) != Some(hand)
                {
                    self.wrong.push(format!("turn {} called hand {hand}, not the first one", e.turn));
                }
            }
            Fact::HandsSettled(e) => {
                // By itself when a hold is over; by a command all of them.
                let own = match event.by.role {
                    None => unsettled::due(&self.board, event.at_ms),
                    Some(_) => unsettled::order(&self.board),
                };
                if own != e.hands {
                    self.wrong.push(format!("settled as {:?}, not as {own:?}", e.hands));
                }
            }
            Fact::HandOnDeck(e) if !self.order().iter().take(self.board.on_deck).any(|id| *id == e.hand) => {
                self.wrong.push(format!("hand {} is told that it is on deck, and is not", e.hand));
            }
            _ => {}
        }
    }
}
