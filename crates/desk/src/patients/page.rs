//! Everything the desk knows of a person, from the store.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{
    Amount, ContractRow, DocumentRow, Facet, GivenUp, PatientPage, PatientRecord, PaymentRow, PhoneRow,
    ServiceRow, Source, search,
};
use crate::adapters;
use crate::agenda::{Which, rows};
use crate::audit;
use crate::billing;
use crate::connections::{Ability, Vendor};
use crate::error::DeskError;
use crate::outbox;
use crate::store::{from_ms, id_of, instant_of};

/// Reads the page of a person.
///
/// # Errors
/// `NotFound` when nobody has that id, or the store's.
pub(crate) fn page(conn: &Connection, person: Uuid, now: DateTime<Utc>) -> Result<PatientPage, DeskError> {
    let known = search::load_hits(conn, &[person], now)?.into_iter().next();
    let patient = match known {
        Some(known) => known,
        None => search::without_record(conn, person)?.ok_or_else(|| DeskError::not_found("patient"))?,
    };
    let mut appointments = rows(conn, &Which::OfPerson(person))?;
    appointments.reverse();
    let records = records(conn, person)?;
    Ok(PatientPage {
        given_up: given_up(conn, &records)?,
        patient,
        records,
        appointments: Facet {
            rows: appointments,
            checked_at: checked(conn, person, "appointments", Ability::Appointments)?,
        },
        services: Facet {
            rows: services(conn, person)?,
            checked_at: checked(conn, person, "services", Ability::Facets)?,
        },
        payments: Facet {
            rows: payments(conn, person)?,
            checked_at: checked(conn, person, "payments", Ability::Facets)?,
        },
        contracts: Facet {
            rows: contracts(conn, person)?,
            checked_at: checked(conn, person, "contracts", Ability::Facets)?,
        },
        phones: Facet {
            rows: phones(conn, person)?,
            checked_at: checked(conn, person, "phones", Ability::Phones)?,
        },
        documents: Facet {
            rows: documents(conn, person)?,
            checked_at: checked(conn, person, "documents", Ability::Documents)?,
        },
        can: abilities(conn, person)?,
    })
}

/// A list over several records is as old as its oldest part, and unasked while one part is. Records of vendors that
/// have no such list are no part of it.
fn checked(
    conn: &Connection,
    person: Uuid,
    facet: &str,
    ability: Ability,
) -> Result<Option<DateTime<Utc>>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT c.vendor, r.{facet}_checked_at FROM patient_records r JOIN connections c ON c.id = r.connection \
         WHERE r.person = ?1 AND r.vendor_id IS NOT NULL"
    ))?;
    let parts = statement
        .query_map([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(String, Option<i64>)>, _>>()?;
    let asked = parts.into_iter().filter_map(|(vendor, at)| {
        let can = adapters::abilities_of(Vendor::parse(&vendor)?);
        can.contains(&ability).then_some(at)
    });
    Ok(asked.min().flatten().map(from_ms))
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

/// How a person was given up of whom nothing but that is known.
fn given_up(conn: &Connection, records: &[PatientRecord]) -> Result<Option<GivenUp>, DeskError> {
    let never_sent = |record: &PatientRecord| record.gone && record.source.vendor_id.is_none();
    let Some(first) = records.first().filter(|_| records.iter().all(never_sent)) else {
        return Ok(None);
    };
    let entry: Option<Uuid> = conn
        .prepare_cached(
            "SELECT id FROM outbox WHERE record = ?1 AND kind = 'create_patient' AND state = 'discarded'
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([first.source.record.to_string()], |row| id_of(row, "id"))
        .optional()?;
    let line = match entry {
        Some(entry) => audit::gave_up(conn, entry)?,
        None => None,
    };
    Ok(Some(GivenUp {
        by: line
            .as_ref()
            .map(|line| line.user_name.clone())
            .unwrap_or_default(),
        at: line.as_ref().map(|line| line.at),
        reason: line.and_then(|line| line.reason),
    }))
}

/// Whether a row stands under another patient's code than the record it was listed for.
const FOREIGN: &str = "f.vendor_patient IS NOT NULL AND f.vendor_patient IS NOT r.vendor_id AS foreign_row";

fn services(conn: &Connection, person: Uuid) -> Result<Vec<ServiceRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.record, f.date, f.name, f.doctor, f.amount, f.currency, {FOREIGN} FROM patient_services f \
         JOIN patient_records r ON r.id = f.record WHERE r.person = ?1 ORDER BY f.date DESC, f.position"
    ))?;
    let found = statement.query_map(params![person.to_string()], |row| {
        let service = ServiceRow {
            date: row.get(1)?,
            name: row.get(2)?,
            doctor: row.get(3)?,
            quantity: 1,
            price: amount(row.get(4)?, row.get(5)?),
            foreign: row.get(6)?,
        };
        Ok((id_of(row, "record")?, service))
    })?;
    let mut rows: Vec<(Uuid, ServiceRow)> = found.collect::<Result<_, _>>()?;
    let of: BTreeSet<Uuid> = rows.iter().map(|(record, _)| *record).collect();
    for record in of {
        let mut own: Vec<&mut ServiceRow> = rows
            .iter_mut()
            .filter(|(of, _)| *of == record)
            .map(|(_, row)| row)
            .collect();
        billing::count_services(conn, record, &mut own)?;
    }
    Ok(rows.into_iter().map(|(_, row)| row).collect())
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

/// Where a document can be fetched.
pub(crate) struct DocumentAt {
    pub(crate) record: Uuid,
    pub(crate) connection: Uuid,
    pub(crate) vendor_patient: String,
    pub(crate) vendor_id: String,
    pub(crate) name: String,
}

/// The document of that id of ours, when its patient's list holds it.
pub(crate) fn document_of(conn: &Connection, document: Uuid) -> Result<Option<DocumentAt>, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT r.id AS record, r.connection, r.vendor_id AS patient, f.vendor_id, f.name FROM patient_documents f
             JOIN patient_records r ON r.id = f.record WHERE f.id = ?1 AND r.vendor_id IS NOT NULL",
        )?
        .query_row([document.to_string()], |row| {
            Ok(DocumentAt {
                record: id_of(row, "record")?,
                connection: id_of(row, "connection")?,
                vendor_patient: row.get("patient")?,
                vendor_id: row.get("vendor_id")?,
                name: row.get("name")?,
            })
        })
        .optional()?)
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
