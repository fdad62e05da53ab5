//! The appointments of a range of days, of all patients, where a vendor lists them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::Times;
use super::appointments::{undated, write};
use super::patient::stand_in;
use crate::adapters::{BookAppointment, DayRows};
use crate::error::DeskError;
use crate::outbox;
use crate::patients::Erased;
use crate::patients::thin::{self, Kept};
use crate::store::{id_of, to_ms};

/// So many appointments, and all of a day or more than this share of those listed, do not vanish at once without a
/// second look: a vendor with a fault lists none for a moment.
const SEVERAL: usize = 3;
const SHARE: usize = 4;

/// What a range of days brings besides its rows.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Patients whom the vendor would not tell: their appointments are written under their codes.
    pub untold: BTreeSet<String>,
    /// Something of the range is still to be read: nothing is marked gone, and the days do not count as read.
    pub partly: bool,
    /// Appointments that an earlier look missed, long enough ago to believe it now.
    pub missed_before: BTreeSet<Uuid>,
}

/// Whose appointments are among these rows although the store does not hold the patient, or only a code.
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
        if seen.insert(patient)
            && !is_read(conn, connection, patient)?
            && !Erased::Patient.is(conn, connection, patient)?
        {
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

/// Whether the store holds what the vendor tells of a patient, more than the code.
fn is_read(conn: &Connection, connection: Uuid, patient: &str) -> Result<bool, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT 1 FROM patient_records
             WHERE connection = ?1 AND vendor_id = ?2 AND (details_checked_at IS NOT NULL OR last_name <> vendor_id)",
        )?
        .exists([connection.to_string(), patient.to_owned()])?)
}

/// Writes what a vendor lists of these days, both included. What it lists no longer is marked gone, and so is an
/// appointment under the patient it was taken from. Rows of patients the store does not hold are left out, unless
/// the vendor would not tell of them. Returns the appointments that are missing and were not believed to be gone.
///
/// # Errors
/// What SQLite says.
pub(crate) fn days(
    tx: &Connection,
    connection: Uuid,
    (from, to): (NaiveDate, NaiveDate),
    answer: &DayRows,
    seen: &Seen,
    times: Times,
) -> Result<BTreeSet<Uuid>, DeskError> {
    let mut by_record: BTreeMap<Uuid, Vec<&BookAppointment>> = BTreeMap::new();
    for row in &answer.rows {
        let Some(patient) = &row.vendor_patient else {
            continue;
        };
        let record = match record_of(tx, connection, patient)? {
            None if seen.untold.contains(patient) => Some(stand_in(tx, connection, patient, times.now)?),
            known => known,
        };
        if let Some(record) = record {
            by_record.entry(record).or_default().push(row);
        }
    }
    let mut met = BTreeSet::new();
    for (record, rows) in by_record {
        if Kept::of(tx, record)? == Some(Kept::Short) {
            if !thin::is_any_near(tx, rows.iter().filter_map(|row| row.date), times.now)? {
                continue;
            }
            thin::keep_whole(tx, record)?;
        }
        let newer = outbox::ticks_done_since(tx, record, times.asked_at)?;
        for row in rows {
            let Some(id) = write(tx, record, row, &met, &newer, times.now)? else {
                met.extend(undated(tx, record, row)?);
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
    if seen.partly || !answer.whole {
        return Ok(BTreeSet::new());
    }
    let listed: Vec<(Uuid, NaiveDate)> = tx
        .prepare_cached(
            &format!(
                "SELECT id, date FROM appointments WHERE connection = ?1 AND date BETWEEN ?2 AND ?3 AND gone_at IS NULL \
                 AND {}",
                outbox::NOT_PENCILLED
            ),
        )?
        .query_map(
            params![connection.to_string(), from, to, to_ms(times.asked_at)],
            |row| Ok((id_of(row, "id")?, row.get("date")?)),
        )?
        .collect::<Result<_, _>>()?;
    let doubted = doubted(&listed, &met, &seen.missed_before);
    if !doubted.is_empty() {
        tracing::warn!("the vendor lists far fewer appointments than before: not believed yet");
        return Ok(doubted);
    }
    let mut leave = tx.prepare_cached("UPDATE appointments SET gone_at = ?2 WHERE id = ?1")?;
    for (id, _) in listed.iter().filter(|(id, _)| !met.contains(id)) {
        leave.execute(params![id.to_string(), to_ms(times.now)])?;
    }
    let mut read = tx.prepare_cached(
        "INSERT INTO days_read (connection, date, read_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (connection, date) DO UPDATE SET read_at = excluded.read_at",
    )?;
    for day in from.iter_days().take_while(|day| *day <= to) {
        read.execute(params![connection.to_string(), day, to_ms(times.asked_at)])?;
    }
    Ok(BTreeSet::new())
}

/// Which of the appointments listed so far and not met now are too many to be gone at the first look.
fn doubted(
    listed: &[(Uuid, NaiveDate)],
    met: &BTreeSet<Uuid>,
    missed_before: &BTreeSet<Uuid>,
) -> BTreeSet<Uuid> {
    let mut days: BTreeMap<NaiveDate, (usize, usize)> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for (id, date) in listed {
        let (all, gone) = days.entry(*date).or_default();
        *all += 1;
        if !met.contains(id) {
            *gone += 1;
            missing.insert(*id);
        }
    }
    let empty_day = days.values().any(|(all, gone)| gone == all && *all >= SEVERAL);
    let many = missing.len() > SEVERAL && missing.len() * SHARE > listed.len();
    if (empty_day || many) && !missing.is_subset(missed_before) {
        return missing;
    }
    BTreeSet::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, ids: std::ops::Range<u128>) -> Vec<(Uuid, NaiveDate)> {
        ids.map(|id| (Uuid::from_u128(id), date.parse().unwrap()))
            .collect()
    }

    fn ids(ids: std::ops::Range<u128>) -> BTreeSet<Uuid> {
        ids.map(Uuid::from_u128).collect()
    }

    #[test]
    fn many_that_are_missing_at_once_are_looked_for_again() {
        let monday = day("2026-11-23", 0..20);
        let none = BTreeSet::new();
        assert_eq!(doubted(&monday, &none, &none), ids(0..20));
        assert_eq!(doubted(&monday, &ids(0..14), &none), ids(14..20));
        assert_eq!(
            doubted(&monday, &ids(0..16), &none),
            none,
            "some are taken back every day"
        );
        assert_eq!(doubted(&monday, &none, &ids(0..20)), none, "missed before");
        assert_eq!(doubted(&monday, &none, &ids(0..19)), ids(0..20));
        assert_eq!(doubted(&day("2026-11-23", 0..2), &none, &none), none);
    }

    #[test]
    fn a_day_that_had_several_does_not_empty_at_one_look() {
        let mut week = day("2026-11-23", 0..40);
        week.extend(day("2026-11-24", 40..43));
        let none = BTreeSet::new();
        assert_eq!(doubted(&week, &ids(0..40), &none), ids(40..43));
        assert_eq!(doubted(&week, &ids(0..41), &none), none);
    }
}
