//! What operators see: metrics, health, and one log line a request, without payloads, queries or secrets.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::{counter, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// The process's one recorder of metrics; the first call installs it.
pub fn recorder() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("metrics go to a recorder that was there before; /metrics stays empty");
        }
        handle
    })
}

/// `/metrics`: everything counted, in the text form of Prometheus.
pub async fn metrics() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, recorder().render()).into_response()
}

/// `/healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Counts, times and logs each request by its route, which holds no id and no secret.
pub async fn requests(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    let status = response.status().as_u16();
    let took = began.elapsed();
    counter!("evenfloor_requests_total", "route" => route.to_owned(), "status" => status.to_string()).increment(1);
    histogram!("evenfloor_request_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
    tracing::debug!(%method, route, status, took_us = took.as_micros() as u64, "request");
    response
}
