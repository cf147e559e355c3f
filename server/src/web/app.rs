//! What every handler shares: the engine, the settings that concern requests, and the counters of rates.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::http::{HeaderMap, HeaderValue, header};
use governor::clock::DefaultClock;
use governor::state::{InMemoryState, NotKeyed, keyed::DefaultKeyedStateStore};
use governor::{Quota, RateLimiter};
use protocol::{LinkId, Ms, Role};
use tokio::sync::Notify;

use super::brake::Brake;
use super::made::Made;
use super::pressed::Arrival;
use super::returning::Returning;
use crate::config::{Net, Origin, PublicUrl, Token};
use crate::engine::Engine;
use crate::store::SharedStore;

/// A limiter of one sender.
pub type Limiter = RateLimiter<NotKeyed, InMemoryState, DefaultClock>;
type ByAddress = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock>;
type ByLink = RateLimiter<(String, LinkId), DefaultKeyedStateStore<(String, LinkId)>, DefaultClock>;

/// Failed logins from one address in a minute, beyond which it is told to wait.
const FAILURES_A_MINUTE: u32 = 30;
/// Meetings created from one address in a minute.
const CREATED_A_MINUTE: u32 = 20;
/// Messages of a participant or a screen: in a second, and at one go.
const MESSAGES: (u32, u32) = (10, 60);
/// Messages of staff, whose programs import and replay.
const MESSAGES_OF_STAFF: (u32, u32) = (500, 2_000);

/// The state of the edge.
pub struct App {
    /// The meetings.
    pub engine: Engine,
    /// Their logs, for exports.
    pub store: SharedStore,
    /// What links begin with.
    pub public_url: PublicUrl,
    /// What creating a meeting needs.
    pub create_token: Option<Token>,
    /// What the server's pages were built of; a page of another build reloads.
    pub build: String,
    /// Event streams that somebody may ask to begin anew.
    pub streams: Streams,
    /// Results that were made a moment ago.
    pub made: Arc<Made>,
    /// Pages that may come back.
    pub returning: Returning,
    /// Joins by shared links.
    pub brake: Brake,
    origins: Vec<Origin>,
    proxies: Vec<Net>,
    born: Instant,
    failures: ByAddress,
    created: ByAddress,
    posts: ByLink,
    posts_of_staff: ByLink,
}

impl App {
    /// The state for an engine and the settings of its edge.
    pub fn new(
        engine: Engine,
        store: SharedStore,
        public_url: PublicUrl,
        mut origins: Vec<Origin>,
        proxies: Vec<Net>,
        create_token: Option<Token>,
        brake: Brake,
    ) -> Arc<Self> {
        origins.push(public_url.origin());
        Arc::new(Self {
            engine,
            store,
            public_url,
            create_token,
            build: super::assets::build(),
            streams: Streams::default(),
            made: Arc::default(),
            returning: Returning::default(),
            brake,
            origins,
            proxies,
            born: Instant::now(),
            failures: RateLimiter::keyed(per_minute(FAILURES_A_MINUTE)),
            created: RateLimiter::keyed(per_minute(CREATED_A_MINUTE)),
            posts: RateLimiter::keyed(per_second(MESSAGES)),
            posts_of_staff: RateLimiter::keyed(per_second(MESSAGES_OF_STAFF)),
        })
    }

    /// Milliseconds of a clock that only this process knows; it never goes back.
    pub fn real_ms(&self) -> Ms {
        self.born.elapsed().as_millis() as Ms
    }

    /// When something that came just now came.
    pub fn arrival(&self) -> Arrival {
        let (meeting_ms, speed) = (self.engine.now_ms(), self.engine.clock().speed());
        Arrival { real_ms: self.real_ms(), meeting_ms, speed }
    }

    /// Whether a page of this origin may act here. The list is exact: no wildcard, no suffix.
    pub fn allows_origin(&self, origin: &HeaderValue) -> bool {
        let origin = origin.to_str().unwrap_or("").to_ascii_lowercase();
        self.origins.iter().any(|allowed| allowed.as_str() == origin)
    }

    /// The address of the client itself: a proxy that is trusted says who it is.
    pub fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let trusted = |address: IpAddr| self.proxies.iter().any(|net| net.contains(address));
        if !trusted(peer) {
            return peer;
        }
        // Each proxy adds the address it saw at the end; the first one that is not a proxy of ours is the client.
        let named = header::HeaderName::from_static("x-forwarded-for");
        let lines = headers.get_all(named).into_iter().filter_map(|line| line.to_str().ok());
        let listed: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        for text in listed.into_iter().rev() {
            match text.parse::<IpAddr>() {
                Ok(address) if trusted(address) => {}
                Ok(address) => return address,
                Err(_) => break,
            }
        }
        peer
    }

    /// Counts a failed login. False when the address has had too many.
    pub fn may_fail(&self, address: IpAddr) -> bool {
        self.failures.check_key(&address).is_ok()
    }

    /// Counts a created meeting. False when the address has made too many.
    pub fn may_create(&self, address: IpAddr) -> bool {
        self.created.check_key(&address).is_ok()
    }

    /// Counts a message that came by POST. False when the link has sent too many.
    pub fn may_post(&self, meeting: &str, link: LinkId, role: Role) -> bool {
        let key = (meeting.to_owned(), link);
        let limiter = if is_staff(role) { &self.posts_of_staff } else { &self.posts };
        limiter.check_key(&key).is_ok()
    }

    /// Forgets the counts of those who have been quiet, and pages that did not come back, so that the maps stay small.
    pub fn sweep(&self) {
        self.failures.retain_recent();
        self.created.retain_recent();
        self.posts.retain_recent();
        self.posts_of_staff.retain_recent();
        self.returning.sweep(self.real_ms());
        self.brake.sweep(self.real_ms());
    }
}

/// A limiter for one socket.
pub fn limiter(role: Role) -> Limiter {
    RateLimiter::direct(per_second(if is_staff(role) { MESSAGES_OF_STAFF } else { MESSAGES }))
}

fn is_staff(role: Role) -> bool {
    !matches!(role, Role::Participant | Role::Display | Role::Mixer | Role::Viewer)
}

fn per_second((steady, at_once): (u32, u32)) -> Quota {
    let at_once = NonZeroU32::new(at_once).expect("a constant above zero");
    Quota::per_second(NonZeroU32::new(steady).expect("a constant above zero")).allow_burst(at_once)
}

fn per_minute(most: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(most).expect("a constant above zero"))
}

/// Event streams by meeting, link and sender: a page that found a gap asks by POST, and its stream hears of it.
#[derive(Default)]
pub struct Streams {
    // A std mutex, because nothing waits while it is held.
    open: Mutex<HashMap<StreamKey, Arc<Notify>>>,
}

/// Whose stream it is.
pub type StreamKey = (String, LinkId, String);

/// A stream's ear; it is taken off the list when dropped.
pub struct Ear {
    app: Arc<App>,
    key: StreamKey,
    notify: Arc<Notify>,
}

impl Streams {
    /// Puts a stream on the list. A second one of the same sender takes the place of the first.
    pub fn listen(app: &Arc<App>, key: StreamKey) -> Ear {
        let notify = Arc::new(Notify::new());
        let mut open = app.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.insert(key.clone(), Arc::clone(&notify));
        drop(open);
        Ear { app: Arc::clone(app), key, notify }
    }

    /// Asks a stream to send everything anew. False when there is none.
    pub fn resync(&self, key: &StreamKey) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(key).map(|notify| notify.notify_one()).is_some()
    }
}

impl Ear {
    /// Waits until everything is asked for anew.
    pub async fn resync(&self) {
        self.notify.notified().await;
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut open = self.app.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.get(&self.key).is_some_and(|notify| Arc::ptr_eq(notify, &self.notify)) {
            open.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Clock;
    use crate::store::MemoryStore;

    fn app() -> Arc<App> {
        let store: SharedStore = Arc::new(MemoryStore::new());
        let engine = Engine::new(Arc::clone(&store), Arc::new(Clock::system()));
        let url = "https://meet.example.org".parse().expect("an address");
        let other = "https://www.example.org".parse().expect("an origin");
        App::new(engine, store, url, vec![other], vec!["10.0.0.0/8".parse().expect("a network")], None, Brake::new(20))
    }

    #[test]
    fn the_origin_list_is_exact() {
        let app = app();
        let allows = |text: &'static str| app.allows_origin(&HeaderValue::from_static(text));
        assert!(allows("https://meet.example.org"));
        assert!(allows("https://WWW.example.org"));
        for other in
            ["null", "", "http://meet.example.org", "https://meet.example.org.evil.com", "https://a.meet.example.org"]
        {
            assert!(!allows(other), "{other}");
        }
    }

    #[test]
    fn only_trusted_proxies_say_who_the_client_is() {
        let app = app();
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 192.0.2.7, 10.0.0.9"));
        assert_eq!(app.client_address(ip("10.0.0.1"), &headers), ip("192.0.2.7"));
        assert_eq!(app.client_address(ip("192.0.2.1"), &headers), ip("192.0.2.1"));
        headers.insert("x-forwarded-for", HeaderValue::from_static("not an address"));
        assert_eq!(app.client_address(ip("10.0.0.1"), &headers), ip("10.0.0.1"));
    }

    #[test]
    fn failures_are_counted_by_address() {
        let app = app();
        let (one, other): (IpAddr, IpAddr) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        let allowed = (0..100).filter(|_| app.may_fail(one)).count();
        assert_eq!(allowed, FAILURES_A_MINUTE as usize);
        assert!(app.may_fail(other));
    }
}
