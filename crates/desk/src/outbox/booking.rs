//! Bookings in the outbox: taken from a person, pencilled into the lists, taken back.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::action::{Action, BookAppointmentAction};
use super::rules::exists;
use super::table::{self, Entry};
use super::{EntryState, Outbox, UnsentEntry};
use crate::agenda::Accepted;
use crate::booking::reckoned_end;
use crate::error::DeskError;
use crate::store::to_ms;

impl Outbox {
    /// Books an appointment whose form was checked; it stands in the lists at once, pencilled. Answers which it is; the
    /// same intent given again answers the first. `allowed` judges what is in the way, in the same transaction.
    ///
    /// # Errors
    /// `NotFound` (record), `InvalidField`, or the store's.
    pub(crate) async fn book_appointment(
        &self,
        intent: Uuid,
        hold: Duration,
        connection: Uuid,
        book: BookAppointmentAction,
        allowed: impl Fn(&Connection) -> Result<(), DeskError> + Send + 'static,
    ) -> Result<(Uuid, Accepted), DeskError> {
        let now = self.ports.clock.now();
        let book = BookAppointmentAction {
            appointment: self.ports.ids.next(),
            ..book
        };
        let accepted = self
            .accept(
                intent,
                hold,
                move |tx| {
                    exists(tx, "patient_records", "record", &book.record.to_string())?;
                    allowed(tx)?;
                    let record = Some(book.record.to_string());
                    Ok((
                        connection.to_string(),
                        record,
                        Action::BookAppointment(book.clone()),
                    ))
                },
                move |tx, action| match action {
                    Action::BookAppointment(book) => lay(tx, book, book.record, connection, now),
                    _ => Ok(()),
                },
            )
            .await?;
        let entry = accepted.entry;
        let found = self.store.read(move |conn| table::by_id(conn, entry)).await?;
        match found.map(|entry| entry.action) {
            Some(Action::BookAppointment(book)) => Ok((book.appointment, accepted)),
            _ => Err(DeskError::invalid("intent", "used-for-something-else")),
        }
    }
}

fn lay(
    tx: &Connection,
    book: &BookAppointmentAction,
    record: Uuid,
    connection: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let form = &book.form;
    let end = form.start().and_then(|start| reckoned_end(start, form.minutes));
    tx.execute(
        "INSERT INTO appointments (id, record, connection, date, start, \"end\", doctor, room, purpose, seen_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) \
         ON CONFLICT (id) DO UPDATE SET date = excluded.date, start = excluded.start, \"end\" = excluded.\"end\", \
         doctor = excluded.doctor, room = excluded.room, purpose = excluded.purpose, gone_at = NULL",
        params![
            book.appointment.to_string(),
            record.to_string(),
            connection.to_string(),
            form.date,
            form.time,
            end,
            book.doctor_name,
            book.room_name,
            Some(&form.purpose).filter(|text| !text.is_empty()),
            to_ms(now),
        ],
    )?;
    Ok(())
}

/// A booking that was changed, or is sent once more, is in the lists as it is now.
pub(super) fn lay_again(
    tx: &Connection,
    entry: &Entry,
    book: &BookAppointmentAction,
) -> Result<(), DeskError> {
    let record = entry.record.unwrap_or(book.record);
    lay(tx, book, record, entry.connection, entry.created_at)
}

/// A booking that will not be sent is in no list; its entry keeps the form.
pub(super) fn hide(tx: &Connection, book: &BookAppointmentAction, at: i64) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE appointments SET gone_at = ?2 WHERE id = ?1 AND vendor_id IS NULL",
        params![book.appointment.to_string(), at],
    )?;
    Ok(())
}

/// What an unsent booking says of its appointment.
pub(super) fn describe(book: &BookAppointmentAction, line: &mut UnsentEntry) {
    (line.date, line.start) = (book.form.date, book.form.time);
    line.doctor = Some(book.doctor_name.clone());
}

/// Of appointments: those that an answer asked for at `:asked_at` tells of. One that is booked from here and was still on
/// its way then may be missing in it.
pub(crate) const NOT_PENCILLED: &str = "id NOT IN (SELECT appointment FROM outbox \
     WHERE kind = 'book_appointment' AND appointment IS NOT NULL \
     AND (state IN ('held', 'queued', 'sending', 'waiting', 'unknown', 'asks') \
         OR (state = 'done' AND settled_at >= :asked_at)))";

/// The bookings that the vendors do not have yet, by appointment: how they stand.
pub(crate) fn pencilled(conn: &Connection) -> Result<BTreeMap<Uuid, EntryState>, DeskError> {
    let open = format!("state IN {} AND kind = ?1", table::OPEN);
    let entries = table::select(conn, &open, "book_appointment")?;
    Ok(entries
        .into_iter()
        .filter_map(|entry| match entry.action {
            Action::BookAppointment(book) => Some((book.appointment, entry.state)),
            _ => None,
        })
        .collect())
}
