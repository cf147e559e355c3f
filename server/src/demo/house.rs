//! Opening a meeting for a play: it is created, set up, and everybody who takes part gets a link and a page of their own.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use protocol::{Key, PersonId, Place, Role};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::client::{Client, Door};
use super::http::{self, HttpError};
use super::scenario::{Hub, Microphone, Person, Region, Scenario, What};
use super::setup::{Ids, SetupError, preset, set_up};
use super::stage::{Pace, Stage};

/// The label of the link by which phones in the room join.
pub const PHONES: &str = "Participants in the room";

/// Links asked for in one request.
const LINKS_AT_ONCE: usize = 100;

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
    let (house, first) = House::create(address, &scenario).await?;
    let page_of = |role: Role| -> Result<Client, OpenError> {
        let link = first.iter().find(|link| link.role == role);
        let missing = || OpenError::NoField { what: format!("links of {}", scenario.key), field: "role" };
        Ok(house.page(&link.ok_or_else(missing)?.secret))
    };
    let organiser = page_of(Role::Organiser)?;
    let producer = page_of(Role::Producer)?;
    let ids = set_up(&organiser, &scenario).await?;
    let mut links: Vec<RoleLink> = first.iter().map(told).collect();
    let site = links.first().and_then(|link| link.url.split_once("/m/")).map(|(site, _)| site.to_owned());
    if let Some(site) = site {
        let url = format!("{site}/m/{}/", scenario.key);
        links.push(RoleLink { label: "Public viewer".to_owned(), url });
        if scenario.steps.iter().any(|step| matches!(step.what, What::Close(_))) {
            let url = format!("{site}/m/{}/review", scenario.key);
            links.push(RoleLink { label: "Review of the results".to_owned(), url });
        }
    }
    let stewards = house.stewards(&scenario, &mut links).await?;
    let hubs = house.hubs(&scenario, &ids, &mut links).await?;
    let rapporteurs = house.rapporteurs(&scenario, &mut links).await?;
    let people = house.people(&scenario, &ids).await?;
    let chairs = house.chairs(&scenario, &ids).await?;
    // Who is named as moderator or reporter acts under the own name; where nobody is, the meeting's first links do.
    let moderator = house.officer(Role::Moderator, "moderator", &scenario, &ids).await?;
    let moderator = moderator.map_or_else(|| page_of(Role::Moderator), Ok)?;
    let reporter = house.officer(Role::Reporter, "reporter", &scenario, &ids).await?;
    let reporter = reporter.map_or_else(|| page_of(Role::Reporter), Ok)?;
    let stage = Stage {
        scenario,
        ids,
        pace,
        moderator,
        chairs,
        reporter,
        producer,
        stewards,
        rapporteurs,
        hubs,
        people,
        played: watch::Sender::new(0),
        errors: Default::default(),
        late: Default::default(),
    };
    Ok((stage, links))
}

/// A link that is asked for.
#[derive(Debug, Serialize)]
struct Wanted {
    role: Role,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    microphone: Option<Key>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Key>,
}

/// A link as the server hands it out.
#[derive(Debug, Deserialize)]
struct Issued {
    role: Role,
    #[serde(default)]
    place: Option<Place>,
    #[serde(default)]
    label: Option<String>,
    secret: String,
    url: String,
}

fn told(link: &Issued) -> RoleLink {
    let label = match (link.role, link.place, &link.label) {
        (_, _, Some(label)) => label.as_str(),
        (Role::Organiser, ..) => "Organiser",
        (Role::Moderator, ..) => "Moderator",
        (Role::OnlineModerator, ..) => "Online moderator",
        (Role::Steward, ..) => "Steward",
        (Role::HubOperator, ..) => "Hub operator",
        (Role::Producer, ..) => "Producer",
        (Role::Participant, Some(Place::Room), _) => PHONES,
        (Role::Participant, ..) => "Participants online",
        (Role::Reporter, ..) => "Reporter",
        (Role::Rapporteur, ..) => "Rapporteur",
        (Role::Interpreter, ..) => "Interpreter",
        (Role::Display, ..) => "Display",
        (Role::Mixer, ..) => "Mixer feed",
        (Role::Viewer, ..) => "Public viewer",
    };
    let url = match (link.role, link.url.split_once('#')) {
        // A mixer has no page and can send nothing but an address: it reads the feed.
        (Role::Mixer, Some((path, secret))) => format!("{path}floor.json?key={secret}"),
        _ => link.url.clone(),
    };
    RoleLink { label: label.to_owned(), url }
}

/// What the answers to both requests have in common.
#[derive(Debug, Deserialize)]
struct Links {
    links: Vec<Issued>,
}

struct House {
    address: SocketAddr,
    meeting: String,
    organiser: String,
}

impl House {
    /// Creates the meeting; with it come its first links.
    async fn create(address: SocketAddr, scenario: &Scenario) -> Result<(House, Vec<Issued>), OpenError> {
        let what = format!("meeting {}", scenario.key);
        let body = json!({
            "name": scenario.key, "title": scenario.title, "languages": ["en"],
            "preset": preset(&scenario.preset)?, "simulated": scenario.simulated,
        });
        let answer = http::post(address, "/v1/meetings", None, &body).await;
        let links = links(&what, answer)?;
        let organiser = links.iter().find(|link| link.role == Role::Organiser).map(|link| link.secret.clone());
        let organiser = organiser.ok_or(OpenError::NoField { what, field: "organiser" })?;
        Ok((House { address, meeting: scenario.key.clone(), organiser }, links))
    }

    /// Issues these links, in their order.
    async fn issue(&self, wanted: &[Wanted]) -> Result<Vec<Issued>, OpenError> {
        let what = format!("{} links", wanted.len());
        let path = format!("/v1/meetings/{}/links", self.meeting);
        let mut issued = Vec::new();
        for some in wanted.chunks(LINKS_AT_ONCE) {
            let answer = http::post(self.address, &path, Some(&self.organiser), &json!({ "links": some })).await;
            issued.extend(links(&what, answer)?);
        }
        match issued.len() == wanted.len() {
            true => Ok(issued),
            false => Err(OpenError::NoField { what, field: "links" }),
        }
    }

    fn page(&self, secret: &str) -> Client {
        Client::open(Door { address: self.address, meeting: self.meeting.clone(), secret: secret.to_owned() })
    }

    /// A page for each of these, by the id that the scenario gives it.
    fn pages<'a>(&self, ids: impl Iterator<Item = &'a String>, issued: &[Issued]) -> BTreeMap<String, Client> {
        ids.cloned().zip(issued.iter().map(|link| self.page(&link.secret))).collect()
    }

    async fn stewards(
        &self,
        scenario: &Scenario,
        links: &mut Vec<RoleLink>,
    ) -> Result<BTreeMap<String, Client>, OpenError> {
        let wanted = |microphone: &Microphone| Wanted {
            label: format!("Steward, {}", microphone.name),
            microphone: microphone.id.parse().ok(),
            ..Wanted::of(Role::Steward)
        };
        let wanted: Vec<_> = scenario.microphones.iter().map(wanted).collect();
        let issued = self.issue(&wanted).await?;
        links.extend(issued.iter().map(told));
        Ok(self.pages(scenario.microphones.iter().map(|microphone| &microphone.id), &issued))
    }

    async fn hubs(
        &self,
        scenario: &Scenario,
        ids: &Ids,
        links: &mut Vec<RoleLink>,
    ) -> Result<BTreeMap<String, Client>, OpenError> {
        let wanted = |hub: &Hub| Wanted {
            label: format!("Hub {}", hub.name),
            place: ids.place(&hub.id),
            ..Wanted::of(Role::HubOperator)
        };
        let wanted: Vec<_> = scenario.hubs.iter().map(wanted).collect();
        let issued = self.issue(&wanted).await?;
        // Three hubs are enough to look at; the rest have the same page.
        links.extend(issued.iter().take(3).map(told));
        Ok(self.pages(scenario.hubs.iter().map(|hub| &hub.id), &issued))
    }

    /// Where the meeting splits by region, each region has a rapporteur's page to look at.
    async fn rapporteurs(
        &self,
        scenario: &Scenario,
        links: &mut Vec<RoleLink>,
    ) -> Result<BTreeMap<String, Client>, OpenError> {
        if !scenario.steps.iter().any(|step| matches!(step.what, What::BreakOut(_))) {
            return Ok(BTreeMap::new());
        }
        let wanted = |region: &Region| Wanted {
            label: format!("Rapporteur, {}", region.name),
            unit: region.id.parse().ok(),
            ..Wanted::of(Role::Rapporteur)
        };
        let wanted: Vec<_> = scenario.regions.iter().map(wanted).collect();
        let issued = self.issue(&wanted).await?;
        links.extend(issued.iter().map(told));
        Ok(self.pages(scenario.regions.iter().map(|region| &region.id), &issued))
    }

    /// Pages of their own for those who are connected, and for those who speak for their region.
    async fn people(&self, scenario: &Scenario, ids: &Ids) -> Result<BTreeMap<String, Client>, OpenError> {
        let speaks_for_region = |id: &str| {
            scenario.steps.iter().any(|step| match &step.what {
                What::Answer(answer) => answer.region.is_some() && answer.person.as_deref() == Some(id),
                What::Correct(correct) => correct.person == id,
                _ => false,
            })
        };
        let mut wanted = BTreeMap::new();
        for person in &scenario.people {
            let role = match (speaks_for_region(&person.id), person.connected) {
                (true, _) => Role::Reporter,
                (false, true) => Role::Participant,
                (false, false) => continue,
            };
            wanted.insert(&person.id, own_link(role, person, ids));
        }
        self.own_pages(wanted).await
    }

    /// Pages for those to whom the chair is handed over.
    async fn chairs(&self, scenario: &Scenario, ids: &Ids) -> Result<BTreeMap<String, Client>, OpenError> {
        let mut wanted = BTreeMap::new();
        for step in &scenario.steps {
            if let What::Chair(chair) = &step.what
                && let Some(person) = scenario.person(&chair.to)
            {
                wanted.insert(&person.id, own_link(Role::Moderator, person, ids));
            }
        }
        self.own_pages(wanted).await
    }

    async fn own_pages(&self, wanted: BTreeMap<&String, Wanted>) -> Result<BTreeMap<String, Client>, OpenError> {
        let (people, wanted): (Vec<_>, Vec<_>) = wanted.into_iter().unzip();
        let issued = self.issue(&wanted).await?;
        Ok(self.pages(people.into_iter(), &issued))
    }

    /// The page of the person whom the scenario names for this office.
    async fn officer(
        &self,
        role: Role,
        office: &str,
        scenario: &Scenario,
        ids: &Ids,
    ) -> Result<Option<Client>, OpenError> {
        let Some(person) = scenario.people.iter().find(|person| person.role.as_deref() == Some(office)) else {
            return Ok(None);
        };
        let issued = self.issue(&[own_link(role, person, ids)]).await?;
        Ok(issued.first().map(|link| self.page(&link.secret)))
    }
}

fn own_link(role: Role, person: &Person, ids: &Ids) -> Wanted {
    Wanted { label: person.name.clone(), person: ids.people.get(&person.id).copied(), ..Wanted::of(role) }
}

impl Wanted {
    fn of(role: Role) -> Self {
        Wanted { role, label: String::new(), place: None, person: None, microphone: None, unit: None }
    }
}

fn links(what: &str, answer: Result<Value, HttpError>) -> Result<Vec<Issued>, OpenError> {
    let answer = answer.map_err(|error| OpenError::Http { what: what.to_owned(), error })?;
    let links: Result<Links, _> = serde_json::from_value(answer);
    links.map(|links| links.links).map_err(|_| OpenError::NoField { what: what.to_owned(), field: "links" })
}
