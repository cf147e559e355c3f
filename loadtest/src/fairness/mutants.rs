//! The mutants of the rule, made by `build.rs`: each has one deliberate fault, and has to be found.

use std::{
    cell::Cell,
    sync::atomic::{AtomicBool, Ordering},
};

use meeting::Meeting;
use protocol::HandId;

thread_local! {
    /// The fault that is switched on.
    static FAULT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Whether a fault is switched on.
fn is_on(fault: usize) -> bool {
    FAULT.get() == fault
}

/// The rule with its faults.
#[allow(
    warnings,
    clippy::all,
    reason = "faults are deliberate, and their surroundings are checked where they come from"
)]
pub mod made {
    include!(concat!(env!("OUT_DIR"), "/mutants.rs"));
}

/// Which mutants were found by now, by all threads together.
pub struct Hunt {
    found: Vec<AtomicBool>,
}

impl Default for Hunt {
    fn default() -> Self {
        Hunt { found: made::FAULTS.iter().map(|_| AtomicBool::new(false)).collect() }
    }
}

impl Hunt {
    /// Looks which mutants order this meeting otherwise than is right.
    pub fn look(&self, m: &Meeting, right: &[HandId]) {
        for (fault, found) in self.found.iter().enumerate() {
            if found.load(Ordering::Relaxed) {
                continue;
            }
            FAULT.set(fault);
            let order = made::pick::order(m);
            if order.len() != right.len() || order.iter().zip(right).any(|(placed, id)| placed.hand != *id) {
                found.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Whether the copy without any fault orders this meeting rightly: else mutants are found for the wrong reason.
    pub fn is_true_copy(m: &Meeting, right: &[HandId]) -> bool {
        FAULT.set(usize::MAX);
        made::pick::order(m).iter().map(|placed| placed.hand).eq(right.iter().copied())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The faults that were not found.
    pub fn survivors(&self) -> Vec<&'static str> {
        let alive = made::FAULTS.iter().zip(&self.found).filter(|(_, found)| !found.load(Ordering::Relaxed));
        alive.map(|(name, _)| *name).collect()
    }
}
