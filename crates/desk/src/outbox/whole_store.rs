//! What else happens to entries than being sent: a copy of the store takes its place, a patient is erased, records
//! are thinned.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde::Serialize;
use uuid::Uuid;

use super::table::OPEN;
use super::{ActionKind, Offline, Question, offline};
use crate::error::{DeskError, ErrorCode};
use crate::store::to_ms;

/// Lets a person decide about every entry that was open when the copy was made: it may have been sent since, by a
/// store that nobody can ask any more. The reason says so, because nothing was looked for since. Whoever has it sent all the same is asked what the vendor itself can tell:
/// a patient or a visit that is there by now is taken for the one that was meant. A refusal of what does not wait without
/// a person is no longer known to be the last word either.
///
/// # Errors
/// The store's.
pub(crate) fn ask_about_all_open(tx: &Connection) -> Result<(), DeskError> {
    let text = |question: &Question| written(question);
    let watched: Vec<ActionKind> = ActionKind::ALL
        .into_iter()
        .filter(|kind| offline(*kind) == Offline::NeedsLiveLine)
        .collect();
    tx.execute(
        &format!(
            "UPDATE outbox SET state = 'asks', approved = 0, held_until = NULL, retry_at = NULL, reason = ?4,
                 attempts = max(attempts, 1), lost = lost + 1, looks = 0, lost_at = NULL,
                 question = iif(kind IN ('send_lab', 'upload_report', 'remove_video',
                     'invoice_services', 'invoice_payment', 'invoice_issue'), ?1, ?2),
                 snapshot = iif(kind IN ('create_patient', 'book_video', 'book_appointment'),
                     coalesce(snapshot, '[]'), snapshot),
                 settled_at = NULL, vendor_message = NULL, cause = NULL
             WHERE state IN {OPEN} OR (state = 'refused' AND kind IN (SELECT value FROM json_each(?3)))"
        ),
        params![
            text(&Question::LookThere)?,
            text(&Question::NeedsLiveLine)?,
            written(&watched)?,
            ErrorCode::CopyRestored.as_str()
        ],
    )?;
    // A refused visit or appointment no longer stands in the list; sending it again looks at the vendor's first.
    tx.execute(
        "UPDATE outbox SET lost = lost + 1, snapshot = coalesce(snapshot, '[]') \
         WHERE state = 'refused' AND kind IN ('book_video', 'book_appointment')",
        [],
    )?;
    Ok(())
}

fn written<T: Serialize>(value: &T) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::internal(format!("a question cannot be written: {error}")))
}

/// How many of these entries still want something, a refusal that nobody has answered included.
///
/// # Errors
/// The store's.
pub(crate) fn count_unsettled(conn: &Connection, entries: &[String]) -> Result<u32, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT 1 FROM outbox WHERE id = ?1 AND (state IN {OPEN} OR state = 'refused')"
    ))?;
    let mut count = 0;
    for entry in entries {
        count += u32::from(statement.exists([entry])?);
    }
    Ok(count)
}

/// Forgets what was done or given up before that moment. An intent is one act of a person and is not repeated months
/// later, so it may be forgotten with what came of it. Returns how many entries went.
///
/// # Errors
/// The store's.
pub(crate) fn forget_settled_before(tx: &Connection, before: DateTime<Utc>) -> Result<usize, DeskError> {
    Ok(tx.execute(
        "DELETE FROM outbox WHERE state IN ('done', 'discarded') AND settled_at < ?1",
        [to_ms(before)],
    )?)
}

/// Whether something about a record has not reached its vendor, or was refused and nobody has said what to do.
///
/// # Errors
/// The store's.
pub(crate) fn is_wanted(conn: &Connection, record: Uuid) -> Result<bool, DeskError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT 1 FROM outbox WHERE record = ?1 AND (state IN {OPEN} OR state = 'refused')"
        ))?
        .exists([record.to_string()])?)
}
