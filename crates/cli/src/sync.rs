//! `sync`: reads from the vendors, once or until the first fill is complete.

use std::path::PathBuf;

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
        tokio::select! {
            biased;
            done = desk.sync().until_done(only) => done?,
            () = desk.run() => {}
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
            [state.connection_name, patients, if state.complete { "complete" } else { "not complete" }.to_owned()]
        })
        .collect();
    output::table(["connection", "patients asked about", "first fill"], &cells)
}
