//! Logging in: the secret of a link becomes a cookie, and a shared link becomes a person's own.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use meeting::meeting::Meeting;
use protocol::setup_command::{Join, Profile};
use protocol::{Command, LinkId, PersonId, Place, Role};
use serde::{Deserialize, Serialize};

use super::access::{self, Access, Denied};
use super::app::App;
use super::body::Body;
use super::credential::{self, Secret, link_path};
use super::listener::Connection;
use super::problem::Problem;
use crate::engine::Sent;

/// What a page posts. Without a secret the one of its cookie or header counts.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Login {
    secret: Option<String>,
    join: Option<JoinForm>,
}

/// The form by which a person joins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JoinForm {
    profile: Profile,
    /// The secret of the new personal link, made by the page, so that asking again after a lost answer joins no second
    /// time. Absent: the server makes it.
    #[serde(default)]
    secret: Option<String>,
}

/// What a session is.
#[derive(Debug, Serialize)]
struct Session {
    role: Role,
    link: LinkId,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    /// The link is a shared one: the page shows the form by which people join.
    shared: bool,
    /// The path of the link's page.
    path: String,
    /// The secret of a link that was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Session {
    fn of(access: &Access) -> Self {
        let path = match access.link {
            access::PUBLIC => format!("/m/{}/", access.meeting),
            link => link_path(&access.meeting, link),
        };
        Self {
            role: access.role,
            link: access.link,
            person: access.actor.person(),
            place: access.actor.place(),
            shared: access.is_shared,
            path,
            secret: None,
        }
    }
}

/// `GET .../session`: whether this browser has one, and whose.
pub async fn show(access: Access) -> Response {
    Json(Session::of(&access)).into_response()
}

/// `POST .../session`: `{"secret": ...}` opens one; `{"join": {"profile": {...}}}` on a shared link makes a person's own.
pub async fn open(
    State(app): State<Arc<App>>,
    Extension(connection): Extension<Connection>,
    request: Request,
) -> Result<Response, Response> {
    let (mut parts, body) = request.into_parts();
    access::check_origin(&app, &parts, true).map_err(IntoResponse::into_response)?;
    let (meeting, link) = access::named(&mut parts).await.map_err(IntoResponse::into_response)?;
    let link = link.ok_or_else(|| Denied::NoLink.into_response())?;
    let headers = parts.headers.clone();
    let Body(login) = Body::<Login>::from_request(Request::from_parts(parts, body), &()).await?;
    let secret = match &login.secret {
        Some(text) => text.parse().map_err(|()| Denied::WrongSecret),
        None => credential::shown(&headers).ok_or(Denied::NoSecret),
    };
    let access = match secret {
        Ok(secret) => Access::of_link(&app, &meeting, link, &secret).await.map(|access| (access, secret)),
        Err(denied) => Err(denied),
    };
    let (access, secret) = match access {
        Ok(granted) => granted,
        Err(denied) => {
            // Only failures are counted by address: a room of 1,500 phones behind one address logs in without any.
            let address = app.client_address(connection.peer, &headers);
            let counted = denied == Denied::WrongSecret && !app.may_fail(address);
            return Err(if counted { Denied::TooManyFailures } else { denied }.into_response());
        }
    };
    connection.place.shown_credential();
    match login.join {
        None => Ok(opened(&app, Session::of(&access), &secret, StatusCode::OK)),
        Some(form) => join(&app, &access, form).await.map_err(IntoResponse::into_response),
    }
}

fn opened(app: &App, session: Session, secret: &Secret, status: StatusCode) -> Response {
    let cookie = credential::set_cookie(secret, &session.path, app.public_url.is_https());
    (status, [(header::SET_COOKIE, cookie)], Json(session)).into_response()
}

async fn join(app: &Arc<App>, shared: &Access, form: JoinForm) -> Result<Response, Problem> {
    if !shared.is_shared {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "not_shared",
            "people join by a shared link, and this is a personal one",
        ));
    }
    let secret = match form.secret {
        Some(text) => text.parse().map_err(|()| {
            let text = "the secret of the new link is not 22 characters of base64url";
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_field", text)
        })?,
        None => Secret::new().map_err(|error| Problem::internal(&error))?,
    };
    let known = joined_before(app, shared, &secret).await?;
    if !known {
        app.brake.pass((shared.meeting.clone(), shared.link), app.real_ms()).map_err(wait_a_little)?;
        let join = Join { profile: form.profile, secret_sha256: secret.sha256() };
        let sent = Sent { actor: shared.actor.clone(), id: None, heard: None, command: Command::Join(join) };
        if let Some(refusal) = app.engine.command(&shared.meeting, sent).await.reply.refused {
            return Err(access::of_refusal(refusal));
        }
    }
    let access = Access::of_secret(app, &shared.meeting, &secret).await.map_err(Denied::problem)?;
    let mut session = Session::of(&access);
    session.secret = Some(secret.reveal().to_owned());
    Ok(opened(app, session, &secret, StatusCode::CREATED))
}

fn wait_a_little(seconds: u32) -> Problem {
    let text = format!("many are joining by this link just now: ask again in {seconds} s");
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", text);
    Problem { retry_after_s: Some(seconds), ..problem }
}

/// Whether this very link was made before, from the same shared link: the page asks again.
async fn joined_before(app: &App, shared: &Access, secret: &Secret) -> Result<bool, Problem> {
    let (hash, from) = (secret.sha256(), shared.link);
    let look = move |m: &Meeting| m.links.values().find(|link| link.secret_sha256 == hash).map(|link| link.from);
    match app.engine.read(&shared.meeting, look).await.map_err(access::of_refusal)? {
        None => Ok(false),
        Some(made_from) if made_from == Some(from) => Ok(true),
        Some(_) => {
            Err(Problem::new(StatusCode::CONFLICT, "refused", "the secret of the new link is in use: make another one"))
        }
    }
}
