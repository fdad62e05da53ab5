//! What a vendor answered about its video visits, written into the store.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection as Database, OptionalExtension as _, params};
use uuid::Uuid;

use super::civil_text;
use crate::adapters::VideoVisitRow;
use crate::error::DeskError;
use crate::patients::{Erased, thin};
use crate::ports::Ids;
use crate::store::to_ms;

/// How long after a list that may say too little another one must say the same, in milliseconds.
pub(super) const QUIET_MS: i64 = 30_000;

/// A list of all visits that an account still knows.
pub(crate) struct Listed<'a> {
    pub connection: Uuid,
    pub rows: &'a [VideoVisitRow],
    /// When it was asked for: what was done here since is newer than it.
    pub asked_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
    /// Today at the clinic.
    pub today: NaiveDate,
}

/// Merges a list into the store. A visit that it does not name is gone only while its day is not over, because
/// how far back the list goes is not documented. A list that names nothing, or lacks several visits at once, is
/// believed when a later one says the same.
pub(crate) fn listed(tx: &Database, list: &Listed<'_>, ids: &dyn Ids) -> Result<(), DeskError> {
    let connection = list.connection.to_string();
    let (asked_at, now) = (to_ms(list.asked_at), to_ms(list.now));
    for row in list.rows {
        let known: Option<(String, Option<i64>)> = tx
            .prepare_cached("SELECT id, gone_at FROM video_visits WHERE connection = ?1 AND vendor_id = ?2")?
            .query_row(params![connection, row.vendor_id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let id = match known {
            // Removed here since the list was asked for.
            Some((_, Some(gone_at))) if (asked_at..=now.max(asked_at)).contains(&gone_at) => continue,
            Some((id, _)) => id,
            None if Erased::VideoVisit.is(tx, list.connection, &row.vendor_id)? => continue,
            None if is_long_past(tx, row, list.now)? => continue,
            None => {
                let id = ids.next().to_string();
                tx.prepare_cached(
                    "INSERT INTO video_visits (id, connection, vendor_id, name, created_at)
                     VALUES (?1, ?2, ?3, '', ?4)",
                )?
                .execute(params![id, connection, row.vendor_id, now])?;
                id
            }
        };
        tx.prepare_cached(
            "UPDATE video_visits SET name = coalesce(?2, name), email = ?3, phone = ?4, birth_year = ?5,
                 start = coalesce(?6, start), url = coalesce(?7, url), active = ?8, seen_at = ?9, gone_at = NULL,
                 missed_at = NULL
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            row.name,
            row.email,
            row.phone,
            row.birth_year,
            row.start.map(civil_text),
            row.url,
            row.active,
            now.max(asked_at),
        ])?;
    }
    lacking(tx, list)?;
    tx.prepare_cached(
        "INSERT INTO video_clocks (connection, visits_checked_at) VALUES (?1, ?2)
         ON CONFLICT (connection) DO UPDATE SET visits_checked_at = excluded.visits_checked_at",
    )?
    .execute(params![connection, now])?;
    Ok(())
}

/// Whether the visit lies further back than anything is kept in full.
fn is_long_past(tx: &Database, row: &VideoVisitRow, now: DateTime<Utc>) -> Result<bool, DeskError> {
    let (Some(start), Some(period)) = (row.start, thin::Period::set(tx, now)?) else {
        return Ok(false);
    };
    Ok(start.date() < period.from)
}

/// Settles what becomes of the visits that a list does not name.
fn lacking(tx: &Database, list: &Listed<'_>) -> Result<(), DeskError> {
    let (asked_at, now) = (to_ms(list.asked_at), to_ms(list.now));
    // Seen later than this very answer was only what was read under a clock that has been set back since.
    let lacking = "connection = ?1 AND vendor_id IS NOT NULL AND gone_at IS NULL
         AND coalesce(seen_at, 0) NOT BETWEEN ?2 AND ?3 AND (start IS NULL OR substr(start, 1, 10) >= ?4)";
    let (connection, today) = (list.connection.to_string(), list.today.to_string());
    let newest = now.max(asked_at);
    tx.prepare_cached(
        "UPDATE video_visits SET missed_at = NULL WHERE connection = ?1 AND substr(start, 1, 10) < ?2",
    )?
    .execute(params![connection, today])?;
    let lost: i64 = tx
        .prepare_cached(&format!("SELECT count(*) FROM video_visits WHERE {lacking}"))?
        .query_row(params![connection, asked_at, newest, today], |row| row.get(0))?;
    if lost > 1 || list.rows.is_empty() {
        tx.prepare_cached(&format!(
            "UPDATE video_visits SET missed_at = ?2 WHERE {lacking} AND coalesce(missed_at, ?2 + 1) > ?2"
        ))?
        .execute(params![connection, asked_at, newest, today])?;
        tx.prepare_cached(&format!(
            "UPDATE video_visits SET gone_at = ?5 WHERE {lacking} AND missed_at + ?6 <= ?2"
        ))?
        .execute(params![connection, asked_at, newest, today, now, QUIET_MS])?;
    } else {
        tx.prepare_cached(&format!("UPDATE video_visits SET gone_at = ?5 WHERE {lacking}"))?
            .execute(params![connection, asked_at, newest, today, now])?;
    }
    Ok(())
}

/// Keeps how far a vendor's clock is ahead; `None`: it could not be read.
pub(super) fn clock(
    tx: &Database,
    connection: Uuid,
    ahead: Option<TimeDelta>,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "INSERT INTO video_clocks (connection, ahead_seconds, clock_checked_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (connection) DO UPDATE SET ahead_seconds = excluded.ahead_seconds,
             clock_checked_at = excluded.clock_checked_at",
    )?
    .execute(params![
        connection.to_string(),
        ahead.map(|ahead| ahead.num_seconds()),
        to_ms(now)
    ])?;
    Ok(())
}
