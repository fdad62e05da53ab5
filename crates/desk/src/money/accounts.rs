//! The accounts that have a person: whose money it is.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::DeskError;
use crate::store::id_of;

/// The clinic's name of the only account that has the person of the row `t`; `NULL` where none or several have.
pub(super) const ONLY_ACCOUNT: &str = "(SELECT CASE count(DISTINCT c.id) WHEN 1 THEN min(c.name) END \
     FROM patient_records r JOIN connections c ON c.id = r.connection \
     WHERE r.person = t.person AND r.gone_at IS NULL)";

/// The clinic's name of the only account that has a person.
///
/// # Errors
/// The store's.
pub(super) fn only_of(conn: &Connection, person: Uuid) -> Result<Option<String>, DeskError> {
    Ok(conn
        .prepare_cached(&format!("SELECT {ONLY_ACCOUNT} FROM (SELECT ?1 AS person) t"))?
        .query_row([person.to_string()], |row| row.get(0))?)
}

/// The connections that have a person, the first made first.
///
/// # Errors
/// The store's.
pub(super) fn of_person(conn: &Connection, person: Uuid) -> Result<Vec<Uuid>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.id FROM patient_records r JOIN connections c ON c.id = r.connection \
         WHERE r.person = ?1 AND r.gone_at IS NULL GROUP BY c.id ORDER BY c.created_at, c.rowid",
    )?;
    let found = statement.query_map([person.to_string()], |row| id_of(row, "id"))?;
    Ok(found.collect::<Result<_, _>>()?)
}
