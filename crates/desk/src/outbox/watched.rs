//! Actions that need a person watching: none is begun without one.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{ActionKind, Question, offline, table};
use crate::error::DeskError;

/// What was asked for in another process is left to a person, unless one has said in this process that it shall be
/// sent. Clocks have no part in it: they are set back.
pub(super) fn leave_to_people(conn: &Connection, process: Uuid) -> Result<(), DeskError> {
    let question = serde_json::to_string(&Question::NeedsLiveLine)
        .map_err(|error| DeskError::internal(format!("question cannot be written: {error}")))?;
    let kinds: Vec<String> = ActionKind::ALL
        .into_iter()
        .filter(|kind| !offline::waits(*kind))
        .map(|kind| table::word(&kind))
        .collect();
    let kinds = serde_json::to_string(&kinds)
        .map_err(|error| DeskError::internal(format!("kinds cannot be written: {error}")))?;
    conn.execute(
        "UPDATE outbox SET state = 'asks', question = ?1, approved = 0 \
         WHERE state IN ('held', 'queued', 'waiting') AND coalesce(process, '') <> ?2 \
         AND kind IN (SELECT value FROM json_each(?3))",
        params![question, process.to_string(), kinds],
    )?;
    Ok(())
}

/// Notes that a person at this process has said to send an entry.
pub(super) fn watched_by(conn: &Connection, entry: Uuid, process: Uuid) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET process = ?2 WHERE id = ?1",
        [entry.to_string(), process.to_string()],
    )?;
    Ok(())
}
