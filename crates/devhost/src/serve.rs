//! Commands and news over HTTP.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use frontdesk_commands::desk::ports::documents_with;
use frontdesk_commands::system::{self, MemorySecrets};
use frontdesk_commands::{App, Host};
use frontdesk_documents::{Apart, Documents, Pdf};
use frontdesk_sandbox::{Sandbox, SandboxOptions};
use futures::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::desktop::Noted;
use crate::guard::{Guard, check};
use crate::{DevhostError, Options, pages, vendors};

/// Serves until the process is ended.
///
/// # Errors
/// `Io`, `Desk`, `NoPolicy`.
pub async fn run(options: Options) -> Result<(), DevhostError> {
    let sandbox = Sandbox::new(SandboxOptions {
        seed: options.seed,
        patients: options.patients,
        ..SandboxOptions::default()
    });
    let folder = tempfile::tempdir().map_err(|source| DevhostError::Io {
        what: "a data folder",
        source,
    })?;
    let documents = Documents::default().apart(Apart::of_this_program());
    let ports = system::ports(
        Arc::new(MemorySecrets::default()),
        vendors::loopback_lines()?,
        documents_with(move |name, facts, language, template| {
            documents
                .render_with(template, name, facts, language)
                .map(Pdf::into_parts)
        }),
    )?;
    let clinic = sandbox.clone();
    let desktop = Arc::new(Noted::new(folder.path().to_path_buf()));
    let app = App::start(Host {
        data_dir: folder.path().to_path_buf(),
        ports,
        training: Arc::new(move || vendors::training(&clinic)),
        desktop: desktop.clone(),
        version: env!("CARGO_PKG_VERSION"),
        system_language: "en".to_owned(),
    })
    .await;
    if options.training {
        app.open_training().await?;
    }
    let work = app.clone();
    tokio::spawn(async move { work.run().await });

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .await
        .map_err(|source| DevhostError::Io {
            what: "a port",
            source,
        })?;
    let address = listener.local_addr().map_err(|source| DevhostError::Io {
        what: "a port",
        source,
    })?;
    // The same clinic over HTTP, with its admin routes: tests connect to it by hand and ask it what it knows.
    let vendor = sandbox.serve(0).await.map_err(|source| DevhostError::Io {
        what: "a port for the vendor",
        source,
    })?;
    let guard = Guard::new(address.to_string());
    announce(&json!({
        "url": format!("http://{address}/#token={}", guard.token()),
        "vendor": vendor.accounts(),
        "vendor_admin": format!("{}/admin", vendor.origin()),
    }));
    let commands = Router::new()
        // A laboratory's report travels in a command, as base64.
        .route("/rpc", post(rpc).layer(DefaultBodyLimit::max(64 * 1024 * 1024)))
        .route("/events", get(events))
        .with_state(app)
        .route("/files", get(move || async move { Json(desktop.files()) }))
        .layer(middleware::from_fn_with_state(guard, check));
    let router = commands.merge(pages::router(&options.ui)?);
    axum::serve(listener, router)
        .await
        .map_err(|source| DevhostError::Io {
            what: "serving",
            source,
        })
}

#[derive(Deserialize)]
struct Call {
    command: String,
    #[serde(default)]
    payload: Value,
}

async fn rpc(State(app): State<Arc<App>>, Json(call): Json<Call>) -> Response {
    match app.dispatch(&call.command, call.payload).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
    }
}

async fn events(State(app): State<Arc<App>>) -> Stream<impl futures::Stream<Item = Result<Sse, Infallible>>> {
    let news = stream::unfold(app.listen(), |mut listener| async move {
        let event = listener.next().await?;
        let sse = Sse::default().json_data(&event).unwrap_or_default();
        Some((Ok(sse), listener))
    });
    Stream::new(news).keep_alive(KeepAlive::default())
}

#[allow(
    clippy::print_stdout,
    reason = "the first line tells whoever started it where to look"
)]
fn announce(line: &Value) {
    println!("{line}");
}

#[allow(clippy::print_stderr, reason = "whoever started it by hand reads it there")]
pub fn complain(error: &DevhostError) {
    eprintln!("frontdesk-devhost: {error}");
}
