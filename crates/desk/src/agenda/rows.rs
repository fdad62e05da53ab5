//! Appointments out of the store, with unsent ticks laid over what the vendor last said.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::stages::{Labels, furthest};
use super::{AppointmentRow, PatientBrief, Stage};
use crate::adapters;
use crate::connections::{Ability, Vendor};
use crate::error::DeskError;
use crate::outbox::{EntryState, PendingTicks, pencilled, pending_ticks};
use crate::patients::search::{fold, phone_digits};
use crate::store::{from_ms, id_of, instant_of};

/// Which appointments to read.
pub(crate) enum Which {
    /// Those of one civil date, at every connection.
    OfDay(NaiveDate),
    /// Those in the vendors' lists of one person.
    OfPerson(Uuid),
    /// One.
    One(Uuid),
}

impl Which {
    fn condition(&self) -> (&'static str, String) {
        match self {
            Self::OfDay(date) => ("a.date = ?1", date.to_string()),
            Self::OfPerson(person) => ("r.person = ?1", person.to_string()),
            Self::One(id) => ("a.id = ?1", id.to_string()),
        }
    }
}

#[derive(Default)]
struct Flags {
    values: BTreeMap<String, bool>,
    first_set: BTreeMap<String, DateTime<Utc>>,
    last_unset: BTreeMap<String, DateTime<Utc>>,
}

/// Reads appointments by start, then name. Appointments that left their patient's list are not among them.
pub(crate) fn rows(conn: &Connection, which: &Which) -> Result<Vec<AppointmentRow>, DeskError> {
    let labels = Labels::load(conn)?;
    let pending = pending_ticks(conn)?;
    let pencilled = pencilled(conn)?;
    let (condition, argument) = which.condition();
    let flags = flags(conn, condition, &argument)?;
    let nothing = Flags::default();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT a.id, a.connection, c.name AS connection_name, c.vendor, a.vendor_id, a.vendor_patient, a.date, a.start, \
         a.\"end\", a.doctor, a.place, a.room, a.purpose, r.person, r.last_name, r.first_name, r.birth_date, r.phone, \
         r.vendor_id AS patient_vendor_id, r.appointments_checked_at, d.read_at \
         FROM appointments a JOIN patient_records r ON r.id = a.record JOIN connections c ON c.id = a.connection \
         LEFT JOIN days_read d ON d.connection = a.connection AND d.date = a.date WHERE {condition} AND a.gone_at IS NULL ORDER BY a.date, a.start, r.last_name, r.first_name"
    ))?;
    let mut found = statement.query(params![argument])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let id = id_of(row, "id")?;
        rows.push(one(
            row,
            id,
            &labels,
            flags.get(&id).unwrap_or(&nothing),
            pending.get(&id),
            pencilled.get(&id).copied(),
        )?);
    }
    Ok(rows)
}

fn flags(conn: &Connection, condition: &str, argument: &str) -> Result<BTreeMap<Uuid, Flags>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.appointment, f.key, f.value, f.first_set_at, f.last_unset_at FROM appointment_flags f \
         JOIN appointments a ON a.id = f.appointment JOIN patient_records r ON r.id = a.record WHERE {condition}"
    ))?;
    let mut rows = statement.query(params![argument])?;
    let mut all: BTreeMap<Uuid, Flags> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let flags = all.entry(id_of(row, "appointment")?).or_default();
        let key: String = row.get("key")?;
        if let Some(at) = instant_of(row, "first_set_at")? {
            flags.first_set.insert(key.clone(), at);
        }
        if let Some(at) = instant_of(row, "last_unset_at")? {
            flags.last_unset.insert(key.clone(), at);
        }
        flags.values.insert(key, row.get("value")?);
    }
    Ok(all)
}

fn one(
    row: &Row<'_>,
    id: Uuid,
    labels: &Labels,
    flags: &Flags,
    pending: Option<&PendingTicks>,
    pencilled: Option<EntryState>,
) -> Result<AppointmentRow, DeskError> {
    let connection = id_of(row, "connection")?;
    let statuses = labels.marks(connection, &flags.values, pending);
    let (stage, stage_name) = furthest(&statuses);
    let arrived = statuses
        .iter()
        .filter(|mark| mark.set && mark.stage == Some(Stage::Arrived))
        .map(|mark| {
            let ticked = pending.and_then(|ticks| ticks.since.get(&mark.key));
            (
                ticked.or_else(|| flags.first_set.get(&mark.key)).copied(),
                flags.last_unset.get(&mark.key).copied(),
            )
        })
        .min_by_key(|(at, _)| at.unwrap_or(DateTime::<Utc>::MAX_UTC));
    let vendor: String = row.get("vendor")?;
    let vendor =
        Vendor::parse(&vendor).ok_or_else(|| DeskError::internal("a connection to an unknown vendor"))?;
    let (asked, day_read): (Option<i64>, Option<i64>) =
        (row.get("appointments_checked_at")?, row.get("read_at")?);
    let (last_name, first_name): (String, String) = (row.get("last_name")?, row.get("first_name")?);
    let patient_vendor_id: Option<String> = row.get("patient_vendor_id")?;
    let vendor_patient: Option<String> = row.get("vendor_patient")?;
    Ok(AppointmentRow {
        id,
        connection,
        connection_name: row.get("connection_name")?,
        vendor,
        vendor_id: row.get("vendor_id")?,
        foreign: vendor_patient.is_some() && vendor_patient != patient_vendor_id,
        patient: PatientBrief {
            id: id_of(row, "person")?,
            name: format!("{last_name} {first_name}").trim().to_owned(),
            birth_date: row.get("birth_date")?,
            phone: row.get("phone")?,
            vendor_id: patient_vendor_id,
        },
        date: row.get("date")?,
        start: row.get("start")?,
        end: row.get("end")?,
        doctor: row.get("doctor")?,
        place: row.get("place")?,
        room: row.get("room")?,
        purpose: row.get("purpose")?,
        stage,
        stage_name,
        pencilled: pencilled.is_some(),
        pending: pending.is_some() || pencilled.is_some(),
        pending_state: pencilled.or_else(|| pending.and_then(|ticks| ticks.state)),
        arrived_at: arrived.and_then(|(at, _)| at),
        // A tick put down afterwards tells of a moment before the last look that saw none.
        arrived_after: arrived.and_then(|(at, after)| after.filter(|after| at.is_none_or(|at| *after < at))),
        checked_at: asked.max(day_read).map(from_ms),
        exclusive: adapters::exclusive_statuses(vendor),
        same_name: false,
        same_phone: false,
        statuses,
    })
}

/// Marks people of one day who are easily mistaken for each other: the same name, or the same phone.
pub(crate) fn mark_lookalikes(rows: &mut [AppointmentRow]) {
    let mut by_name: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
    let mut by_phone: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
    let keys: Vec<(String, Option<String>)> = rows
        .iter()
        .map(|row| {
            let phone = row
                .patient
                .phone
                .as_deref()
                .map(phone_digits)
                .filter(|digits| digits.len() >= 6);
            (fold(&row.patient.name), phone)
        })
        .collect();
    for (row, (name, phone)) in rows.iter().zip(&keys) {
        by_name.entry(name.clone()).or_default().insert(row.patient.id);
        if let Some(phone) = phone {
            by_phone.entry(phone.clone()).or_default().insert(row.patient.id);
        }
    }
    for (row, (name, phone)) in rows.iter_mut().zip(&keys) {
        row.same_name = by_name.get(name).is_some_and(|people| people.len() > 1);
        row.same_phone = phone
            .as_ref()
            .and_then(|phone| by_phone.get(phone))
            .is_some_and(|people| people.len() > 1);
    }
}

/// The stage of one appointment, for a search result.
pub(crate) fn furthest_stage(conn: &Connection, appointment: Uuid) -> Result<Stage, DeskError> {
    Ok(rows(conn, &Which::One(appointment))?
        .first()
        .map_or(Stage::Expected, |row| row.stage))
}

/// A connection that has appointments.
pub(crate) struct Calendar {
    /// Which connection.
    pub(crate) connection: Uuid,
    /// Its zone.
    pub(crate) zone: chrono_tz::Tz,
}

impl Calendar {
    /// All of them, in the order they were made.
    pub(crate) fn all(conn: &Connection) -> Result<Vec<Self>, DeskError> {
        let mut statement =
            conn.prepare_cached("SELECT id, vendor, zone FROM connections ORDER BY created_at, rowid")?;
        let mut found = statement.query([])?;
        let mut calendars = Vec::new();
        while let Some(row) = found.next()? {
            let (vendor, zone): (String, String) = (row.get("vendor")?, row.get("zone")?);
            let can = Vendor::parse(&vendor)
                .map(adapters::abilities_of)
                .unwrap_or_default();
            if can.contains(&Ability::Appointments) {
                calendars.push(Self {
                    connection: id_of(row, "id")?,
                    zone: civil::zone(&zone).unwrap_or(chrono_tz::Tz::UTC),
                });
            }
        }
        Ok(calendars)
    }

    /// The civil date there.
    pub(crate) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        civil::date_at_clinic(now, self.zone)
    }
}

/// The zone of the clinic: of the first connection made that has appointments. A desk stands in one place.
pub(crate) fn zone(conn: &Connection) -> Result<chrono_tz::Tz, DeskError> {
    Ok(desk_zone(conn)?.unwrap_or(chrono_tz::Tz::UTC))
}

/// The same, or of the first connection made where none has appointments; `None` before anything is connected.
pub(crate) fn desk_zone(conn: &Connection) -> Result<Option<chrono_tz::Tz>, DeskError> {
    if let Some(calendar) = Calendar::all(conn)?.first() {
        return Ok(Some(calendar.zone));
    }
    let first: Option<String> = conn
        .query_row(
            "SELECT zone FROM connections ORDER BY created_at, rowid LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(first.and_then(|zone| civil::zone(&zone).ok()))
}

/// The civil date at the clinic.
pub(crate) fn today(conn: &Connection, now: DateTime<Utc>) -> Result<NaiveDate, DeskError> {
    Ok(civil::date_at_clinic(now, zone(conn)?))
}
