//! What the tests of the engine share: a server's engine over a real store, people who send commands, and pages that
//! apply frames as a client does.

#![allow(clippy::unwrap_used, dead_code, reason = "a test fails by panicking; each test file uses some of this")]

use std::collections::BTreeMap;
use std::sync::Arc;

use meeting::{Actor, Meeting};
use protocol::frame::{Bye, Reply};
use protocol::{Command, CommandId, HubId, LinkId, PersonId, Place, Position, Preset, RefusalCode, Role, ServerFrame};
use serde_json::{Value, json};
use server::engine::{Answer, Clock, Engine, NewMeeting, Outgoing, Plan, Sent, Viewer};
use server::store::{FailingStore, SqliteStore};
use tempfile::TempDir;

/// The meeting that most tests are about.
pub const M: &str = "assembly";

/// An engine over a SQLite store in a directory of its own, with one meeting.
pub struct World {
    pub engine: Engine,
    pub store: Arc<FailingStore>,
    directory: TempDir,
}

impl World {
    /// With the meeting [`M`]: two microphones, a hub, three people, running and open.
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (engine, store) = start(&directory);
        let world = Self { engine, store, directory };
        world.engine.create(new_meeting(M)).await.unwrap();
        world
    }

    /// Ends the engine as a kill does, without a word, and starts another one on the same data.
    pub async fn restart(self) -> Self {
        let Self { engine, store, directory } = self;
        // The new claim on the directory waits for nothing: a kill lets go of it, and so must the last handle.
        drop(engine);
        drop(release(store).await);
        let (engine, store) = start(&directory);
        Self { engine, store, directory }
    }

    /// Whether these bytes stand in any file of the data directory.
    pub fn has_on_disk(&self, bytes: &[u8]) -> bool {
        let files = std::fs::read_dir(self.directory.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut texts = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
        texts.any(|text| text.windows(bytes.len()).any(|window| window == bytes))
    }

    /// Sends a command.
    pub async fn send(&self, sent: Sent) -> Answer {
        self.engine.command(M, sent).await
    }

    /// Sends a command that must be done.
    pub async fn done(&self, who: &Actor, command: Value) -> Reply {
        let answer = self.send(by(who, None, command.clone())).await;
        assert!(answer.reply.done.is_some(), "{command} is refused: {:?}", answer.reply.refused);
        answer.reply
    }

    /// Sends a command that must be refused.
    pub async fn refused(&self, who: &Actor, command: Value) -> RefusalCode {
        let answer = self.send(by(who, None, command.clone())).await;
        answer.reply.refused.unwrap_or_else(|| panic!("{command} is done")).code
    }

    /// The whole state.
    pub async fn state(&self) -> Meeting {
        self.engine.read(M, Meeting::clone).await.unwrap()
    }

    /// A page of somebody who holds nothing yet.
    pub async fn page(&self, who: &Actor) -> Page {
        self.page_at(who, None).await
    }

    /// A page that holds the rows of a position.
    pub async fn page_at(&self, who: &Actor, at: Option<Position>) -> Page {
        Page::new(self.engine.subscribe(M, who.clone(), at).await.unwrap())
    }
}

fn start(directory: &TempDir) -> (Engine, Arc<FailingStore>) {
    let store = Arc::new(FailingStore::new(Arc::new(SqliteStore::open(directory.path()).unwrap())));
    (Engine::new(Arc::clone(&store) as _, Arc::new(Clock::starting_at(1_700_000_000_000, 1.0))), store)
}

/// Waits until the tasks of the engine have let go of the store.
async fn release(store: Arc<FailingStore>) -> FailingStore {
    let mut store = store;
    loop {
        match Arc::try_unwrap(store) {
            Ok(store) => return store,
            Err(shared) => {
                store = shared;
                tokio::task::yield_now().await;
            }
        }
    }
}

/// What creates a meeting for tests.
pub fn new_meeting(name: &str) -> NewMeeting {
    let setup = [
        json!({"do": "set_microphone", "key": "civil-society", "name": "Civil society", "letter": "C", "hue": "green"}),
        json!({"do": "set_microphone", "key": "government", "name": "Government", "letter": "G", "hue": "blue"}),
        json!({"do": "set_item", "item": 1, "title": "Opening", "turn_ms": 120_000}),
        json!({"do": "set_hub", "name": "Nairobi", "city": "Nairobi", "country": "KE",
               "time_zone": "Africa/Nairobi", "ceiling": 40}),
        json!({"do": "set_person", "profile": {"name": "Ana Silva", "group": "civil-society", "place": "room"}}),
        json!({"do": "set_person", "profile": {"name": "Kofi Mensah", "group": "government", "place": "room"}}),
        json!({"do": "set_person", "profile": {"name": "Mei Lin", "group": "civil-society", "place": "online"}}),
        json!({"do": "start_meeting"}),
        json!({"do": "open_queue"}),
    ];
    NewMeeting {
        name: name.to_owned(),
        plan: Plan::Fresh {
            title: "Assembly".to_owned(),
            languages: vec!["en".to_owned()],
            preset: Preset::EqualFooting,
            simulated: false,
        },
        setup: setup.into_iter().map(command).collect(),
    }
}

/// A command from its JSON.
pub fn command(value: Value) -> Command {
    serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("{value}: {e}"))
}

/// A command as somebody sends it, with the id (sender, n) if one is given.
pub fn by(who: &Actor, id: Option<(&str, u64)>, value: Value) -> Sent {
    Sent {
        actor: who.clone(),
        id: id.map(|(sender, n)| CommandId { sender: sender.to_owned(), n }),
        heard: None,
        command: command(value),
    }
}

/// The holder of a staff link.
pub fn staff(role: Role) -> Actor {
    let place = (role == Role::HubOperator).then_some(Place::Hub(HubId(1)));
    Actor::Link { link: LinkId(900), role, person: None, place, microphone: None, unit: None }
}

/// The moderator.
pub fn moderator() -> Actor {
    staff(Role::Moderator)
}

/// A person of the roster, with a personal link.
pub fn person(n: u32) -> Actor {
    let (link, person) = (LinkId(1000 + n), Some(PersonId(n)));
    Actor::Link { link, role: Role::Participant, person, place: Some(Place::Room), microphone: None, unit: None }
}

/// A page: the rows that it has, by what it was sent.
pub struct Page {
    pub viewer: Viewer,
    pub rows: BTreeMap<String, Value>,
    pub own: BTreeMap<String, Value>,
    pub live: BTreeMap<String, Value>,
    pub at: Option<Position>,
    own_version: u64,
    live_n: u64,
    /// What came, in few words.
    pub heard: Vec<String>,
    pub bye: Option<(Bye, bool)>,
}

impl Page {
    pub fn new(viewer: Viewer) -> Self {
        Self {
            viewer,
            rows: BTreeMap::new(),
            own: BTreeMap::new(),
            live: BTreeMap::new(),
            at: None,
            own_version: 0,
            live_n: 0,
            heard: Vec::new(),
            bye: None,
        }
    }

    /// A page that comes back with what it had.
    pub fn back(self, viewer: Viewer) -> Self {
        Self { viewer, live: BTreeMap::new(), live_n: 0, heard: Vec::new(), bye: None, ..self }
    }

    /// Takes what is there at once.
    pub fn catch_up(&mut self) -> &mut Self {
        while let Some(outgoing) = self.viewer.now() {
            self.take(outgoing);
            if self.bye.is_some() {
                break;
            }
        }
        self
    }

    /// Takes what comes until the page is as wanted.
    pub async fn until(&mut self, wanted: impl Fn(&Page) -> bool) -> &mut Self {
        self.catch_up();
        while !wanted(self) {
            match self.viewer.next().await {
                Some(outgoing) => self.take(outgoing),
                None => panic!("it ended before: {:?}", self.heard),
            }
        }
        self
    }

    /// Takes what comes until the page has the state of a version.
    pub async fn until_version(&mut self, version: u64) -> &mut Self {
        self.until(|page| page.at.is_some_and(|at| at.version >= version)).await
    }

    fn take(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Bye { frame, come_back } => match serde_json::from_str(&frame).unwrap() {
                ServerFrame::Bye(bye) => self.bye = Some((bye, come_back)),
                other => panic!("not a farewell: {other:?}"),
            },
            Outgoing::Frame(text) => self.apply(serde_json::from_str(&text).unwrap()),
        }
    }

    fn apply(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Snapshot(s) => {
                self.heard.push(format!("snapshot {}", s.version));
                self.at = Some(Position { epoch: s.epoch, version: s.version });
                self.rows = s.rows;
            }
            ServerFrame::Update(u) => {
                let set: Vec<&str> = u.set.keys().map(String::as_str).collect();
                self.heard.push(format!("set {} removed {}", set.join(","), u.removed.join(",")));
                let at = self.at.as_mut().expect("no update before a snapshot");
                assert!(u.from <= at.version, "a gap: {} after {}", u.from, at.version);
                assert!(at.version < u.to, "nothing new: {} after {}", u.to, at.version);
                at.version = u.to;
                self.rows.extend(u.set);
                u.removed.iter().for_each(|key| drop(self.rows.remove(key)));
            }
            ServerFrame::OwnSnapshot(s) => {
                self.heard.push("own snapshot".to_owned());
                self.own_version = s.version;
                self.own = s.rows;
            }
            ServerFrame::Own(u) => {
                let set: Vec<&str> = u.set.keys().map(String::as_str).collect();
                self.heard.push(format!("own {} removed {}", set.join(","), u.removed.join(",")));
                assert!(u.from <= self.own_version && self.own_version < u.to);
                self.own_version = u.to;
                self.own.extend(u.set);
                u.removed.iter().for_each(|key| drop(self.own.remove(key)));
            }
            ServerFrame::Live(l) => {
                assert!(l.n > self.live_n);
                self.live_n = l.n;
                self.live.extend(l.set);
                l.removed.iter().for_each(|key| drop(self.live.remove(key)));
            }
            other => panic!("not for a viewer: {other:?}"),
        }
    }
}
