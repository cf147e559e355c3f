//! What the SQLite store alone must do: find tampering, survive a kill, refuse what it cannot work on, erase for
//! good, and live through a full disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use rusqlite::Connection;
use server::store::sqlite::{DATABASE_FILE, FORMAT_VERSION, KEYS_FILE};
use server::store::{Append, FailingStore, Failure, KeptKey, OpenError, PersonalValue, SqliteStore, Store, StoreError};
use tempfile::TempDir;

fn step(expected: u64, texts: &[&str]) -> Append {
    let records = texts.iter().map(|t| t.as_bytes().to_vec()).collect();
    Append { expected, records, personal: Vec::new() }
}

/// A data directory with one meeting `m` of five records, closed.
async fn filled() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path()).unwrap();
    store.create("m").await.unwrap();
    store.append("m", step(0, &["one", "two", "three", "four", "five"])).await.unwrap();
    store.create("other").await.unwrap();
    store.append("other", step(0, &["fine"])).await.unwrap();
    directory
}

fn tamper(directory: &Path, sql: &str) {
    let changed = Connection::open(directory.join(DATABASE_FILE)).unwrap().execute(sql, []).unwrap();
    assert!(changed > 0, "{sql} changes something");
}

async fn broken_at(sql: &str, from: u64, seq: u64) -> String {
    let directory = filled().await;
    tamper(directory.path(), sql);
    let store = SqliteStore::open(directory.path()).unwrap();
    assert!(store.read("other", 1, 10).await.is_ok(), "another meeting is not touched by it");
    let error = store.read("m", from, 10).await.unwrap_err();
    match &error {
        StoreError::Broken { meeting, seq: found, .. } => assert_eq!((meeting.as_str(), *found), ("m", seq)),
        other => panic!("not found to be broken: {other}"),
    }
    error.to_string()
}

#[tokio::test]
async fn finds_a_changed_record() {
    let text = broken_at("UPDATE record SET bytes = x'00' WHERE seq = 3 AND meeting = 1", 1, 3).await;
    assert_eq!(
        text,
        "the log of \"m\" is broken at position 3: the record does not match its hash; \
         put the data directory back from a backup"
    );
    broken_at("UPDATE record SET bytes = x'00' WHERE seq = 3 AND meeting = 1", 3, 3).await;
}

#[tokio::test]
async fn finds_a_changed_hash() {
    broken_at("UPDATE record SET hash = zeroblob(32) WHERE seq = 3 AND meeting = 1", 1, 3).await;
    broken_at("UPDATE record SET hash = zeroblob(32) WHERE seq = 3 AND meeting = 1", 4, 4).await;
}

#[tokio::test]
async fn finds_a_missing_record() {
    broken_at("DELETE FROM record WHERE seq = 2 AND meeting = 1", 1, 2).await;
    broken_at("DELETE FROM record WHERE seq = 2 AND meeting = 1", 3, 2).await;
    broken_at("DELETE FROM record WHERE seq = 1 AND meeting = 1", 1, 1).await;
}

#[tokio::test]
async fn finds_a_cut_log() {
    broken_at("DELETE FROM record WHERE seq >= 4 AND meeting = 1", 1, 4).await;
    broken_at("DELETE FROM record WHERE meeting = 1", 1, 1).await;
}

#[tokio::test]
async fn finds_an_end_that_was_not_written() {
    broken_at("UPDATE meeting SET head_hash = zeroblob(32) WHERE id = 1", 1, 5).await;
    broken_at("UPDATE meeting SET head_seq = 4 WHERE id = 1", 1, 4).await;
    broken_at("UPDATE meeting SET head_seq = 6 WHERE id = 1", 1, 6).await;
}

#[tokio::test]
async fn survives_a_kill() {
    // What a killed process leaves behind: the files as they are, write-ahead log included, never closed.
    let alive = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(alive.path()).unwrap();
    store.create("m").await.unwrap();
    store.append("m", step(0, &["a", "b"])).await.unwrap();
    let left = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(alive.path()).unwrap() {
        let file = file.unwrap();
        // The index of the write-ahead log is made anew from the log.
        if !file.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(file.path(), left.path().join(file.file_name())).unwrap();
        }
    }
    let store = SqliteStore::open(left.path()).unwrap();
    assert_eq!(store.read("m", 1, 10).await.unwrap().len(), 2);
    assert_eq!(store.append("m", step(2, &["c"])).await, Ok(3));
}

#[tokio::test]
async fn refuses_another_version_and_leaves_it_alone() {
    for version in [FORMAT_VERSION + 1, 0] {
        let directory = filled().await;
        tamper_version(directory.path(), version);
        let before = std::fs::read(directory.path().join(DATABASE_FILE)).unwrap();
        let error = SqliteStore::open(directory.path()).err().unwrap();
        assert!(matches!(error, OpenError::OtherVersion { found, .. } if found == version), "{error}");
        assert!(error.to_string().contains("run the version that wrote it"), "{error}");
        assert!(SqliteStore::open_to_read(directory.path()).is_err());
        assert_eq!(before, std::fs::read(directory.path().join(DATABASE_FILE)).unwrap());
    }
}

fn tamper_version(directory: &Path, version: i64) {
    let connection = Connection::open(directory.join(DATABASE_FILE)).unwrap();
    connection.pragma_update(None, "user_version", version).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

#[test]
fn refuses_the_files_of_others() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join(DATABASE_FILE), vec![b'x'; 5000]).unwrap();
    let error = SqliteStore::open(directory.path()).err().unwrap();
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");

    let directory = tempfile::tempdir().unwrap();
    Connection::open(directory.path().join(DATABASE_FILE)).unwrap().execute("CREATE TABLE t (a)", []).unwrap();
    let error = SqliteStore::open(directory.path()).err().unwrap();
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
}

#[test]
fn refuses_a_directory_that_cannot_be_written() {
    // A place where not even the superuser can make a file.
    let read_only = Path::new("/proc/self");
    let error = SqliteStore::open(read_only).err().unwrap();
    assert!(matches!(error, OpenError::NotWritable { .. }), "{error}");
    assert!(error.to_string().contains("make it writable for this user or choose another"), "{error}");

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("a file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(SqliteStore::open(&file), Err(OpenError::NotWritable { .. })));
}

#[test]
fn refuses_a_directory_in_use_until_it_is_free() {
    let directory = tempfile::tempdir().unwrap();
    let first = SqliteStore::open(directory.path()).unwrap();
    let error = SqliteStore::open(directory.path()).err().unwrap();
    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
    drop(first);
    SqliteStore::open(directory.path()).unwrap();
}

#[tokio::test]
async fn can_be_read_while_another_writes() {
    let directory = tempfile::tempdir().unwrap();
    assert!(matches!(SqliteStore::open_to_read(directory.path()), Err(OpenError::Absent { .. })));
    let writing = SqliteStore::open(directory.path()).unwrap();
    writing.create("m").await.unwrap();
    let reading = SqliteStore::open_to_read(directory.path()).unwrap();
    writing.append("m", step(0, &["a"])).await.unwrap();
    assert_eq!(reading.read("m", 1, 10).await.unwrap().len(), 1);
    assert!(matches!(reading.append("m", step(1, &["b"])).await, Err(StoreError::BadInput { .. })));
}

#[tokio::test]
async fn erases_for_good() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path()).unwrap();
    store.create("m").await.unwrap();
    let personal = (0..200)
        .map(|n| PersonalValue {
            commitment: format!("c{n}"),
            salt: format!("salt-to-be-forgotten-{n}-"),
            text: format!("name-to-be-forgotten-{n}-"),
        })
        .collect();
    store.append("m", Append { personal, ..step(0, &["a"]) }).await.unwrap();
    assert!(found(directory.path(), "name-to-be-forgotten-7-"));
    assert_eq!(store.forget("m", vec!["c7".to_owned()]).await, Ok(1));
    assert!(!found(directory.path(), "name-to-be-forgotten-7-"), "no file holds the value");
    assert!(!found(directory.path(), "salt-to-be-forgotten-7-"), "no file holds the salt");
    assert!(found(directory.path(), "name-to-be-forgotten-8-"));
}

/// The keys of secret questions lie apart from the database, for the owner only, and leave nothing behind.
#[tokio::test]
async fn a_destroyed_key_is_gone() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path()).unwrap();
    store.create("m").await.unwrap();
    assert!(!directory.path().join(KEYS_FILE).exists(), "no file without a secret question");
    for n in 0..40 {
        let bytes = format!("the-key-of-a-secret-question-{n:03}").into_bytes();
        store.keep_key("m", KeptKey { name: format!("{n}"), bytes }).await.unwrap();
    }
    assert!(found(directory.path(), "the-key-of-a-secret-question-007"));
    assert!(!store.keys("m").await.unwrap().is_empty());
    #[cfg(unix)]
    for file in std::fs::read_dir(directory.path()).unwrap().map(Result::unwrap) {
        use std::os::unix::fs::PermissionsExt;
        if file.file_name().to_string_lossy().starts_with(KEYS_FILE) {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?} is nobody else's", file.path());
        }
    }
    for n in 0..40 {
        store.destroy_key("m", &format!("{n}")).await.unwrap();
        assert!(!found(directory.path(), &format!("the-key-of-a-secret-question-{n:03}")), "key {n} left something");
    }
    assert!(!found(directory.path(), "the-key-of-a-secret-question"));
}

#[tokio::test]
async fn who_only_reads_comes_near_no_key() {
    let directory = filled().await;
    let store = SqliteStore::open_to_read(directory.path()).unwrap();
    assert!(matches!(store.keys("m").await, Err(StoreError::BadInput { .. })));
    assert!(matches!(store.destroy_key("m", "1").await, Err(StoreError::BadInput { .. })));
    assert!(!directory.path().join(KEYS_FILE).exists());
}

fn found(directory: &Path, needle: &str) -> bool {
    std::fs::read_dir(directory).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    })
}

#[tokio::test]
async fn a_full_disk_rolls_back_and_recovers() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path()).unwrap();
    store.create("m").await.unwrap();
    store.append("m", step(0, &["a"])).await.unwrap();
    store.limit_pages(1).await.unwrap();
    let large = "x".repeat(100_000);
    for _ in 0..2 {
        let refused = store.append("m", step(1, &["small", &large])).await;
        assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    }
    assert_eq!(store.read("m", 1, 10).await.unwrap().len(), 1, "nothing of it was kept");
    store.limit_pages(1_000_000).await.unwrap();
    assert_eq!(store.append("m", step(1, &["small", &large])).await, Ok(3));
    assert_eq!(store.read("m", 1, 10).await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_waits_is_written_before_the_store_ends() {
    let directory = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(directory.path()).unwrap();
    store.create("m").await.unwrap();
    // The append is handed to the writing thread when it is asked for, not when its answer is awaited.
    drop(store.append("m", step(0, &["a"])));
    drop(store);
    let store = SqliteStore::open(directory.path()).unwrap();
    assert_eq!(store.head("m").await.unwrap().seq, 1);
}

#[tokio::test]
async fn fails_on_demand() {
    let directory = tempfile::tempdir().unwrap();
    let store = FailingStore::new(std::sync::Arc::new(SqliteStore::open(directory.path()).unwrap()));
    store.create("m").await.unwrap();
    store.fail_append(2, Failure::Full);
    store.fail_append(3, Failure::BrokenAfterwards);
    assert_eq!(store.append("m", step(0, &["a"])).await, Ok(1));
    assert!(matches!(store.append("m", step(1, &["b"])).await, Err(StoreError::ReadOnly { .. })));
    assert!(matches!(store.append("m", step(1, &["b"])).await, Err(StoreError::Fatal { .. })));
    assert_eq!(store.head("m").await.unwrap().seq, 2, "kept, though the answer was lost");
    store.fail_always(Failure::Full);
    assert!(store.probe().await.is_err());
    store.heal();
    assert_eq!(store.append("m", step(2, &["c"])).await, Ok(3));
}
