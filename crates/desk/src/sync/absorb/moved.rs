//! What somebody changed at the vendor about an appointment that the store knew: noted for the access log, so that "who
//! moved it?" has an answer. Nothing is noted of what is met for the first time, nor of what this desk did itself.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use crate::adapters::BookAppointment;
use crate::audit::{self, FieldChange};
use crate::error::DeskError;
use crate::outbox;

/// An appointment as it stood.
struct Was {
    connection: String,
    date: NaiveDate,
    start: Option<NaiveTime>,
    doctor: Option<String>,
    room: Option<String>,
}

/// Notes what an answer says otherwise than the store, before it is written. `own`: it answers an act of this desk, whose
/// flags are told by the act itself; `newer`: the flags that the answer is too old for.
///
/// # Errors
/// What SQLite says.
pub(super) fn note(
    tx: &Connection,
    id: Uuid,
    row: &BookAppointment,
    own: bool,
    newer: &BTreeSet<(Uuid, String)>,
) -> Result<(), DeskError> {
    let was = tx
        .prepare_cached("SELECT connection, date, start, doctor, room FROM appointments WHERE id = ?1")?
        .query_row([id.to_string()], |found| {
            Ok(Was {
                connection: found.get(0)?,
                date: found.get(1)?,
                start: found.get(2)?,
                doctor: found.get(3)?,
                room: found.get(4)?,
            })
        })
        .optional()?;
    let Some(was) = was else { return Ok(()) };
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    let mut changes: Vec<FieldChange> = [
        (
            "date",
            Some(was.date.to_string()),
            row.date.map(|date| date.to_string()),
        ),
        ("time", was.start.map(clock), row.start.map(clock)),
        ("doctor", was.doctor, row.doctor.clone()),
        ("room", was.room, row.room.clone()),
    ]
    .into_iter()
    // What one answer has and another leaves out is no change.
    .filter_map(|(field, before, after)| Some((field, filled(before)?, filled(after)?)))
    .filter(|(_, before, after)| before != after)
    .map(|(field, before, after)| changed(field, Some(before), Some(after)))
    .collect();
    if !own {
        changes.extend(statuses(tx, id, &was.connection, row, newer)?);
    }
    if changes.is_empty() {
        return Ok(());
    }
    audit::note_change_there(tx, id, &was.connection, &changes)
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
) -> Result<Vec<FieldChange>, DeskError> {
    let ticked = outbox::ticks_under_way(tx, id)?;
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
