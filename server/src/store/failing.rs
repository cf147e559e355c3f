//! A store that fails when it is told to, or waits: how tests and fault runs see what a bad disk does to a meeting.

use std::collections::BTreeMap;
use std::sync::Mutex;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::watch;

use super::{Append, Head, KeptKey, PersonalValue, Record, SharedStore, Store, StoreError};

/// How an append fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No room; nothing is kept.
    Full,
    /// The disk's state is unknown; nothing is kept.
    Broken,
    /// Everything is kept, and then the answer is lost: the other thing that an unknown state can mean.
    BrokenAfterwards,
    /// Somebody else wrote.
    Conflict,
}

/// Wraps a store; every call passes through except where a failure was ordered.
pub struct FailingStore {
    inner: SharedStore,
    plan: Mutex<Plan>,
    held: watch::Sender<bool>,
    asked: watch::Sender<u64>,
}

#[derive(Default)]
struct Plan {
    appends: u64,
    at: BTreeMap<u64, Failure>,
    always: Option<Failure>,
    destroys: u32,
}

impl FailingStore {
    /// Wraps `inner`; nothing fails until told.
    pub fn new(inner: SharedStore) -> Self {
        Self { inner, plan: Mutex::default(), held: watch::Sender::new(false), asked: watch::Sender::new(0) }
    }

    /// Makes the `n`-th append from now fail; 1 is the next one.
    pub fn fail_append(&self, n: u64, failure: Failure) {
        let mut plan = self.plan();
        let at = plan.appends + n;
        plan.at.insert(at, failure);
    }

    /// Makes every append and probe fail from now on, until [`FailingStore::heal`].
    pub fn fail_always(&self, failure: Failure) {
        self.plan().always = Some(failure);
    }

    /// Makes the next `n` destructions of a key fail: the key stays.
    pub fn fail_destroys(&self, n: u32) {
        self.plan().destroys = n;
    }

    /// How many destructions are still to fail.
    pub fn destroys_to_fail(&self) -> u32 {
        self.plan().destroys
    }

    /// Nothing fails any more.
    pub fn heal(&self) {
        let mut plan = self.plan();
        plan.always = None;
        plan.destroys = 0;
        plan.at.clear();
    }

    /// Appends wait, before anything is written, until [`FailingStore::release`].
    pub fn hold(&self) {
        self.held.send_replace(true);
    }

    /// Lets waiting appends go on.
    pub fn release(&self) {
        self.held.send_replace(false);
    }

    /// How many appends have been asked for so far, waiting and failed ones included.
    pub fn appends(&self) -> u64 {
        self.plan().appends
    }

    /// Waits until so many appends have been asked for.
    pub async fn until_appends(&self, n: u64) {
        let mut asked = self.asked.subscribe();
        asked.wait_for(|asked| *asked >= n).await.expect("the sender lives as long as this store");
    }

    fn plan(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.plan.lock().expect("nothing panics while the plan is locked")
    }

    fn next_failure(&self) -> Option<Failure> {
        let mut plan = self.plan();
        plan.appends += 1;
        let n = plan.appends;
        self.asked.send_replace(n);
        plan.at.remove(&n).or(plan.always)
    }
}

fn error(failure: Failure, meeting: &str, expected: u64) -> StoreError {
    match failure {
        Failure::Full => StoreError::ReadOnly { reason: "ordered by a test".to_owned() },
        Failure::Conflict => {
            StoreError::Conflict { meeting: meeting.to_owned(), expected, actual: expected.saturating_add(1) }
        }
        Failure::Broken | Failure::BrokenAfterwards => StoreError::Fatal { reason: "ordered by a test".to_owned() },
    }
}

impl Store for FailingStore {
    fn create(&self, meeting: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        self.inner.create(meeting)
    }

    fn meetings(&self) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
        self.inner.meetings()
    }

    fn append(&self, meeting: &str, append: Append) -> BoxFuture<'_, Result<u64, StoreError>> {
        let meeting = meeting.to_owned();
        let failure = self.next_failure();
        let mut held = self.held.subscribe();
        async move {
            held.wait_for(|held| !held).await.expect("the sender lives as long as this store");
            let expected = append.expected;
            match failure {
                None => self.inner.append(&meeting, append).await,
                Some(Failure::BrokenAfterwards) => {
                    self.inner.append(&meeting, append).await?;
                    Err(error(Failure::BrokenAfterwards, &meeting, expected))
                }
                Some(failure) => Err(error(failure, &meeting, expected)),
            }
        }
        .boxed()
    }

    fn read(&self, meeting: &str, from: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Record>, StoreError>> {
        self.inner.read(meeting, from, limit)
    }

    fn head(&self, meeting: &str) -> BoxFuture<'_, Result<Head, StoreError>> {
        self.inner.head(meeting)
    }

    fn personal(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<PersonalValue>, StoreError>> {
        self.inner.personal(meeting)
    }

    fn forget(&self, meeting: &str, commitments: Vec<String>) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.inner.forget(meeting, commitments)
    }

    fn epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        self.inner.epoch(meeting)
    }

    fn new_epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        self.inner.new_epoch(meeting)
    }

    fn keep_key(&self, meeting: &str, key: KeptKey) -> BoxFuture<'_, Result<(), StoreError>> {
        self.inner.keep_key(meeting, key)
    }

    fn keys(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<KeptKey>, StoreError>> {
        self.inner.keys(meeting)
    }

    fn destroy_key(&self, meeting: &str, name: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        let mut plan = self.plan();
        if let Some(left) = plan.destroys.checked_sub(1) {
            plan.destroys = left;
            return futures::future::ready(Err(StoreError::NotCleared)).boxed();
        }
        self.inner.destroy_key(meeting, name)
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        let always = self.plan().always;
        match always {
            None => self.inner.probe(),
            Some(failure) => futures::future::ready(Err(error(failure, "", 0))).boxed(),
        }
    }
}
