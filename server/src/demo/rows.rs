//! What a simulated client knows of its meeting: the rows, and the position that they are of.

use std::collections::BTreeMap;

use protocol::frame::{Live, Snapshot, Update, Welcome};
use protocol::{Ms, Position};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

/// The rows of one viewer.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    epoch: u64,
    version: Option<u64>,
    rows: BTreeMap<String, Value>,
    own_version: u64,
    own: BTreeMap<String, Value>,
    live_n: u64,
    live: BTreeMap<String, Value>,
    clock: Option<Clock>,
    /// How often this viewer was welcomed: the first time, and after each loss of the link.
    pub welcomes: u32,
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    told_ms: Ms,
    told_at: Instant,
    speed: f64,
}

/// Whether an update followed on what was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It did, or was known already.
    Fits,
    /// Something between is missing: ask for a snapshot.
    Gap,
}

impl Rows {
    /// The position to resume from.
    pub fn position(&self) -> Option<Position> {
        self.version.map(|version| Position { epoch: self.epoch, version })
    }

    /// Whether the rows contain what a command did whose reply named this version.
    pub fn contain(&self, version: u64) -> bool {
        self.version.is_some_and(|mine| mine >= version)
    }

    /// The row of this key, public or one's own, as `T`; none where there is none or it has another shape.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let row = self.rows.get(key).or_else(|| self.own.get(key)).or_else(|| self.live.get(key))?;
        T::deserialize(row).ok()
    }

    /// The rows whose key begins so, with the rest of the key.
    pub fn each<'a, T: DeserializeOwned + 'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, T)> + 'a {
        let from = self.rows.range(prefix.to_owned()..);
        let these = from.take_while(move |(key, _)| key.starts_with(prefix));
        these.filter_map(move |(key, row)| Some((&key[prefix.len()..], T::deserialize(row).ok()?)))
    }

    /// The meeting's clock now, in milliseconds; none before the first welcome.
    pub fn now_ms(&self) -> Option<Ms> {
        let clock = self.clock?;
        let passed_ms = clock.told_at.elapsed().as_secs_f64() * 1000.0 * clock.speed;
        Some(clock.told_ms + passed_ms as Ms)
    }

    /// Meeting milliseconds for each real one; 1 before the first welcome.
    pub fn speed(&self) -> f64 {
        self.clock.map_or(1.0, |clock| clock.speed)
    }

    /// Takes note of a welcome.
    pub fn welcome(&mut self, welcome: &Welcome) {
        let speed = if welcome.speed > 0.0 { welcome.speed } else { 1.0 };
        self.clock = Some(Clock { told_ms: welcome.now_ms, told_at: Instant::now(), speed });
        self.live_n = 0;
        self.welcomes += 1;
    }

    /// Forgets the public rows and takes these.
    pub fn snapshot(&mut self, snapshot: Snapshot) {
        self.epoch = snapshot.epoch;
        self.version = Some(snapshot.version);
        self.rows = snapshot.rows;
    }

    /// Forgets one's own rows and takes these.
    pub fn own_snapshot(&mut self, snapshot: Snapshot) {
        self.own_version = snapshot.version;
        self.own = snapshot.rows;
    }

    /// Takes a change of the public rows.
    pub fn update(&mut self, update: Update) -> Fit {
        let Some(mine) = self.version else { return Fit::Gap };
        if update.from > mine {
            return Fit::Gap;
        }
        if mine < update.to {
            assign(&mut self.rows, update.set, &update.removed);
            self.version = Some(update.to);
        }
        Fit::Fits
    }

    /// Takes a change of one's own rows.
    pub fn own(&mut self, update: Update) {
        if update.to >= self.own_version {
            assign(&mut self.own, update.set, &update.removed);
            self.own_version = update.to;
        }
    }

    /// Takes live rows.
    pub fn live(&mut self, live: Live) {
        if live.n > self.live_n {
            assign(&mut self.live, live.set, &live.removed);
            self.live_n = live.n;
        }
    }
}

fn assign(rows: &mut BTreeMap<String, Value>, set: BTreeMap<String, Value>, removed: &[String]) {
    for key in removed {
        rows.remove(key);
    }
    rows.extend(set);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn update(from: u64, to: u64, key: &str, value: u32) -> Update {
        Update { from, to, set: BTreeMap::from([(key.to_owned(), json!(value))]), removed: Vec::new() }
    }

    #[test]
    fn an_update_is_taken_once_and_never_over_a_gap() {
        let mut rows = Rows::default();
        assert_eq!(rows.update(update(0, 1, "a", 1)), Fit::Gap, "nothing is known yet");
        let first = BTreeMap::from([("a".to_owned(), json!(1))]);
        rows.snapshot(Snapshot { epoch: 3, version: 5, rows: first });
        assert_eq!(rows.update(update(5, 7, "a", 2)), Fit::Fits);
        assert_eq!(rows.update(update(5, 6, "a", 9)), Fit::Fits, "an old one is passed over");
        assert_eq!(rows.get::<u32>("a"), Some(2));
        assert_eq!(rows.update(update(8, 9, "a", 3)), Fit::Gap);
        assert_eq!(rows.position(), Some(Position { epoch: 3, version: 7 }));
    }

    #[test]
    fn rows_are_found_by_the_beginning_of_their_key() {
        let mut rows = Rows::default();
        let all = ["hand/2", "hand/10", "handle", "item/1"].map(|key| (key.to_owned(), json!(1)));
        rows.snapshot(Snapshot { epoch: 1, version: 1, rows: all.into() });
        let found: Vec<&str> = rows.each::<u32>("hand/").map(|(rest, _)| rest).collect();
        assert_eq!(found, ["10", "2"]);
    }
}
