//! The list of one day, and what it was made from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::rows::{Calendar, Which, mark_lookalikes, rows, zone};
use super::{Day, DayRequest, MadeFrom};
use crate::error::DeskError;
use crate::store::from_ms;

/// Reads a day. Where none is named it is today, for each connection in its own zone.
///
/// # Errors
/// The store's.
pub(crate) fn day(conn: &Connection, request: &DayRequest, now: DateTime<Utc>) -> Result<Day, DeskError> {
    let calendars = Calendar::all(conn)?;
    let zone = zone(conn)?;
    let today = civil::date_at_clinic(now, zone);
    let date = request.date.unwrap_or(today);
    let days: BTreeMap<Uuid, NaiveDate> = calendars
        .iter()
        .map(|calendar| {
            (
                calendar.connection,
                request.date.unwrap_or_else(|| calendar.today(now)),
            )
        })
        .collect();
    let mut found = Vec::new();
    let dates: BTreeSet<NaiveDate> = days.values().copied().chain([date]).collect();
    for date in &dates {
        let of_day = rows(conn, &Which::OfDay(*date))?;
        found.extend(
            of_day
                .into_iter()
                .filter(|row| days.get(&row.connection) == Some(&row.date)),
        );
    }
    if dates.len() > 1 {
        found.sort_by(|one, other| (one.start, &one.patient.name).cmp(&(other.start, &other.patient.name)));
    }
    // A row that also stands in its own patient's list is shown there; elsewhere it would count twice.
    let own: BTreeSet<_> = found
        .iter()
        .filter(|row| !row.foreign)
        .filter_map(|row| Some((row.connection, row.vendor_id.clone()?)))
        .collect();
    found.retain(|row| {
        !row.foreign
            || row
                .vendor_id
                .as_ref()
                .is_none_or(|id| !own.contains(&(row.connection, id.clone())))
    });
    mark_lookalikes(&mut found);
    Ok(Day {
        date,
        is_today: date == today,
        zone: zone.name().to_owned(),
        rows: found,
        made_from: made_from(conn, &days)?,
        places: places(conn)?,
    })
}

/// What the list of these days rests on: a connection that was asked for the whole day has told of everybody;
/// of another one every patient must have been asked about.
fn made_from(conn: &Connection, days: &BTreeMap<Uuid, NaiveDate>) -> Result<MadeFrom, DeskError> {
    let mut all = MadeFrom {
        checked: 0,
        known: 0,
        fill_complete: !days.is_empty(),
        last_full_round: None,
        newest: None,
    };
    let mut rounds = Vec::new();
    for (connection, date) in days {
        let one = of_connection(conn, *connection, *date)?;
        all.known += one.known;
        all.checked += one.checked;
        all.fill_complete &= one.fill_complete;
        all.newest = all.newest.max(one.newest);
        rounds.push(one.last_full_round);
    }
    // A full round of the desk is as old as that of its slowest connection.
    all.last_full_round = rounds.into_iter().min().flatten();
    Ok(all)
}

/// The same of one connection.
pub(crate) fn of_connection(
    conn: &Connection,
    connection: Uuid,
    date: NaiveDate,
) -> Result<MadeFrom, DeskError> {
    let (known, checked, newest): (u32, u32, Option<i64>) = conn
        .prepare_cached(
            "SELECT count(*), count(appointments_checked_at), max(appointments_checked_at) FROM patient_records \
             WHERE connection = ?1 AND gone_at IS NULL AND vendor_id IS NOT NULL",
        )?
        .query_row([connection.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let read_at: Option<i64> = conn
        .prepare_cached("SELECT read_at FROM days_read WHERE connection = ?1 AND date = ?2")?
        .query_row(params![connection.to_string(), date], |row| row.get(0))
        .optional()?;
    if let Some(read_at) = read_at.map(from_ms) {
        return Ok(MadeFrom {
            checked: known,
            known,
            fill_complete: true,
            last_full_round: Some(read_at),
            newest: Some(read_at).max(newest.map(from_ms)),
        });
    }
    let cursor: Option<(bool, Option<i64>)> = conn
        .prepare_cached("SELECT complete, last_full_round_at FROM sync_cursors WHERE connection = ?1")?
        .query_row([connection.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (complete, round) = cursor.unwrap_or_default();
    Ok(MadeFrom {
        checked,
        known,
        fill_complete: complete,
        last_full_round: round.map(from_ms),
        newest: newest.map(from_ms),
    })
}

fn places(conn: &Connection) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT name FROM work_points ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
