//! Searching what is kept and what was shown: for keys, for hashes of choices that can be tried out, for choices beside names, for
//! fields that go with choices.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context, bail};
use meeting::event::{Event, Fact};
use meeting::poll::secret::{PollKey, Slot};
use protocol::Command;
use protocol::poll_command::Cast;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::plan::{Ballot, Plan};
use super::traces::{self, Traces};

/// The keys of all questions as they lie on the disk while these run. They are real ones: each opens a ballot.
///
/// # Errors
/// When one is not found: then a search for it afterwards would prove nothing.
pub async fn keys_on_disk(data_dir: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let record = traces::record(data_dir).await?;
    let files = traces::files(data_dir, "while it ran")?;
    let mut keys = Vec::new();
    for event in &record {
        let Fact::SecretOpened(opened) = &event.fact else { continue };
        let sealed = record.iter().find_map(|event| match &event.fact {
            Fact::BallotSealed(f) if f.poll == opened.poll => Some((Slot::Seat(f.seat), &f.sealed)),
            _ => None,
        });
        let (slot, sealed) = sealed.context("a question has no ballot")?;
        let opens = |bytes: &[u8]| PollKey::read(bytes).and_then(|key| key.open(opened.poll, slot, sealed)).is_some();
        // The key stands behind its name.
        let behind = |bytes: &[u8]| {
            let ends = positions(bytes, opened.key.as_bytes()).map(|at| at + opened.key.len()).collect::<Vec<_>>();
            ends.into_iter().filter_map(|end| bytes.get(end..end + 32)).find(|key| opens(key)).map(<[u8]>::to_vec)
        };
        match files.iter().find_map(|(_, bytes)| behind(bytes)) {
            Some(key) => keys.push(key),
            None => bail!("the key of question {} is in no file while it runs", opened.poll),
        }
    }
    Ok(keys)
}

/// Keys in what is left: as bytes, in hexadecimal digits, in base64.
pub fn keys(traces: &Traces, keys: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    for (n, key) in keys.iter().enumerate() {
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        // Half of a key is as good as all of it to whoever can try out the other half.
        let wanted: [&[u8]; 4] = [&key[..16], &key[16..], &hex.as_bytes()[..32], &hex.as_bytes()[32..]];
        for (name, bytes) in everything(traces) {
            if wanted.iter().any(|wanted| positions(bytes, wanted).next().is_some()) {
                found.push(format!("the key of question {} is in {name}", n + 1));
            }
        }
    }
    found
}

fn everything(traces: &Traces) -> impl Iterator<Item = (&str, &[u8])> {
    let files = traces.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    files.chain(traces.texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
}

/// Where this stands in these bytes. Its first byte is looked for first: nearly everything is passed over by that.
fn positions<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = wanted.first().copied();
    let begins = bytes.iter().enumerate().filter(move |(_, byte)| Some(**byte) == first).map(|(at, _)| at);
    begins.filter(move |at| bytes[*at..].starts_with(wanted))
}

/// All hashes that choices might have left, with anything that is kept beside them as salt: they can be tried out, because
/// choices are few.
pub struct Tried {
    /// The ballot of each hash, by its first eight bytes.
    hashes: HashMap<[u8; 8], usize>,
}

impl Tried {
    /// Tries them all.
    pub fn new(plan: &Plan, traces: &Traces) -> Self {
        let salts: Vec<&str> = traces.personal.iter().map(|value| value.salt.as_str()).chain([""]).collect();
        let mut hashes = HashMap::new();
        for (n, ballot) in plan.ballots.iter().enumerate() {
            for text in texts_of(ballot, traces) {
                hashes.extend(salts.iter().map(|salt| (first_bytes(salt, &text), n)));
            }
        }
        Tried { hashes }
    }

    /// Those that are there.
    pub fn found(&self, plan: &Plan, traces: &Traces) -> Vec<String> {
        let kept: BTreeSet<[u8; 8]> = everything(traces).flat_map(|(_, bytes)| hex_words(bytes)).collect();
        let ballots: BTreeSet<usize> = kept.iter().filter_map(|hash| self.hashes.get(hash).copied()).collect();
        let tell = |n: usize| {
            let ballot = &plan.ballots[n];
            format!("a hash of the choice of voter {:?} in question {}", ballot.voter, ballot.question + 1)
        };
        ballots.into_iter().map(tell).collect()
    }
}

/// What a hash of a ballot might be over.
fn texts_of(ballot: &Ballot, traces: &Traces) -> Vec<String> {
    let (poll, choice, choices) = (traces.polls[ballot.question], ballot.choice, ballot.choices.clone());
    let seat = ballot.voter.map(|voter| traces.people[voter as usize]);
    let command = Command::Cast(Cast { poll, choice, choices: choices.clone() });
    let mut texts = vec![
        json!(command).to_string(),
        serde_json::to_string(&command).expect("commands have only text keys"),
        json!([poll, seat, choice, choices]).to_string(),
        json!([poll, seat, choice, choices, ""]).to_string(),
        json!([seat, choice]).to_string(),
        json!([poll, choice]).to_string(),
    ];
    texts.extend(choice.map(|choice| choice.to_string()));
    texts
}

fn first_bytes(salt: &str, text: &str) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::new().chain_update(salt).chain_update(text).finalize()[..8]);
    first
}

/// The first eight bytes of everything that looks like a hash.
fn hex_words(bytes: &[u8]) -> Vec<[u8; 8]> {
    let digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    let words = bytes.split(|byte| !digit(byte)).filter(|word| word.len() >= 16);
    let read = |word: &[u8]| {
        let text = std::str::from_utf8(&word[..16]).ok()?;
        Some(u64::from_str_radix(text, 16).ok()?.to_be_bytes())
    };
    words.filter_map(read).collect()
}

/// Choices that stand beside a person, a seat or a receipt; lists of choices in the order of people or of casting.
pub fn beside(plan: &Plan, traces: &Traces) -> Vec<String> {
    let orders = orders(plan);
    let mut found = Vec::new();
    let record = traces.record.iter().map(|event| ("the record", json!(event)));
    let texts = traces.texts.iter().flat_map(|(name, text)| {
        // A log has a document on each line, everything else is one.
        let whole: Option<Value> = serde_json::from_str(text).ok();
        let lines = text.lines().filter(|_| whole.is_none()).filter_map(|line| serde_json::from_str(line).ok());
        let all: Vec<Value> = lines.collect();
        whole.into_iter().chain(all).map(move |value| (name.as_str(), value))
    });
    for (name, value) in record.chain(texts) {
        walk(&value, &mut |value| {
            if let Some(what) = links(value, &orders) {
                found.push(format!("{what}, in {name}"));
            }
        });
    }
    for (name, text) in &traces.texts {
        if name.contains("log") && text.contains("\\\"choice") {
            found.push(format!("a ballot as it was sent, in {name}"));
        }
    }
    found
}

fn walk(value: &Value, see: &mut impl FnMut(&Value)) {
    see(value);
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, see)),
        Value::Object(fields) => fields.values().for_each(|value| walk(value, see)),
        _ => {}
    }
}

fn links(value: &Value, orders: &[Vec<Value>]) -> Option<&'static str> {
    const WHO: [&str; 7] = ["person", "person_id", "seat", "name", "receipt", "sealed", "place"];
    match value {
        Value::Object(fields) => {
            let chosen = |value: &Value| value.is_number() || value.as_array().is_some_and(|list| !list.is_empty());
            let choice = ["choice", "choices", "value"].iter().any(|key| fields.get(*key).is_some_and(chosen));
            (choice && WHO.iter().any(|key| fields.contains_key(*key))).then_some("a choice beside somebody")
        }
        Value::Array(list) if list.len() > 8 => orders.contains(list).then_some("choices in the order of people"),
        _ => None,
    }
}

/// The choices of each question in the orders of people and of casting, forwards and backwards.
fn orders(plan: &Plan) -> Vec<Vec<Value>> {
    let mut orders = Vec::new();
    for question in 0..plan.questions.len() {
        let mut ballots = plan.counted(question);
        for _ in 0..2 {
            let choices: Vec<Value> = ballots.iter().map(|ballot| json!(ballot.choice)).collect();
            orders.push(choices.iter().rev().cloned().collect());
            orders.push(choices);
            ballots.sort_by_key(|ballot| ballot.voter);
        }
    }
    // Where several are chosen there is no single choice, and equal lists say nothing.
    orders.retain(|list: &Vec<Value>| list.iter().any(|choice| choice != &list[0]));
    orders
}

/// Fields of entries of the record whose value goes with the choice more than chance allows: times, numbers, lengths, bytes of
/// seals.
pub fn fields(plan: &Plan, traces: &Traces) -> Vec<String> {
    let mut found = Vec::new();
    for question in 0..plan.questions.len() {
        let cast = traces.record.iter().enumerate().filter(|(_, event)| of_question(event, traces) == Some(question));
        let chosen = plan.ballots.iter().filter(|ballot| ballot.question == question);
        let mut columns: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
        for ((at, event), ballot) in cast.zip(chosen) {
            let number =
                ballot.choice.map_or(0.0, f64::from) + ballot.choices.iter().map(|c| f64::from(1 << c)).sum::<f64>();
            let value = json!(event);
            let mut put = |name: String, text: String| columns.entry(name).or_default().push((text, number));
            put("entry".to_owned(), at.to_string());
            put("length".to_owned(), event.write().len().to_string());
            flatten("", &value, &mut put);
            if let Some(sealed) = value["body"]["sealed"].as_str() {
                put("length of the seal".to_owned(), sealed.len().to_string());
                sealed
                    .bytes()
                    .enumerate()
                    .for_each(|(n, byte)| put(format!("letter {n} of the seal"), byte.to_string()));
            }
        }
        for (name, values) in &columns {
            if goes_with(values) {
                found.push(format!("{name} of ballots of question {} goes with the choice", question + 1));
            }
        }
    }
    found
}

fn of_question(event: &Event, traces: &Traces) -> Option<usize> {
    match &event.fact {
        Fact::BallotSealed(f) => traces.question(f.poll),
        Fact::BallotPassed(f) => traces.question(f.poll),
        _ => None,
    }
}

fn flatten(name: &str, value: &Value, put: &mut impl FnMut(String, String)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flatten(&format!("{name}/{key}"), value, put)),
        other => put(name.to_owned(), other.to_string()),
    }
}

/// Whether choices differ between equal values of a field more than chance allows, or grow or fall with it.
fn goes_with(values: &[(String, f64)]) -> bool {
    let n = values.len() as f64;
    let mean = |of: &dyn Fn(&(String, f64)) -> f64| values.iter().map(of).sum::<f64>() / n;
    let choice = mean(&|v| v.1);
    let spread = mean(&|v| (v.1 - choice).powi(2));
    if n < 20.0 || spread == 0.0 {
        return false;
    }
    if values.iter().all(|v| v.0.parse::<f64>().is_ok()) {
        let number = |v: &(String, f64)| v.0.parse::<f64>().unwrap_or(0.0);
        let middle = mean(&number);
        let (var, both) = (mean(&|v| (number(v) - middle).powi(2)), mean(&|v| (number(v) - middle) * (v.1 - choice)));
        if var > 0.0 && (both / (var * spread).sqrt() * n.sqrt()).abs() > 5.5 {
            return true;
        }
    }
    let mut groups: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    values.iter().for_each(|(text, choice)| groups.entry(text).or_default().push(*choice));
    let (k, big) = (groups.len() as f64, groups.values().filter(|group| group.len() > 1).count());
    if k < 2.0 || big == 0 || k > n / 2.0 {
        return false;
    }
    let within: f64 = groups
        .values()
        .map(|group| {
            let mean = group.iter().sum::<f64>() / group.len() as f64;
            group.iter().map(|choice| (choice - mean).powi(2)).sum::<f64>()
        })
        .sum();
    let between = spread * n - within;
    let f = (between / (k - 1.0)) / (within / (n - k)).max(1e-9);
    // Far beyond what F reaches by chance at these sizes; equal groups of one choice each give a number without bound.
    f > 1.0 + 12.0 / (k - 1.0).sqrt()
}
