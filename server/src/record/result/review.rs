//! What anybody needs to count a closed question again: by name the roll; of a secret one the choices and, apart from them, the
//! receipts; and beside it the result as it is published. The script docs/recount.py reads this.

use meeting::Meeting;
use meeting::meeting::{Ballot, Poll};
use meeting::poll::receipt;
use protocol::{Electorate, Key, PersonId, PollId};
use serde::Serialize;

use super::super::names;
use super::QuestionResult;
use crate::view::{self, Audience};

/// The format of a review.
pub const FORMAT: &str = "evenfloor-review/1";

/// The fields from which a result is counted again.
pub const COUNTED_FROM: [&str; 3] = ["roll", "choices", "receipts"];

/// A closed question with all that its result was counted from.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// What this is: [`FORMAT`].
    pub format: &'static str,
    /// The result as it is published; agreed values and counted hands stand in it as they were entered.
    pub published: QuestionResult,
    /// By name: every ballot that counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll: Option<Vec<RollEntry>>,
    /// Of a secret question what was chosen, lowest first, so that nothing is told by the order; null: no opinion. Where
    /// several may be chosen each mark stands by itself: which were made together is kept by nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<Option<u32>>>,
    /// Apart from them the receipts of all ballots that were counted, in the order of their letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Vec<String>>,
}

/// A ballot by name.
#[derive(Clone, Debug, Serialize)]
pub struct RollEntry {
    /// The seat: the number of its person.
    pub seat: PersonId,
    /// Whose, as the person wants to be shown.
    pub name: String,
    /// The person's group when it was cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
    /// The person's region, else that of their hub, when it was cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Key>,
    /// Where the person was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The value; null: no opinion, or several.
    pub choice: Option<u32>,
    /// The points, where several may be chosen.
    pub choices: Vec<u32>,
    /// What makes the receipt unlike that of an equal ballot.
    pub nonce: String,
    /// The receipt.
    pub receipt: String,
    /// The receipts of earlier ballots of this seat, which this one replaced.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<String>,
    /// The organisation, where each has one ballot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Who cast it for the organisation, where it was another person than the seat's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cast_by: Option<String>,
}

/// The review of a question as this audience may see it; the error says why there is none.
///
/// # Errors
/// `None` where the audience does not see the question; else why there is nothing to review yet.
pub fn of(m: &Meeting, audience: Audience, poll: PollId) -> Result<Review, Option<&'static str>> {
    let published = super::of(m, audience, poll).ok_or(None)?;
    if !published.is_final {
        return Err(Some("it is not closed yet"));
    }
    if let Some(why) = published.withheld {
        return Err(Some(why));
    }
    let state = m.polls.get(&poll).ok_or(None)?;
    let by_name = !published.row.terms.secret;
    let counted = state.secret.as_ref().and_then(|kept| kept.counted.as_ref());
    if published.row.lost {
        return Err(Some("its key was lost before the close, so that nothing could be counted"));
    }
    Ok(Review {
        format: FORMAT,
        roll: by_name.then(|| roll(m, audience, poll, state)),
        choices: counted.map(|counted| counted.totals.choices(state.scale.first)),
        receipts: counted.map(|counted| counted.receipts.clone()),
        published,
    })
}

fn roll(m: &Meeting, audience: Audience, id: PollId, poll: &Poll) -> Vec<RollEntry> {
    let by_organisation = poll.terms.electorate == Electorate::Organisations;
    let organisation = |seat: &PersonId| {
        let person = m.people.get(seat).filter(|_| by_organisation)?;
        m.vault.open(person.organisation.as_ref()?).map(str::to_owned)
    };
    let entry = |(seat, ballot): (&PersonId, &Ballot)| RollEntry {
        seat: *seat,
        name: name(m, audience, *seat),
        group: ballot.group.clone(),
        region: ballot.region.clone(),
        place: ballot.place.map(|place| place.to_string()),
        choice: ballot.choice,
        choices: ballot.choices.clone(),
        nonce: ballot.nonce.clone(),
        receipt: receipt::of_ballot(id, *seat, ballot),
        replaced: ballot.replaced.iter().map(receipt::code).collect(),
        organisation: organisation(seat),
        cast_by: Some(ballot.by).filter(|by| by != seat).map(|by| name(m, audience, by)),
    };
    poll.ballots.iter().map(entry).collect()
}

fn name(m: &Meeting, audience: Audience, person: PersonId) -> String {
    match view::name_of(m, audience, person) {
        name if name.is_empty() => names::FORGOTTEN.to_owned(),
        name => name,
    }
}
