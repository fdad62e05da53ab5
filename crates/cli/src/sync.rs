//! `sync`: reads from the vendors, once or until the first fill is complete.

use std::path::PathBuf;

use frontdesk_commands::desk::sync::{SyncPhase, SyncState};
use frontdesk_commands::desk::{DeskError, ErrorCode};

use crate::arguments::Sync;
use crate::failure::CliError;
use crate::{desk, output};

/// Reads, then prints how far each account has come.
///
/// # Errors
/// `Desk` (`Offline`, `KeyRefused`, ...), `Io`.
pub async fn run(dir: Option<PathBuf>, sync: Sync) -> Result<(), CliError> {
    let desk = desk::open(dir).await?;
    let only = match &sync.connection {
        Some(name) => Some(desk::connection(&desk, name).await?.id),
        None => None,
    };
    if sync.until_done {
        let named: Vec<_> = only.into_iter().collect();
        let states = tokio::select! {
            biased;
            states = desk.sync().until_done(&named) => states?,
            () = desk.run() => Vec::new(),
        };
        if let Some(stuck) = states.iter().find(|state| !state.complete) {
            return Err(why_stuck(stuck).into());
        }
    } else {
        for connection in desk.accounts().list().await? {
            if only.is_none_or(|only| only == connection.id) {
                desk.sync().refresh_today(connection.id).await?;
            }
        }
    }
    let mut states = desk.sync().states().await?;
    states.retain(|state| only.is_none_or(|only| only == state.connection));
    if sync.json {
        return output::json(&states);
    }
    let cells: Vec<_> = states
        .into_iter()
        .map(|state| {
            let patients = format!("{} of {}", state.patients_checked, state.patients_known);
            [
                state.connection_name,
                patients,
                if state.complete {
                    "complete"
                } else {
                    "not complete"
                }
                .to_owned(),
            ]
        })
        .collect();
    output::table(["connection", "patients asked about", "first fill"], &cells)
}

/// Why the first fill cannot go on by itself; what was read so far is kept.
fn why_stuck(state: &SyncState) -> DeskError {
    let (code, detail) = match state.phase {
        SyncPhase::KeyRefused => (ErrorCode::KeyRefused, "the key is refused"),
        SyncPhase::Paused => (ErrorCode::NotAllowed, "the reading of this connection is paused"),
        _ => (
            ErrorCode::Offline,
            "the vendor does not answer; what was read so far is kept",
        ),
    };
    DeskError::new(code, detail).with("connection", state.connection_name.clone())
}
