//! What every store must do, run over each of them: the same tests, one module per store.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use server::store::{
    Append, FailingStore, KeptKey, MemoryStore, PersonalValue, SharedStore, SqliteStore, StoreError, chain,
};
use tempfile::TempDir;

/// A store, a way to open it again on the same data, and what keeps the data alive.
struct World {
    store: SharedStore,
    directory: Option<TempDir>,
}

impl World {
    fn memory() -> Self {
        Self { store: Arc::new(MemoryStore::new()), directory: None }
    }

    fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        Self { store: Arc::new(SqliteStore::open(directory.path()).unwrap()), directory: Some(directory) }
    }

    /// The wrapper must be transparent as long as nothing is ordered.
    fn failing() -> Self {
        let World { store, directory } = Self::sqlite();
        Self { store: Arc::new(FailingStore::new(store)), directory }
    }

    /// Ends the store and opens it again; one in memory has nothing to open and goes on.
    fn reopen(self) -> Self {
        let Some(directory) = self.directory else {
            return self;
        };
        drop(self.store);
        Self { store: Arc::new(SqliteStore::open(directory.path()).unwrap()), directory: Some(directory) }
    }
}

fn records(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|t| t.as_bytes().to_vec()).collect()
}

fn step(expected: u64, texts: &[&str]) -> Append {
    Append { expected, records: records(texts), personal: Vec::new() }
}

fn value(n: u32) -> PersonalValue {
    PersonalValue { commitment: format!("c{n}"), salt: format!("salt {n}"), text: format!("Ana {n}") }
}

async fn texts(store: &SharedStore, meeting: &str, from: u64, limit: usize) -> Vec<(u64, String)> {
    let read = store.read(meeting, from, limit).await.unwrap();
    read.into_iter().map(|r| (r.seq, String::from_utf8(r.bytes).unwrap())).collect()
}

fn numbered(from: u64, list: &[&str]) -> Vec<(u64, String)> {
    (from..).zip(list.iter().map(|t| (*t).to_owned())).collect()
}

async fn appends_and_reads(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    assert_eq!(store.head("m").await.unwrap().seq, 0);
    assert!(store.read("m", 1, 10).await.unwrap().is_empty());
    assert_eq!(store.append("m", step(0, &["a", "b"])).await, Ok(2));
    assert_eq!(store.append("m", step(2, &["c", "d", "e"])).await, Ok(5));
    assert_eq!(texts(store, "m", 1, 10).await, numbered(1, &["a", "b", "c", "d", "e"]));
    assert_eq!(texts(store, "m", 0, 2).await, numbered(1, &["a", "b"]));
    assert_eq!(texts(store, "m", 2, 2).await, numbered(2, &["b", "c"]));
    assert_eq!(texts(store, "m", 5, 10).await, numbered(5, &["e"]));
    assert_eq!(texts(store, "m", 6, 10).await, []);
    assert_eq!(texts(store, "m", 100, 10).await, []);
    assert_eq!(texts(store, "m", 1, 0).await, []);
}

async fn keeps_bytes_as_they_are(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    let odd = vec![vec![], vec![0, 255, 10, 13, 0], vec![7; 100_000]];
    store.append("m", Append { expected: 0, records: odd.clone(), personal: vec![] }).await.unwrap();
    let read = store.read("m", 1, 10).await.unwrap();
    assert_eq!(read.into_iter().map(|r| r.bytes).collect::<Vec<_>>(), odd);
}

async fn chains_records(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    assert_eq!(store.head("m").await.unwrap().hash, chain::ORIGIN);
    store.append("m", step(0, &["a", "b"])).await.unwrap();
    store.append("m", step(2, &["c"])).await.unwrap();
    let mut hash = chain::ORIGIN;
    for record in store.read("m", 1, 10).await.unwrap() {
        hash = chain::next(&hash, &record.bytes);
        assert_eq!(record.hash, hash);
    }
    assert_eq!(store.head("m").await.unwrap().hash, hash);
}

async fn refuses_another_position(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    store.append("m", step(0, &["a"])).await.unwrap();
    for expected in [0, 2, 7] {
        let personal = vec![value(1)];
        let refused = store.append("m", Append { personal, ..step(expected, &["x"]) }).await;
        assert_eq!(refused, Err(StoreError::Conflict { meeting: "m".into(), expected, actual: 1 }));
    }
    assert_eq!(texts(store, "m", 1, 10).await, numbered(1, &["a"]));
    assert!(store.personal("m").await.unwrap().is_empty(), "a refused step keeps nothing");
}

async fn of_many_racers_one_wins(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    let racers = (0..20).map(|n| {
        let store = Arc::clone(store);
        tokio::spawn(async move { store.append("m", step(0, &[&format!("racer {n}")])).await })
    });
    let results: Vec<_> = futures::future::join_all(racers).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1);
    assert_eq!(store.head("m").await.unwrap().seq, 1);
}

async fn many_meetings_at_once(world: World) {
    let store = &world.store;
    let names: Vec<String> = (0..12).map(|n| format!("meeting {n:02}")).collect();
    let writers = names.clone().into_iter().map(|name| {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            store.create(&name).await.unwrap();
            for n in 0..25 {
                let append = Append { personal: vec![value(n)], ..step(u64::from(n) * 2, &[&name, &format!("{n}")]) };
                assert_eq!(store.append(&name, append).await, Ok(u64::from(n) * 2 + 2));
            }
        })
    });
    futures::future::join_all(writers).await.into_iter().for_each(Result::unwrap);
    assert_eq!(store.meetings().await.unwrap(), names);
    for name in &names {
        let read = texts(store, name, 1, 100).await;
        assert_eq!(read.len(), 50);
        assert!(read.iter().step_by(2).all(|(_, text)| text == name), "no record in another's log");
        assert_eq!(store.personal(name).await.unwrap().len(), 25);
    }
}

async fn keeps_and_forgets_personal_values(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    store.create("other").await.unwrap();
    let all = vec![value(1), value(2), value(3)];
    store.append("m", Append { personal: all.clone(), ..step(0, &["a"]) }).await.unwrap();
    store.append("other", Append { personal: all.clone(), ..step(0, &["a"]) }).await.unwrap();
    assert_eq!(store.personal("m").await.unwrap(), all);
    assert_eq!(store.forget("m", vec!["c2".into(), "never there".into()]).await, Ok(1));
    assert_eq!(store.forget("m", vec!["c2".into()]).await, Ok(0));
    assert_eq!(store.personal("m").await.unwrap(), vec![value(1), value(3)]);
    assert_eq!(store.personal("other").await.unwrap(), all, "each meeting has its own");
    assert_eq!(store.read("m", 1, 10).await.unwrap().len(), 1, "the chain still verifies");
}

async fn takes_personal_values_alone(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    assert_eq!(store.append("m", Append { personal: vec![value(1)], ..step(0, &[]) }).await, Ok(0));
    assert_eq!(store.personal("m").await.unwrap(), vec![value(1)]);
}

async fn has_epochs(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    store.create("other").await.unwrap();
    let first = store.epoch("m").await.unwrap();
    let other = store.epoch("other").await.unwrap();
    let second = store.new_epoch("m").await.unwrap();
    assert_ne!(first, second);
    assert_eq!(store.epoch("m").await.unwrap(), second);
    assert_eq!(store.epoch("other").await.unwrap(), other);
}

async fn refuses_bad_names(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    assert_eq!(store.create("m").await, Err(StoreError::Exists { meeting: "m".into() }));
    assert!(matches!(store.create("").await, Err(StoreError::BadInput { .. })));
    assert!(matches!(store.create(&"x".repeat(129)).await, Err(StoreError::BadInput { .. })));
    let unknown = StoreError::UnknownMeeting { meeting: "n".into() };
    assert_eq!(store.append("n", step(0, &["a"])).await.as_ref(), Err(&unknown));
    assert_eq!(store.read("n", 1, 1).await.as_ref(), Err(&unknown));
    assert_eq!(store.head("n").await.as_ref(), Err(&unknown));
    assert_eq!(store.personal("n").await.as_ref(), Err(&unknown));
    assert_eq!(store.forget("n", vec![]).await.as_ref(), Err(&unknown));
    assert_eq!(store.epoch("n").await.as_ref(), Err(&unknown));
    assert_eq!(store.new_epoch("n").await.as_ref(), Err(&unknown));
}

async fn refuses_what_is_too_large(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    let records = vec![vec![0; server::store::RECORD_BYTES_MAX + 1]];
    let refused = store.append("m", Append { expected: 0, records, personal: vec![] }).await;
    assert!(matches!(refused, Err(StoreError::BadInput { .. })));
    store.probe().await.unwrap();
}

async fn is_the_same_after_reopening(world: World) {
    world.store.create("m").await.unwrap();
    let personal = vec![value(1), value(2)];
    world.store.append("m", Append { personal, ..step(0, &["a", "b", "c"]) }).await.unwrap();
    world.store.forget("m", vec!["c1".into()]).await.unwrap();
    let before = (
        world.store.read("m", 1, 10).await,
        world.store.head("m").await,
        world.store.epoch("m").await,
        world.store.personal("m").await,
    );
    let world = world.reopen();
    let after = (
        world.store.read("m", 1, 10).await,
        world.store.head("m").await,
        world.store.epoch("m").await,
        world.store.personal("m").await,
    );
    assert_eq!(before, after);
    assert_eq!(world.store.append("m", step(3, &["d"])).await, Ok(4));
}

fn poll_key(name: &str, byte: u8) -> KeptKey {
    KeptKey { name: name.to_owned(), bytes: vec![byte; 32] }
}

async fn keeps_and_destroys_keys(world: World) {
    let store = &world.store;
    store.create("m").await.unwrap();
    store.create("other").await.unwrap();
    assert_eq!(store.keys("m").await.unwrap(), []);
    store.destroy_key("m", "never there").await.unwrap();
    for key in [poll_key("2-b", 2), poll_key("1-a", 1), poll_key("2-b", 3)] {
        store.keep_key("m", key).await.unwrap();
    }
    store.keep_key("other", poll_key("1-a", 9)).await.unwrap();
    assert_eq!(store.keys("m").await.unwrap(), [poll_key("1-a", 1), poll_key("2-b", 3)], "one of a name");
    store.destroy_key("m", "1-a").await.unwrap();
    store.destroy_key("m", "1-a").await.unwrap();
    assert_eq!(store.keys("m").await.unwrap(), [poll_key("2-b", 3)]);
    assert_eq!(store.keys("other").await.unwrap(), [poll_key("1-a", 9)], "each meeting has its own");
    assert_eq!(store.head("m").await.unwrap().seq, 0, "the log knows nothing of keys");
    let unknown = StoreError::UnknownMeeting { meeting: "n".into() };
    assert_eq!(store.keep_key("n", poll_key("1", 1)).await.as_ref(), Err(&unknown));
    assert_eq!(store.keys("n").await.as_ref(), Err(&unknown));
    assert_eq!(store.destroy_key("n", "1").await.as_ref(), Err(&unknown));
    let world = world.reopen();
    assert_eq!(world.store.keys("m").await.unwrap(), [poll_key("2-b", 3)], "the same after reopening");
}

macro_rules! conformance {
    ($($test:ident),* $(,)?) => {
        conformance!(@store memory $($test)*);
        conformance!(@store sqlite $($test)*);
        conformance!(@store failing $($test)*);
    };
    (@store $store:ident $($test:ident)*) => {
        mod $store {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(super::World::$store()).await;
            })*
        }
    };
}

conformance![
    appends_and_reads,
    keeps_bytes_as_they_are,
    chains_records,
    refuses_another_position,
    of_many_racers_one_wins,
    many_meetings_at_once,
    keeps_and_forgets_personal_values,
    takes_personal_values_alone,
    has_epochs,
    refuses_bad_names,
    refuses_what_is_too_large,
    is_the_same_after_reopening,
    keeps_and_destroys_keys,
];
