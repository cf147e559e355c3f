//! What the record adds up to: plain JSON entries, read one after another, with none of the server's rules. A person's last
//! ballot counts, where and for whom they were when they cast it; of each place the last count, of each region the last value.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;
use server::store::{SqliteStore, Store};

use super::hall::{Hall, MEETING};
use super::plan::POINTS;

/// Entries read at a time.
const AT_ONCE: usize = 4_096;

/// Answers to the question: for each point, and without an opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Votes {
    /// For each point.
    pub counts: Vec<u32>,
    /// Without an opinion.
    pub no_opinion: u32,
}

impl Default for Votes {
    fn default() -> Self {
        Votes { counts: vec![0; POINTS as usize], no_opinion: 0 }
    }
}

impl Votes {
    fn ballot(&mut self, choice: Option<u32>) {
        match choice.and_then(|value| self.counts.get_mut((value as usize).checked_sub(1)?)) {
            Some(count) => *count += 1,
            None => self.no_opinion += 1,
        }
    }

    fn hands(&mut self, hands: &Votes) {
        for (count, more) in self.counts.iter_mut().zip(&hands.counts) {
            *count += more;
        }
        self.no_opinion += hands.no_opinion;
    }
}

/// What the record adds up to.
#[derive(Debug, Default)]
pub struct Recount {
    /// Everybody's last ballot.
    pub ballots: BTreeMap<u64, Option<u32>>,
    /// Each place's last count.
    pub counted: BTreeMap<String, Votes>,
    /// Each region's last value.
    pub agreed: BTreeMap<String, u32>,
    /// All together.
    pub all: Votes,
    /// By region.
    pub regions: BTreeMap<String, Votes>,
    /// By stakeholder group.
    pub groups: BTreeMap<String, Votes>,
    /// By place.
    pub places: BTreeMap<String, Votes>,
    /// How many people are on the roster.
    pub people: usize,
    /// How long the record is.
    pub entries: u64,
}

#[derive(Deserialize)]
struct Entry {
    kind: String,
    #[serde(default)]
    body: Value,
}

#[derive(Debug, Clone, Default)]
struct Whom {
    region: Option<String>,
    group: Option<String>,
    place: Option<String>,
}

#[derive(Default)]
struct Reading {
    people: BTreeMap<u64, Whom>,
    hubs: BTreeMap<String, Option<String>>,
    ballots: BTreeMap<u64, (Option<u32>, Whom)>,
    counted: BTreeMap<String, (Votes, Option<String>)>,
    agreed: BTreeMap<String, u32>,
}

/// Recounts the question from the record as it lies on the disk.
///
/// # Errors
/// When the record cannot be read.
pub async fn recount(data_dir: &Path, hall: &Hall) -> anyhow::Result<Recount> {
    let store = SqliteStore::open_to_read(data_dir).context("the record cannot be opened")?;
    let mut reading = Reading::default();
    let mut from = 1;
    loop {
        let records = store.read(MEETING, from, AT_ONCE).await.context("the record cannot be read")?;
        if records.is_empty() {
            break;
        }
        from += records.len() as u64;
        for record in &records {
            let entry: Entry = serde_json::from_slice(&record.bytes).context("an entry is no JSON")?;
            reading.take(&entry, u64::from(hall.poll.0));
        }
    }
    Ok(reading.sum(from - 1))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn small(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

impl Reading {
    fn take(&mut self, entry: &Entry, poll: u64) {
        let body = &entry.body;
        match entry.kind.as_str() {
            "hub_set" => drop(self.hubs.insert(format!("hub/{}", body["hub"]), text(&body["region"]))),
            "person_set" => {
                let place = text(&body["place"]);
                let region = text(&body["region"])
                    .or_else(|| place.as_ref().and_then(|place| self.hubs.get(place).cloned().flatten()));
                let whom = Whom { region, group: text(&body["group"]), place };
                self.people.insert(body["person"].as_u64().unwrap_or(0), whom);
            }
            "ballot_cast" if body["poll"] == poll => {
                let person = body["person"].as_u64().unwrap_or(0);
                let whom = self.people.get(&person).cloned().unwrap_or_default();
                self.ballots.insert(person, (small(&body["choice"]), whom));
            }
            "hands_counted" => {
                let place = text(&body["place"]).unwrap_or_default();
                let region = self.hubs.get(&place).cloned().flatten();
                let lines = body["grid"].as_array().into_iter().flatten();
                for line in lines.filter(|line| line["poll"] == poll) {
                    let counts = line["hands"].as_array().into_iter().flatten().filter_map(small).collect();
                    let votes = Votes { counts, no_opinion: small(&line["no_opinion"]).unwrap_or(0) };
                    self.counted.insert(place.clone(), (votes, region.clone()));
                }
            }
            "value_agreed" if body["poll"] == poll => {
                if let (Some(unit), Some(value)) = (text(&body["unit"]), small(&body["value"])) {
                    self.agreed.insert(unit, value);
                }
            }
            _ => {}
        }
    }

    fn sum(self, entries: u64) -> Recount {
        let mut recount = Recount { entries, people: self.people.len(), agreed: self.agreed, ..Recount::default() };
        for (person, (choice, whom)) in self.ballots {
            recount.all.ballot(choice);
            let parts = [
                (&mut recount.regions, whom.region),
                (&mut recount.groups, whom.group),
                (&mut recount.places, whom.place),
            ];
            for (parts, key) in parts {
                if let Some(key) = key {
                    parts.entry(key).or_default().ballot(choice);
                }
            }
            recount.ballots.insert(person, choice);
        }
        for (place, (votes, region)) in self.counted {
            recount.all.hands(&votes);
            recount.places.entry(place.clone()).or_default().hands(&votes);
            if let Some(region) = region {
                recount.regions.entry(region).or_default().hands(&votes);
            }
            recount.counted.insert(place, votes);
        }
        recount
    }
}
