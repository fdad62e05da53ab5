//! What does not stay in the log for ever: contents past their time, and everything that names a patient who was
//! erased. Lines stay, and the chain over them holds.

use chrono::{DateTime, Months, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::AuditAct;
use super::chain::word;
use super::log::{Audit, NewLine};
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::store::to_ms;

/// How many contents are emptied in one transaction: people's acts wait no longer than this takes.
const BATCH: i64 = 500;

impl Audit {
    /// Empties every content that names this person; call it in the transaction that erases them, and put the
    /// erasure itself down with [`AuditAct::PatientErased`] about them. How many lines it was.
    ///
    /// # Errors
    /// The store's.
    pub fn erase_person(&self, tx: &Connection, person: Uuid) -> Result<usize, DeskError> {
        Ok(tx.execute(
            "UPDATE access_log SET content = NULL WHERE content IS NOT NULL AND act <> ?2 \
             AND person IN (SELECT ?1 UNION SELECT was FROM access_log_became WHERE person = ?1)",
            params![person.to_string(), word(AuditAct::PatientErased)],
        )?)
    }

    /// Empties some of the contents that are past their time, as the manager has set it. `told`: a line of this run
    /// says so already. Whether there may be more.
    pub(super) fn thin(&self, tx: &Connection, before: DateTime<Utc>, told: bool) -> Result<bool, DeskError> {
        let before = from_whole_ms(before);
        let emptied = tx.execute(
            "UPDATE access_log SET content = NULL WHERE seq IN (\
                 SELECT seq FROM access_log WHERE content IS NOT NULL AND at < ?1 ORDER BY at LIMIT ?2)",
            params![to_ms(before), BATCH],
        )?;
        if emptied > 0 && !told {
            let line = NewLine::of(AuditAct::LogThinned).with("before", None, Some(before.to_rfc3339()));
            self.record_own(tx, &line, None)?;
        }
        Ok(i64::try_from(emptied).is_ok_and(|emptied| emptied == BATCH))
    }
}

/// Contents from before this moment are past their time now.
pub(super) fn past_before(conn: &Connection, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, DeskError> {
    let months = DeskSettings::load(conn)?.log_months;
    let Some(before) = now.checked_sub_months(Months::new(months)) else {
        return Ok(None);
    };
    let any: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM access_log WHERE content IS NOT NULL AND at < ?1)")?
        .query_row([to_ms(before)], |row| row.get(0))?;
    Ok(any.then_some(before))
}

/// The same moment as the store tells it.
fn from_whole_ms(moment: DateTime<Utc>) -> DateTime<Utc> {
    crate::store::from_ms(to_ms(moment))
}

/// A person has no records any more: they all came to another one, under whom the lines are found from now on.
///
/// # Errors
/// The store's.
pub(crate) fn became(tx: &Connection, was: &str, person: &str) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE access_log_became SET person = ?2 WHERE person = ?1",
        [was, person],
    )?;
    tx.execute(
        "INSERT INTO access_log_became (was, person) VALUES (?1, ?2) ON CONFLICT (was) DO UPDATE SET person = ?2",
        [was, person],
    )?;
    Ok(())
}
