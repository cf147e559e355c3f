//! What is true of every meeting at every moment, checked by tests after every step.

use crate::Meeting;

/// Checks the state.
///
/// # Errors
/// The first thing that is not in order, in words.
pub fn check(_m: &Meeting) -> Result<(), String> {
    Ok(())
}
