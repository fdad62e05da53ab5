//! `sync`: sends what waits and reads from the vendors, once or until everything is as of now. Needs nobody signed in and
//! prints no patient, so that a task scheduler can start it before the clinic opens.

use std::time::Duration;

use frontdesk_commands::desk::sync::{SyncState, why_stuck};
use frontdesk_commands::desk::{Desk, DeskError};
use uuid::Uuid;

use crate::arguments::Sync;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// How often is said how far it has come.
const TELL: Duration = Duration::from_secs(10);
/// How long unsent work may hold up the reading.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends what waits and reads, then prints how far each account has come.
///
/// # Errors
/// `Desk` (`Offline`, `KeyRefused`, `WrongAddress`, ...): the first account that could not be read; `Io`.
pub async fn run(place: Place, sync: Sync) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    let only = match &sync.connection {
        Some(name) => Some(desk::connection(&desk, name).await?.id),
        None => None,
    };
    // What people did goes first: what is read afterwards shows it.
    desk.outbox().flush(PATIENCE).await?;
    let mut failed: Option<DeskError> = None;
    let mut stuck: Option<SyncState> = None;
    if sync.until_done {
        let named: Vec<_> = only.into_iter().collect();
        let states = tokio::select! {
            biased;
            states = desk.sync().until_done(&named) => states?,
            () = desk.run() => Vec::new(),
            () = tell(&desk, &named) => Vec::new(),
        };
        // Whatever was asked when: the list of today is as of now.
        for state in states.iter().filter(|state| state.complete) {
            if let Err(error) = desk.sync().refresh_today(state.connection).await {
                failed.get_or_insert(error.with("connection", state.connection_name.clone()));
            }
        }
        stuck = states.into_iter().find(|state| !state.complete);
    } else {
        for connection in desk.accounts().list().await? {
            if only.is_some_and(|only| only != connection.id) {
                continue;
            }
            // One account that cannot be read does not keep the others from being read.
            if let Err(error) = desk.sync().pass(connection.id).await {
                failed.get_or_insert(error.with("connection", connection.name));
            }
        }
    }
    // What was read stands on the sheet for when nothing else works; whoever syncs before opening counts on it.
    if let Err(error) = desk.sheet().make().await {
        failed.get_or_insert(error);
    }
    if let Some(stuck) = stuck {
        return Err(why_stuck(stuck.phase)
            .with("connection", stuck.connection_name)
            .into());
    }
    let mut states = desk.sync().states().await?;
    states.retain(|state| only.is_none_or(|only| only == state.connection));
    show(&states, sync.json)?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// Says now and then how far the reading has come, when it has come further: a large clinic takes a while.
async fn tell(desk: &Desk, only: &[Uuid]) {
    let mut said = Vec::new();
    loop {
        tokio::time::sleep(TELL).await;
        // The reading itself says what is wrong with the store.
        let Ok(states) = desk.sync().states().await else {
            continue;
        };
        let far: Vec<_> = states
            .into_iter()
            .filter(|state| only.is_empty() || only.contains(&state.connection))
            .map(|state| {
                format!(
                    "{}: {} of {} patients asked about",
                    state.connection_name, state.patients_checked, state.patients_known
                )
            })
            .collect();
        for line in far.iter().filter(|line| !said.contains(*line)) {
            output::progress(line);
        }
        said = far;
    }
}

fn show(states: &[SyncState], json: bool) -> Result<(), CliError> {
    if json {
        return output::json(&states);
    }
    let cells: Vec<_> = states
        .iter()
        .map(|state| {
            let patients = format!("{} of {}", state.patients_checked, state.patients_known);
            [
                state.connection_name.clone(),
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
