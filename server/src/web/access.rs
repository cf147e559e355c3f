//! Who a request comes from: path and secret become the actor for whom the engine acts. Nothing in a body ever does.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri, RawPathParams};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use meeting::Actor;
use meeting::meeting::{Link, Meeting};
use protocol::{LinkId, Refusal, RefusalCode, Role};

use super::app::App;
use super::credential::{self, Secret};
use super::listener::Connection;
use super::problem::Problem;

/// The link number of those who have none: the public.
pub const PUBLIC: LinkId = LinkId(0);

/// A request's right.
#[derive(Debug, Clone)]
pub struct Access {
    /// The meeting's name.
    pub meeting: String,
    /// The link.
    pub link: LinkId,
    /// Its role.
    pub role: Role,
    /// For whom the engine acts.
    pub actor: Actor,
    /// A participant's link without a person: it opens the form by which people join.
    pub is_shared: bool,
}

/// Why a request has no right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// No secret was shown.
    NoSecret,
    /// The secret does not open this link.
    WrongSecret,
    /// The meeting has no such link, or there is no such meeting.
    NoLink,
    /// The link was revoked.
    Revoked,
    /// The page that asks is not one of this server's.
    WrongOrigin,
    /// The address failed too often.
    TooManyFailures,
    /// The meeting is not public, and the request shows no link.
    NotPublic,
    /// The engine cannot say.
    Refused(Refusal),
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        self.problem().into_response()
    }
}

impl Denied {
    /// What is told.
    pub fn problem(self) -> Problem {
        match self {
            Self::NoSecret => {
                Problem::new(StatusCode::UNAUTHORIZED, "no_secret", "open the link as it was sent to you")
            }
            Self::WrongSecret => Problem::new(
                StatusCode::FORBIDDEN,
                "wrong_secret",
                "the secret does not fit this link: it may be cut off",
            ),
            Self::NoLink => Problem::new(StatusCode::NOT_FOUND, "no_link", "there is no such link: check the address"),
            Self::Revoked => Problem::new(StatusCode::GONE, "revoked", "this link was revoked: ask for a new one"),
            Self::WrongOrigin => Problem::new(
                StatusCode::FORBIDDEN,
                "wrong_origin",
                "nothing says that this comes from this server's own pages: a page is opened at its public url, a program sends the \
                 link's secret as `authorization: Bearer`",
            ),
            Self::TooManyFailures => Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_failures",
                "too many wrong secrets came from your address: wait a minute",
            ),
            Self::NotPublic => {
                Problem::new(StatusCode::FORBIDDEN, "not_public", "this meeting is not public: it needs a link")
            }
            Self::Refused(refusal) => of_refusal(refusal),
        }
    }
}

/// A refusal as HTTP tells it.
pub fn of_refusal(refusal: Refusal) -> Problem {
    let (status, code) = match refusal.code {
        RefusalCode::NoSuchMeeting => (StatusCode::NOT_FOUND, "no_such_meeting"),
        RefusalCode::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        RefusalCode::BadLink => (StatusCode::GONE, "revoked"),
        RefusalCode::NotYourRole | RefusalCode::NotYourPlace | RefusalCode::NotYours => {
            (StatusCode::FORBIDDEN, "not_allowed")
        }
        RefusalCode::TooFast => (StatusCode::TOO_MANY_REQUESTS, "too_fast"),
        RefusalCode::TooMany => (StatusCode::CONFLICT, "too_many"),
        RefusalCode::Malformed | RefusalCode::BadField => (StatusCode::UNPROCESSABLE_ENTITY, "bad_field"),
        RefusalCode::ReadOnly => (StatusCode::INSUFFICIENT_STORAGE, "read_only"),
        RefusalCode::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        RefusalCode::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        _ => (StatusCode::CONFLICT, "refused"),
    };
    Problem { field: refusal.field, ..Problem::new(status, code, refusal.text) }
}

impl Access {
    /// The right that a secret gives on a link.
    ///
    /// # Errors
    /// Why it gives none.
    pub async fn of_link(app: &App, meeting: &str, link: LinkId, secret: &Secret) -> Result<Self, Denied> {
        let hash = secret.sha256();
        let look = move |m: &Meeting| match m.links.get(&link) {
            None => Err(Denied::NoLink),
            Some(found) if found.secret_sha256 != hash => Err(Denied::WrongSecret),
            Some(found) => granted(link, found),
        };
        Self::read(app, meeting, look).await
    }

    /// The right that a secret gives, whichever link it belongs to.
    ///
    /// # Errors
    /// Why it gives none.
    pub async fn of_secret(app: &App, meeting: &str, secret: &Secret) -> Result<Self, Denied> {
        let hash = secret.sha256();
        let look = move |m: &Meeting| {
            let found = m.links.iter().find(|(_, link)| link.secret_sha256 == hash);
            found.map_or(Err(Denied::WrongSecret), |(id, link)| granted(*id, link))
        };
        Self::read(app, meeting, look).await
    }

    /// The right that everybody has in a public meeting.
    ///
    /// # Errors
    /// When the meeting is not public.
    pub async fn of_public(app: &App, meeting: &str) -> Result<Self, Denied> {
        let look = |m: &Meeting| {
            if !m.settings.public {
                return Err(Denied::NotPublic);
            }
            let actor = Actor::Link {
                link: PUBLIC,
                role: Role::Viewer,
                person: None,
                place: None,
                microphone: None,
                unit: None,
            };
            Ok((PUBLIC, Role::Viewer, actor, false))
        };
        Self::read(app, meeting, look).await
    }

    async fn read(
        app: &App,
        meeting: &str,
        look: impl FnOnce(&Meeting) -> Result<(LinkId, Role, Actor, bool), Denied> + Send + 'static,
    ) -> Result<Self, Denied> {
        let (link, role, actor, is_shared) = match app.engine.read(meeting, look).await {
            Ok(granted) => granted?,
            Err(refusal) => return Err(Denied::Refused(refusal)),
        };
        Ok(Self { meeting: meeting.to_owned(), link, role, actor, is_shared })
    }

    /// Only for these roles.
    ///
    /// # Errors
    /// A problem that says that it is not for this one.
    pub fn must_be(&self, roles: &[Role]) -> Result<(), Problem> {
        if roles.contains(&self.role) {
            return Ok(());
        }
        Err(Problem::new(StatusCode::FORBIDDEN, "not_allowed", "your link does not give you this"))
    }
}

fn granted(id: LinkId, link: &Link) -> Result<(LinkId, Role, Actor, bool), Denied> {
    if link.revoked {
        return Err(Denied::Revoked);
    }
    let actor = Actor::Link {
        link: id,
        role: link.role,
        person: link.person,
        place: link.place,
        microphone: link.microphone.clone(),
        unit: link.unit.clone(),
    };
    let is_shared = link.role == Role::Participant && link.person.is_none();
    Ok((id, link.role, actor, is_shared))
}

/// The meeting and, under `/m/{meeting}/l/{link}/`, the link that a path names.
pub async fn named(parts: &mut Parts) -> Result<(String, Option<LinkId>), Denied> {
    let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Denied::NoLink)?;
    let mut meeting = None;
    let mut link = None;
    for (name, value) in &params {
        match name {
            "meeting" => meeting = Some(value.to_owned()),
            "link" => link = Some(LinkId(value.parse().map_err(|_| Denied::NoLink)?)),
            _ => {}
        }
    }
    Ok((meeting.ok_or(Denied::NoLink)?, link))
}

/// Whether the page that sends a request may send it. A browser names its page's origin with everything that changes
/// something; who names none must be a program, and programs show their secret in a header and not by cookie.
pub fn check_origin(app: &App, parts: &Parts, changes: bool) -> Result<(), Denied> {
    match parts.headers.get(header::ORIGIN) {
        Some(origin) if app.allows_origin(origin) => Ok(()),
        Some(_) => Err(Denied::WrongOrigin),
        None if changes && credential::bearer(&parts.headers).is_none() => Err(Denied::WrongOrigin),
        None => Ok(()),
    }
}

/// Some mixers can send nothing but an address: for the feed alone, and for a mixer's link alone, the secret may stand
/// in the query. Queries are never logged here.
fn key_of_mixer(parts: &Parts) -> Option<Result<Secret, ()>> {
    let path = parts.uri.path();
    if !(path.ends_with("/floor.json") || path.ends_with("/floor.xml")) {
        return None;
    }
    let mut pairs = parts.uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix("key=")).map(str::parse)
}

async fn of_mixer(
    app: &App,
    meeting: &str,
    link: Option<LinkId>,
    secret: Result<Secret, ()>,
) -> Result<Access, Denied> {
    let secret = secret.map_err(|()| Denied::WrongSecret)?;
    let access = match link {
        Some(link) => Access::of_link(app, meeting, link, &secret).await?,
        None => Access::of_secret(app, meeting, &secret).await?,
    };
    if access.role == Role::Mixer { Ok(access) } else { Err(Denied::WrongSecret) }
}

impl FromRequestParts<Arc<App>> for Access {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Denied> {
        let upgrades = parts.headers.contains_key(header::UPGRADE);
        check_origin(app, parts, upgrades || parts.method != Method::GET)?;
        let (meeting, link) = named(parts).await?;
        // The router takes the front of the path away as it goes along.
        let whole = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
        let programs = whole.path().starts_with("/v1/");
        let access = match (link, programs) {
            (link, _) if let Some(secret) = key_of_mixer(parts) => of_mixer(app, &meeting, link, secret).await,
            (Some(link), _) => match credential::shown(&parts.headers) {
                Some(secret) => Self::of_link(app, &meeting, link, &secret).await,
                None => Err(Denied::NoSecret),
            },
            (None, true) => match credential::bearer(&parts.headers) {
                Some(secret) => Self::of_secret(app, &meeting, &secret).await,
                None => Err(Denied::NoSecret),
            },
            (None, false) => Self::of_public(app, &meeting).await,
        };
        let connection = parts.extensions.get::<Connection>();
        match (&access, connection) {
            (Ok(access), Some(connection)) if access.link != PUBLIC => connection.place.shown_credential(),
            (Err(Denied::WrongSecret), Some(connection)) => {
                let address = app.client_address(connection.peer, &parts.headers);
                if !app.may_fail(address) {
                    return Err(Denied::TooManyFailures);
                }
            }
            _ => {}
        }
        access
    }
}
