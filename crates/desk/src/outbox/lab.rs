//! Laboratory orders and reports on their way: taken from a person, shown, and taken back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::action::{Action, SendLabAction, UploadReportAction};
use super::overlay::parse_id;
use super::rules::exists;
use super::table::{self, Entry};
use super::{Outbox, UnsentEntry, queue};
use crate::agenda::Accepted;
use crate::error::DeskError;
use crate::events::DeskEvent;
use crate::lab::{LabEvent, LabForm, UploadProgress, exams};
use crate::store::to_ms;

/// The shortest time between two tellings of how far an upload got.
const BETWEEN_TELLINGS: TimeDelta = TimeDelta::milliseconds(100);

/// An order to send, checked.
pub(crate) struct NewSending {
    pub(crate) intent: Uuid,
    pub(crate) connection: Uuid,
    pub(crate) person: Option<Uuid>,
    pub(crate) form: LabForm,
}

/// A report to upload, checked.
pub(crate) struct NewReport {
    pub(crate) intent: Uuid,
    pub(crate) connection: Uuid,
    pub(crate) order: Option<Uuid>,
    pub(crate) execution: String,
    pub(crate) file_name: String,
    pub(crate) pdf: Vec<u8>,
}

/// What a sending of a report takes along.
pub(super) struct Upload {
    pub(super) pdf: Vec<u8>,
    pub(super) progress: Arc<dyn Fn(u64, u64) + Send + Sync>,
}

impl Outbox {
    /// Sends an order; one that was sent under the same number before is the same order.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`number`: `repeated`, `intent`), or the store's.
    pub(crate) async fn send_lab(&self, new: NewSending, hold: Duration) -> Result<Accepted, DeskError> {
        let fresh = self.ports.ids.next();
        let now = self.ports.clock.now();
        let (connection, person) = (new.connection.to_string(), new.person);
        let made_for = connection.clone();
        self.accept(
            new.intent,
            hold,
            move |tx| {
                exists(tx, "connections", "connection", &made_for)?;
                if let Some(person) = person {
                    exists(tx, "persons", "patient", &person.to_string())?;
                }
                let known = order_of(tx, &made_for, &new.form.number)?;
                if new.form.event == LabEvent::Created && is_used(tx, &made_for, &new.form.number)? {
                    return Err(DeskError::invalid("number", "repeated"));
                }
                let action = Action::SendLab(SendLabAction {
                    order: known.unwrap_or(fresh),
                    form: new.form.clone(),
                });
                Ok((made_for.clone(), None, action))
            },
            move |tx, action| match action {
                Action::SendLab(send) => lay_order(tx, send, &connection, person, now),
                _ => Ok(()),
            },
        )
        .await
    }

    /// Uploads a report; its file lies in the store until it has left or is given up.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`intent`), or the store's.
    pub(crate) async fn upload_report(&self, new: NewReport) -> Result<Accepted, DeskError> {
        let (report, now) = (self.ports.ids.next(), self.ports.clock.now());
        let connection = new.connection.to_string();
        let order = new.order.map(|order| order.to_string());
        let (made_for, of_order) = (connection.clone(), order.clone());
        let action = UploadReportAction {
            report,
            execution: new.execution,
            file_name: new.file_name,
            digest: Some(digest(&new.pdf)),
        };
        self.accept(
            new.intent,
            Duration::ZERO,
            move |tx| {
                exists(tx, "connections", "connection", &made_for)?;
                if let Some(order) = &of_order {
                    exists(tx, "lab_orders", "laboratory order", order)?;
                }
                Ok((made_for.clone(), None, Action::UploadReport(action.clone())))
            },
            move |tx, action| {
                let Action::UploadReport(upload) = action else {
                    return Ok(());
                };
                tx.execute(
                    "INSERT INTO lab_reports (id, connection, lab_order, execution, file_name, bytes, pdf, created_at) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    params![
                        upload.report.to_string(),
                        connection,
                        order,
                        upload.execution,
                        upload.file_name,
                        i64::try_from(new.pdf.len()).unwrap_or(i64::MAX),
                        new.pdf,
                        to_ms(now)
                    ],
                )?;
                Ok(())
            },
        )
        .await
    }

    /// The file of an entry that uploads one, and who is told how much of it has left.
    pub(super) async fn upload_of(&self, entry: &Entry) -> Result<Option<Upload>, DeskError> {
        let Action::UploadReport(upload) = &entry.action else {
            return Ok(None);
        };
        let report = upload.report.to_string();
        let pdf: Option<Option<Vec<u8>>> = self
            .store
            .read(move |conn| {
                Ok(conn
                    .query_row("SELECT pdf FROM lab_reports WHERE id = ?1", [report], |row| {
                        row.get(0)
                    })
                    .optional()?)
            })
            .await?;
        let progress = self.telling(entry.id);
        Ok(pdf.flatten().map(|pdf| Upload { pdf, progress }))
    }

    /// Tells listeners how far an upload got: the beginning, the end, and in between not more often than anybody
    /// can see.
    fn telling(&self, entry: Uuid) -> Arc<dyn Fn(u64, u64) + Send + Sync> {
        let (events, clock) = (self.events.clone(), self.ports.clock.clone());
        let last: Mutex<Option<(DateTime<Utc>, u64)>> = Mutex::default();
        Arc::new(move |sent, total| {
            let now = clock.now();
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            let at_an_end = sent == 0 || sent == total;
            let due = last.is_none_or(|(at, before)| {
                before != sent && (at_an_end || now < at || now - at >= BETWEEN_TELLINGS)
            });
            if due {
                *last = Some((now, sent));
                events.tell(DeskEvent::Upload(UploadProgress { entry, sent, total }));
            }
        })
    }
}

/// Takes what a person gave up out of the store again: the file of a report, and an order that was never sent.
pub(super) fn give_up(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    match &entry.action {
        Action::UploadReport(upload) => drop_file(tx, upload.report),
        Action::SendLab(send) => fall_back(tx, send.order),
        _ => Ok(()),
    }
}

/// An order that was changed before it was sent is listed as it is now.
pub(super) fn lay_again(tx: &Connection, send: &SendLabAction) -> Result<(), DeskError> {
    let json = |error| DeskError::internal(format!("a laboratory order cannot be written: {error}"));
    tx.execute(
        "UPDATE lab_orders SET number = ?2, form = ?3, patient_name = iif(?4 = '', patient_name, ?4), \
         exams = iif(?5 = '[]', exams, ?5) WHERE id = ?1",
        params![
            send.order.to_string(),
            send.form.number,
            serde_json::to_string(&send.form).map_err(json)?,
            send.form.patient.name.trim(),
            serde_json::to_string(&exams(&send.form)).map_err(json)?,
        ],
    )?;
    Ok(())
}

/// The file of a report is kept no longer than it is needed.
pub(super) fn drop_file(tx: &Connection, report: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE lab_reports SET pdf = NULL WHERE id = ?1",
        [report.to_string()],
    )?;
    Ok(())
}

/// The order as it was before the sending that was given up; without any other sending it is no order.
fn fall_back(tx: &Connection, order: Uuid) -> Result<(), DeskError> {
    let before: Option<String> = tx
        .query_row(
            "SELECT json_extract(action, '$.form') FROM outbox \
             WHERE resource = ?1 AND state <> 'discarded' ORDER BY seq DESC LIMIT 1",
            [format!("lab-order:{order}")],
            |row| row.get(0),
        )
        .optional()?;
    match before {
        Some(form) => tx.execute(
            "UPDATE lab_orders SET form = ?2 WHERE id = ?1",
            params![order.to_string(), form],
        )?,
        None => tx.execute("DELETE FROM lab_orders WHERE id = ?1", [order.to_string()])?,
    };
    Ok(())
}

/// Fills in what a person reads of an entry that is about the laboratory.
pub(super) fn describe(conn: &Connection, entry: &Entry, line: &mut UnsentEntry) -> Result<(), DeskError> {
    let order = match &entry.action {
        Action::SendLab(send) => {
            line.subject = Some(send.form.number.clone());
            line.patient_birth_date = send.form.patient.birth_date;
            Some(send.order.to_string())
        }
        Action::UploadReport(upload) => {
            line.subject = Some(format!("{} · {}", upload.execution, upload.file_name));
            conn.query_row(
                "SELECT lab_order FROM lab_reports WHERE id = ?1",
                [upload.report.to_string()],
                |row| row.get(0),
            )
            .optional()?
            .flatten()
        }
        _ => return Ok(()),
    };
    let Some(order) = order else { return Ok(()) };
    let found: Option<(Option<String>, String)> = conn
        .query_row(
            "SELECT person, patient_name FROM lab_orders WHERE id = ?1",
            [order],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((person, name)) = found {
        line.patient = person.as_deref().and_then(parse_id);
        line.patient_name = name;
    }
    Ok(())
}

fn digest(file: &[u8]) -> String {
    Sha256::digest(file)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn order_of(tx: &Connection, connection: &str, number: &str) -> Result<Option<Uuid>, DeskError> {
    let id: Option<String> = tx
        .query_row(
            "SELECT id FROM lab_orders WHERE connection = ?1 AND number = ?2",
            [connection, number],
            |row| row.get(0),
        )
        .optional()?;
    Ok(id.as_deref().and_then(parse_id))
}

/// Whether an order of this number was made already, or is about to be: making it anew would overwrite another
/// patient's. One that was given up after its answer was lost may be at the laboratory all the same.
fn is_used(tx: &Connection, connection: &str, number: &str) -> Result<bool, DeskError> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE connection = ?1 AND kind = 'send_lab' \
             AND (state NOT IN ('refused', 'discarded') OR lost > 0) \
             AND json_extract(action, '$.form.event') = 'created' \
             AND json_extract(action, '$.form.number') = ?2)",
        [connection, number],
        |row| row.get(0),
    )?)
}

/// What is said of an order stays where a later sending says nothing of it.
fn lay_order(
    tx: &Connection,
    send: &SendLabAction,
    connection: &str,
    person: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let json = |error| DeskError::internal(format!("a laboratory order cannot be written: {error}"));
    tx.execute(
        "INSERT INTO lab_orders (id, connection, person, number, form, patient_name, exams, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (id) DO UPDATE SET form = excluded.form, person = coalesce(excluded.person, person), \
         patient_name = iif(excluded.patient_name = '', patient_name, excluded.patient_name), \
         exams = iif(excluded.exams = '[]', exams, excluded.exams)",
        params![
            send.order.to_string(),
            connection,
            person.map(|person| person.to_string()),
            send.form.number,
            serde_json::to_string(&send.form).map_err(json)?,
            send.form.patient.name.trim(),
            serde_json::to_string(&exams(&send.form)).map_err(json)?,
            to_ms(now)
        ],
    )?;
    Ok(())
}

/// Whether an entry waits for an earlier one on the same thing.
pub(crate) fn is_entry_blocked(conn: &Connection, entry: Uuid) -> Result<bool, DeskError> {
    match table::by_id(conn, entry)? {
        Some(entry) => queue::is_blocked(conn, &entry),
        None => Ok(false),
    }
}
