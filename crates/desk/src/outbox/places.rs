//! Places in the order that are kept for what will follow, and whose process an entry is.

use std::str::FromStr as _;

use rusqlite::Connection;
use uuid::Uuid;

use super::table::Entry;
use crate::error::DeskError;

/// Keeps places in the order behind the newest entry, for what will follow from it: it is of the same act, and stands
/// before what people do afterwards.
pub(crate) fn keep_places(conn: &Connection, entry: &Entry, places: i64) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'outbox'",
        [entry.seq + places],
    )?;
    Ok(())
}

/// The process that an entry was taken, told to be sent or sent last in.
pub(crate) fn process_of(conn: &Connection, entry: &Entry) -> Result<Option<Uuid>, DeskError> {
    let process: Option<String> = conn.query_row(
        "SELECT process FROM outbox WHERE id = ?1",
        [entry.id.to_string()],
        |row| row.get(0),
    )?;
    Ok(process.and_then(|process| Uuid::from_str(&process).ok()))
}
