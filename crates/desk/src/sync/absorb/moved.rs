//! What somebody changed at the vendor about an appointment that the store knew: noted for the access log, so that "who
//! moved it?" has an answer. Nothing is noted of what is met for the first time, nor of what this desk did itself.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::adapters::BookAppointment;
use crate::audit::{self, FieldChange};
use crate::error::DeskError;
use crate::outbox;
use crate::store::to_ms;

/// For how long after a visit its statuses are still of interest, and how late a call whose answer was lost may still
/// be carried out.
const LATE: Days = Days::new(3);

/// When a copy took the store's place (`settings`, ms): what it knows of before may have been changed by this desk since.
const RESTORED_AT: &str = "restored_at";

/// An appointment as it stood.
struct Was {
    connection: String,
    date: NaiveDate,
    start: Option<NaiveTime>,
    doctor: Option<String>,
    room: Option<String>,
    zone: Option<String>,
}

/// A copy has taken the store's place: nothing is noted of what it knows until that has been read again.
///
/// # Errors
/// What SQLite says.
pub(crate) fn doubt_what_is_known(tx: &Connection, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        params![RESTORED_AT, to_ms(now).to_string()],
    )?;
    Ok(())
}

/// Notes what the answer to an act of this desk says otherwise than the store, before it is written. Its flags are told
/// by the act itself.
///
/// # Errors
/// What SQLite says.
pub(super) fn note_of_own(
    tx: &Connection,
    id: Uuid,
    row: &BookAppointment,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let silent = BookAppointment {
        flags: std::collections::BTreeMap::new(),
        one_state: false,
        ..row.clone()
    };
    note(tx, id, &silent, &BTreeSet::new(), now)
}

/// Notes what an answer says otherwise than the store, before it is written. `newer`: the flags that the answer is too
/// old for. What is past is not moved any more: a doctor's new spelling there is no news of every visit that ever was.
/// Nor is anything noted of a row under another patient's code, which is not of the person whose history this is.
///
/// # Errors
/// What SQLite says.
pub(super) fn note(
    tx: &Connection,
    id: Uuid,
    row: &BookAppointment,
    newer: &BTreeSet<(Uuid, String)>,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let flags = serde_json::Value::from_iter(row.flags.iter().map(|(key, value)| (key.as_str(), *value)));
    // Nearly every row of nearly every answer is as it was: that is seen in one look.
    let was = tx
        .prepare_cached(
            "SELECT a.connection, a.date, a.start, a.doctor, a.room, c.zone FROM appointments a \
             JOIN patient_records r ON r.id = a.record JOIN connections c ON c.id = a.connection \
             WHERE a.id = ?1 AND (a.vendor_patient IS NULL OR a.vendor_patient = r.vendor_id) \
             AND (?2 IS NULL OR ?2 = r.vendor_id) \
             AND (a.date IS NOT ?3 OR a.start IS NOT ?4 OR a.doctor IS NOT ?5 OR a.room IS NOT ?6 \
                 OR EXISTS (SELECT 1 FROM appointment_flags f WHERE f.appointment = a.id AND f.value <> \
                     coalesce((SELECT j.value FROM json_each(?7) j WHERE j.key = f.key), iif(?8, 0, f.value)))) \
             AND a.seen_at >= coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = ?9), a.seen_at)",
        )?
        .query_row(
            params![
                id.to_string(),
                row.vendor_patient,
                row.date,
                row.start,
                row.doctor,
                row.room,
                flags.to_string(),
                row.one_state,
                RESTORED_AT,
            ],
            |found| {
                Ok(Was {
                    connection: found.get(0)?,
                    date: found.get(1)?,
                    start: found.get(2)?,
                    doctor: found.get(3)?,
                    room: found.get(4)?,
                    zone: found.get(5)?,
                })
            },
        )
        .optional()?;
    let Some(was) = was else { return Ok(()) };
    let zone = was.zone.as_deref().and_then(|zone| civil::zone(zone).ok());
    let today = civil::date_at_clinic(now, zone.unwrap_or(chrono_tz::Tz::UTC));
    let last = row.date.map_or(was.date, |date| date.max(was.date));
    let mut changes = Vec::new();
    if last >= today {
        changes = moves(&was, row);
    }
    if last.checked_add_days(LATE).is_some_and(|end| end >= today) {
        let lost_since = now.checked_sub_days(LATE).unwrap_or(now);
        changes.extend(statuses(tx, id, &was.connection, row, newer, lost_since)?);
    }
    if changes.is_empty() {
        return Ok(());
    }
    audit::note_change_there(tx, id, &was.connection, &changes)
}

fn moves(was: &Was, row: &BookAppointment) -> Vec<FieldChange> {
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    [
        (
            "date",
            Some(was.date.to_string()),
            row.date.map(|date| date.to_string()),
        ),
        ("time", was.start.map(clock), row.start.map(clock)),
        ("doctor", was.doctor.clone(), row.doctor.clone()),
        ("room", was.room.clone(), row.room.clone()),
    ]
    .into_iter()
    // What one answer has and another leaves out is no change.
    .filter_map(|(field, before, after)| Some((field, filled(before)?, filled(after)?)))
    .filter(|(_, before, after)| before != after)
    .map(|(field, before, after)| changed(field, Some(before), Some(after)))
    .collect()
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn changed(field: &str, before: Option<String>, after: Option<String>) -> FieldChange {
    FieldChange {
        field: field.to_owned(),
        before,
        after,
        theirs: None,
    }
}

/// The flags that the answer has otherwise than they were last seen.
fn statuses(
    tx: &Connection,
    id: Uuid,
    connection: &str,
    row: &BookAppointment,
    newer: &BTreeSet<(Uuid, String)>,
    lost_since: DateTime<Utc>,
) -> Result<Vec<FieldChange>, DeskError> {
    let ticked = outbox::ticks_under_way(tx, id, lost_since)?;
    let is_ours = |key: &str| ticked.contains(key) || newer.contains(&(id, key.to_owned()));
    // Of one state all flags are of the same moment.
    if row.one_state && (!ticked.is_empty() || newer.iter().any(|(of, _)| *of == id)) {
        return Ok(Vec::new());
    }
    let known: Vec<(String, bool, String)> = tx
        .prepare_cached(
            "SELECT f.key, f.value, coalesce(s.name, f.key) FROM appointment_flags f \
             LEFT JOIN statuses s ON s.connection = ?2 AND s.key = f.key WHERE f.appointment = ?1 ORDER BY f.key",
        )?
        .query_map(params![id.to_string(), connection], |found| {
            Ok((found.get(0)?, found.get(1)?, found.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    if row.one_state {
        let set = |key: &String| row.flags.get(key).copied().unwrap_or(false);
        let before = known.iter().find(|(_, value, _)| *value);
        let now = row.flags.iter().find(|(_, value)| **value).map(|(key, _)| key);
        let (Some((key, _, name)), Some(now)) = (before, now) else {
            return Ok(Vec::new());
        };
        if set(key) {
            return Ok(Vec::new());
        }
        let after: Option<String> = tx
            .prepare_cached("SELECT name FROM statuses WHERE connection = ?1 AND key = ?2")?
            .query_row([connection, now], |found| found.get(0))
            .optional()?;
        let after = after.unwrap_or_else(|| now.clone());
        return Ok(vec![changed("status", Some(name.clone()), Some(after))]);
    }
    Ok(known
        .into_iter()
        .filter(|(key, _, _)| !is_ours(key))
        .filter_map(|(key, was, name)| match (was, row.flags.get(&key)) {
            (false, Some(true)) => Some(changed("status", None, Some(name))),
            (true, Some(false)) => Some(changed("status", Some(name), None)),
            _ => None,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;
    use crate::adapters::DirectoryPatient;
    use crate::desk::Desk;
    use crate::events::Events;
    use crate::store::testing::{now, ports};
    use crate::sync::absorb::{self, Times};

    /// How many changes are noted where a patient's list says first the one and then the other; `between` happens at
    /// this desk.
    fn noted(first: &BookAppointment, then: &BookAppointment, between: &'static str) -> i64 {
        let dir = tempfile::tempdir().unwrap();
        let desk = block_on(Desk::open(dir.path().join("desk"), ports().0, Events::default())).unwrap();
        let (first, then) = (first.clone(), then.clone());
        block_on(desk.store.write(move |tx| {
            let connection = Uuid::from_u128(0xc);
            tx.execute(
                "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
                 VALUES (?1, 'Clinica', 'medsoft', 'https://clinic.example', 'Europe/Bucharest', 1)",
                [connection.to_string()],
            )?;
            let patient = DirectoryPatient {
                vendor_id: "1".into(),
                last_name: "Popescu".into(),
                ..DirectoryPatient::default()
            };
            let times = |now| Times { asked_at: now, now };
            let record = absorb::patient_listed(tx, connection, &patient, times(now()))?.unwrap();
            absorb::appointments(tx, record, &[first], times(now()))?;
            tx.execute_batch(between)?;
            let later = now() + chrono::TimeDelta::minutes(5);
            if between.is_empty() {
                // Nothing is noted of a first look, nor of one that sees the same.
                assert_eq!(count(tx)?, 0);
            } else if between.starts_with("--") {
                doubt_what_is_known(tx, now() + chrono::TimeDelta::minutes(1))?;
            }
            absorb::appointments(tx, record, &[then], times(later))?;
            count(tx)
        }))
        .unwrap()
    }

    fn count(tx: &Connection) -> Result<i64, DeskError> {
        Ok(
            tx.query_row("SELECT count(*) FROM access_log_changed_there", [], |row| {
                row.get(0)
            })?,
        )
    }

    fn visit(date: &str) -> BookAppointment {
        BookAppointment {
            vendor_id: Some("a1".into()),
            vendor_patient: Some("1".into()),
            date: Some(date.parse().unwrap()),
            doctor: Some("Dr. Vasiliu".into()),
            flags: [("2".to_owned(), false)].into(),
            ..BookAppointment::default()
        }
    }

    fn renamed(of: &BookAppointment) -> BookAppointment {
        BookAppointment {
            doctor: Some("Dr. Vasiliu-Pop".into()),
            ..of.clone()
        }
    }

    fn arrived(of: &BookAppointment) -> BookAppointment {
        BookAppointment {
            flags: [("2".to_owned(), true)].into(),
            ..of.clone()
        }
    }

    #[test]
    fn what_is_past_is_not_moved() {
        let (today, past) = (visit("2026-03-02"), visit("2026-03-01"));
        assert_eq!(noted(&today, &today, ""), 0);
        assert_eq!(noted(&today, &renamed(&today), ""), 1);
        assert_eq!(noted(&past, &renamed(&past), ""), 0);
        assert_eq!(noted(&past, &today, ""), 1, "put off");
        assert_eq!(noted(&past, &arrived(&past), ""), 1, "put down the day after");
        let old = visit("2026-02-20");
        assert_eq!(noted(&old, &arrived(&old), ""), 0);
    }

    #[test]
    fn a_row_under_another_patients_code_is_nobodys_history_here() {
        let foreign = BookAppointment {
            vendor_patient: Some("777".into()),
            ..visit("2026-03-02")
        };
        assert_eq!(noted(&foreign, &arrived(&renamed(&foreign)), ""), 0);
        assert_eq!(noted(&foreign, &renamed(&visit("2026-03-02")), ""), 0);
    }

    #[test]
    fn after_a_copy_took_the_place_nothing_is_noted_of_the_first_look() {
        let today = visit("2026-03-02");
        assert_eq!(noted(&today, &arrived(&today), "-- restored"), 0);
    }

    #[test]
    fn a_tick_that_was_lost_and_given_up_may_still_be_carried_out() {
        let today = visit("2026-03-02");
        const LOST: &str = "INSERT INTO outbox (id, intent, kind, connection, resource, record, appointment, status_key, action, \
            state, attempts, lost, author, created_at, settled_at) SELECT 'e', 'i', 'set_status', connection, 'r', record, id, \
            '2', '{}', 'discarded', 1, 1, 'Ana', 1, 1772438400000 FROM appointments";
        assert_eq!(noted(&today, &arrived(&today), LOST), 0);
    }
}
