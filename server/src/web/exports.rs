//! What is taken in and out of a meeting as files: the roster as CSV, the record as JSON or Markdown, the mixer's feed.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use meeting::Actor;
use meeting::meeting::{Meeting, Person};
use protocol::row::PersonRow;
use protocol::setup_command::{SetPeople, SetPerson};
use protocol::{Command, Role, ServerFrame};
use serde::Deserialize;

use super::access::{self, Access};
use super::app::App;
use super::feed::{self, Rows};
use super::problem::Problem;
use super::roster::{self, Known, Report};
use crate::engine::{Outgoing, Sent};
use crate::record::{self, ReadError, Source};

/// People in one command: a record of the log stays small.
const PEOPLE_AT_ONCE: usize = 200;

/// How a roster is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterQuery {
    #[serde(default)]
    dry_run: bool,
}

/// `POST .../roster?dry_run=true`: reads a table of people, and takes it over unless anything in it is wrong.
pub async fn roster(
    access: Access,
    State(app): State<Arc<App>>,
    Query(query): Query<RosterQuery>,
    table: Bytes,
) -> Result<Response, Problem> {
    access.must_be(&[Role::Organiser])?;
    let known = app.engine.read(&access.meeting, known).await.map_err(access::of_refusal)?;
    // A table of thousands of rows takes a while, in which others want to be served.
    let reading = tokio::task::spawn_blocking(move || roster::read(&table, &known));
    let mut report = reading.await.map_err(|error| Problem::internal(&error))?;
    if query.dry_run {
        return Ok(Json(report).into_response());
    }
    if report.errors_total > 0 {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(report)).into_response());
    }
    let people = std::mem::take(&mut report.people);
    take_over(&app, &access, people).await?;
    Ok(Json::<Report>(report).into_response())
}

async fn take_over(app: &App, access: &Access, people: Vec<SetPerson>) -> Result<(), Problem> {
    for some in people.chunks(PEOPLE_AT_ONCE) {
        let command = Command::SetPeople(SetPeople { people: some.to_vec() });
        let sent = Sent { actor: access.actor.clone(), id: None, heard: None, command };
        if let Some(refusal) = app.engine.command(&access.meeting, sent).await.reply.refused {
            return Err(access::of_refusal(refusal));
        }
    }
    Ok(())
}

/// What a roster may refer to.
fn known(m: &Meeting) -> Known {
    let people = m.people.iter().filter(|(_, person)| !person.removed);
    Known {
        groups: m.microphones.iter().map(|(key, microphone)| (key.clone(), microphone.name.clone())).collect(),
        regions: m.regions.iter().map(|region| (region.key.clone(), region.name.clone())).collect(),
        hubs: m.hubs.iter().map(|(id, hub)| (*id, hub.name.clone())).collect(),
        people: people.map(|(id, person)| (*id, entry(m, person))).collect(),
    }
}

fn entry(m: &Meeting, person: &Person) -> PersonRow {
    let open = |private: &Option<meeting::event::Private>| {
        private.as_ref().and_then(|private| m.vault.open(private)).map(ToOwned::to_owned)
    };
    PersonRow {
        name: m.vault.open(&person.name).unwrap_or_default().to_owned(),
        say: open(&person.say),
        title: open(&person.title),
        organisation: open(&person.organisation),
        group: person.group.clone(),
        region: person.region.clone(),
        place: person.place,
        languages: person.languages.clone(),
        name_shown: person.name_shown,
        call_name: open(&person.call_name),
        confirmed: person.confirmed,
        alike: person.alike,
        spoken: person.spoken,
        asks_group: person.asks_group.clone(),
        interests: open(&person.interests),
    }
}

/// `GET .../record.json`.
pub async fn record_json(access: Access, State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let source = source(&app, &access).await?;
    Ok(Json(record::record(&source)).into_response())
}

/// `GET .../record.md`.
pub async fn record_md(access: Access, State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let source = source(&app, &access).await?;
    let name = format!("attachment; filename=\"{}.md\"", access.meeting);
    let kind = HeaderValue::from_static("text/markdown; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], [(header::CONTENT_DISPOSITION, name)], record::markdown(&source))
        .into_response())
}

async fn source(app: &App, access: &Access) -> Result<Source, Problem> {
    access.must_be(&[Role::Organiser, Role::Moderator, Role::Reporter])?;
    Source::read(app.store.as_ref(), &access.meeting).await.map_err(|error| match error {
        ReadError::Store(crate::store::StoreError::UnknownMeeting { .. }) => access::Denied::NoLink.problem(),
        error => Problem::internal(&error),
    })
}

/// `GET .../floor.json`.
pub async fn floor_json(access: Access, State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let rows = rows(&app, &access).await?;
    Ok(Json(feed::of(&rows, app.engine.now_ms())).into_response())
}

/// `GET .../floor.xml`.
pub async fn floor_xml(access: Access, State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let rows = rows(&app, &access).await?;
    let xml = feed::xml(&feed::of(&rows, app.engine.now_ms()));
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

/// The rows that a mixer may see, now: who may see what is decided where it is decided for pages. A producer's link gets
/// the same, because what a mixer shows is public: names as their owners want them shown.
async fn rows(app: &App, access: &Access) -> Result<Rows, Problem> {
    access.must_be(&[Role::Producer, Role::Mixer])?;
    let place = access.actor.place();
    let mixer = Actor::Link { link: access.link, role: Role::Mixer, person: None, place, microphone: None, unit: None };
    let subscribing = app.engine.subscribe(&access.meeting, mixer, None);
    let mut viewer = subscribing.await.map_err(access::of_refusal)?;
    let mut rows = Rows::new();
    while let Some(Outgoing::Frame(text)) = viewer.now() {
        if let Ok(ServerFrame::Snapshot(snapshot)) = serde_json::from_str(&text) {
            rows.extend(snapshot.rows);
        }
    }
    Ok(rows)
}
