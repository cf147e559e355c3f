//! The edge of the server: HTTP and sockets. It knows who may connect and how bytes travel, and no rule of a meeting.
//!
//! - `listener`, `door`: the accept loop and its limits
//! - `guard`, `problem`, `body`, `observe`, `assets`: what every answer has in common, and the files of the pages
//! - `access`, `credential`, `session`, `brake`, `links`: secrets become actors
//! - `socket`, `events`, `speech`: the two ways to a meeting
//! - `pulse`, `evidence`, `pressed`, `returning`: what they prove about a press, also over a lost connection
//! - `pages`, `meetings`, `exports`, `results`, `made`, `roster`, `feed`: everything else that is asked for by HTTP

mod access;
mod app;
mod assets;
mod body;
mod brake;
pub mod credential;
pub mod door;
mod events;
pub mod evidence;
mod exports;
pub mod feed;
mod guard;
mod links;
pub mod listener;
mod made;
mod meetings;
mod observe;
mod pages;
pub mod pressed;
pub mod problem;
mod pulse;
mod results;
mod returning;
pub mod roster;
mod router;
mod session;
mod socket;
mod speech;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use protocol::Ms;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{Config, Origin, PublicUrl};
use crate::engine::{Clock, Engine};
use crate::store::{SharedStore, SqliteStore, StoreError};
use app::App;
use brake::Brake;
use door::Door;

/// When clients of a server that stops come back.
const BACK_IN_MS: Ms = 2_000;
/// Between two sweeps of what is counted by address and link.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// A server that accepts connections.
pub struct Server {
    /// Where it listens in fact, also when the settings said port 0.
    pub address: SocketAddr,
    /// What its links begin with.
    pub public_url: PublicUrl,
    engine: Engine,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    sweeping: JoinHandle<()>,
}

impl Server {
    /// Opens the data directory and begins to accept connections, with a clock of the speed of the settings.
    ///
    /// # Errors
    /// When the data directory cannot be used, or the address is taken or not this machine's.
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        let clock = Arc::new(Clock::with_speed(config.clock_speed));
        Self::start_with_clock(config, clock).await
    }

    /// The same by another clock: a demonstration changes its speed while it runs.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_with_clock(config: Config, clock: Arc<Clock>) -> anyhow::Result<Self> {
        observe::recorder();
        let directory = config.data_dir.clone();
        let opening = tokio::task::spawn_blocking(move || SqliteStore::open(&directory));
        let store: SharedStore = Arc::new(opening.await.context("opening the data directory failed")??);
        let engine = Engine::new(Arc::clone(&store), clock);
        for (meeting, refusal) in engine.open_all().await.context("the meetings cannot be listed")? {
            tracing::error!(meeting, problem = refusal.text, "this meeting stays closed; the others are served");
        }
        let listener = TcpListener::bind(config.listen).await.with_context(|| {
            format!("cannot listen on {}: choose a free address of this machine with --listen", config.listen)
        })?;
        let address = listener.local_addr().context("listening address unknown")?;
        let mut origins = config.allowed_origins;
        let public_url = match config.public_url {
            Some(url) => url,
            None => {
                origins.extend(own_origins(address));
                own_url(address)?
            }
        };
        let mut exempt = config.exempt_addresses;
        exempt.extend(&config.trusted_proxies);
        let door = Door::new(config.max_connections, config.max_waiting_per_address, exempt);
        let (stop, stopped) = watch::channel(false);
        let url = public_url.clone();
        let brake = Brake::new(config.joins_per_second);
        let app = App::new(engine.clone(), store, url, origins, config.trusted_proxies, config.create_token, brake);
        let router = router::router(Arc::clone(&app));
        let accepting = tokio::spawn(listener::run(listener, router, door, stopped));
        let sweeping = tokio::spawn(sweep(app));
        Ok(Self { address, public_url, engine, stop, accepting, sweeping })
    }

    /// The live meetings.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Waits until the store has failed for good. The process must then end at once: see
    /// [`crate::engine::EXIT_DISK_FAILED`].
    pub async fn disk_failure(&self) -> StoreError {
        self.engine.disk_failure().await
    }

    /// Stops accepting, tells every client when to come back, and waits for connections and meetings to end.
    pub async fn stop(self) {
        self.sweeping.abort();
        self.stop.send_replace(true);
        self.engine.stop(BACK_IN_MS).await;
        if let Err(error) = self.accepting.await {
            tracing::error!(%error, "the accept loop failed");
        }
    }
}

async fn sweep(app: Arc<App>) {
    let mut tick = tokio::time::interval(SWEEP_EVERY);
    loop {
        tick.tick().await;
        app.sweep();
    }
}

/// A link that works on this machine, when nobody said what others would use.
fn own_url(address: SocketAddr) -> anyhow::Result<PublicUrl> {
    let host = if address.ip().is_unspecified() || address.ip().is_loopback() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    format!("http://{host}")
        .parse()
        .map_err(anyhow::Error::msg)
        .context("no public url can be made of the listening address: give --public-url")
}

/// Who has no public address may be at the machine itself, which has several names.
fn own_origins(address: SocketAddr) -> Vec<Origin> {
    let names = ["127.0.0.1", "[::1]", "localhost"].into_iter();
    names.filter_map(|name| format!("http://{name}:{}", address.port()).parse().ok()).collect()
}
