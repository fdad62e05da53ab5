//! The list of one day, and what it was made from.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::rows::{Which, mark_lookalikes, rows, today, zone};
use super::{Day, DayRequest, MadeFrom};
use crate::error::DeskError;
use crate::store::from_ms;

/// Reads a day.
///
/// # Errors
/// The store's.
pub(crate) fn day(conn: &Connection, request: &DayRequest, now: DateTime<Utc>) -> Result<Day, DeskError> {
    let today = today(conn, now)?;
    let date = request.date.unwrap_or(today);
    let mut found = rows(conn, &Which::OfDay(date))?;
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
        zone: zone(conn)?.name().to_owned(),
        rows: found,
        made_from: made_from(conn)?,
        places: places(conn)?,
    })
}

fn made_from(conn: &Connection) -> Result<MadeFrom, DeskError> {
    let (known, checked, newest): (u32, u32, Option<i64>) = conn.query_row(
        "SELECT count(*), count(appointments_checked_at), max(appointments_checked_at) FROM patient_records \
         WHERE gone_at IS NULL AND vendor_id IS NOT NULL",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let (connections, complete, rounds, oldest): (u32, u32, u32, Option<i64>) = conn.query_row(
        "SELECT count(*), coalesce(sum(s.complete), 0), count(s.last_full_round_at), min(s.last_full_round_at) \
         FROM connections c LEFT JOIN sync_cursors s ON s.connection = c.id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    Ok(MadeFrom {
        checked,
        known,
        fill_complete: connections > 0 && complete == connections,
        // A full round of the desk is as old as that of its slowest connection.
        last_full_round: oldest.filter(|_| rounds == connections).map(from_ms),
        newest: newest.map(from_ms),
    })
}

fn places(conn: &Connection) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT name FROM work_points ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
