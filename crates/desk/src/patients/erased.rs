//! Whom reading must not bring back: erased here by a manager, and still at the vendor.

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::error::DeskError;

/// What a mark stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Erased {
    /// A vendor's record of a patient.
    Patient,
    /// A video visit.
    VideoVisit,
}

impl Erased {
    fn word(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::VideoVisit => "video visit",
        }
    }

    /// Whether that one was erased here.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn is(self, conn: &Connection, connection: Uuid, vendor_id: &str) -> Result<bool, DeskError> {
        Ok(conn
            .prepare_cached("SELECT 1 FROM erased WHERE mark = erased_mark(?1, ?2, ?3)")?
            .exists(params![self.word(), connection.to_string(), vendor_id])?)
    }

    /// Keeps that one out from now on.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn mark(self, tx: &Connection, connection: &str, vendor_id: &str) -> Result<(), DeskError> {
        tx.execute(
            "INSERT OR IGNORE INTO erased (mark) VALUES (erased_mark(?1, ?2, ?3))",
            params![self.word(), connection, vendor_id],
        )?;
        Ok(())
    }

    /// Somebody searched for that one at the vendor: it may come back.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn lift(self, tx: &Connection, connection: Uuid, vendor_id: &str) -> Result<(), DeskError> {
        tx.prepare_cached("DELETE FROM erased WHERE mark = erased_mark(?1, ?2, ?3)")?
            .execute(params![self.word(), connection.to_string(), vendor_id])?;
        Ok(())
    }
}
