//! Results taken away as files: a question or a set of questions as JSON, CSV or XLSX, and what anybody needs to count again.
//!
//! Who may have what is decided where it is decided for pages: an export is made from the rows of the link's audience.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use meeting::meeting::Meeting;
use protocol::{PollId, PollSetId};
use serde::Deserialize;

use super::access::{self, Access};
use super::app::App;
use super::problem::Problem;
use crate::record::result::{self, QuestionResult, Table, csv, xlsx};
use crate::view::Audience;

/// The script that counts again.
const RECOUNT: &str = include_str!("../../../docs/recount.py");

/// What a result is wanted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Xlsx,
}

/// Whether only a final result will do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    #[serde(default, rename = "final")]
    is_final: bool,
}

/// The last segment of a path: `3.csv`; of those that have one, the meeting and link are before it.
#[derive(Deserialize)]
pub struct Named {
    file: String,
}

/// `GET .../polls/{poll}.json`, `.csv`, `.xlsx`.
pub async fn poll(
    access: Access,
    State(app): State<Arc<App>>,
    Path(Named { file }): Path<Named>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (number, form) = parsed(&file)?;
    let (poll, audience) = (PollId(number), Audience::of(&access.actor));
    let (made, with_roll) = (Arc::clone(&app.made), form != Form::Json);
    let look = move |m: &Meeting| {
        let review = if with_roll { made.review(m, audience, poll).ok() } else { None };
        (made.poll(m, audience, poll), review)
    };
    let (result, review) = app.engine.read(&access.meeting, look).await.map_err(access::of_refusal)?;
    let result = result.ok_or_else(|| no_question(poll))?;
    must_be_final(&wanted, &[result.as_ref()])?;
    let name = format!("{}-question-{poll}", access.meeting);
    match form {
        Form::Json => Ok(Json(result.as_ref()).into_response()),
        form => tables(form, &name, move || result::question_tables(&result, review.as_deref())).await,
    }
}

/// `GET .../sets/{set}.json`, `.csv`, `.xlsx`.
pub async fn set(
    access: Access,
    State(app): State<Arc<App>>,
    Path(Named { file }): Path<Named>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (number, form) = parsed(&file)?;
    let (set, audience) = (PollSetId(number), Audience::of(&access.actor));
    let made = Arc::clone(&app.made);
    let look = move |m: &Meeting| made.set(m, audience, set);
    let result = app.engine.read(&access.meeting, look).await.map_err(access::of_refusal)?;
    let result = result.ok_or_else(|| not_found(format!("there is no set {set} of questions")))?;
    must_be_final(&wanted, &result.questions.iter().collect::<Vec<_>>())?;
    let name = format!("{}-set-{set}", access.meeting);
    match form {
        Form::Json => Ok(Json(result.as_ref()).into_response()),
        form => tables(form, &name, move || result::set_tables(&result)).await,
    }
}

/// `GET .../review/{poll}.json`.
pub async fn review(
    access: Access,
    State(app): State<Arc<App>>,
    Path(Named { file }): Path<Named>,
) -> Result<Response, Problem> {
    let (poll, audience) = match parsed(&file)? {
        (number, Form::Json) => (PollId(number), Audience::of(&access.actor)),
        _ => return Err(no_file()),
    };
    let made = Arc::clone(&app.made);
    let look = move |m: &Meeting| made.review(m, audience, poll);
    match app.engine.read(&access.meeting, look).await.map_err(access::of_refusal)? {
        Ok(review) => Ok(Json(review.as_ref()).into_response()),
        Err(None) => Err(no_question(poll)),
        Err(Some(why)) => Err(refused(format!("question {poll} cannot be reviewed: {why}"))),
    }
}

/// `GET /recount.py`.
pub async fn recount() -> Response {
    let kind = HeaderValue::from_static("text/x-python; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], RECOUNT).into_response()
}

/// `3.csv` is 3 and CSV.
fn parsed(file: &str) -> Result<(u32, Form), Problem> {
    let (number, form) = file.split_once('.').ok_or_else(no_file)?;
    let form = match form {
        "json" => Form::Json,
        "csv" => Form::Csv,
        "xlsx" => Form::Xlsx,
        _ => return Err(no_file()),
    };
    Ok((number.parse().map_err(|_| no_file())?, form))
}

async fn tables(
    form: Form,
    name: &str,
    make: impl FnOnce() -> Vec<Table> + Send + 'static,
) -> Result<Response, Problem> {
    let (ending, kind) = match form {
        Form::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Form::Csv | Form::Json => ("csv", "text/csv; charset=utf-8"),
    };
    // A roll of ten thousand takes a while, in which others want to be served.
    let writing = tokio::task::spawn_blocking(move || match form {
        Form::Xlsx => xlsx::write(&make()),
        Form::Csv | Form::Json => Ok(csv::write(&make())),
    });
    let bytes = writing.await.map_err(|error| Problem::internal(&error))?;
    let bytes = bytes.map_err(|error| Problem::internal(&error))?;
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Who asks for a final result does not get one that may still change.
fn must_be_final(wanted: &Wanted, questions: &[&QuestionResult]) -> Result<(), Problem> {
    let open = questions.iter().find(|question| !question.is_final);
    match open.filter(|_| wanted.is_final) {
        None => Ok(()),
        Some(question) => {
            let text = format!(
                "\"{}\" is not closed: close it, or ask without final=true for what is in so far",
                question.row.short
            );
            Err(refused(text))
        }
    }
}

fn no_question(poll: PollId) -> Problem {
    not_found(format!("there is no question {poll} that is open to you"))
}

fn no_file() -> Problem {
    not_found("a result is asked for by its number and form: 3.json, 3.csv or 3.xlsx".to_owned())
}

fn not_found(text: String) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", text)
}

fn refused(text: String) -> Problem {
    Problem::new(StatusCode::CONFLICT, "refused", text)
}
