//! `poll/{poll}` and `set/{set}`: everybody sees a question once it has been opened, with how many
//! answers are in; staff sees drafts too. A set is seen once one of its questions is, with those of
//! its questions that are. Its code staff knows from the beginning, everybody once it has no drafts any more, which it would open.
//!
//! `sealed/{set}`: hubs have the drafts of a set sealed under that code, so that a hub whose link is down when the set opens can
//! read them when the code is read out to it.

use std::collections::BTreeSet;

use meeting::{
    meeting::{Clarification, Meeting, Poll},
    poll::{self, SecretBox},
};
use protocol::{
    PollId, PollState,
    row_poll::{ClarificationRow, PollRow, PollSetRow, SealedSetRow},
};

use super::{Audience, Changes, View, changes::json};

/// These questions, or all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<PollId>>, out: &mut Changes) {
    let m = view.m;
    match which {
        Some(polls) => {
            for id in polls {
                out.covers(format!("poll/{id}"));
                if let Some(poll) = m.polls.get(id).filter(|poll| is_seen(poll, audience)) {
                    out.put_at("poll", id, &row(m, poll));
                }
            }
        }
        None => {
            out.covers_under("poll/");
            for (id, poll) in m.polls.iter().filter(|(_, poll)| is_seen(poll, audience)) {
                out.put_at("poll", id, &row(m, poll));
            }
        }
    }
}

/// All sets.
pub fn set_rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers_under("set/");
    out.covers_under("sealed/");
    let m = view.m;
    for (id, set) in &m.poll_sets {
        let mut polls = poll::in_order(m, Some(*id));
        polls.retain(|poll| m.polls.get(poll).is_some_and(|poll| is_seen(poll, audience)));
        if audience.is_staff() || !polls.is_empty() {
            let has_drafts = m.polls.values().any(|poll| poll.set == Some(*id) && poll.state == PollState::Draft);
            let code = set.code.clone().filter(|_| audience.is_staff() || !has_drafts);
            out.put_at("set", id, &PollSetRow { title: set.title.clone(), polls, code });
        }
        if let (Audience::Hub(_), Some(code)) = (audience, &set.code) {
            let drafts = poll::in_order(m, Some(*id)).into_iter().filter_map(|id| Some((id, m.polls.get(&id)?)));
            let drafts = drafts.filter(|(_, poll)| poll.state == PollState::Draft);
            let drafts: Vec<_> = drafts.map(|(id, poll)| (id, row(m, poll))).collect();
            if !drafts.is_empty() {
                let sealed = poll::secret::seal_set(code, &json(&drafts));
                out.put_at("sealed", id, &SealedSetRow { sealed });
            }
        }
    }
}

fn is_seen(poll: &Poll, audience: Audience) -> bool {
    audience.is_staff() || poll.state != PollState::Draft
}

fn row(m: &Meeting, poll: &Poll) -> PollRow {
    PollRow {
        set: poll.set,
        kind: poll.kind,
        question: poll.question.clone(),
        short: poll.short.clone(),
        wordings: poll.wordings.clone(),
        scale: poll.scale.clone(),
        most: poll.most,
        terms: poll.terms.clone(),
        round_of: poll.round_of,
        clarified: poll.clarified.iter().map(|note| clarification(m, note)).collect(),
        open_mode: poll.open_mode,
        declared: (poll.terms.declare || !poll.declarations.is_empty()).then(|| poll::declared_numbers(poll)),
        quorum_met: poll::quorum_met(poll),
        lost: poll.secret.as_ref().is_some_and(SecretBox::is_lost),
        methods: poll.methods.clone(),
        showing: poll.showing,
        state: poll.state,
        shown: poll::is_shown(poll),
        opened_ms: poll.opened_ms,
        closes_ms: poll.closes_ms,
        final_ms: poll.final_ms,
        electorate: poll.electorate,
        in_: poll::answers_in(poll),
    }
}

fn clarification(m: &Meeting, note: &Clarification) -> ClarificationRow {
    ClarificationRow { text: m.vault.open(&note.text).unwrap_or_default().to_owned(), at_ms: note.at_ms }
}
