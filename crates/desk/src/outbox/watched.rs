//! Actions that need a person watching: none is begun without one.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::table::Entry;
use super::{ActionKind, Question, invoice, offline, table};
use crate::error::DeskError;
use crate::store::to_ms;

/// Money that was taken goes on by itself when a process has ended in the middle, as long as the person may still
/// stand there.
const STILL_THERE: TimeDelta = TimeDelta::hours(1);

/// What was asked for in another process is left to a person, unless one has said in this process that it shall be
/// sent. Clocks have no part in it: they are set back. Steps of a payment are the exception: they were accepted with
/// the money in the drawer, each is proved at the vendor before it is sent, and an hour in either direction of the
/// clock is near enough.
pub(super) fn leave_to_people(conn: &Connection, process: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    let question = serde_json::to_string(&Question::NeedsLiveLine)
        .map_err(|error| DeskError::internal(format!("question cannot be written: {error}")))?;
    let kinds = |goes_on: bool| {
        let kinds: Vec<String> = ActionKind::ALL
            .into_iter()
            .filter(|kind| !offline::waits(*kind) && goes_on_by_itself(*kind) == goes_on)
            .map(|kind| table::word(&kind))
            .collect();
        serde_json::to_string(&kinds)
            .map_err(|error| DeskError::internal(format!("kinds cannot be written: {error}")))
    };
    conn.execute(
        "UPDATE outbox SET state = 'asks', question = ?1, approved = 0 \
         WHERE state IN ('held', 'queued', 'waiting') AND coalesce(process, '') <> ?2 \
         AND (kind IN (SELECT value FROM json_each(?3)) \
             OR (kind IN (SELECT value FROM json_each(?4)) AND abs(created_at - ?5) > ?6))",
        params![
            question,
            process.to_string(),
            kinds(false)?,
            kinds(true)?,
            to_ms(now),
            STILL_THERE.num_milliseconds()
        ],
    )?;
    Ok(())
}

/// Whether whoever took the money for an entry, or decided about it last, need no longer stand there: it waited behind
/// something else.
pub(super) fn is_left_alone(conn: &Connection, entry: &Entry, now: DateTime<Utc>) -> Result<bool, DeskError> {
    if !goes_on_by_itself(entry.action.kind()) {
        return Ok(false);
    }
    let decided = table::decisions(conn, entry.id)?.last().map(|last| last.at);
    Ok((now - decided.unwrap_or(entry.created_at)).abs() > STILL_THERE)
}

/// Whether a step follows from one that is at the vendor, and no earlier try of it may have arrived: what keeps it from
/// being sent for a moment is no question to anybody.
pub(super) fn goes_on_between_calls(entry: &Entry) -> bool {
    let follows = invoice::is_later_step(entry) || entry.action.kind() == ActionKind::RemoveLiability;
    follows && entry.lost == 0
}

/// Whether a step goes on after the end of a process without anybody being asked.
fn goes_on_by_itself(kind: ActionKind) -> bool {
    matches!(
        kind,
        ActionKind::InvoiceServices
            | ActionKind::InvoicePayment
            | ActionKind::InvoiceIssue
            | ActionKind::PayBill
            | ActionKind::RemoveLiability
    )
}

/// Notes that a person at this process has said to send an entry.
pub(super) fn watched_by(conn: &Connection, entry: Uuid, process: Uuid) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET process = ?2 WHERE id = ?1",
        [entry.to_string(), process.to_string()],
    )?;
    Ok(())
}
