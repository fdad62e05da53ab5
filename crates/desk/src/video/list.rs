//! The list of video visits as the window shows it, from the store.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection as Database, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::{VideoClock, VideoRequest, VideoVisit, VideoVisits};
use crate::agenda::PatientBrief;
use crate::connections::{Ability, Connection};
use crate::error::DeskError;
use crate::outbox::{EntryState, PendingVisits, pending_visits};
use crate::patients::search::fold;
use crate::store::{from_ms, id_of, instant_of};

/// A vendor that shows whole minutes seems up to one minute behind when it is not; half a minute more is no
/// reason to look either. In seconds.
const ROUNDING: i64 = 90;

/// A civil time as it stands in a column.
pub(crate) fn civil_text(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Today at the clinic of a connection.
pub(super) fn today_at(connection: &Connection, now: DateTime<Utc>) -> NaiveDate {
    let zone: Tz = connection.zone.parse().unwrap_or(Tz::UTC);
    now.with_timezone(&zone).date_naive()
}

/// The connections that have video visits, in the order given.
pub(crate) fn with_video(connections: Vec<Connection>) -> Vec<Connection> {
    connections
        .into_iter()
        .filter(|connection| connection.can.contains(&Ability::Video))
        .collect()
}

/// All visits of these connections.
pub(crate) fn visits(
    conn: &Database,
    connections: &[Connection],
    request: &VideoRequest,
    now: DateTime<Utc>,
) -> Result<VideoVisits, DeskError> {
    let pending = pending_visits(conn)?;
    let mut found = VideoVisits {
        visits: Vec::new(),
        clocks: Vec::new(),
        checked_at: None,
        today: connections
            .first()
            .map_or(now.date_naive(), |connection| today_at(connection, now)),
    };
    let (mut coming, mut past) = (Vec::new(), Vec::new());
    let mut checked = Vec::new();
    for connection in connections {
        let today = today_at(connection, now);
        for visit in of_connection(conn, connection, &pending, today, request.past)? {
            if visit.start.is_some_and(|start| start.date() < today) {
                past.push(visit);
            } else {
                coming.push(visit);
            }
        }
        let row = conn
            .prepare_cached(
                "SELECT visits_checked_at, ahead_seconds, clock_checked_at FROM video_clocks WHERE connection = ?1",
            )?
            .query_row([connection.id.to_string()], |row| {
                Ok((instant_of(row, "visits_checked_at")?, row.get(1)?, instant_of(row, "clock_checked_at")?))
            })
            .optional()?;
        let (visits_checked_at, ahead_seconds, clock_checked_at): (_, Option<i64>, _) =
            row.unwrap_or((None, None, None));
        checked.push(visits_checked_at);
        found.clocks.extend(clock_checked_at.map(|checked_at| VideoClock {
            connection: connection.id,
            connection_name: connection.name.clone(),
            ahead_seconds,
            differs: ahead_seconds.is_some_and(|ahead| ahead.abs() > ROUNDING),
            checked_at,
        }));
    }
    found.checked_at = checked.into_iter().min().flatten();
    coming.sort_by(|one, two| (one.start, &one.name, one.id).cmp(&(two.start, &two.name, two.id)));
    past.sort_by(|one, two| (two.start, &one.name, one.id).cmp(&(one.start, &two.name, two.id)));
    found.visits = coming;
    found.visits.extend(past);
    Ok(found)
}

fn of_connection(
    conn: &Database,
    connection: &Connection,
    pending: &PendingVisits,
    today: NaiveDate,
    past: bool,
) -> Result<Vec<VideoVisit>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT * FROM video_visits WHERE connection = ?1 AND gone_at IS NULL
             AND (?3 OR start IS NULL OR substr(start, 1, 10) >= ?2)",
    )?;
    let mut rows = statement.query(params![connection.id.to_string(), today.to_string(), past])?;
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        let visit = visit(conn, connection, row, pending, today)?;
        // Without its booking it would be a visit that exists nowhere.
        if visit.vendor_id.is_some() || visit.pending.is_some() {
            visits.push(visit);
        }
    }
    Ok(without_doubles(visits))
}

/// A booking under way may be in the vendor's list before its answer is here: it is shown once.
fn without_doubles(mut visits: Vec<VideoVisit>) -> Vec<VideoVisit> {
    let under_way: BTreeSet<(String, Option<NaiveDateTime>)> = visits
        .iter()
        .filter(|visit| {
            visit.pending.as_ref().is_some_and(|pending| {
                !pending.removing && matches!(pending.state, EntryState::Sending | EntryState::Unknown)
            })
        })
        .map(|visit| (fold(&visit.name), visit.start))
        .collect();
    if !under_way.is_empty() {
        visits.retain(|visit| {
            visit.vendor_id.is_none() || !under_way.contains(&(fold(&visit.name), visit.start))
        });
    }
    visits
}

fn visit(
    conn: &Database,
    connection: &Connection,
    row: &Row<'_>,
    pending: &PendingVisits,
    today: NaiveDate,
) -> Result<VideoVisit, DeskError> {
    let id = id_of(row, "id")?;
    let vendor_id: Option<String> = row.get("vendor_id")?;
    let start: Option<NaiveDateTime> = row.get("start")?;
    let person: Option<String> = row.get("person")?;
    let pending = match &vendor_id {
        Some(vendor_id) => pending.removing.get(&(connection.id, vendor_id.clone())),
        None => pending.booking.get(&id),
    };
    Ok(VideoVisit {
        id,
        connection: connection.id,
        connection_name: connection.name.clone(),
        vendor: connection.vendor,
        may_report: may_report(vendor_id.as_deref(), start, today),
        vendor_id,
        patient: person.map(|person| brief(conn, &person)).transpose()?.flatten(),
        name: row.get("name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        birth_year: row.get("birth_year")?,
        start,
        url: row.get("url")?,
        active: row.get("active")?,
        pending: pending.cloned(),
        seen_at: row.get::<_, Option<i64>>("seen_at")?.map(from_ms),
    })
}

/// The vendor has a report from the day after.
pub(super) fn may_report(vendor_id: Option<&str>, start: Option<NaiveDateTime>, today: NaiveDate) -> bool {
    vendor_id.is_some() && start.is_some_and(|start| start.date() < today)
}

fn brief(conn: &Database, person: &str) -> Result<Option<PatientBrief>, DeskError> {
    let found = conn
        .prepare_cached(
            "SELECT person, last_name, first_name, birth_date, phone, vendor_id FROM patient_records
             WHERE person = ?1 ORDER BY gone_at IS NOT NULL, created_at LIMIT 1",
        )?
        .query_row([person], |row| {
            let (last_name, first_name): (String, String) = (row.get("last_name")?, row.get("first_name")?);
            Ok(PatientBrief {
                id: id_of(row, "person")?,
                name: format!("{last_name} {first_name}").trim().to_owned(),
                birth_date: row.get("birth_date")?,
                phone: row.get("phone")?,
                vendor_id: row.get("vendor_id")?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Where a visit is at its vendor.
pub(super) struct AtVendor {
    pub(super) connection: Uuid,
    /// `None`: it is not booked yet.
    pub(super) vendor_id: Option<String>,
    pub(super) start: Option<NaiveDateTime>,
    /// The patient's name as the visit tells it.
    pub(super) name: String,
}

/// What is needed to ask for a report: connection, the vendor's id, and the beginning.
pub(super) fn at_vendor(conn: &Database, visit: Uuid) -> Result<AtVendor, DeskError> {
    conn.query_row(
        "SELECT connection, vendor_id, start, name FROM video_visits WHERE id = ?1",
        [visit.to_string()],
        |row| {
            Ok(AtVendor {
                connection: id_of(row, "connection")?,
                vendor_id: row.get("vendor_id")?,
                start: row.get("start")?,
                name: row.get("name")?,
            })
        },
    )
    .optional()?
    .ok_or_else(|| DeskError::not_found("video visit"))
}
