//! Opening a meeting for a play: it is created, set up, and everybody who takes part gets a link and a page of their own.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use protocol::{Key, PersonId, Place, Role};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::client::{Client, Door};
use super::http::{self, HttpError};
use super::scenario::{Scenario, What};
use super::setup::{Ids, SetupError, set_up};
use super::stage::{Pace, Stage};

/// Why a meeting could not be opened for a play.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A request was not answered well.
    #[error("{what}: {error}")]
    Http {
        /// What was asked for.
        what: String,
        /// Why not.
        error: HttpError,
    },
    /// The answer has not what was asked for.
    #[error("{what}: the answer has no `{field}`")]
    NoField {
        /// What was asked for.
        what: String,
        /// What is missing.
        field: &'static str,
    },
    /// The set-up failed.
    #[error(transparent)]
    Setup(#[from] SetupError),
}

/// A link for a living person who wants to look on.
#[derive(Debug, Clone)]
pub struct RoleLink {
    /// For whom it is.
    pub label: String,
    /// Its address, with the secret.
    pub url: String,
}

/// Opens the scenario's meeting on the server at `address`.
///
/// # Errors
/// When the meeting exists already, or anything of the set-up is refused.
pub async fn open(address: SocketAddr, scenario: Scenario, pace: Pace) -> Result<(Stage, Vec<RoleLink>), OpenError> {
    let house = House::create(address, &scenario).await?;
    let organiser = house.page(&house.organiser.secret);
    let ids = set_up(&organiser, &scenario).await?;
    let mut links = vec![house.organiser.told("Organiser")];
    let moderator = house.staff(Role::Moderator, "Moderator", &mut links).await?;
    let reporter = house.staff(Role::Reporter, "Reporter", &mut links).await?;
    let producer = house.staff(Role::Producer, "Producer", &mut links).await?;
    let stewards = house.stewards(&scenario, &mut links).await?;
    let hubs = house.hubs(&scenario, &ids, &mut links).await?;
    let people = house.people(&scenario, &ids).await?;
    house.onlookers(&ids, &mut links).await?;
    let stage = Stage {
        scenario,
        ids,
        pace,
        moderator,
        reporter,
        producer,
        stewards,
        hubs,
        people,
        played: watch::Sender::new(0),
        errors: Default::default(),
    };
    Ok((stage, links))
}

/// A link as the server hands it out.
struct Issued {
    secret: String,
    url: String,
}

impl Issued {
    fn told(&self, label: &str) -> RoleLink {
        RoleLink { label: label.to_owned(), url: self.url.clone() }
    }
}

/// What a link is for.
#[derive(Default)]
struct Wanted<'a> {
    label: &'a str,
    place: Option<Place>,
    person: Option<PersonId>,
    microphone: Option<Key>,
}

struct House {
    address: SocketAddr,
    meeting: String,
    organiser: Issued,
}

impl House {
    async fn create(address: SocketAddr, scenario: &Scenario) -> Result<House, OpenError> {
        let what = format!("meeting {}", scenario.key);
        let body = json!({
            "name": scenario.key, "title": scenario.title, "languages": ["en"],
            "preset": scenario.preset.replace('-', "_"), "simulated": scenario.simulated,
        });
        let answer = http::post(address, "/v1/meetings", None, &body).await;
        let answer = answer.map_err(|error| OpenError::Http { what: what.clone(), error })?;
        let organiser = issued(&what, &answer["links"][0])?;
        let meeting = answer["meeting"].as_str().ok_or(OpenError::NoField { what, field: "meeting" })?.to_owned();
        Ok(House { address, meeting, organiser })
    }

    async fn issue(&self, role: Role, wanted: Wanted<'_>) -> Result<Issued, OpenError> {
        let what = format!("link of {}", wanted.label);
        let mut body = json!({ "role": role, "label": wanted.label });
        let parts = [
            ("place", json!(wanted.place)),
            ("person", json!(wanted.person)),
            ("microphone", json!(wanted.microphone)),
        ];
        for (key, value) in parts.into_iter().filter(|(_, value)| !value.is_null()) {
            body[key] = value;
        }
        let path = format!("/v1/meetings/{}/links", self.meeting);
        let body = json!({ "links": [body] });
        let answer = http::post(self.address, &path, Some(&self.organiser.secret), &body).await;
        let answer = answer.map_err(|error| OpenError::Http { what: what.clone(), error })?;
        issued(&what, &answer["links"][0])
    }

    fn page(&self, secret: &str) -> Client {
        Client::open(Door { address: self.address, meeting: self.meeting.clone(), secret: secret.to_owned() })
    }

    async fn staff(&self, role: Role, label: &str, links: &mut Vec<RoleLink>) -> Result<Client, OpenError> {
        let issued = self.issue(role, Wanted { label, ..Wanted::default() }).await?;
        links.push(issued.told(label));
        Ok(self.page(&issued.secret))
    }

    async fn stewards(
        &self,
        scenario: &Scenario,
        links: &mut Vec<RoleLink>,
    ) -> Result<BTreeMap<String, Client>, OpenError> {
        let mut pages = BTreeMap::new();
        for microphone in &scenario.microphones {
            let label = format!("Steward, {}", microphone.name);
            let wanted = Wanted { label: &label, microphone: microphone.id.parse().ok(), ..Wanted::default() };
            let issued = self.issue(Role::Steward, wanted).await?;
            links.push(issued.told(&label));
            pages.insert(microphone.id.clone(), self.page(&issued.secret));
        }
        Ok(pages)
    }

    async fn hubs(
        &self,
        scenario: &Scenario,
        ids: &Ids,
        links: &mut Vec<RoleLink>,
    ) -> Result<BTreeMap<String, Client>, OpenError> {
        let mut pages = BTreeMap::new();
        for (index, hub) in scenario.hubs.iter().enumerate() {
            let label = format!("Hub {}", hub.name);
            let wanted = Wanted { label: &label, place: ids.place(&hub.id), ..Wanted::default() };
            let issued = self.issue(Role::HubOperator, wanted).await?;
            // Three hubs are enough to look at; the rest have the same page.
            if index < 3 {
                links.push(issued.told(&label));
            }
            pages.insert(hub.id.clone(), self.page(&issued.secret));
        }
        Ok(pages)
    }

    /// Pages of their own for those who are connected, and for those who give a value themselves.
    async fn people(&self, scenario: &Scenario, ids: &Ids) -> Result<BTreeMap<String, Client>, OpenError> {
        let mut pages = BTreeMap::new();
        let gives_value = |id: &str| {
            scenario.steps.iter().any(|step| match &step.what {
                What::Answer(answer) => answer.person.as_deref() == Some(id),
                What::Correct(correct) => correct.person == id,
                _ => false,
            })
        };
        for person in scenario.people.iter().filter(|person| person.connected || gives_value(&person.id)) {
            let number = ids.people.get(&person.id).copied();
            let wanted = Wanted { label: &person.name, person: number, ..Wanted::default() };
            let issued = self.issue(Role::Participant, wanted).await?;
            pages.insert(person.id.clone(), self.page(&issued.secret));
        }
        Ok(pages)
    }

    /// Links of the roles that nobody plays, and the shared ones by which people join.
    async fn onlookers(&self, ids: &Ids, links: &mut Vec<RoleLink>) -> Result<(), OpenError> {
        let roles = [
            (Role::OnlineModerator, "Online moderator"),
            (Role::Interpreter, "Interpreter"),
            (Role::Display, "Display"),
            (Role::Mixer, "Mixer feed"),
            (Role::Viewer, "Public viewer"),
        ];
        for (role, label) in roles {
            links.push(self.issue(role, Wanted { label, ..Wanted::default() }).await?.told(label));
        }
        let hub = ids.hubs.iter().next().map(|(name, id)| (format!("Participants in hub {name}"), Place::Hub(*id)));
        let places =
            [("Participants in the room".to_owned(), Place::Room), ("Participants online".to_owned(), Place::Online)];
        for (label, place) in places.into_iter().chain(hub) {
            let wanted = Wanted { label: &label, place: Some(place), ..Wanted::default() };
            links.push(self.issue(Role::Participant, wanted).await?.told(&label));
        }
        Ok(())
    }
}

fn issued(what: &str, answer: &Value) -> Result<Issued, OpenError> {
    let text = |field: &'static str| {
        let text = answer[field].as_str().map(str::to_owned);
        text.ok_or_else(|| OpenError::NoField { what: what.to_owned(), field })
    };
    Ok(Issued { secret: text("secret")?, url: text("url")? })
}
