//! Bodies of JSON: what cannot be read is told with its place and with what to write instead.

use axum::Json;
use axum::body::{self, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use protocol::reading;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::problem::Problem;

/// A body that was read.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        // The framework says whether it is of the right kind, and JSON at all.
        let whole = Request::from_parts(parts, body::Body::from(bytes.clone()));
        let Json(IgnoredAny) =
            Json::<IgnoredAny>::from_request(whole, state).await.map_err(IntoResponse::into_response)?;
        reading::body(&bytes).map(Self).map_err(|fault| {
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", fault.text);
            Problem { field: Some(fault.at).filter(|at| !at.is_empty()), ..problem }.into_response()
        })
    }
}
