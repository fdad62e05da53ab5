//! A booking that is changed before it is sent.

use rusqlite::Connection;
use uuid::Uuid;

use super::AppointmentForm;
use super::clashes::{Wanted, clashes};
use super::offer::{Names, Offer};
use crate::error::DeskError;
use crate::outbox::BookAppointmentAction;
use crate::store::id_of;

/// The booking of a patient's record as it is wanted now, its form tidied and acceptable by itself. Whoever stays chosen
/// keeps the name they had, even if the account tells it no more.
///
/// # Errors
/// `InvalidField` (`doctor`, `room`: `unknown`; `despite`: something else is in the way and nobody has said why it is booked
/// all the same), or the store's.
pub(crate) fn rebooked(
    conn: &Connection,
    connection: Uuid,
    record: Uuid,
    book: &BookAppointmentAction,
    form: AppointmentForm,
    despite: Option<String>,
) -> Result<BookAppointmentAction, DeskError> {
    let offer = Offer::stored(conn, connection)?.map(|(offer, _)| offer);
    let told = offer.unwrap_or_default().names(&form);
    let names = Names {
        doctor: match form.doctor == book.form.doctor {
            true => Some(book.doctor_name.clone()),
            false => told.doctor,
        },
        room: match form.room == book.form.room {
            true => book.room_name.clone(),
            false => told.room,
        },
    };
    let doctor_name = names
        .doctor
        .clone()
        .ok_or_else(|| DeskError::invalid("doctor", "unknown"))?;
    if form.room.is_some() && names.room.is_none() {
        return Err(DeskError::invalid("room", "unknown"));
    }
    if let (Some(start), None) = (form.start(), &despite) {
        let person = conn.query_row(
            "SELECT person FROM patient_records WHERE id = ?1",
            [record.to_string()],
            |row| id_of(row, "person"),
        )?;
        let wanted = Wanted {
            connection,
            person,
            start,
            minutes: form.minutes,
            names: &names,
            itself: Some(book.appointment),
        };
        if !clashes(conn, &wanted)?.is_empty() {
            return Err(DeskError::invalid("despite", "something-in-the-way"));
        }
    }
    Ok(BookAppointmentAction {
        appointment: book.appointment,
        record: book.record,
        doctor_name,
        room_name: names.room,
        despite,
        form,
    })
}
