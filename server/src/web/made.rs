//! Results that were made a moment ago. A room that opens the page of results at one stroke costs the meeting's task one result and
//! not a thousand; nobody waits for a screen's refresh longer than a screen does.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use meeting::Meeting;
use protocol::{PollId, PollSetId, PollState};

use crate::record::result::review::Review;
use crate::record::result::set::SetResult;
use crate::record::result::{self, QuestionResult, review, set};
use crate::view::Audience;

/// A running question's result is made anew after so long, as often as its rows go out.
const RUNNING: Duration = Duration::from_millis(200);
/// A closed one's, where nothing was corrected or said: only names may have changed.
const CLOSED: Duration = Duration::from_secs(5);
/// Beyond so many all are forgotten.
const KEPT_MAX: usize = 256;

/// Results by meeting, audience and what they are of.
#[derive(Default)]
pub struct Made {
    // A std mutex, because nothing waits while it is held.
    kept: Mutex<HashMap<Key, Kept>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    meeting: String,
    audience: Audience,
    of: Of,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Poll(PollId),
    Review(PollId),
    Set(PollSetId),
}

struct Kept {
    stamp: u64,
    until: Instant,
    what: What,
}

#[derive(Clone)]
enum What {
    Poll(Option<Arc<QuestionResult>>),
    Review(Result<Arc<Review>, Option<&'static str>>),
    Set(Option<Arc<SetResult>>),
}

impl Made {
    /// The result of a question.
    pub fn poll(&self, m: &Meeting, audience: Audience, poll: PollId) -> Option<Arc<QuestionResult>> {
        let make = || What::Poll(result::of(m, audience, poll).map(Arc::new));
        match self.kept_or(m, audience, Of::Poll(poll), make) {
            What::Poll(result) => result,
            What::Review(_) | What::Set(_) => None,
        }
    }

    /// What a closed question is counted again from; why not, as in [`review::of`].
    pub fn review(&self, m: &Meeting, audience: Audience, poll: PollId) -> Result<Arc<Review>, Option<&'static str>> {
        let make = || What::Review(review::of(m, audience, poll).map(Arc::new));
        match self.kept_or(m, audience, Of::Review(poll), make) {
            What::Review(review) => review,
            What::Poll(_) | What::Set(_) => Err(None),
        }
    }

    /// The results of a set.
    pub fn set(&self, m: &Meeting, audience: Audience, set: PollSetId) -> Option<Arc<SetResult>> {
        let make = || What::Set(set::of(m, audience, set).map(Arc::new));
        match self.kept_or(m, audience, Of::Set(set), make) {
            What::Set(result) => result,
            What::Poll(_) | What::Review(_) => None,
        }
    }

    fn kept_or(&self, m: &Meeting, audience: Audience, of: Of, make: impl FnOnce() -> What) -> What {
        let key = Key { meeting: m.name.clone(), audience, of };
        let (stamp, is_closed) = stamp(m, of);
        let now = Instant::now();
        let fits = |kept: &&Kept| kept.stamp == stamp && kept.until > now;
        if let Some(kept) = self.lock().get(&key).filter(fits) {
            return kept.what.clone();
        }
        let what = make();
        let until = now + if is_closed { CLOSED } else { RUNNING };
        let mut kept = self.lock();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, Kept { stamp, until, what: what.clone() });
        what
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a result depends on besides ballots, and whether all its questions are closed.
fn stamp(m: &Meeting, of: Of) -> (u64, bool) {
    let mut hash = DefaultHasher::new();
    m.settings.name_shown.hash(&mut hash);
    let mut is_closed = true;
    let polls = m.polls.iter().filter(|(id, poll)| match of {
        Of::Poll(wanted) | Of::Review(wanted) => **id == wanted,
        Of::Set(set) => poll.set == Some(set),
    });
    for (id, poll) in polls {
        is_closed &= poll.state == PollState::Closed;
        (id.0, poll.state, poll.revealed, poll.final_ms).hash(&mut hash);
        (poll.corrections.len(), poll.statements.len(), poll.declarations.len(), poll.clarified.len()).hash(&mut hash);
        // Values are agreed, hands are counted and both are confirmed one by one: never so often as ballots come.
        for agreed in poll.agreed.values() {
            (agreed.value, agreed.consulted, agreed.lowest, agreed.highest, agreed.confirmed.len()).hash(&mut hash);
        }
        for counted in poll.counted.values() {
            (&counted.hands, counted.no_opinion, counted.confirmed.is_some()).hash(&mut hash);
        }
    }
    (hash.finish(), is_closed)
}
