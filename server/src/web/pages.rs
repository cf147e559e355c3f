//! The pages: each link opens that of its role, and a link that opens none says so plainly.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::{LinkId, Role};

use super::access::{self, Denied};
use super::app::App;
use super::assets;
use super::problem::Problem;

/// `/`: what this is, and the form that creates a meeting.
pub async fn landing(headers: HeaderMap) -> Response {
    assets::page("index", StatusCode::OK, &headers)
}

/// `/m/{meeting}/`: the public page.
pub async fn public(State(app): State<Arc<App>>, Path(meeting): Path<String>, headers: HeaderMap) -> Response {
    public_page(&app, &meeting, "floor", &headers).await
}

/// `/m/{meeting}/review`: the results of closed questions, for anybody who wants to count again.
pub async fn public_review(State(app): State<Arc<App>>, Path(meeting): Path<String>, headers: HeaderMap) -> Response {
    public_page(&app, &meeting, "review", &headers).await
}

async fn public_page(app: &App, meeting: &str, page: &str, headers: &HeaderMap) -> Response {
    match app.engine.read(meeting, |m| m.settings.public).await {
        Ok(true) => assets::page(page, StatusCode::OK, headers),
        Ok(false) => trouble(Denied::NotPublic.problem()),
        Err(refusal) => trouble(access::of_refusal(refusal)),
    }
}

/// `/m/{meeting}/l/{link}/`: the page of the link's role. It holds nothing of the meeting, and does not depend on the secret.
pub async fn of_link(
    State(app): State<Arc<App>>,
    Path((meeting, link)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    link_page(&app, &meeting, &link, &headers, page_of).await
}

/// `/m/{meeting}/l/{link}/review`: the same page of results for everybody who has a page.
pub async fn review_of_link(
    State(app): State<Arc<App>>,
    Path((meeting, link)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    link_page(&app, &meeting, &link, &headers, |role| page_of(role).map(|_| "review")).await
}

async fn link_page(
    app: &App,
    meeting: &str,
    link: &str,
    headers: &HeaderMap,
    page_of: impl Fn(Role) -> Option<&'static str>,
) -> Response {
    let Ok(link) = link.parse().map(LinkId) else { return trouble(Denied::NoLink.problem()) };
    let look = move |m: &meeting::Meeting| m.links.get(&link).map(|link| (link.role, link.revoked));
    match app.engine.read(meeting, look).await {
        Ok(Some((_, true))) => trouble(Denied::Revoked.problem()),
        Ok(Some((role, false))) => match page_of(role) {
            Some(page) => assets::page(page, StatusCode::OK, headers),
            None => trouble(Problem::new(
                StatusCode::NOT_FOUND,
                "no_page",
                "this link is for a video mixer: it reads floor.json or floor.xml here and has no page",
            )),
        },
        Ok(None) => trouble(Denied::NoLink.problem()),
        Err(refusal) => trouble(access::of_refusal(refusal)),
    }
}

/// An address without its last slash.
pub async fn with_slash(uri: axum::http::Uri) -> Redirect {
    Redirect::permanent(&format!("{}/", uri.path()))
}

fn page_of(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Organiser => "setup",
        Role::Moderator => "moderator",
        Role::OnlineModerator => "online",
        Role::Steward => "steward",
        Role::HubOperator => "hub",
        Role::Producer => "producer",
        Role::Participant => "participant",
        Role::Reporter => "reporter",
        Role::Rapporteur => "rapporteur",
        Role::Interpreter => "interpreter",
        Role::Display => "display",
        Role::Viewer => "floor",
        Role::Mixer => return None,
    })
}

/// A page for a person who followed a link that opens nothing: no script, no style, one sentence.
fn trouble(problem: Problem) -> Response {
    let mut detail = problem.detail;
    if let Some(first) = detail.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>evenfloor</title>\n\
         <h1>This page cannot be opened</h1>\n<p>{}.</p>\n</html>\n",
        escaped(&detail)
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (problem.status, [(header::CONTENT_TYPE, kind)], page).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
