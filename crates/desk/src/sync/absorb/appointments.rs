//! A patient's appointments and when each of their flags was seen set and unset.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{Times, derived_id, extra, moved};
use crate::adapters::BookAppointment;
use crate::error::DeskError;
use crate::outbox;
use crate::patients::thin::{self, Kept};
use crate::store::{id_of, to_ms};

/// Writes the whole list of one patient: rows of the answer are added or brought up to date, rows that the
/// answer no longer holds are marked gone. A row under another patient's code is kept under the record
/// asked about with that code, so that it can be shown apart. Rows without a readable date belong to no day
/// and are left out. A flag that this desk ticked after the answer was asked for keeps the tick's value.
///
/// # Errors
/// What SQLite says.
pub(crate) fn appointments(
    tx: &Connection,
    record: Uuid,
    rows: &[BookAppointment],
    times: Times,
) -> Result<(), DeskError> {
    appointments_within(tx, record, rows, None, times)
}

/// The same for an answer that covers these days only: it says nothing of appointments on others, and nothing at all
/// when it is empty.
///
/// # Errors
/// What SQLite says.
pub(crate) fn appointments_within(
    tx: &Connection,
    record: Uuid,
    rows: &[BookAppointment],
    span: Option<(NaiveDate, NaiveDate)>,
    times: Times,
) -> Result<(), DeskError> {
    let now = times.now;
    match Kept::of(tx, record)? {
        // Erased since it was asked for.
        None => return Ok(()),
        Some(Kept::Short) => {
            if !thin::is_any_near(tx, rows.iter().filter_map(|row| row.date), now)? {
                return checked(tx, record, now);
            }
            thin::keep_whole(tx, record)?;
        }
        Some(Kept::Whole) => {}
    }
    let newer = outbox::ticks_done_since(tx, record, times.asked_at)?;
    let mut met = BTreeSet::new();
    for row in rows {
        let id = write(tx, record, row, &met, &newer, now)?;
        met.extend(id.or(undated(tx, record, row)?));
    }
    // Where a vendor lists whole days, those tell what is gone: an empty list of one patient may be a slip.
    let is_believed = span.is_none() || !rows.is_empty();
    let (from, to) = span.unwrap_or((NaiveDate::MIN, NaiveDate::MAX));
    let listed: Vec<Uuid> = tx
        .prepare_cached(&format!(
            "SELECT id, date FROM appointments WHERE record = ?1 AND gone_at IS NULL AND {}",
            outbox::NOT_PENCILLED
        ))?
        .query_map(params![record.to_string(), to_ms(times.asked_at)], |row| {
            Ok((id_of(row, "id")?, row.get::<_, NaiveDate>("date")?))
        })?
        .filter(|row| row.as_ref().map_or(true, |(_, date)| (from..=to).contains(date)))
        .map(|row| row.map(|(id, _)| id))
        .collect::<Result<_, _>>()?;
    let mut leave = tx.prepare_cached("UPDATE appointments SET gone_at = ?2 WHERE id = ?1")?;
    for id in listed.iter().filter(|id| is_believed && !met.contains(id)) {
        leave.execute(params![id.to_string(), to_ms(now)])?;
    }
    checked(tx, record, now)
}

fn checked(tx: &Connection, record: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.prepare_cached("UPDATE patient_records SET appointments_checked_at = ?2 WHERE id = ?1")?
        .execute(params![record.to_string(), to_ms(now)])?;
    Ok(())
}

/// Writes one appointment of a record, as a vendor answers it to a change, and returns our id of it;
/// `None` when it has no readable date.
///
/// # Errors
/// What SQLite says.
pub(crate) fn appointment(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, DeskError> {
    let Some(date) = row.date else { return Ok(None) };
    let (met, newer) = (BTreeSet::new(), BTreeSet::new());
    let id = known(tx, record, row, date, &met)?;
    if let Some(id) = id {
        moved::note_of_own(tx, id, row, now)?;
    }
    put(tx, record, row, (date, id), &met, &newer, now).map(Some)
}

/// `met` are the rows already matched in the same answer: two rows of an answer are never one appointment.
/// `newer` are the flags that the answer is too old for.
pub(super) fn write(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
    met: &BTreeSet<Uuid>,
    newer: &BTreeSet<(Uuid, String)>,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, DeskError> {
    let Some(date) = row.date else { return Ok(None) };
    let id = known(tx, record, row, date, met)?;
    if let Some(id) = id {
        moved::note(tx, id, row, newer, now)?;
    }
    put(tx, record, row, (date, id), met, newer, now).map(Some)
}

/// Writes a row on its day over the appointment that it is, or as a new one.
fn put(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
    (date, known): (NaiveDate, Option<Uuid>),
    met: &BTreeSet<Uuid>,
    newer: &BTreeSet<(Uuid, String)>,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let id = match known {
        Some(id) => {
            tx.prepare_cached(
                "UPDATE appointments SET vendor_id = coalesce(?2, vendor_id), vendor_patient = ?3, date = ?4,
                     start = ?5, \"end\" = ?6, doctor = ?7, place = ?8, room = ?9, purpose = ?10, extra = ?11,
                     seen_at = ?12, gone_at = NULL
                 WHERE id = ?1",
            )?
            .execute(params![
                id.to_string(),
                row.vendor_id,
                row.vendor_patient,
                date,
                row.start,
                row.end,
                row.doctor,
                row.place,
                row.room,
                row.purpose,
                extra(&row.extra),
                to_ms(now),
            ])?;
            id
        }
        None => insert(tx, record, row, date, met, now)?,
    };
    // Of one state all flags are of the same moment.
    let state_is_older = row.one_state && newer.iter().any(|(ticked, _)| *ticked == id);
    if row.one_state && !state_is_older {
        // A state under a word that the vendor has not told of stands only in the answers that have it.
        tx.prepare_cached("UPDATE appointment_flags SET value = 0, last_unset_at = ?2, first_set_at = NULL \
                           WHERE appointment = ?1 AND value = 1 AND key NOT IN (SELECT value FROM json_each(?3))")?
            .execute(params![id.to_string(), to_ms(now), named(row)])?;
    }
    for (key, value) in &row.flags {
        if !state_is_older && !newer.contains(&(id, key.clone())) {
            flag(tx, id, key, *value, now)?;
        }
    }
    Ok(id)
}

/// The appointment that a row without a readable date is: it is there, whatever its day.
pub(super) fn undated(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
) -> Result<Option<Uuid>, DeskError> {
    if row.date.is_some() || row.vendor_id.is_none() {
        return Ok(None);
    }
    known(tx, record, row, NaiveDate::MIN, &BTreeSet::new())
}

/// The statuses that an answer says something of, as a JSON list.
fn named(row: &BookAppointment) -> String {
    serde_json::Value::from_iter(row.flags.keys().map(String::as_str)).to_string()
}

/// The row an answer's row is: by the vendor's id, else by date, start and doctor among rows without one.
fn known(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
    date: NaiveDate,
    met: &BTreeSet<Uuid>,
) -> Result<Option<Uuid>, DeskError> {
    let record = record.to_string();
    if let Some(vendor_id) = &row.vendor_id {
        return Ok(tx
            .prepare_cached("SELECT id FROM appointments WHERE record = ?1 AND vendor_id = ?2")?
            .query_row(params![record, vendor_id], |found| id_of(found, "id"))
            .optional()?);
    }
    let candidates: Vec<Uuid> = tx
        .prepare_cached(
            "SELECT id FROM appointments
             WHERE record = ?1 AND vendor_id IS NULL AND date = ?2 AND start IS ?3 AND doctor IS ?4
             ORDER BY gone_at IS NOT NULL, id",
        )?
        .query_map(params![record, date, row.start, row.doctor], |found| {
            id_of(found, "id")
        })?
        .collect::<Result<_, _>>()?;
    Ok(candidates.into_iter().find(|id| !met.contains(id)))
}

fn insert(
    tx: &Connection,
    record: Uuid,
    row: &BookAppointment,
    date: NaiveDate,
    met: &BTreeSet<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let id = new_id(record, row, date, met);
    tx.prepare_cached(
        "INSERT INTO appointments (id, record, connection, vendor_id, vendor_patient, date, start, \"end\", doctor,
             place, room, purpose, extra, seen_at)
         SELECT ?1, id, connection, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13 FROM patient_records WHERE id = ?2",
    )?
    .execute(params![
        id.to_string(),
        record.to_string(),
        row.vendor_id,
        row.vendor_patient,
        date,
        row.start,
        row.end,
        row.doctor,
        row.place,
        row.room,
        row.purpose,
        extra(&row.extra),
        to_ms(now),
    ])?;
    Ok(id)
}

fn new_id(record: Uuid, row: &BookAppointment, date: NaiveDate, met: &BTreeSet<Uuid>) -> Uuid {
    let record = record.to_string();
    if let Some(vendor_id) = &row.vendor_id {
        return derived_id("appointment", &[&record, vendor_id]);
    }
    let start = row
        .start
        .map(|start: NaiveTime| start.to_string())
        .unwrap_or_default();
    let doctor = row.doctor.as_deref().unwrap_or_default();
    // The same patient may stand in the list twice at the same time with the same doctor.
    let mut copy = 0_u32;
    loop {
        let id = derived_id(
            "appointment without id",
            &[&record, &date.to_string(), &start, doctor, &copy.to_string()],
        );
        if !met.contains(&id) {
            return id;
        }
        copy += 1;
    }
}

/// Remembers a flag as seen now, and between which two looks it was set.
fn flag(
    tx: &Connection,
    appointment: Uuid,
    key: &str,
    value: bool,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "INSERT INTO appointment_flags (appointment, key, value, last_unset_at, first_set_at)
         VALUES (?1, ?2, ?3, CASE WHEN ?3 THEN NULL ELSE ?4 END, CASE WHEN ?3 THEN ?4 ELSE NULL END)
         ON CONFLICT (appointment, key) DO UPDATE SET
             value = excluded.value,
             last_unset_at = CASE WHEN excluded.value THEN last_unset_at ELSE ?4 END,
             first_set_at = CASE
                 WHEN NOT excluded.value THEN NULL
                 WHEN value THEN coalesce(first_set_at, ?4)
                 ELSE ?4 END",
    )?
    .execute(params![appointment.to_string(), key, value, to_ms(now)])?;
    Ok(())
}
