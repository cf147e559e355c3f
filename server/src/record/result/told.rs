//! What was said about a result: corrections of it, conflicts of interest, statements.

use meeting::Meeting;
use protocol::row_poll::{ConflictRow, StatementRow};
use protocol::{Ms, PollId, Role};
use serde::Serialize;

use super::super::names;
use crate::view::{Audience, Rows};

/// A correction of an agreed value or a count.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// The region, group or place.
    pub name: String,
    /// What stood there: the value, or the hands for each point.
    pub from: Stood,
    /// What stands there now.
    pub to: Stood,
    /// Who corrected it.
    pub by: Author,
    /// Why.
    pub reason: String,
    /// When.
    pub at_ms: Ms,
}

impl Correction {
    /// "from 3 to 2, by reporter: misheard".
    pub fn words(&self) -> String {
        format!("from {} to {}, by {}: {}", self.from.words(), self.to.words(), self.by.words(), self.reason)
    }
}

impl Stood {
    fn words(&self) -> String {
        match self {
            Stood::Value(value) => value.map_or_else(|| "nothing".to_owned(), |value| value.to_string()),
            Stood::Hands(hands) => format!("{hands:?}"),
        }
    }
}

/// A value, or the hands for each point.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Stood {
    /// An agreed value.
    Value(Option<u32>),
    /// Counted hands.
    Hands(Vec<u32>),
}

/// Who did something: the role, and for those who run the meeting the person, where the link is one's own.
#[derive(Clone, Debug, Serialize)]
pub struct Author {
    /// The role; absent: the server itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

impl Author {
    /// In one word or name.
    pub fn words(&self) -> String {
        let role = || match self.role {
            Some(role) => super::super::words::word(&role),
            None => "server".to_owned(),
        };
        self.person.clone().unwrap_or_else(role)
    }
}

/// A conflict of interest.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Whose.
    pub name: String,
    /// What it is.
    pub text: String,
}

/// A statement beside the result.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// What it is, whose, what it says and when: the fields of the row.
    #[serde(flatten)]
    pub row: StatementRow,
}

/// The corrections of a question, the first one first.
pub fn corrections(m: &Meeting, audience: Audience, poll: PollId) -> Vec<Correction> {
    let Some(poll) = m.polls.get(&poll) else { return Vec::new() };
    let tell = |c: &meeting::meeting::Correction| {
        let unit = c.unit.as_ref().map(|unit| names::unit(m, unit));
        let stood = |value: Option<u32>, hands: &[u32], no_opinion: Option<u32>| match &c.unit {
            Some(_) => Stood::Value(value),
            None => Stood::Hands(hands.iter().copied().chain(no_opinion).collect()),
        };
        Correction {
            name: unit.or(c.place.map(|place| names::place(m, place))).unwrap_or_default(),
            from: stood(c.was_value, &c.was_hands, c.was_no_opinion),
            to: stood(c.value, &c.hands, c.no_opinion),
            by: Author {
                role: c.role,
                person: c.person.filter(|_| audience.is_staff()).map(|person| names::person(m, person)),
            },
            reason: m.vault.open(&c.reason).unwrap_or(names::FORGOTTEN).to_owned(),
            at_ms: c.at_ms,
        }
    };
    poll.corrections.iter().map(tell).collect()
}

/// The conflicts of interest that this audience may read.
pub fn conflicts(rows: &Rows, poll: PollId) -> Vec<Conflict> {
    let rows: Option<Vec<ConflictRow>> = super::read(rows, &format!("conflicts/{poll}"));
    rows.unwrap_or_default().into_iter().map(|row| Conflict { name: row.name, text: row.text }).collect()
}

/// The statements beside the result.
pub fn statements(rows: &Rows, poll: PollId) -> Vec<Statement> {
    let rows: Option<Vec<StatementRow>> = super::read(rows, &format!("statements/{poll}"));
    rows.unwrap_or_default().into_iter().map(|row| Statement { row }).collect()
}
