//! An appointment booked: the patient's list of that day is held against the one from before, and exactly one new
//! appointment at the same time with the same doctor is this one.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::{Connection, params};

use super::{Looked, Outcome, Prepared, Snapshot, VendorPatient, lacking};
use crate::adapters::{BookAppointment, Bookings, Capabilities, NewAppointment};
use crate::error::DeskError;
use crate::outbox::Question;
use crate::outbox::action::BookAppointmentAction;
use crate::outbox::table::Entry;
use crate::sync::absorb;

const OPERATION: &str = "create-appointment";

fn at_vendor(patient: VendorPatient) -> Result<String, VendorError> {
    patient.ok_or_else(|| {
        VendorError::new(
            ErrorKind::NotSent,
            OPERATION,
            "the patient is not at the vendor yet",
        )
    })
}

fn bookings(account: &Capabilities) -> Result<&dyn Bookings, VendorError> {
    account.bookings.as_deref().ok_or_else(|| lacking(OPERATION))
}

fn wanted(book: &BookAppointmentAction) -> Result<NewAppointment, VendorError> {
    let form = &book.form;
    let start = form
        .start()
        .ok_or_else(|| VendorError::invalid(OPERATION, "date", "the appointment has no beginning"))?;
    Ok(NewAppointment {
        start,
        minutes: form.minutes,
        doctor: form.doctor.clone(),
        room: form.room.clone(),
        purpose: form.purpose.clone(),
    })
}

/// The appointments at that time as the vendor lists them for the patient.
async fn alike(
    book: &BookAppointmentAction,
    patient: &str,
    account: &Capabilities,
) -> Result<Vec<BookAppointment>, VendorError> {
    let start = wanted(book)?.start;
    let listed = bookings(account)?.of_day(patient, start.date()).await?;
    let at = (Some(start.date()), Some(start.time()));
    Ok(listed
        .into_iter()
        .filter(|row| (row.date, row.start) == at)
        .collect())
}

fn ids(rows: &[BookAppointment]) -> Option<String> {
    let ids: Vec<&String> = rows.iter().filter_map(|row| row.vendor_id.as_ref()).collect();
    serde_json::to_string(&ids).ok()
}

/// A new one of somebody else may be a colleague's, or ours under a name that has changed: a person looks.
fn looked(book: &BookAppointmentAction, rows: Vec<BookAppointment>, before: Option<&str>) -> Looked {
    let before: BTreeSet<String> = before
        .and_then(|stored| serde_json::from_str(stored).ok())
        .unwrap_or_default();
    let new: Vec<BookAppointment> = rows
        .into_iter()
        .filter(|row| row.vendor_id.as_ref().is_none_or(|id| !before.contains(id)))
        .collect();
    let with_doctor =
        |row: &&BookAppointment| row.doctor.as_ref().is_none_or(|name| *name == book.doctor_name);
    let matching: Vec<&BookAppointment> = new.iter().filter(with_doctor).collect();
    match &matching[..] {
        [row] => Looked::Happened(Box::new(Outcome::Appointment((*row).clone()))),
        [] if new.is_empty() => Looked::NotThere,
        _ => Looked::Ambiguous(new.into_iter().filter_map(|row| row.vendor_id).collect()),
    }
}

/// What is asked where the time was taken since it was chosen. Whoever knew of something in the way has said why it is
/// booked all the same.
async fn taken(
    book: &BookAppointmentAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Option<Prepared>, VendorError> {
    if book.despite.is_some() {
        return Ok(None);
    }
    let taken = bookings(account)?.taken(&wanted(book)?).await?;
    if taken.is_empty() {
        return Ok(None);
    }
    let question = Question::time_taken(taken);
    Ok((entry.approved_question() != Some(&question)).then_some(Prepared::Ask(question)))
}

pub(super) async fn prepare(
    book: &BookAppointmentAction,
    entry: &Entry,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let rows = alike(book, &at_vendor(patient)?, account).await?;
    let sending = |stored| {
        Prepared::Send(Snapshot {
            stored,
            ..Snapshot::default()
        })
    };
    let now = ids(&rows);
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    let Some(earlier) = entry.snapshot.as_deref() else {
        return Ok(taken(book, entry, account).await?.unwrap_or_else(|| sending(now)));
    };
    Ok(match looked(book, rows, Some(earlier)) {
        Looked::Happened(outcome) => Prepared::Already(*outcome),
        Looked::NotThere => {
            let taken = taken(book, entry, account).await?;
            taken.unwrap_or_else(|| sending(Some(earlier.to_owned())))
        }
        Looked::Ambiguous(codes) => {
            let question = Question::ambiguous(codes);
            if entry.approved_question() == Some(&question) {
                sending(now)
            } else {
                Prepared::Ask(question)
            }
        }
        Looked::Stopped(_) | Looked::NobodyKnows => Prepared::Ask(Question::LookThere),
    })
}

pub(super) async fn send(
    book: &BookAppointmentAction,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let patient = at_vendor(patient)?;
    let booked = bookings(account)?.book(&patient, &wanted(book)?).await?;
    Ok(booked.map_or(Outcome::Happened, Outcome::Appointment))
}

pub(super) async fn look(
    book: &BookAppointmentAction,
    entry: &Entry,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let rows = alike(book, &at_vendor(patient)?, account).await?;
    Ok(looked(book, rows, entry.snapshot.as_deref()))
}

/// Whether an answer is the appointment that was wanted, at its time.
pub(super) fn shows(book: &BookAppointmentAction, row: &BookAppointment) -> bool {
    row.vendor_id.is_some() && (row.date, row.start) == (book.form.date, book.form.time)
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    book: &BookAppointmentAction,
    row: &BookAppointment,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    // The record may have been merged with one that reading had met: the entry knows where it is.
    let record = entry.record.unwrap_or(book.record);
    let (ours, record_text) = (book.appointment.to_string(), record.to_string());
    // Reading may have met the new appointment before the answer to the booking came: one row remains.
    let met: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM appointments WHERE record = ?1 AND vendor_id = ?2)",
        params![record_text, row.vendor_id],
        |row| row.get(0),
    )?;
    if met {
        tx.execute(
            "DELETE FROM appointments WHERE id = ?1 AND vendor_id IS NULL",
            [&ours],
        )?;
    } else {
        tx.execute(
            "UPDATE appointments SET vendor_id = ?2 WHERE id = ?1 AND vendor_id IS NULL",
            params![ours, row.vendor_id],
        )?;
    }
    absorb::appointment(tx, record, row, now)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::AppointmentForm;

    fn row(id: &str, doctor: Option<&str>) -> BookAppointment {
        BookAppointment {
            vendor_id: Some(id.into()),
            doctor: doctor.map(Into::into),
            ..BookAppointment::default()
        }
    }

    fn seen(rows: Vec<BookAppointment>) -> String {
        let book = BookAppointmentAction {
            appointment: uuid::Uuid::nil(),
            record: uuid::Uuid::nil(),
            form: AppointmentForm::default(),
            doctor_name: "Rossi".into(),
            room_name: None,
            despite: None,
        };
        match looked(&book, rows, Some(r#"["1"]"#)) {
            Looked::Happened(outcome) => match *outcome {
                Outcome::Appointment(row) => format!("happened {}", row.vendor_id.unwrap()),
                _ => "another outcome".into(),
            },
            Looked::NotThere => "not there".into(),
            Looked::Ambiguous(codes) => format!("ambiguous {}", codes.join(" ")),
            Looked::Stopped(_) | Looked::NobodyKnows => "nobody knows".into(),
        }
    }

    #[test]
    fn exactly_one_new_appointment_with_the_doctor_is_ours() {
        let before = row("1", Some("Rossi"));
        assert_eq!(seen(vec![before.clone()]), "not there");
        let ours = row("2", Some("Rossi"));
        assert_eq!(seen(vec![before.clone(), ours.clone()]), "happened 2");
        assert_eq!(seen(vec![row("2", None)]), "happened 2");
        let theirs = row("3", Some("Bianchi"));
        assert_eq!(seen(vec![before, theirs.clone()]), "ambiguous 3");
        assert_eq!(seen(vec![ours.clone(), theirs]), "happened 2");
        assert_eq!(seen(vec![ours, row("4", Some("Rossi"))]), "ambiguous 2 4");
    }
}
