//! What is kept for ever and what was ever shown.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use meeting::event::{Event, Fact, SecretCounted, SecretTotals};
use protocol::{PersonId, PollId};
use server::store::{PersonalValue, SqliteStore, Store};

use super::house::MEETING;
use super::plan::Plan;

/// Everything that the adversary has.
#[derive(Clone, Debug)]
pub struct Traces {
    /// Files by their names, byte by byte.
    pub files: Vec<(String, Vec<u8>)>,
    /// Rows, exports and the server's log.
    pub texts: Vec<(String, String)>,
    /// The record.
    pub record: Vec<Event>,
    /// What opens the commitments of the record.
    pub personal: Vec<PersonalValue>,
    /// The person of each voter.
    pub people: Vec<PersonId>,
    /// The questions.
    pub polls: Vec<PollId>,
    /// All that was published of each question, one after another.
    pub states: Vec<Published>,
    /// Ballots of seats that count, those of the passed device, and replaced ones.
    pub ballots: u32,
    /// See `ballots`.
    pub passed: u32,
    /// See `ballots`.
    pub replaced: u32,
    /// Ballots that the closes counted.
    pub counted: u32,
    /// Totals that were shown while a question ran.
    pub steps_shown: u32,
    /// Parts of breakdowns that were hidden.
    pub parts_hidden: u32,
}

/// Something that was published of a question.
#[derive(Clone, Debug)]
pub struct Published {
    /// The question, from 0.
    pub question: usize,
    /// Up to which entry of the record its ballots go, counted from 0.
    pub until: usize,
    /// At which entries steps were taken before: a ballot is shown as it was at the first one after it.
    pub steps: Vec<usize>,
    /// The totals.
    pub totals: SecretTotals,
    /// At the close also the breakdown.
    pub counted: Option<SecretCounted>,
}

impl Traces {
    /// Reads the record, and what was published, out of a data directory.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn gather(
        plan: &Plan,
        data_dir: &Path,
        people: Vec<PersonId>,
        polls: Vec<PollId>,
        files: Vec<(String, Vec<u8>)>,
        texts: Vec<(String, String)>,
    ) -> anyhow::Result<Self> {
        let record = record(data_dir).await?;
        let personal = SqliteStore::open_to_read(data_dir)?.personal(MEETING).await?;
        let states = published(&polls, &record);
        let steps_shown = states.iter().filter(|state| state.counted.is_none()).count() as u32;
        let closes = states.iter().filter_map(|state| state.counted.as_ref());
        let counted = closes.clone().map(|close| close.totals.ballots + close.totals.passed).sum();
        let parts_hidden = closes.flat_map(|close| &close.parts).filter(|part| part.counts.is_none()).count() as u32;
        let all = (0..plan.questions.len()).flat_map(|question| plan.counted(question));
        let (of_seats, passed): (Vec<_>, Vec<_>) = all.partition(|ballot| ballot.voter.is_some());
        let (ballots, passed) = (of_seats.len() as u32, passed.len() as u32);
        let replaced = plan.ballots.len() as u32 - ballots - passed;
        Ok(Traces {
            files,
            texts,
            record,
            personal,
            people,
            polls,
            states,
            ballots,
            passed,
            replaced,
            counted,
            steps_shown,
            parts_hidden,
        })
    }

    /// How much there is to search.
    pub fn bytes(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
            + self.texts.iter().map(|(_, t)| t.len()).sum::<usize>()
    }

    /// The question of a number, from 0.
    pub fn question(&self, poll: PollId) -> Option<usize> {
        self.polls.iter().position(|of| *of == poll)
    }
}

/// All entries of the record, as they are stored.
///
/// # Errors
/// When it cannot be read.
pub async fn record(data_dir: &Path) -> anyhow::Result<Vec<Event>> {
    let records = SqliteStore::open_to_read(data_dir)?.read(MEETING, 1, usize::MAX).await?;
    records.iter().map(|record| Event::read(&record.bytes).map_err(anyhow::Error::msg)).collect()
}

/// The files of a data directory.
///
/// # Errors
/// When one cannot be read.
pub fn files(data_dir: &Path, when: &str) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(data_dir).context("the data directory cannot be read")? {
        let path = entry?.path();
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.push((format!("{} {when}", path.file_name().unwrap_or_default().to_string_lossy()), bytes));
    }
    Ok(files)
}

/// Steps are of the ballots up to two steps before; closes of all.
fn published(polls: &[PollId], record: &[Event]) -> Vec<Published> {
    let mut taken: BTreeMap<PollId, Vec<usize>> = BTreeMap::new();
    let mut states = Vec::new();
    for (at, event) in record.iter().enumerate() {
        let question = |poll: PollId| polls.iter().position(|of| *of == poll);
        match &event.fact {
            Fact::SecretStepped(step) => {
                let steps = taken.entry(step.poll).or_default();
                let until = steps.iter().rev().nth(1).copied().unwrap_or(0);
                if let (Some(totals), Some(question)) = (step.totals.clone(), question(step.poll)) {
                    states.push(Published { question, until, steps: steps.clone(), totals, counted: None });
                }
                steps.push(at);
            }
            Fact::SecretCounted(close) => {
                if let Some(question) = question(close.poll) {
                    let (counted, totals) = (Some(close.clone()), close.totals.clone());
                    let steps = taken.get(&close.poll).cloned().unwrap_or_default();
                    states.push(Published { question, until: at, steps, totals, counted });
                }
            }
            _ => {}
        }
    }
    states
}
