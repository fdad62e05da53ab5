//! Actions that need a person watching: none is begun without one.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::Question;
use crate::error::DeskError;
use crate::store::to_ms;

/// What was asked for before this process began is left to a person, unless one has said in this process that it
/// shall be sent.
pub(super) fn leave_to_people(
    conn: &Connection,
    process: Uuid,
    began: DateTime<Utc>,
) -> Result<(), DeskError> {
    let question = serde_json::to_string(&Question::NeedsLiveLine)
        .map_err(|error| DeskError::internal(format!("question cannot be written: {error}")))?;
    conn.execute(
        "UPDATE outbox SET state = 'asks', question = ?2, approved = 0 \
         WHERE state IN ('held', 'queued', 'waiting') AND created_at < ?1 AND coalesce(process, '') <> ?3 \
         AND kind IN ('gdpr_form', 'book_video', 'remove_video', 'send_lab')",
        params![to_ms(began), question, process.to_string()],
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
