//! Admin routes of the laboratory: what was sent, which no documented call reads back. For tests only.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::json;

use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/gensoft/key", post(renew_key))
        .route("/admin/gensoft/attendances", get(attendances))
        .route("/admin/gensoft/executions", get(executions))
        .route("/admin/gensoft/executions/{id}/report", get(report))
}

async fn renew_key(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.gensoft().keys_given += 1;
    done(json!(sandbox.accounts().gensoft.key))
}

/// Every attendance with the messages about it, oldest first.
async fn attendances(State(sandbox): State<Sandbox>) -> Answer {
    done(json!(sandbox.gensoft().laboratory.attendances))
}

/// Every execution with the versions of its report.
async fn executions(State(sandbox): State<Sandbox>) -> Answer {
    done(json!(sandbox.gensoft().laboratory.executions))
}

/// The newest report of an execution, as the laboratory has it.
async fn report(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Response {
    let server = sandbox.gensoft();
    let execution = server.laboratory.executions.get(&id);
    match execution.and_then(|execution| execution.reports.last()) {
        Some(report) => ([(header::CONTENT_TYPE, "application/pdf")], report.file.clone()).into_response(),
        None => wrong(StatusCode::NOT_FOUND, "no report").into_response(),
    }
}
