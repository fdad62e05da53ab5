//! The log file: what support needs to know about a run, and nothing about a patient.
use std::io;
use std::panic;
use std::path::Path;

use tracing::{Level, Metadata};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// One file a day; a fortnight is what a support case needs.
const DAYS_KEPT: usize = 14;

/// Opens the log in `folder`. What is logged reaches the file for as long as the answer lives.
///
/// Only this project's own crates are written down: they redact by type, while a library may well put an
/// address or a body into its messages.
///
/// # Errors
/// The folder or the file cannot be made.
pub fn open(folder: &Path) -> io::Result<WorkerGuard> {
    std::fs::create_dir_all(folder)?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("frontdesk")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer);
    // A second call (tests) keeps the first subscriber; the file it would have written stays empty.
    let _ = tracing_subscriber::registry()
        .with(layer.with_filter(filter_fn(is_ours)))
        .try_init();
    log_panics();
    Ok(guard)
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    *metadata.level() <= Level::INFO
        && (target == "frontdesk" || target.starts_with("frontdesk_") || target.starts_with("frontdesk::"))
}

/// A panic's message may hold what was being worked on, so only its place is kept.
fn log_panics() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            tracing::error!(file = place.file(), line = place.line(), "panicked");
        }
        previous(panic);
    }));
}
