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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use meeting::{Actor, Event, Moment, decide, evolve};
    use protocol::{Command, HubId, LinkId, PersonId, Phase, Place, Role};
    use serde_json::json;

    use super::*;

    const POLL: PollId = PollId(1);

    /// A running meeting with an open question in a set.
    fn meeting() -> Meeting {
        let mut m = Meeting { phase: Phase::Running, name: "igf".to_owned(), ..Meeting::default() };
        let methods = json!({"ballots": true, "counted": true});
        act(&mut m, json!({"do": "set_person", "profile": {"name": "Ana Silva", "place": "online"}}));
        act(&mut m, json!({"do": "set_poll_set", "title": "Outside groups"}));
        act(
            &mut m,
            json!({"do": "set_poll", "set": 1, "question": "Is it so?", "methods": methods, "showing": "live"}),
        );
        act(&mut m, json!({"do": "open_polls", "polls": [1]}));
        m
    }

    fn act(m: &mut Meeting, command: serde_json::Value) -> Vec<Event> {
        ask(m, &Actor::System, command)
    }

    fn ask(m: &mut Meeting, who: &Actor, command: serde_json::Value) -> Vec<Event> {
        let command: Command = serde_json::from_value(command).expect("a command");
        let at = Moment::new(1_000 + i64::try_from(m.version).expect("few events"), [7; 32], None);
        let events = decide(m, who, command, at).expect("it is done");
        events.iter().for_each(|event| evolve(m, event));
        events
    }

    fn cast(m: &mut Meeting, choice: u32) {
        let ana = Actor::Link {
            link: LinkId(9),
            role: Role::Participant,
            person: Some(PersonId(1)),
            place: Some(Place::Online),
            microphone: None,
            unit: None,
        };
        ask(m, &ana, json!({"do": "cast", "poll": 1, "choice": choice}));
    }

    /// Whether asking now makes the result anew.
    fn makes(made: &Made, m: &Meeting, audience: Audience, of: Of) -> bool {
        let asked = Cell::new(false);
        made.kept_or(m, audience, of, || {
            asked.set(true);
            What::Poll(None)
        });
        asked.get()
    }

    /// Nothing that was made is too old, however slow the machine is.
    fn hold(made: &Made) {
        made.lock().values_mut().for_each(|kept| kept.until = Instant::now() + Duration::from_secs(600));
    }

    #[test]
    fn one_result_serves_all_who_see_the_same() {
        let (made, m) = (Made::default(), meeting());
        let first = made.poll(&m, Audience::Public, POLL).expect("it is open");
        hold(&made);
        let again = made.poll(&m, Audience::Public, POLL).expect("it is open");
        assert!(Arc::ptr_eq(&first, &again));
        let staff = made.poll(&m, Audience::Staff, POLL).expect("it is open");
        let hub = made.poll(&m, Audience::Hub(HubId(1)), POLL).expect("it is open");
        assert!(!Arc::ptr_eq(&first, &staff) && !Arc::ptr_eq(&first, &hub), "others may see more");
        let set = made.set(&m, Audience::Public, PollSetId(1)).expect("a set");
        hold(&made);
        assert!(Arc::ptr_eq(&set, &made.set(&m, Audience::Public, PollSetId(1)).expect("a set")));
        let mut other = m.clone();
        other.name = "other".to_owned();
        assert!(!Arc::ptr_eq(&first, &made.poll(&other, Audience::Public, POLL).expect("it is open")));
    }

    #[test]
    fn what_is_not_there_is_not_there() {
        let (made, m) = (Made::default(), meeting());
        for _ in 0..2 {
            assert!(made.poll(&m, Audience::Staff, PollId(9)).is_none());
            assert!(made.set(&m, Audience::Staff, PollSetId(9)).is_none());
            assert_eq!(made.review(&m, Audience::Staff, PollId(9)).err(), Some(None));
            assert_eq!(made.review(&m, Audience::Staff, POLL).err(), Some(Some("it is not closed yet")));
        }
    }

    #[test]
    fn a_ballot_waits_for_the_next_making_and_all_else_is_told_at_once() {
        let (made, mut m) = (Made::default(), meeting());
        let of = Of::Poll(POLL);
        let stamped = |m: &Meeting| stamp(m, of).0;
        let before = stamped(&m);
        cast(&mut m, 4);
        assert_eq!(stamped(&m), before, "ten thousand ballots are not ten thousand results");
        assert!(makes(&made, &m, Audience::Public, of));
        let steps = [
            json!({"do": "count", "place": "room", "grid": [{"poll": 1, "hands": [1, 0, 0, 2, 2], "no_opinion": 0}]}),
            json!({"do": "correct_answer", "poll": 1, "place": "room", "hands": [1, 0, 0, 2, 3], "reason": "a slip"}),
            json!({"do": "clarify", "poll": 1, "text": "The text of Monday."}),
            json!({"do": "reveal_polls", "polls": [1], "shown": false}),
            json!({"do": "close_polls", "polls": [1], "in_ms": 0}),
            json!({"do": "set_meeting", "name_shown": "initials"}),
        ];
        for step in steps {
            act(&mut m, step.clone());
            hold(&made);
            assert!(makes(&made, &m, Audience::Public, of), "{step}");
            hold(&made);
            assert!(!makes(&made, &m, Audience::Public, of), "{step}: and once");
        }
    }

    #[test]
    fn a_running_result_is_kept_shortly_and_a_closed_one_longer() {
        let (made, mut m) = (Made::default(), meeting());
        let kept_for = |m: &Meeting| {
            makes(&made, m, Audience::Public, Of::Poll(POLL));
            let kept = made.lock();
            kept.values().map(|kept| kept.until.saturating_duration_since(Instant::now())).max().expect("it is kept")
        };
        assert!(kept_for(&m) <= RUNNING);
        m.polls.get_mut(&POLL).expect("a question").state = PollState::Closed;
        assert!(kept_for(&m) > RUNNING);
        // What is over is made again.
        made.lock().values_mut().for_each(|kept| kept.until = Instant::now());
        assert!(makes(&made, &m, Audience::Public, Of::Poll(POLL)));
    }

    #[test]
    fn a_stranger_who_asks_for_everything_fills_no_memory() {
        let (made, m) = (Made::default(), meeting());
        for poll in 0..2_000 {
            makes(&made, &m, Audience::Public, Of::Poll(PollId(poll)));
        }
        assert!(made.lock().len() <= KEPT_MAX);
    }
}
