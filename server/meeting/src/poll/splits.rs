//! Counted hands split by stakeholder group, as far as somebody knew: the rest is "group not stated".

use std::collections::BTreeSet;

use protocol::{Refusal, RefusalCode, poll_command::GroupHands};

use super::{answer::must_fit_scale, title};
use crate::{Meeting, meeting::Poll};

/// Goes on only if each group is known and stands once, and no point has more hands of groups than hands.
pub(super) fn must_fit(m: &Meeting, poll: &Poll, hands: &[u32], groups: &[GroupHands]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for part in groups {
        if !m.microphones.contains_key(&part.group) {
            let text = format!("there is no stakeholder group `{}`", part.group);
            return Err(Refusal::new(RefusalCode::NotFound, text));
        }
        if !seen.insert(&part.group) {
            return Err(Refusal::field("groups", format!("have `{}` twice", part.group)));
        }
        must_fit_scale(poll, &part.hands)?;
    }
    if fit(hands, groups) {
        return Ok(());
    }
    let text = format!("the groups of {} have more hands at one point than were counted there", title(poll));
    Err(Refusal { code: RefusalCode::AboveHeads, text, field: Some("groups".to_owned()) })
}

/// Whether no point has more hands of groups than hands.
pub(crate) fn fit(hands: &[u32], groups: &[GroupHands]) -> bool {
    let of_groups =
        |point: usize| groups.iter().filter_map(|g| g.hands.get(point)).fold(0_u32, |a, n| a.saturating_add(*n));
    hands.iter().enumerate().all(|(point, n)| of_groups(point) <= *n)
}
