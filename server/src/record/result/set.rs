//! A set of questions as one table: questions by regions or groups, each cell with its method and spread.

use meeting::{Meeting, poll};
use protocol::{Key, PollId, PollSetId, PollState, Unit};
use serde::Serialize;

use super::part::Part;
use super::{Answer, MeetingTold, QuestionResult, words};
use crate::view::Audience;

/// The format of a set's results.
pub const FORMAT: &str = "evenfloor-set/1";

/// The results of a set.
#[derive(Clone, Debug, Serialize)]
pub struct SetResult {
    /// What this is: [`FORMAT`].
    pub format: &'static str,
    /// The meeting.
    pub meeting: MeetingTold,
    /// The number of the set.
    pub id: PollSetId,
    /// Its title.
    pub title: String,
    /// Whether every question of it is closed.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The columns of the table.
    pub units: Vec<UnitTold>,
    /// The table: a line for each question.
    pub table: Vec<Line>,
    /// The questions with everything.
    pub questions: Vec<QuestionResult>,
}

/// A region or group.
#[derive(Clone, Debug, Serialize)]
pub struct UnitTold {
    /// `region` or `group`.
    pub by: &'static str,
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
}

/// A line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The number of the question.
    pub id: PollId,
    /// Its short title.
    pub short: String,
    /// Where it is in its life: only closed ones are final.
    pub state: PollState,
    /// Why there is no result; absent: there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<&'static str>,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Everybody's ballots and counted hands together.
    pub all: Cell,
}

/// What a region or group answered: an agreed value, a distribution, both or neither.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// The value that it agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Answer>,
    /// What its ballots and counted hands came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<Part>,
    /// The methods in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// The spread in words: the lowest and highest stated, or quartiles and agreement.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub spread: String,
    /// What to be careful about: `corrected`, `not confirmed`, `wild`, `hidden`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<&'static str>,
}

/// The results of a set as this audience may see them; none where it sees none of its questions.
pub fn of(m: &Meeting, audience: Audience, set: PollSetId) -> Option<SetResult> {
    let title = m.poll_sets.get(&set)?.title.clone();
    let order = poll::in_order(m, Some(set));
    let questions: Vec<_> = order.into_iter().filter_map(|id| super::of(m, audience, id)).collect();
    if questions.is_empty() {
        return None;
    }
    let units = units(m, &questions);
    Some(SetResult {
        format: FORMAT,
        meeting: super::meeting(m),
        id: set,
        title,
        is_final: questions.iter().all(|question| question.is_final),
        table: questions.iter().map(|question| line(question, &units)).collect(),
        units,
        questions,
    })
}

/// The regions, the groups, or both: whatever a value is agreed by; where none is, the regions.
fn units(m: &Meeting, questions: &[QuestionResult]) -> Vec<UnitTold> {
    let agreed_by = |unit| questions.iter().any(|question| question.row.methods.agreed_by == Some(unit));
    let mut units = Vec::new();
    if agreed_by(Unit::Region) || !agreed_by(Unit::Group) {
        let told = |region: &meeting::event::RegionEntry| UnitTold {
            by: "region",
            key: region.key.clone(),
            name: region.name.clone(),
        };
        units.extend(m.regions.iter().map(told));
    }
    if agreed_by(Unit::Group) {
        let lanes = m.lanes().into_iter();
        let told = |key: &Key| Some((key.clone(), m.microphones.get(key)?.name.clone()));
        units.extend(lanes.filter_map(told).map(|(key, name)| UnitTold { by: "group", key, name }));
    }
    units
}

fn line(question: &QuestionResult, units: &[UnitTold]) -> Line {
    let whole = question.parts.iter().find(|part| part.by == "all" && part.n + part.no_opinion > 0);
    Line {
        id: question.id,
        short: question.row.short.clone(),
        state: question.row.state,
        withheld: question.withheld,
        cells: units.iter().map(|unit| cell(question, unit)).collect(),
        all: told(question, None, whole.cloned()),
    }
}

fn cell(question: &QuestionResult, unit: &UnitTold) -> Cell {
    let is_by = match question.row.methods.agreed_by {
        Some(Unit::Region) => unit.by == "region",
        Some(Unit::Group) => unit.by == "group",
        None => false,
    };
    let agreed = question.results.iter().find(|answer| is_by && answer.unit.as_ref() == Some(&unit.key));
    let votes = question.parts.iter().find(|part| part.by == unit.by && part.key.as_deref() == Some(unit.key.as_str()));
    told(question, agreed.cloned(), votes.cloned())
}

fn told(question: &QuestionResult, agreed: Option<Answer>, votes: Option<Part>) -> Cell {
    let (mut methods, mut spread, mut flags) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(answer) = &agreed {
        methods.push(words::agreed(answer));
        spread.push(words::stated(answer));
        if answer.corrected {
            flags.push("corrected");
        }
        if question.row.terms.confirm && answer.confirmed == Some(0) {
            flags.push("not confirmed");
        }
    }
    if let Some(part) = &votes {
        methods.push(words::answered(&question.row, part));
        spread.push(words::spread(part));
        if part.hidden {
            flags.push("hidden");
        }
        if part.statistics.as_ref().is_some_and(|s| s.wild) {
            flags.push("wild");
        }
    }
    spread.retain(|text| !text.is_empty());
    Cell { method: methods.join("; "), spread: spread.join("; "), flags, agreed, votes }
}
