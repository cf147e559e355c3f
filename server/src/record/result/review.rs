//! What anybody needs to count a closed question again: by name the roll; of a secret one the choices and, apart from them, the
//! receipts; and beside it the result as it is published. The script docs/recount.py reads this.

use meeting::Meeting;
use meeting::meeting::Poll;
use protocol::{Key, PersonId, PollId};
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
    /// The receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
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
    Ok(Review { format: FORMAT, roll: by_name.then(|| roll(m, audience, state)), published })
}

fn roll(m: &Meeting, audience: Audience, poll: &Poll) -> Vec<RollEntry> {
    let entry = |(seat, ballot): (&PersonId, &meeting::meeting::Ballot)| RollEntry {
        seat: *seat,
        name: match view::name_of(m, audience, *seat) {
            name if name.is_empty() => names::FORGOTTEN.to_owned(),
            name => name,
        },
        group: ballot.group.clone(),
        region: ballot.region.clone(),
        place: ballot.place.map(|place| place.to_string()),
        choice: ballot.choice,
        choices: Vec::new(),
        receipt: None,
    };
    poll.ballots.iter().map(entry).collect()
}
