//! From persons to the lines of a result.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::super::{NextVisit, PatientHit, Source};
use crate::agenda::{Stage, furthest_stage};
use crate::connections::Vendor;
use crate::error::DeskError;
use crate::outbox;
use crate::store::{id_of, instant_of};

/// The lines of these persons, in their order. Of those without a record (any more) only whose connection was removed
/// and whose money, invoices or papers are kept have one.
///
/// # Errors
/// The store's.
pub fn load_hits(
    conn: &Connection,
    persons: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<PatientHit>, DeskError> {
    let mut hits = Vec::with_capacity(persons.len());
    for person in persons {
        hits.extend(match hit(conn, *person, now)? {
            Some(hit) => Some(hit),
            None => without_record(conn, *person)?.filter(|hit| hit.name != NAMELESS),
        });
    }
    Ok(hits)
}

/// What stands for the name of somebody of whom none was kept.
const NAMELESS: &str = "-";

/// A person of whom no record is left because the connection was removed, and whose money, invoices or papers are kept.
///
/// # Errors
/// The store's.
pub fn without_record(conn: &Connection, person: Uuid) -> Result<Option<PatientHit>, DeskError> {
    let left: Option<(Option<String>, Option<NaiveDate>)> = conn
        .prepare_cached("SELECT left_name, left_birth_date FROM persons WHERE id = ?1")?
        .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((name, birth_date)) = left else {
        return Ok(None);
    };
    let name = name.unwrap_or_else(|| NAMELESS.to_owned());
    Ok(Some(PatientHit {
        id: person,
        name,
        birth_date,
        phone: None,
        email: None,
        national_id: None,
        next_visit: None,
        appointments_checked_at: None,
        gone: false,
        pending: false,
        sources: Vec::new(),
    }))
}

/// A record as a line needs it.
struct Record {
    source: Source,
    name: String,
    birth_date: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    national_id: Option<String>,
    appointments_checked_at: Option<DateTime<Utc>>,
    gone: bool,
}

fn hit(conn: &Connection, person: Uuid, now: DateTime<Utc>) -> Result<Option<PatientHit>, DeskError> {
    // The first record gives the name: one the vendor still names, and of those the one read last.
    let mut statement = conn.prepare_cached(
        "SELECT r.*, c.name AS connection_name, c.vendor FROM patient_records r
         JOIN connections c ON c.id = r.connection WHERE r.person = ?1
         ORDER BY r.gone_at IS NOT NULL, r.details_checked_at DESC, r.created_at, r.id",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut records: Vec<Record> = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(record(row)?);
    }
    let Some(first) = records.first() else {
        return Ok(None);
    };
    let mut pending = false;
    for record in &records {
        // What was given up before it reached its vendor waits for nothing.
        let unsent = record.source.vendor_id.is_none() && !record.gone;
        pending |= unsent || outbox::is_pending(conn, record.source.record)?;
    }
    Ok(Some(PatientHit {
        id: person,
        name: first.name.clone(),
        birth_date: records.iter().find_map(|record| record.birth_date),
        phone: records.iter().find_map(|record| record.phone.clone()),
        email: records.iter().find_map(|record| record.email.clone()),
        national_id: records.iter().find_map(|record| record.national_id.clone()),
        next_visit: next_visit(conn, person, now)?,
        appointments_checked_at: checked_at(&records),
        gone: records.iter().all(|record| record.gone),
        pending,
        sources: records.into_iter().map(|record| record.source).collect(),
    }))
}

fn record(row: &Row<'_>) -> Result<Record, DeskError> {
    let vendor: String = row.get("vendor")?;
    let (last_name, first_name): (String, String) = (row.get("last_name")?, row.get("first_name")?);
    Ok(Record {
        source: Source {
            record: id_of(row, "id")?,
            connection: id_of(row, "connection")?,
            connection_name: row.get("connection_name")?,
            vendor: Vendor::parse(&vendor)
                .ok_or_else(|| DeskError::internal("a connection to an unknown vendor"))?,
            vendor_id: row.get("vendor_id")?,
        },
        name: format!("{last_name} {first_name}").trim().to_owned(),
        birth_date: row.get("birth_date")?,
        phone: row.get("phone")?,
        email: row.get("email")?,
        national_id: row.get("national_id")?,
        appointments_checked_at: instant_of(row, "appointments_checked_at")?,
        gone: row.get::<_, Option<i64>>("gone_at")?.is_some(),
    })
}

/// The oldest answer the statement "no appointment" would rest on; `None` when one of the vendors was never
/// asked. A record not yet at its vendor cannot have any.
fn checked_at(records: &[Record]) -> Option<DateTime<Utc>> {
    let asked = records
        .iter()
        .filter(|record| !record.gone && record.source.vendor_id.is_some());
    asked.map(|record| record.appointments_checked_at).min().flatten()
}

/// An appointment from today on.
struct Visit {
    id: Uuid,
    date: NaiveDate,
    start: Option<NaiveTime>,
    doctor: Option<String>,
    place: Option<String>,
    room: Option<String>,
    /// Civil time at its clinic now.
    civil_now: NaiveDateTime,
}

impl Visit {
    /// A visit without a time counts as to come all day long.
    fn is_to_come(&self) -> bool {
        let now = self.civil_now;
        self.date > now.date()
            || (self.date == now.date() && self.start.is_none_or(|start| start >= now.time()))
    }
}

fn next_visit(conn: &Connection, person: Uuid, now: DateTime<Utc>) -> Result<Option<NextVisit>, DeskError> {
    // A day back: the clinic's day may have begun later than the one of UTC.
    let from = now.date_naive().pred_opt().unwrap_or(now.date_naive());
    let mut statement = conn.prepare_cached(
        "SELECT a.id, a.date, a.start, a.doctor, a.place, a.room, c.zone FROM patient_records r
         JOIN appointments a ON a.record = r.id JOIN connections c ON c.id = a.connection
         WHERE r.person = ?1 AND a.date >= ?2 AND a.gone_at IS NULL
             AND (a.vendor_patient IS NULL OR a.vendor_patient = r.vendor_id)
         ORDER BY a.date, a.start LIMIT 50",
    )?;
    let mut rows = statement.query(params![person.to_string(), from])?;
    let mut visits: Vec<(Visit, Stage)> = Vec::new();
    while let Some(row) = rows.next()? {
        let zone: chrono_tz::Tz = row.get::<_, String>("zone")?.parse().unwrap_or(chrono_tz::UTC);
        let visit = Visit {
            id: id_of(row, "id")?,
            date: row.get("date")?,
            start: row.get("start")?,
            doctor: row.get("doctor")?,
            place: row.get("place")?,
            room: row.get("room")?,
            civil_now: now.with_timezone(&zone).naive_local(),
        };
        if visit.date >= visit.civil_now.date() {
            let stage = furthest_stage(conn, visit.id)?;
            visits.push((visit, stage));
        }
    }
    let is_here = |(visit, stage): &(Visit, Stage)| {
        visit.date == visit.civil_now.date() && matches!(stage, Stage::Arrived | Stage::WithDoctor)
    };
    let stands = |stage: Stage| matches!(stage, Stage::Expected | Stage::Confirmed);
    // What they are here for, else the next one that stands, else today's, else one called off: that answers the
    // caller too. One that is over is nobody's next.
    let chosen = visits
        .iter()
        .position(is_here)
        .or_else(|| {
            visits
                .iter()
                .position(|(visit, stage)| visit.is_to_come() && stands(*stage))
        })
        .or_else(|| visits.iter().rposition(|(_, stage)| stands(*stage)))
        .or_else(|| visits.iter().position(|(_, stage)| *stage != Stage::Done));
    let next = chosen.and_then(|chosen| visits.into_iter().nth(chosen));
    Ok(next.map(|(visit, stage)| NextVisit {
        is_today: visit.date == visit.civil_now.date(),
        appointment: visit.id,
        date: visit.date,
        start: visit.start,
        doctor: visit.doctor,
        place: visit.place,
        room: visit.room,
        stage,
    }))
}
