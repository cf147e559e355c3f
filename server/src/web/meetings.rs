//! Creating meetings: the defaults, or a copy of another one, and the first links with their secrets.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use meeting::meeting::Meeting;
use protocol::setup_command::{SetMeeting, SetRule};
use protocol::{Command, Place, Preset, Role, limits};
use serde::{Deserialize, Serialize};

use super::access::{self, Access, Denied};
use super::app::App;
use super::body::Body;
use super::credential::{self, Secret};
use super::links::{Issued, Wanted};
use super::listener::Connection;
use super::problem::Problem;
use crate::engine::{NewMeeting, Plan};

/// Letters and digits that are not mistaken for each other when read aloud or typed off a screen.
const NAME_LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// A made-up name has this many of them: a billion names.
const NAME_LENGTH: usize = 6;
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
    let Body(order) = Body::<Order>::from_request(request, &()).await?;
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
    let name = match order.name {
        Some(name) => name,
        None => made_up_name().map_err(|error| Problem::internal(&error))?,
    };
    let (plan, mut setup) = match model {
        Some(model) => (Plan::CopyOf(Box::new(model)), changes(order.title, order.languages, order.preset)),
        None => {
            let plan = Plan::Fresh {
                title: order.title.unwrap_or_default(),
                languages: order.languages.unwrap_or_else(|| vec!["en".to_owned()]),
                preset: order.preset.unwrap_or(Preset::EqualFooting),
                simulated: order.simulated,
            };
            (plan, Vec::new())
        }
    };
    let mut wanted = Vec::new();
    for (role, place) in LINKS {
        let secret = Secret::new().map_err(|error| Problem::internal(&error))?;
        let link = Wanted::of(role, place);
        setup.push(link.command(&secret));
        wanted.push((link, secret));
    }
    app.engine.create(NewMeeting { name: name.clone(), plan, setup }).await.map_err(access::of_refusal)?;
    let mut links = Vec::new();
    for (link, secret) in wanted {
        let access = Access::of_secret(app, &name, &secret).await.map_err(Denied::problem)?;
        links.push(link.issued(app, &name, access.link, &secret));
    }
    Ok(Created { path: format!("/m/{name}/"), meeting: name, links })
}

/// What a copy has other than its model.
fn changes(title: Option<String>, languages: Option<Vec<String>>, preset: Option<Preset>) -> Vec<Command> {
    let mut changes = Vec::new();
    if title.is_some() || languages.is_some() {
        changes.push(Command::SetMeeting(SetMeeting { title, languages, ..SetMeeting::default() }));
    }
    if let Some(preset) = preset {
        changes.push(Command::SetRule(SetRule { preset, newcomers_first: None, newcomer_cap: None, replies: None }));
    }
    changes
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

async fn read_model(app: &Arc<App>, model: &Model) -> Result<Meeting, Problem> {
    let secret = model.secret.parse().map_err(|()| Denied::WrongSecret.problem())?;
    let access = Access::of_secret(app, &model.meeting, &secret).await.map_err(Denied::problem)?;
    access.must_be(&[Role::Organiser])?;
    app.engine.read(&model.meeting, Meeting::clone).await.map_err(access::of_refusal)
}

#[cfg(test)]
mod tests {
    use protocol::Key;

    use super::*;

    #[test]
    fn made_up_names_are_keys() {
        for _ in 0..50 {
            let name = made_up_name().expect("random numbers");
            assert!(name.parse::<Key>().is_ok() && name.len() == NAME_LENGTH, "{name}");
        }
    }
}
