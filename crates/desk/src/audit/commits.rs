//! What the log does around every commit: how acts ended is put down in the transaction that ends them, whoever
//! ended them, and the new end of the log is kept beside the store.

use std::sync::atomic::Ordering;

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::chain::{Ended, Head};
use super::log::{Audit, NewLine, person_of};
use super::{AuditAct, FieldChange};
use crate::error::{DeskError, ErrorCode};
use crate::store::{AroundCommits, Store, id_of};

/// Notes what was found changed at a vendor about an appointment; it becomes a line before the transaction is committed.
///
/// # Errors
/// The store's.
pub(crate) fn note_change_there(
    tx: &Connection,
    appointment: Uuid,
    connection: &str,
    changes: &[FieldChange],
) -> Result<(), DeskError> {
    let changes = serde_json::to_string(changes)
        .map_err(|error| DeskError::internal(format!("changes cannot be noted: {error}")))?;
    tx.prepare_cached(
        "INSERT INTO access_log_changed_there (appointment, connection, changes) VALUES (?1, ?2, ?3)",
    )?
    .execute([&appointment.to_string(), connection, &changes])?;
    Ok(())
}

/// An entry that ended, and the line that put the act down.
struct EndedEntry {
    entry: Uuid,
    record: Option<String>,
    connection: String,
    ended: Ended,
}

impl Audit {
    /// Begins to follow a store's commits. An end of the log that the store does not hold is put down first, and
    /// stays to be seen.
    ///
    /// # Errors
    /// The store's.
    pub async fn begin(&self, store: &Store) -> Result<(), DeskError> {
        store.around_commits(self.clone());
        let log = self.clone();
        // Read before the store, which then holds at least as much.
        let kept = self.kept();
        let whole = store
            .read(move |conn| match kept {
                Some(kept) => kept.is_in(conn),
                None => Ok(false),
            })
            .await?;
        if whole {
            return Ok(());
        }
        store.write(move |tx| log.mend(tx)).await
    }

    fn kept(&self) -> Option<Head> {
        self.anchor.read().unwrap_or_else(|error| {
            tracing::warn!(%error, "the end of the access log cannot be read");
            None
        })
    }

    /// Holding the store's lock: a new log gets its anchor, a log that was cut gets a line that says so.
    fn mend(&self, tx: &Connection) -> Result<(), DeskError> {
        let (kept, found) = (self.kept(), Head::of(tx)?);
        match kept {
            Some(kept) if kept.is_in(tx)? => return Ok(()),
            None if found.seq == 0 => {
                if let Err(error) = self.anchor.make(&found) {
                    tracing::warn!(%error, "the end of the access log is not kept");
                }
                return Ok(());
            }
            _ => {}
        }
        let broken = NewLine {
            changes: vec![FieldChange {
                field: "lines".to_owned(),
                before: kept.map(|kept| kept.seq.to_string()),
                after: Some(found.seq.to_string()),
                theirs: None,
            }],
            ..NewLine::of(AuditAct::LogBroken)
        };
        self.record_own(tx, &broken, None)?;
        self.anew.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Keeps the end of the log beside the store. One that the log does not hold is left for the next start, which
    /// puts it down.
    fn keep_end(&self, conn: &Connection) -> Result<(), DeskError> {
        let head = Head::of(conn)?;
        if self.anew.load(Ordering::SeqCst) {
            self.anchor.make(&head)?;
            self.anew.store(false, Ordering::SeqCst);
            return Ok(());
        }
        match self.anchor.read()? {
            Some(kept) if kept.is_in(conn)? => self.anchor.write(&head),
            _ => Ok(()),
        }
    }

    fn put_down_changes(&self, tx: &Connection) -> Result<(), DeskError> {
        let noted: Vec<(Uuid, Uuid, String)> = tx
            .prepare_cached(
                "SELECT appointment, connection, changes FROM access_log_changed_there ORDER BY id",
            )?
            .query_map([], |row| {
                Ok((
                    id_of(row, "appointment")?,
                    id_of(row, "connection")?,
                    row.get("changes")?,
                ))
            })?
            .collect::<Result<_, _>>()?;
        if noted.is_empty() {
            return Ok(());
        }
        for (appointment, connection, changes) in noted {
            let line = NewLine {
                appointment: Some(appointment),
                connection: Some(connection),
                changes: serde_json::from_str(&changes)
                    .map_err(|error| DeskError::internal(format!("noted changes cannot be read: {error}")))?,
                ..NewLine::of(AuditAct::ChangedThere)
            };
            self.record_own(tx, &line, None)?;
        }
        tx.prepare_cached("DELETE FROM access_log_changed_there")?
            .execute([])?;
        Ok(())
    }

    fn record_ended(&self, tx: &Connection, ended: EndedEntry) -> Result<(), DeskError> {
        let act = tx
            .prepare_cached(
                "SELECT person, appointment FROM access_log WHERE entry = ?1 ORDER BY seq LIMIT 1",
            )?
            .query_row([ended.entry.to_string()], |row| {
                Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        let id = |text: Option<String>| text.and_then(|text| Uuid::parse_str(&text).ok());
        let (person, appointment) = act.unwrap_or_default();
        // The record first: it may have come to another person since.
        let of_record = person_of(tx, id(ended.record), None)?;
        let line = NewLine {
            person: of_record.or(id(person)),
            appointment: id(appointment),
            connection: id(Some(ended.connection)),
            entry: Some(ended.entry),
            ..NewLine::of(AuditAct::Settled)
        };
        self.record_own(tx, &line, Some(ended.ended))
    }
}

impl AroundCommits for Audit {
    fn before(&self, tx: &Connection) -> Result<(), DeskError> {
        self.put_down_changes(tx)?;
        let any: bool = tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM access_log_ended)")?
            .query_row([], |row| row.get(0))?;
        // Nearly always so; emptying an empty table would write a page.
        if !any {
            return Ok(());
        }
        let ended: Vec<EndedEntry> = tx
            .prepare_cached(
                "SELECT o.id AS entry, o.record, o.connection, o.state, o.reason, o.vendor_message \
                 FROM access_log_ended e JOIN outbox o ON o.id = e.entry \
                 WHERE o.state IN ('done', 'refused', 'discarded') GROUP BY o.id ORDER BY min(e.id)",
            )?
            .query_map([], |row| {
                let state: String = row.get("state")?;
                let reason: Option<String> = row.get("reason")?;
                Ok(EndedEntry {
                    entry: id_of(row, "entry")?,
                    record: row.get("record")?,
                    connection: row.get("connection")?,
                    ended: Ended {
                        state: super::read::state_of(&state)
                            .ok_or_else(|| rusqlite::Error::InvalidColumnName("state".to_owned()))?,
                        reason: reason.and_then(|word| super::read::reason_of(&word)),
                        vendor_message: row.get("vendor_message")?,
                    },
                })
            })?
            .collect::<Result<_, _>>()?;
        for entry in ended {
            self.record_ended(tx, entry)?;
        }
        tx.prepare_cached("DELETE FROM access_log_ended")?.execute([])?;
        Ok(())
    }

    fn after(&self, conn: &Connection) {
        if !self.added.swap(false, Ordering::SeqCst) {
            return;
        }
        if let Err(error) = self.keep_end(conn) {
            let full = error.code == ErrorCode::DiskFull;
            tracing::warn!(%error, full, "the end of the access log is not kept");
        }
    }
}
