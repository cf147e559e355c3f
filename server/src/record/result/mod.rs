//! The result of a question, as anybody who sees it may take it away: what was asked on which terms, every answer by its
//! method, all statistics, what it came to, and what was said about it.
//!
//! This is the one place where a result is put together. It starts from the rows that the audience has on its screen, so an
//! export can never show more than a page does; JSON, CSV, XLSX, the record and the page of independent review take it from here.
//!
//! - [`of`]: one question; `part`: distributions with statistics; `answer`: the answers by method; `told`: corrections,
//!   conflicts, statements
//! - [`set`]: a set of questions as a table of questions by regions or groups
//! - [`review`]: what anybody needs to count again
//! - `tables`, `words`: both as tables, for [`csv`] and [`xlsx`]

mod answer;
pub mod csv;
mod part;
pub mod review;
pub mod set;
mod tables;
mod told;
pub mod words;
pub mod xlsx;

use meeting::Meeting;
use protocol::row_poll::{Across, Outcome, PollRow, TallyRow, Weighted};
use protocol::{PollId, PollState};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::view::{self, Audience};

pub use answer::Answer;
pub use part::{Part, Statistics};
pub use tables::{Table, question as question_tables, set as set_tables};
pub use told::{Conflict, Correction, Statement};

/// The format of a question's result.
pub const FORMAT: &str = "evenfloor-result/1";

/// The meeting that a result is of.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingTold {
    /// Its name in addresses.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether all of it is simulated.
    pub simulated: bool,
}

/// The result of one question.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionResult {
    /// What this is: [`FORMAT`].
    pub format: &'static str,
    /// The meeting.
    pub meeting: MeetingTold,
    /// The number of the question.
    pub id: PollId,
    /// The title of its set.
    pub set_title: Option<String>,
    /// Question, kind, scale, terms, methods, clarifications and state: the fields of the row `poll/{poll}`.
    #[serde(flatten)]
    pub row: PollRow,
    /// Whether nothing but a correction can change it any more.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Why there is no result here; absent: there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<&'static str>,
    /// The distributions: whole, by region, by group, by place.
    pub parts: Vec<Part>,
    /// Every answer that stands, by its method.
    pub results: Vec<Answer>,
    /// What it came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The result with equal weight for each region or group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Weighted>,
    /// Agreement across regions or groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub across: Option<Across>,
    /// Ballots among the electorate, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnout: Option<f64>,
    /// Whether these are the totals of a secret question that still runs: they go in steps, and lag behind.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_steps: bool,
    /// Whether two regions, groups or agreed values lie two points of five or more apart.
    pub wild_groups: bool,
    /// Conflicts of interest that were declared.
    pub conflicts: Vec<Conflict>,
    /// Dissenting opinions, minority statements, explanations of vote.
    pub statements: Vec<Statement>,
    /// Corrections of agreed values and counts.
    pub corrections: Vec<Correction>,
}

/// The result of a question as this audience may see it; none where it does not even see the question.
pub fn of(m: &Meeting, audience: Audience, poll: PollId) -> Option<QuestionResult> {
    let rows = view::of_poll(m, audience, poll);
    let row: PollRow = read(&rows, &format!("poll/{poll}"))?;
    let tally: Option<TallyRow> = read(&rows, &format!("tally/{poll}"));
    let withheld = match (&tally, row.state) {
        (Some(_), _) => None,
        (None, PollState::Draft) => Some("it has not been opened"),
        (None, _) => Some("it is not shown yet"),
    };
    let tally = tally.as_ref();
    let set_title = row.set.and_then(|set| m.poll_sets.get(&set)).map(|set| set.title.clone());
    Some(QuestionResult {
        format: FORMAT,
        meeting: meeting(m),
        id: poll,
        set_title,
        is_final: row.state == PollState::Closed,
        withheld,
        parts: tally.map(|tally| part::all(m, &row.scale, tally)).unwrap_or_default(),
        results: tally.map(|tally| answer::all(m, poll, tally)).unwrap_or_default(),
        outcome: tally.and_then(|tally| tally.outcome.clone()),
        weighted: tally.and_then(|tally| tally.weighted.clone()),
        across: tally.and_then(|tally| tally.across.clone()),
        turnout: tally.and_then(|tally| tally.turnout),
        in_steps: tally.is_some_and(|tally| tally.in_steps),
        wild_groups: tally.is_some_and(|tally| tally.wild_groups),
        conflicts: told::conflicts(&rows, poll),
        statements: told::statements(&rows, poll),
        corrections: if tally.is_some() { told::corrections(m, audience, poll) } else { Vec::new() },
        row,
    })
}

fn meeting(m: &Meeting) -> MeetingTold {
    MeetingTold { id: m.name.clone(), title: m.settings.title.clone(), simulated: m.settings.simulated }
}

/// The row under a key, if the audience has it.
fn read<T: DeserializeOwned>(rows: &view::Rows, key: &str) -> Option<T> {
    let text = rows.get(key)?;
    Some(serde_json::from_str(text).expect("view writes every row from its own type"))
}
