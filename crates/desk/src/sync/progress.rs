//! What is told of the reading.

use std::collections::VecDeque;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::cursor::{self, Cursor};
use super::{FillStrategy, SyncPhase, SyncState};
use crate::connections::{Connection, Health};
use crate::error::DeskError;
use crate::store::from_ms;

/// Counts of a connection's patients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub known: u32,
    pub checked: u32,
}

pub(crate) fn counts(conn: &Database, connection: Uuid) -> Result<Counts, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*), count(appointments_checked_at) FROM patient_records
             WHERE connection = ?1 AND vendor_id IS NOT NULL AND gone_at IS NULL",
        )?
        .query_row([connection.to_string()], |row| {
            Ok(Counts {
                known: row.get(0)?,
                checked: row.get(1)?,
            })
        })?)
}

/// Requests made and needed in all for the first fill, as far as can be told.
pub(crate) fn work(cursor: &Cursor, counts: Counts) -> Option<(u64, u64)> {
    let (known, checked) = (u64::from(counts.known), u64::from(counts.checked));
    let (asked, all) = match (cursor.strategy?, cursor.state.patients_found) {
        (FillStrategy::All, true) => (0, 0),
        (FillStrategy::All, false) => return None,
        (FillStrategy::Codes, _) => cursor.state.codes.as_ref()?.progress(),
        (FillStrategy::Names, _) => cursor.state.names.as_ref()?.progress(),
        (FillStrategy::Pages, found) => {
            let (pages, days) = (cursor.state.pages.progress(found), cursor.state.days.progress());
            return Some((pages.0 + days.0, pages.1 + days.1));
        }
    };
    // While patients are still being found, as many more are expected as the found part promises.
    let expected = if cursor.state.patients_found || asked == 0 {
        known
    } else {
        known.saturating_mul(all) / asked
    };
    Some((asked + checked, all + expected.max(known)))
}

/// The share of the first fill that is done, 0 to 100; 100 only when it is complete.
pub(crate) fn percent(cursor: &Cursor, counts: Counts) -> u32 {
    if cursor.complete {
        return 100;
    }
    let share = work(cursor, counts).map_or(0, |(done, all)| done.saturating_mul(100) / all.max(1));
    u32::try_from(share)
        .unwrap_or(99)
        .min(99)
        .max(cursor.state.percent.min(99))
}

/// As of when the list of a day stands: when the vendor was asked for the whole day, or for the one of its patients whom
/// it was asked about longest ago.
fn today_as_of(
    conn: &Database,
    connection: Uuid,
    day: NaiveDate,
) -> Result<Option<DateTime<Utc>>, DeskError> {
    let at: Option<i64> = conn
        .prepare_cached(
            "SELECT coalesce((SELECT read_at FROM days_read WHERE connection = ?1 AND date = ?2),
                 (SELECT min(r.appointments_checked_at) FROM appointments a JOIN patient_records r ON r.id = a.record
                  WHERE a.connection = ?1 AND a.date = ?2 AND a.gone_at IS NULL AND r.gone_at IS NULL))",
        )?
        .query_row(params![connection.to_string(), day], |row| row.get(0))?;
    Ok(at.map(from_ms))
}

/// The state of one connection from what is on disk; `line` is how the line is by this process's own eyes.
pub(crate) fn state(
    conn: &Database,
    connection: &Connection,
    health: Health,
    speed: Option<&Speed>,
    today: NaiveDate,
) -> Result<SyncState, DeskError> {
    let cursor = cursor::load(conn, connection.id)?;
    let counts = counts(conn, connection.id)?;
    let phase = match health {
        _ if cursor.paused => SyncPhase::Paused,
        Health::KeyRefused => SyncPhase::KeyRefused,
        Health::KeyMissing => SyncPhase::KeyMissing,
        Health::Offline => SyncPhase::Offline,
        _ if cursor.strategy.is_none() => SyncPhase::Exploring,
        _ if cursor.complete => SyncPhase::Fresh,
        _ if cursor.state.patients_found => SyncPhase::Appointments,
        _ => SyncPhase::Patients,
    };
    let working = matches!(phase, SyncPhase::Patients | SyncPhase::Appointments);
    let seconds_left = speed.filter(|_| working).and_then(|speed| {
        let (done, all) = work(&cursor, counts)?;
        speed.time_for(all.saturating_sub(done))
    });
    Ok(SyncState {
        connection: connection.id,
        connection_name: connection.name.clone(),
        phase,
        strategy: cursor.strategy,
        patients_known: counts.known,
        patients_expected: if cursor.state.patients_found {
            Some(counts.known)
        } else {
            cursor.state.pages.total
        },
        patients_checked: counts.checked,
        complete: cursor.complete,
        percent: percent(&cursor, counts),
        seconds_left,
        last_full_round: cursor.last_full_round,
        today_as_of: today_as_of(conn, connection.id, today)?.or(cursor.last_full_round),
        last_contact_at: connection.last_contact_at,
        offline_since: connection.offline_since,
    })
}

/// How fast the first fill goes, measured over the last minute.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speed(VecDeque<(DateTime<Utc>, u64)>);

const WINDOW: TimeDelta = TimeDelta::seconds(60);
/// Less than this is chance.
const LEAST: TimeDelta = TimeDelta::seconds(3);

impl Speed {
    /// Notes how many requests were made in all by now.
    pub(crate) fn note(&mut self, now: DateTime<Utc>, done: u64) {
        // A new fill, or a clock set back: what was measured is of something else.
        if self
            .0
            .back()
            .is_some_and(|(at, before)| *before > done || *at > now)
        {
            self.0.clear();
        }
        self.0.push_back((now, done));
        while self.0.front().is_some_and(|(at, _)| now - *at > WINDOW) && self.0.len() > 2 {
            self.0.pop_front();
        }
    }

    fn time_for(&self, left: u64) -> Option<u32> {
        let ((from, before), (to, after)) = (self.0.front()?, self.0.back()?);
        let (time, done) = (*to - *from, after.checked_sub(*before)?);
        if time < LEAST || done == 0 {
            return None;
        }
        let seconds =
            u128::from(left) * u128::try_from(time.num_milliseconds()).ok()? / u128::from(done) / 1_000;
        u32::try_from(seconds).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_follows_what_was_measured() {
        let start = DateTime::UNIX_EPOCH;
        let mut speed = Speed::default();
        assert_eq!(speed.time_for(100), None);
        for second in 0..=10 {
            speed.note(
                start + TimeDelta::seconds(second),
                u64::try_from(second).unwrap() * 5,
            );
        }
        assert_eq!(speed.time_for(100), Some(20));
        speed.note(start + TimeDelta::seconds(11), 3);
        assert_eq!(speed.time_for(100), None);
    }

    #[test]
    fn the_share_neither_falls_nor_ends_early() {
        let mut cursor = Cursor {
            strategy: Some(FillStrategy::All),
            ..Cursor::default()
        };
        cursor.state.patients_found = true;
        cursor.state.percent = 40;
        assert_eq!(
            percent(
                &cursor,
                Counts {
                    known: 10,
                    checked: 1
                }
            ),
            40
        );
        assert_eq!(
            percent(
                &cursor,
                Counts {
                    known: 10,
                    checked: 10
                }
            ),
            99
        );
        cursor.complete = true;
        assert_eq!(
            percent(
                &cursor,
                Counts {
                    known: 10,
                    checked: 1
                }
            ),
            100
        );
    }
}
