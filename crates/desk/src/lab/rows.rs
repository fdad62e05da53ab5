//! Orders and reports as rows, each with what the outbox knows of its sendings.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{LabDesk, LabForm, LabOrder, LabPatient, LabReport, LabSending};
use crate::agenda::PatientBrief;
use crate::error::DeskError;
use crate::outbox::{EntryState, is_entry_blocked};
use crate::patients::search;
use crate::store::{from_ms, id_of};

/// Everything that was sent to laboratories from here, newest first.
pub(super) fn desk(conn: &Connection, now: DateTime<Utc>) -> Result<LabDesk, DeskError> {
    let mut sent = sendings(conn)?;
    let mut statement = conn.prepare_cached(
        "SELECT o.id, o.connection, n.name, o.person, o.number, o.patient_name, o.exams, o.created_at \
         FROM lab_orders o JOIN connections n ON n.id = o.connection ORDER BY o.created_at DESC, o.id DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut orders = Vec::new();
    while let Some(row) = rows.next()? {
        let id = id_of(row, "id")?;
        let person: Option<String> = row.get("person")?;
        let exams: String = row.get("exams")?;
        orders.push(LabOrder {
            id,
            connection: id_of(row, "connection")?,
            connection_name: row.get("name")?,
            patient: brief(conn, person, now)?,
            patient_name: row.get("patient_name")?,
            number: row.get("number")?,
            exams: serde_json::from_str(&exams).unwrap_or_default(),
            sent: sent.remove(&id).unwrap_or_default(),
            created_at: from_ms(row.get("created_at")?),
        });
    }
    Ok(LabDesk {
        orders,
        reports: reports(conn)?,
    })
}

fn brief(
    conn: &Connection,
    person: Option<String>,
    now: DateTime<Utc>,
) -> Result<Option<PatientBrief>, DeskError> {
    let Some(person) = person.and_then(|id| Uuid::parse_str(&id).ok()) else {
        return Ok(None);
    };
    let hit = search::load_hits(conn, &[person], now)?.into_iter().next();
    Ok(hit.map(|hit| PatientBrief {
        id: hit.id,
        name: hit.name,
        birth_date: hit.birth_date,
        phone: hit.phone,
        vendor_id: hit.sources.into_iter().find_map(|source| source.vendor_id),
    }))
}

/// What was sent about each order, newest first.
fn sendings(conn: &Connection) -> Result<BTreeMap<Uuid, Vec<LabSending>>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, state, created_at, json_extract(action, '$.order') AS lab_order, \
         json_extract(action, '$.form.event') AS event FROM outbox WHERE kind = 'send_lab' ORDER BY seq DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut sent: BTreeMap<Uuid, Vec<LabSending>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let entry = id_of(row, "id")?;
        sent.entry(id_of(row, "lab_order")?)
            .or_default()
            .push(LabSending {
                entry,
                event: word(row, "event")?,
                state: state(conn, row, entry)?,
                created_at: from_ms(row.get("created_at")?),
            });
    }
    Ok(sent)
}

fn reports(conn: &Connection) -> Result<Vec<LabReport>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT o.id, o.state, r.connection, r.lab_order, r.execution, r.file_name, r.bytes, r.created_at \
         FROM outbox o JOIN lab_reports r ON r.id = json_extract(o.action, '$.report') \
         WHERE o.kind = 'upload_report' ORDER BY o.seq DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = id_of(row, "id")?;
        let order: Option<String> = row.get("lab_order")?;
        let bytes: i64 = row.get("bytes")?;
        reports.push(LabReport {
            entry,
            connection: id_of(row, "connection")?,
            order: order.and_then(|id| Uuid::parse_str(&id).ok()),
            execution: row.get("execution")?,
            file_name: row.get("file_name")?,
            bytes: u64::try_from(bytes).unwrap_or_default(),
            state: state(conn, row, entry)?,
            created_at: from_ms(row.get("created_at")?),
        });
    }
    Ok(reports)
}

fn state(conn: &Connection, row: &Row<'_>, entry: Uuid) -> Result<EntryState, DeskError> {
    let state = word(row, "state")?;
    if state == EntryState::Queued && is_entry_blocked(conn, entry)? {
        return Ok(EntryState::Blocked);
    }
    Ok(state)
}

fn word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, DeskError> {
    let text: String = row.get(column)?;
    serde_json::from_value(text.into())
        .map_err(|_| DeskError::internal(format!("an outbox entry with an unknown {column}")))
}

/// The form of an order as it was last sent.
pub(super) fn form(conn: &Connection, order: Uuid) -> Result<LabForm, DeskError> {
    let form: Option<String> = conn
        .query_row(
            "SELECT form FROM lab_orders WHERE id = ?1",
            [order.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let form = form.ok_or_else(|| DeskError::not_found("laboratory order"))?;
    serde_json::from_str(&form)
        .map_err(|_| DeskError::internal("a laboratory order that cannot be read back"))
}

/// The person an order was made for, where that is known.
pub(super) fn person(conn: &Connection, order: Uuid) -> Result<Option<Uuid>, DeskError> {
    let person: Option<Option<String>> = conn
        .query_row(
            "SELECT person FROM lab_orders WHERE id = ?1",
            [order.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(person.flatten().and_then(|id| Uuid::parse_str(&id).ok()))
}

/// The order that an entry is about.
pub(super) fn order_of_entry(conn: &Connection, entry: Uuid) -> Result<Uuid, DeskError> {
    Ok(conn.query_row(
        "SELECT json_extract(action, '$.order') AS lab_order FROM outbox WHERE id = ?1",
        [entry.to_string()],
        |row| id_of(row, "lab_order"),
    )?)
}

/// A person as an order names them: of several records each field from the one that was read last and has it.
pub(super) fn patient(conn: &Connection, person: Uuid) -> Result<LabPatient, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT last_name, first_name, birth_date, phone, email, national_id FROM patient_records \
         WHERE person = ?1 ORDER BY gone_at IS NOT NULL, details_checked_at DESC",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut patient = LabPatient::default();
    while let Some(row) = rows.next()? {
        let (last, first): (String, String) = (row.get("last_name")?, row.get("first_name")?);
        let fill = |field: &mut String, text: Option<String>| {
            if field.is_empty() {
                *field = text.unwrap_or_default().trim().to_owned();
            }
        };
        fill(
            &mut patient.name,
            Some(format!("{} {}", first.trim(), last.trim())),
        );
        fill(&mut patient.phone, row.get("phone")?);
        fill(&mut patient.email, row.get("email")?);
        fill(&mut patient.national_id, row.get("national_id")?);
        patient.birth_date = patient.birth_date.or(row.get("birth_date")?);
        patient.id = person.to_string();
    }
    if patient.id.is_empty() {
        return Err(DeskError::not_found("patient"));
    }
    Ok(patient)
}
