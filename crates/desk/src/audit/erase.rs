//! Lines about somebody who was erased: that there was an act stays, what it was about goes.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::DeskError;

/// Empties the contents of all lines about a person. The chain is over hashes and still verifies.
///
/// # Errors
/// The store's.
pub(crate) fn erase_person(tx: &Connection, person: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE access_log SET content = NULL WHERE person = ?1",
        [person.to_string()],
    )?;
    Ok(())
}
