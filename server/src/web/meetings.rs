//! Creating meetings: the defaults, or a copy of another one, and the first links with their secrets.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use meeting::event::MeetingCreated;
use meeting::meeting::Meeting;
use protocol::setup_command::{RegionName, SetHub, SetItem, SetMeeting, SetMicrophone, SetRegions, SetRule};
use protocol::{Command, Hue, Key, Place, Preset, Role, limits, text};
use serde::{Deserialize, Serialize};

use super::access::{self, Access, Denied};
use super::app::App;
use super::credential::{self, Secret};
use super::links::{Issued, Wanted};
use super::listener::Connection;
use super::problem::Problem;
use crate::engine::NewMeeting;

/// Letters and digits that are not mistaken for each other when read aloud or typed off a screen.
const NAME_LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// A made-up name has this many of them: a billion names.
const NAME_LENGTH: usize = 6;
/// The regions of ICANN, with which a meeting begins.
const REGIONS: [(&str, &str); 5] = [
    ("africa", "Africa"),
    ("asia-pacific", "Asia, Australia and Pacific"),
    ("europe", "Europe"),
    ("latin-america", "Latin America and Caribbean"),
    ("north-america", "North America"),
];
/// The microphones of NETmundial, with which a meeting begins.
const MICROPHONES: [(&str, &str, &str, Hue); 4] = [
    ("government", "Government", "G", Hue::Blue),
    ("private-sector", "Private sector", "P", Hue::Brown),
    ("civil-society", "Civil society", "C", Hue::Green),
    ("technical-academic", "Technical and academic community", "T", Hue::Magenta),
];
/// The links with which a meeting begins; operators get theirs with their hubs.
const LINKS: [(Role, Option<Place>); 11] = [
    (Role::Organiser, None),
    (Role::Moderator, None),
    (Role::OnlineModerator, None),
    (Role::Steward, None),
    (Role::Producer, None),
    (Role::Mixer, None),
    (Role::Reporter, None),
    (Role::Interpreter, None),
    (Role::Display, None),
    (Role::Participant, Some(Place::Room)),
    (Role::Participant, Some(Place::Online)),
];

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// The title; a copy without one keeps its model's.
    #[serde(default)]
    title: Option<String>,
    /// The name in addresses; absent: made up.
    #[serde(default)]
    name: Option<String>,
    /// The languages, the first one is the default.
    #[serde(default)]
    languages: Option<Vec<String>>,
    /// The rule of the queue.
    #[serde(default)]
    preset: Option<Preset>,
    /// Whether all of it is simulated.
    #[serde(default)]
    simulated: bool,
    /// The meeting whose set-up is copied.
    #[serde(default)]
    copy_of: Option<Model>,
}

/// A meeting to be copied, with a secret of its organiser.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    meeting: String,
    secret: String,
}

/// A meeting that was created.
#[derive(Serialize)]
struct Created {
    meeting: String,
    /// The path of its public page.
    path: String,
    /// Its links; their secrets are told here and nowhere else.
    links: Vec<Issued>,
}

/// `POST /v1/meetings`.
pub async fn create(
    State(app): State<Arc<App>>,
    Extension(connection): Extension<Connection>,
    request: Request,
) -> Result<Response, Response> {
    let headers = request.headers().clone();
    // No cookie plays a part here, so a program may leave the origin out; a page of somebody else may not ask.
    if headers.get(header::ORIGIN).is_some_and(|origin| !app.allows_origin(origin)) {
        return Err(Denied::WrongOrigin.into_response());
    }
    check_token(&app, &headers).map_err(IntoResponse::into_response)?;
    let address = app.client_address(connection.peer, &headers);
    if app.create_token.is_none() && !app.may_create(address) {
        let detail = "many meetings were created from your address just now: wait a minute";
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", detail).into_response());
    }
    let Json(order) = Json::<Order>::from_request(request, &()).await.map_err(IntoResponse::into_response)?;
    let created = make(&app, order).await.map_err(IntoResponse::into_response)?;
    let place = [(header::LOCATION, created.path.clone())];
    Ok((StatusCode::CREATED, place, Json(created)).into_response())
}

fn check_token(app: &App, headers: &axum::http::HeaderMap) -> Result<(), Problem> {
    let Some(token) = &app.create_token else { return Ok(()) };
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    // Hashes are compared, so that the time it takes tells nothing of the token.
    if shown.is_some_and(|shown| credential::same(shown, token.reveal())) {
        return Ok(());
    }
    let detail = "creating a meeting needs this server's token: ask who runs it";
    Err(Problem::new(StatusCode::UNAUTHORIZED, "no_token", detail))
}

async fn make(app: &Arc<App>, order: Order) -> Result<Created, Problem> {
    if app.engine.meetings().await.map_err(access::of_refusal)?.len() >= limits::MEETINGS {
        let detail = format!("this server has the {} meetings that it may have", limits::MEETINGS);
        return Err(Problem::new(StatusCode::CONFLICT, "too_many", detail));
    }
    let model = match &order.copy_of {
        Some(model) => Some(read_model(app, model).await?),
        None => None,
    };
    let title = order.title.or_else(|| model.as_ref().map(|model| model.title.clone())).unwrap_or_default();
    let title = text::line(&title, limits::TITLE_CHARS).map_err(|what| bad_field("title", &what))?;
    if title.is_empty() {
        return Err(bad_field("title", "is empty"));
    }
    let name = match order.name {
        Some(name) => name.parse::<Key>().map_err(|what| bad_field("name", &what))?.to_string(),
        None => made_up_name().map_err(|error| Problem::internal(&error))?,
    };
    let (preset, languages, mut setup) = match model {
        Some(model) => (order.preset.unwrap_or(model.preset), order.languages.unwrap_or(model.languages), model.setup),
        None => (
            order.preset.unwrap_or(Preset::EqualFooting),
            order.languages.unwrap_or_else(|| vec!["en".to_owned()]),
            defaults().map_err(|error| Problem::internal(&error))?,
        ),
    };
    let mut wanted = Vec::new();
    for (role, place) in LINKS {
        let secret = Secret::new().map_err(|error| Problem::internal(&error))?;
        let link = Wanted::of(role, place);
        setup.push(link.command(&secret));
        wanted.push((link, secret));
    }
    let created = MeetingCreated { meeting: name.clone(), title, languages, preset, simulated: order.simulated };
    app.engine.create(NewMeeting { created, setup }).await.map_err(access::of_refusal)?;
    let mut links = Vec::new();
    for (link, secret) in wanted {
        let access = Access::of_secret(app, &name, &secret).await.map_err(Denied::problem)?;
        links.push(link.issued(app, &name, access.link, &secret));
    }
    Ok(Created { path: format!("/m/{name}/"), meeting: name, links })
}

fn bad_field(field: &str, what: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_field", format!("{field} {what}"))
}

fn made_up_name() -> Result<String, getrandom::Error> {
    let mut name = String::new();
    while name.len() < NAME_LENGTH {
        let mut byte = [0];
        getrandom::fill(&mut byte)?;
        // Bytes beyond the last whole round of the letters are thrown away, so that every letter is as likely.
        let rounds = usize::from(byte[0]) / NAME_LETTERS.len();
        if rounds < 256 / NAME_LETTERS.len() {
            name.push(char::from(NAME_LETTERS[usize::from(byte[0]) % NAME_LETTERS.len()]));
        }
    }
    Ok(name)
}

/// The set-up of a new meeting.
fn defaults() -> Result<Vec<Command>, String> {
    let mut setup = Vec::new();
    let mut regions = Vec::new();
    for (key, name) in REGIONS {
        regions.push(RegionName { key: key.parse()?, name: name.to_owned() });
    }
    setup.push(Command::SetRegions(SetRegions { regions }));
    for (key, name, letter, hue) in MICROPHONES {
        setup.push(Command::SetMicrophone(SetMicrophone {
            key: key.parse()?,
            name: Some(name.to_owned()),
            letter: Some(letter.to_owned()),
            hue: Some(hue),
            hollow: None,
            weight: None,
            position: None,
        }));
    }
    Ok(setup)
}

/// What is copied of a meeting.
struct Copied {
    title: String,
    preset: Preset,
    languages: Vec<String>,
    setup: Vec<Command>,
}

async fn read_model(app: &Arc<App>, model: &Model) -> Result<Copied, Problem> {
    let secret = model.secret.parse().map_err(|()| Denied::WrongSecret.problem())?;
    let access = Access::of_secret(app, &model.meeting, &secret).await.map_err(Denied::problem)?;
    access.must_be(&[Role::Organiser])?;
    app.engine.read(&model.meeting, copied).await.map_err(access::of_refusal)
}

/// Settings, agenda, microphones, regions and hubs. People are not copied: they have not said that they come again.
fn copied(m: &Meeting) -> Copied {
    let settings = &m.settings;
    let regions =
        m.regions.iter().map(|region| RegionName { key: region.key.clone(), name: region.name.clone() }).collect();
    let mut setup = vec![
        Command::SetMeeting(SetMeeting {
            title: None,
            languages: None,
            public: Some(settings.public),
            name_shown: Some(settings.name_shown),
            on_deck: Some(settings.on_deck),
            batch_ms: Some(settings.batch_ms),
            grace_ms: Some(settings.grace_ms),
        }),
        Command::SetRule(SetRule {
            preset: settings.preset,
            newcomers_first: Some(settings.newcomers_first),
            newcomer_cap: Some(settings.newcomer_cap),
        }),
        Command::SetRegions(SetRegions { regions }),
    ];
    for key in m.lanes() {
        let Some(microphone) = m.microphones.get(key) else { continue };
        setup.push(Command::SetMicrophone(SetMicrophone {
            key: key.clone(),
            name: Some(microphone.name.clone()),
            letter: Some(microphone.letter.clone()),
            hue: Some(microphone.hue),
            hollow: Some(microphone.hollow),
            weight: Some(microphone.weight),
            position: None,
        }));
    }
    let mut items: Vec<_> = m.items.values().collect();
    items.sort_by_key(|item| item.position);
    for item in items {
        setup.push(Command::SetItem(SetItem {
            item: None,
            title: Some(item.title.clone()),
            turn_ms: Some(item.turn_ms),
            item_ms: item.item_ms,
            position: None,
        }));
    }
    for hub in m.hubs.values() {
        setup.push(Command::SetHub(SetHub {
            hub: None,
            name: Some(hub.name.clone()),
            city: Some(hub.city.clone()),
            country: Some(hub.country.clone()),
            region: hub.region.clone(),
            time_zone: Some(hub.time_zone.clone()),
            ceiling: Some(hub.ceiling),
            operator: None,
            line: hub.line.clone(),
            call_name: hub.call_name.clone(),
        }));
    }
    Copied { title: settings.title.clone(), preset: settings.preset, languages: settings.languages.clone(), setup }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_names_are_keys() {
        for _ in 0..50 {
            let name = made_up_name().expect("random numbers");
            assert!(name.parse::<Key>().is_ok() && name.len() == NAME_LENGTH, "{name}");
        }
    }

    #[test]
    fn the_defaults_are_sound() {
        assert_eq!(defaults().map(|setup| setup.len()), Ok(5));
    }
}
