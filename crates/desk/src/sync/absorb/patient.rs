//! Patients' details.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::facets::keep_phones;
use super::{Times, derived_id, desk, extra};
use crate::adapters::DirectoryPatient;
use crate::error::DeskError;
use crate::outbox;
use crate::patients::thin::Kept;
use crate::patients::{Erased, search};
use crate::store::{id_of, to_ms};

/// What of a record the look-up can find, and whether the vendor still names it.
#[derive(PartialEq, Eq)]
struct Known {
    last_name: String,
    first_name: String,
    birth_date: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    national_id: Option<String>,
    gone: bool,
}

impl Known {
    /// What a row tells.
    fn told(row: &DirectoryPatient) -> Self {
        Self {
            last_name: row.last_name.clone(),
            first_name: row.first_name.clone(),
            birth_date: row.birth_date,
            phone: row.phone.clone(),
            email: row.email.clone(),
            national_id: row.national_id.clone(),
            gone: false,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<(Uuid, Self)> {
        let known = Self {
            last_name: row.get("last_name")?,
            first_name: row.get("first_name")?,
            birth_date: row.get("birth_date")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            national_id: row.get("national_id")?,
            gone: row.get::<_, Option<i64>>("gone_at")?.is_some(),
        };
        Ok((id_of(row, "id")?, known))
    }

    fn keep(&mut self, field: &str, before: &Self) {
        match field {
            "last_name" => self.last_name.clone_from(&before.last_name),
            "first_name" => self.first_name.clone_from(&before.first_name),
            "phone" => self.phone.clone_from(&before.phone),
            "email" => self.email.clone_from(&before.email),
            "national_id" => self.national_id.clone_from(&before.national_id),
            "birth_date" => self.birth_date = before.birth_date,
            // The others are not shown by the vendor's search.
            _ => {}
        }
    }
}

/// Writes a patient as the vendor answered it and returns our id of the record. A patient not met before
/// becomes a person of its own: putting records together is a human's act. The answer is taken for the
/// vendor's latest word, as the answer to a write is.
///
/// # Errors
/// What SQLite says.
pub(crate) fn patient(
    tx: &Connection,
    connection: Uuid,
    row: &DirectoryPatient,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    absorb(tx, connection, row, None, now)
}

/// The same for a row that was read: fields that this desk wrote at the vendor after it was asked for stay as
/// they were written.
///
/// # Errors
/// What SQLite says.
pub(crate) fn patient_read(
    tx: &Connection,
    connection: Uuid,
    row: &DirectoryPatient,
    times: Times,
) -> Result<Uuid, DeskError> {
    absorb(tx, connection, row, Some(times.asked_at), times.now)
}

/// The same for a row that nobody asked for by itself: somebody who was erased here stays out.
///
/// # Errors
/// What SQLite says.
pub(crate) fn patient_listed(
    tx: &Connection,
    connection: Uuid,
    row: &DirectoryPatient,
    times: Times,
) -> Result<Option<Uuid>, DeskError> {
    if Erased::Patient.is(tx, connection, &row.vendor_id)? {
        return Ok(None);
    }
    patient_read(tx, connection, row, times).map(Some)
}

fn absorb(
    tx: &Connection,
    connection: Uuid,
    row: &DirectoryPatient,
    asked_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let before = tx
        .prepare_cached(
            "SELECT id, last_name, first_name, birth_date, phone, email, national_id, gone_at
             FROM patient_records WHERE connection = ?1 AND vendor_id = ?2",
        )?
        .query_row(params![connection.to_string(), row.vendor_id], Known::read)
        .optional()?;
    match before {
        None => {
            let record = insert(tx, connection, row, &Known::told(row), now)?;
            keep_phones_of(tx, record, row, now)?;
            search::index_record(tx, record)?;
            Erased::Patient.lift(tx, connection, &row.vendor_id)?;
            Ok(record)
        }
        Some((record, before)) => {
            let short;
            let row = match Kept::of(tx, record)? {
                Some(Kept::Short) if asked_at.is_some() => {
                    short = kept_short(row);
                    &short
                }
                _ => row,
            };
            let seen = Known::told(row);
            let mut seen = if row.partial {
                Known {
                    birth_date: seen.birth_date.or(before.birth_date),
                    national_id: seen.national_id.or_else(|| before.national_id.clone()),
                    ..seen
                }
            } else {
                seen
            };
            if let Some(asked_at) = asked_at {
                for field in outbox::fields_done_since(tx, record, asked_at)? {
                    seen.keep(field, &before);
                }
            }
            update(tx, record, row, &seen, now)?;
            outbox::reapply_edits(tx, record)?;
            let phones_changed = keep_phones_of(tx, record, row, now)?;
            if seen != before || phones_changed {
                search::index_record(tx, record)?;
            }
            Ok(record)
        }
    }
}

/// What of a row is kept of somebody without a visit near.
fn kept_short(row: &DirectoryPatient) -> DirectoryPatient {
    DirectoryPatient {
        vendor_id: row.vendor_id.clone(),
        last_name: row.last_name.clone(),
        first_name: row.first_name.clone(),
        birth_date: row.birth_date,
        partial: row.partial,
        ..DirectoryPatient::default()
    }
}

/// A record of a patient of whom nothing but the code is known: an appointment must not be missing from a day
/// because its patient cannot be read. It counts as never asked about.
///
/// # Errors
/// What SQLite says.
pub(super) fn stand_in(
    tx: &Connection,
    connection: Uuid,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let row = DirectoryPatient {
        vendor_id: code.to_owned(),
        last_name: code.to_owned(),
        partial: true,
        ..DirectoryPatient::default()
    };
    let record = patient(tx, connection, &row, now)?;
    tx.prepare_cached("UPDATE patient_records SET details_checked_at = NULL WHERE id = ?1")?
        .execute([record.to_string()])?;
    Ok(record)
}

/// Keeps the phones of a row that tells them. Returns whether they are others than before.
fn keep_phones_of(
    tx: &Connection,
    record: Uuid,
    row: &DirectoryPatient,
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    let Some(phones) = &row.phones else {
        return Ok(false);
    };
    tx.prepare_cached("UPDATE patient_records SET phones_checked_at = ?2 WHERE id = ?1")?
        .execute(params![record.to_string(), to_ms(now)])?;
    keep_phones(tx, record, phones)
}

/// Two looks that miss a patient must lie so far apart before the patient counts as gone.
const BETWEEN_LOOKS: TimeDelta = TimeDelta::seconds(60);

/// A look at the vendor did not find this record. The second such look in a row marks it gone. Its rows
/// stay: an appointment of it may be in an open action, and the mark is taken back when it is met again.
/// Returns whether it was marked now.
///
/// # Errors
/// What SQLite says.
pub(crate) fn missed(tx: &Connection, record: Uuid, now: DateTime<Utc>) -> Result<bool, DeskError> {
    let id = record.to_string();
    tx.prepare_cached("UPDATE patient_records SET details_checked_at = ?2 WHERE id = ?1")?
        .execute(params![id, to_ms(now)])?;
    let gone = tx
        .prepare_cached(
            "UPDATE patient_records SET gone_at = ?2 WHERE id = ?1 AND gone_at IS NULL AND missed_at <= ?3",
        )?
        .execute(params![id, to_ms(now), to_ms(now - BETWEEN_LOOKS)])?;
    if gone > 0 {
        search::index_record(tx, record)?;
        return Ok(true);
    }
    tx.prepare_cached("UPDATE patient_records SET missed_at = ?2 WHERE id = ?1 AND missed_at IS NULL")?
        .execute(params![id, to_ms(now)])?;
    Ok(false)
}

fn insert(
    tx: &Connection,
    connection: Uuid,
    row: &DirectoryPatient,
    seen: &Known,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let parts = [connection.to_string(), row.vendor_id.clone()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let person = derived_id("person", &parts);
    let record = derived_id("patient record", &parts);
    tx.prepare_cached("INSERT OR IGNORE INTO persons (id, desk, created_at) VALUES (?1, ?2, ?3)")?
        .execute(params![person.to_string(), desk(tx)?, to_ms(now)])?;
    tx.prepare_cached(
        "INSERT INTO patient_records (id, person, connection, vendor_id, last_name, first_name, birth_date, phone,
             email, national_id, extra, details_checked_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
    )?
    .execute(params![
        record.to_string(),
        person.to_string(),
        connection.to_string(),
        row.vendor_id,
        seen.last_name,
        seen.first_name,
        seen.birth_date,
        seen.phone,
        seen.email,
        seen.national_id,
        extra(&row.extra),
        to_ms(now),
    ])?;
    Ok(record)
}

fn update(
    tx: &Connection,
    record: Uuid,
    row: &DirectoryPatient,
    seen: &Known,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "UPDATE patient_records SET last_name = ?2, first_name = ?3, birth_date = ?4, phone = ?5, email = ?6,
             national_id = ?7, extra = CASE WHEN ?10 THEN extra ELSE ?8 END, details_checked_at = ?9, gone_at = NULL,
             missed_at = NULL
         WHERE id = ?1",
    )?
    .execute(params![
        record.to_string(),
        seen.last_name,
        seen.first_name,
        seen.birth_date,
        seen.phone,
        seen.email,
        seen.national_id,
        extra(&row.extra),
        to_ms(now),
        row.partial,
    ])?;
    Ok(())
}
