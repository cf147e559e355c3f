//! Issuing links: the one answer that holds their secrets, and their QR codes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::future::join_all;
use protocol::setup_command::IssueLink;
use protocol::{Command, Key, LinkId, PersonId, Place, Role};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::{Deserialize, Serialize};

use super::access::{self, Access};
use super::app::App;
use super::body::Body;
use super::credential::{Secret, link_path};
use super::problem::Problem;
use crate::engine::Sent;

/// Links issued by one request.
const AT_ONCE_MAX: usize = 500;

/// A link that is wanted: the command without the hash, which only the server knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// What it allows.
    pub role: Role,
    /// The hub of an operator; where people join by a shared link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The person of a personal link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What the organiser calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A steward's microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microphone: Option<Key>,
    /// A rapporteur's region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
}

/// A link with its secret, which is told this once.
#[derive(Serialize)]
pub struct Issued {
    link: LinkId,
    #[serde(flatten)]
    wanted: Wanted,
    secret: String,
    /// The path of its page.
    path: String,
    /// What is sent to its holder, and what a QR code holds.
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    links: Vec<Wanted>,
}

#[derive(Serialize)]
struct Delivered {
    links: Vec<Issued>,
}

impl Wanted {
    /// A link of a role and nothing else.
    pub fn of(role: Role, place: Option<Place>) -> Self {
        Self { role, place, person: None, label: None, microphone: None, unit: None }
    }

    /// The command that issues it.
    pub fn command(&self, secret: &Secret) -> Command {
        Command::IssueLink(IssueLink {
            role: self.role,
            place: self.place,
            person: self.person,
            label: self.label.clone(),
            microphone: self.microphone.clone(),
            unit: self.unit.clone(),
            secret_sha256: secret.sha256(),
        })
    }

    /// The link as it is handed out.
    pub fn issued(self, app: &App, meeting: &str, link: LinkId, secret: &Secret) -> Issued {
        let path = link_path(meeting, link);
        let url = address(app, &path, secret);
        Issued { link, wanted: self, secret: secret.reveal().to_owned(), path, url }
    }
}

fn address(app: &App, path: &str, secret: &Secret) -> String {
    format!("{}{path}#{}", app.public_url.as_str(), secret.reveal())
}

/// `POST .../links`: issues links and tells their secrets, once.
pub async fn issue(access: Access, State(app): State<Arc<App>>, Body(order): Body<Order>) -> Result<Response, Problem> {
    if order.links.is_empty() || order.links.len() > AT_ONCE_MAX {
        let detail = format!("links: 1 to {AT_ONCE_MAX} at once");
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_field", detail));
    }
    let issuing = order.links.into_iter().map(|wanted| issue_one(&app, &access, wanted));
    // All of them wait in the meeting's task together and are stored by few writes.
    let links = join_all(issuing).await.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok((StatusCode::CREATED, Json(Delivered { links })).into_response())
}

async fn issue_one(app: &Arc<App>, access: &Access, wanted: Wanted) -> Result<Issued, Problem> {
    let secret = Secret::new().map_err(|error| Problem::internal(&error))?;
    let sent = Sent { actor: access.actor.clone(), id: None, heard: None, command: wanted.command(&secret) };
    let reply = app.engine.command(&access.meeting, sent).await.reply;
    if let Some(refusal) = reply.refused {
        return Err(access::of_refusal(refusal));
    }
    let number = reply.made.iter().find_map(|made| made.strip_prefix("link/")?.parse().ok());
    match number {
        Some(number) => Ok(wanted.issued(app, &access.meeting, LinkId(number), &secret)),
        None => Err(Problem::internal(&"the reply to an issued link names no link")),
    }
}

/// Which link a code is wanted for. The secret comes in the body, because addresses end up in logs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeOf {
    link: LinkId,
    secret: String,
}

/// `POST .../qr.svg`: the code of a link whose secret the page still has.
pub async fn qr(access: Access, State(app): State<Arc<App>>, Body(code): Body<CodeOf>) -> Result<Response, Problem> {
    let secret: Secret = code.secret.parse().map_err(|()| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_field", "secret is not 22 characters of base64url")
    })?;
    let text = address(&app, &link_path(&access.meeting, code.link), &secret);
    let code = QrCode::new(text.as_bytes()).map_err(|error| Problem::internal(&error))?;
    let drawing = code.render::<svg::Color<'_>>().min_dimensions(256, 256).build();
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawing).into_response())
}
