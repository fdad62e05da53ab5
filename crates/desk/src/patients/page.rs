//! Everything the desk knows of a person, from the store.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{
    Amount, ContractRow, DocumentRow, Facet, PatientPage, PatientRecord, PaymentRow, PhoneRow, ServiceRow,
    Source, search,
};
use crate::adapters;
use crate::agenda::{Which, rows};
use crate::connections::{Ability, Vendor};
use crate::error::DeskError;
use crate::outbox;
use crate::store::{from_ms, id_of, instant_of};

/// Reads the page of a person.
///
/// # Errors
/// `NotFound` when nobody has that id, or the store's.
pub(crate) fn page(conn: &Connection, person: Uuid, now: DateTime<Utc>) -> Result<PatientPage, DeskError> {
    let patient = search::load_hits(conn, &[person], now)?
        .into_iter()
        .next()
        .ok_or_else(|| DeskError::not_found("patient"))?;
    let mut appointments = rows(conn, &Which::OfPerson(person))?;
    appointments.reverse();
    Ok(PatientPage {
        patient,
        records: records(conn, person)?,
        appointments: Facet {
            rows: appointments,
            checked_at: checked(conn, person, "appointments")?,
        },
        services: Facet {
            rows: services(conn, person)?,
            checked_at: checked(conn, person, "services")?,
        },
        payments: Facet {
            rows: payments(conn, person)?,
            checked_at: checked(conn, person, "payments")?,
        },
        contracts: Facet {
            rows: contracts(conn, person)?,
            checked_at: checked(conn, person, "contracts")?,
        },
        phones: Facet {
            rows: phones(conn, person)?,
            checked_at: checked(conn, person, "phones")?,
        },
        documents: Facet {
            rows: documents(conn, person)?,
            checked_at: checked(conn, person, "documents")?,
        },
        can: abilities(conn, person)?,
    })
}

/// A list over several records is as old as its oldest part, and unasked while one part is.
fn checked(conn: &Connection, person: Uuid, facet: &str) -> Result<Option<DateTime<Utc>>, DeskError> {
    let (all, asked, oldest): (u32, u32, Option<i64>) = conn.query_row(
        &format!(
            "SELECT count(*), count({facet}_checked_at), min({facet}_checked_at) FROM patient_records \
             WHERE person = ?1 AND vendor_id IS NOT NULL"
        ),
        [person.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(oldest.filter(|_| all == asked).map(from_ms))
}

fn records(conn: &Connection, person: Uuid) -> Result<Vec<PatientRecord>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.*, c.name AS connection_name, c.vendor FROM patient_records r \
         JOIN connections c ON c.id = r.connection WHERE r.person = ?1 ORDER BY r.created_at",
    )?;
    let mut found = statement.query([person.to_string()])?;
    let mut records = Vec::new();
    while let Some(row) = found.next()? {
        let record = id_of(row, "id")?;
        let vendor: String = row.get("vendor")?;
        records.push(PatientRecord {
            source: Source {
                record,
                connection: id_of(row, "connection")?,
                connection_name: row.get("connection_name")?,
                vendor: Vendor::parse(&vendor)
                    .ok_or_else(|| DeskError::internal("a connection to an unknown vendor"))?,
                vendor_id: row.get("vendor_id")?,
            },
            last_name: row.get("last_name")?,
            first_name: row.get("first_name")?,
            birth_date: row.get("birth_date")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            national_id: row.get("national_id")?,
            checked_at: instant_of(row, "details_checked_at")?,
            gone: instant_of(row, "gone_at")?.is_some(),
            pending_fields: outbox::pending_fields(conn, record)?,
        });
    }
    Ok(records)
}

/// Whether a row stands under another patient's code than the record it was listed for.
const FOREIGN: &str = "f.vendor_patient IS NOT NULL AND f.vendor_patient IS NOT r.vendor_id AS foreign_row";

fn services(conn: &Connection, person: Uuid) -> Result<Vec<ServiceRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.date, f.name, f.doctor, f.amount, f.currency, {FOREIGN} FROM patient_services f \
         JOIN patient_records r ON r.id = f.record WHERE r.person = ?1 ORDER BY f.date DESC, f.position"
    ))?;
    let found = statement.query_map(params![person.to_string()], |row| {
        Ok(ServiceRow {
            date: row.get(0)?,
            name: row.get(1)?,
            doctor: row.get(2)?,
            price: amount(row.get(3)?, row.get(4)?),
            foreign: row.get(5)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn payments(conn: &Connection, person: Uuid) -> Result<Vec<PaymentRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.note, f.date, f.place, f.payer, f.amount, f.currency, f.method, {FOREIGN} FROM patient_payments f \
         JOIN patient_records r ON r.id = f.record WHERE r.person = ?1 ORDER BY f.date DESC, f.position"
    ))?;
    let found = statement.query_map(params![person.to_string()], |row| {
        Ok(PaymentRow {
            note: row.get(0)?,
            date: row.get(1)?,
            place: row.get(2)?,
            payer: row.get(3)?,
            total: amount(row.get(4)?, row.get(5)?),
            method: row.get(6)?,
            foreign: row.get(7)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn contracts(conn: &Connection, person: Uuid) -> Result<Vec<ContractRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.name, f.start, f.\"end\", {FOREIGN} FROM patient_contracts f \
         JOIN patient_records r ON r.id = f.record WHERE r.person = ?1 ORDER BY f.start DESC, f.position"
    ))?;
    let found = statement.query_map(params![person.to_string()], |row| {
        Ok(ContractRow {
            name: row.get(0)?,
            start: row.get(1)?,
            end: row.get(2)?,
            foreign: row.get(3)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn phones(conn: &Connection, person: Uuid) -> Result<Vec<PhoneRow>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT f.number, f.label FROM patient_phones f JOIN patient_records r ON r.id = f.record
         WHERE r.person = ?1 ORDER BY r.created_at, f.position",
    )?;
    let found = statement.query_map([person.to_string()], |row| {
        Ok(PhoneRow {
            number: row.get(0)?,
            label: row.get(1)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn documents(conn: &Connection, person: Uuid) -> Result<Vec<DocumentRow>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT f.id, f.name, f.kind, f.made_at FROM patient_documents f JOIN patient_records r ON r.id = f.record
         WHERE r.person = ?1 ORDER BY f.made_at DESC, f.position",
    )?;
    let found = statement.query_map([person.to_string()], |row| {
        Ok(DocumentRow {
            id: id_of(row, "id")?,
            name: row.get("name")?,
            kind: row.get("kind")?,
            made_at: row.get("made_at")?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn abilities(conn: &Connection, person: Uuid) -> Result<Vec<Ability>, DeskError> {
    let mut abilities: Vec<Ability> = records(conn, person)?
        .iter()
        .flat_map(|record| adapters::abilities_of(record.source.vendor))
        .collect();
    abilities.sort_unstable();
    abilities.dedup();
    Ok(abilities)
}

fn amount(text: Option<String>, currency: Option<String>) -> Option<Amount> {
    Amount::parse(&text?, currency).ok()
}
