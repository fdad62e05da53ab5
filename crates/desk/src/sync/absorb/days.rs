//! The appointments of a range of days, of all patients, where a vendor lists them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::Times;
use super::appointments::write;
use crate::adapters::BookAppointment;
use crate::error::DeskError;
use crate::outbox;
use crate::store::{id_of, to_ms};

/// Whose appointments are among these rows although the store does not hold the patient.
///
/// # Errors
/// What SQLite says.
pub(crate) fn strangers(
    conn: &Connection,
    connection: Uuid,
    rows: &[BookAppointment],
) -> Result<Vec<String>, DeskError> {
    let mut seen = BTreeSet::new();
    let mut strangers = Vec::new();
    for patient in rows.iter().filter_map(|row| row.vendor_patient.as_ref()) {
        if seen.insert(patient) && record_of(conn, connection, patient)?.is_none() {
            strangers.push(patient.clone());
        }
    }
    Ok(strangers)
}

fn record_of(conn: &Connection, connection: Uuid, patient: &str) -> Result<Option<Uuid>, DeskError> {
    Ok(conn
        .prepare_cached("SELECT id FROM patient_records WHERE connection = ?1 AND vendor_id = ?2")?
        .query_row([connection.to_string(), patient.to_owned()], |row| {
            id_of(row, "id")
        })
        .optional()?)
}

/// Writes what a vendor lists of these days, both included. What it lists no longer is marked gone, and so is an
/// appointment under the patient it was taken from. Rows of patients the store does not hold are left out.
///
/// # Errors
/// What SQLite says.
pub(crate) fn days(
    tx: &Connection,
    connection: Uuid,
    (from, to): (NaiveDate, NaiveDate),
    rows: &[BookAppointment],
    times: Times,
) -> Result<(), DeskError> {
    let mut by_record: BTreeMap<Uuid, Vec<&BookAppointment>> = BTreeMap::new();
    for row in rows {
        let Some(patient) = &row.vendor_patient else {
            continue;
        };
        if let Some(record) = record_of(tx, connection, patient)? {
            by_record.entry(record).or_default().push(row);
        }
    }
    let mut met = BTreeSet::new();
    for (record, rows) in by_record {
        let newer = outbox::ticks_done_since(tx, record, times.asked_at)?;
        for row in rows {
            let Some(id) = write(tx, record, row, &met, &newer, times.now)? else {
                continue;
            };
            met.insert(id);
            tx.prepare_cached(
                "UPDATE appointments SET gone_at = ?4
                 WHERE connection = ?1 AND vendor_id = ?2 AND record <> ?3 AND gone_at IS NULL",
            )?
            .execute(params![
                connection.to_string(),
                row.vendor_id,
                record.to_string(),
                to_ms(times.now)
            ])?;
        }
    }
    let listed: Vec<Uuid> = tx
        .prepare_cached(
            "SELECT id FROM appointments WHERE connection = ?1 AND date BETWEEN ?2 AND ?3 AND gone_at IS NULL",
        )?
        .query_map(params![connection.to_string(), from, to], |row| id_of(row, "id"))?
        .collect::<Result<_, _>>()?;
    let mut leave = tx.prepare_cached("UPDATE appointments SET gone_at = ?2 WHERE id = ?1")?;
    for id in listed.iter().filter(|id| !met.contains(id)) {
        leave.execute(params![id.to_string(), to_ms(times.now)])?;
    }
    let mut read = tx.prepare_cached(
        "INSERT INTO days_read (connection, date, read_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (connection, date) DO UPDATE SET read_at = excluded.read_at",
    )?;
    for day in from.iter_days().take_while(|day| *day <= to) {
        read.execute(params![connection.to_string(), day, to_ms(times.asked_at)])?;
    }
    Ok(())
}
