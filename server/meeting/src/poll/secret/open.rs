//! A secret question opens: it gets a key.

use super::key::{NewKey, PollKey};
use crate::{Fact, Meeting, Moment, event::SecretOpened, moment::hex};

/// Adds the keys of the secret questions among those that are opened.
pub(in crate::poll) fn with_keys(m: &Meeting, mut facts: Vec<Fact>, at: &mut Moment) -> Vec<Fact> {
    let mut made = Vec::new();
    for fact in &facts {
        let Fact::PollsOpened(opened) = fact else { continue };
        for id in &opened.polls {
            let Some(poll) = m.polls.get(id).filter(|poll| poll.terms.secret) else { continue };
            // The name is drawn apart from the key: it says nothing of it, and two tries to open never share one.
            let name = format!("{id}-{}", hex(&at.bits()[..8]));
            let key = PollKey::new(at.bits());
            at.make_key(NewKey { poll: *id, name: name.clone(), key });
            let heads = opened.heads.iter().fold(0u32, |sum, (_, heads)| sum.saturating_add(*heads));
            let passed = if poll.methods.passed { heads } else { 0 };
            let step = opened.electorate.saturating_add(passed) / 10;
            made.push(Fact::SecretOpened(SecretOpened { poll: *id, key: name, step }));
        }
    }
    facts.extend(made);
    facts
}
