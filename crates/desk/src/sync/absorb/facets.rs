//! What else is known of a patient. A fresh answer replaces a list as a whole: its rows have no identity.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{derived_id, extra};
use crate::adapters::{PatientContract, PatientDocument, PatientPayment, PatientPhone, PatientService};
use crate::error::DeskError;
use crate::patients::{Amount, search};
use crate::store::to_ms;

fn amount(amount: Option<&Amount>) -> (Option<String>, Option<&str>) {
    (
        amount.map(|amount| amount.amount.to_string()),
        amount.and_then(|amount| amount.currency.as_deref()),
    )
}

fn checked(tx: &Connection, column: &str, record: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.prepare_cached(&format!("UPDATE patient_records SET {column} = ?2 WHERE id = ?1"))?
        .execute(params![record.to_string(), to_ms(now)])?;
    Ok(())
}

fn clear(tx: &Connection, table: &str, record: Uuid) -> Result<(), DeskError> {
    tx.prepare_cached(&format!("DELETE FROM {table} WHERE record = ?1"))?
        .execute([record.to_string()])?;
    Ok(())
}

/// Replaces a record's services.
///
/// # Errors
/// What SQLite says.
pub(crate) fn services(
    tx: &Connection,
    record: Uuid,
    rows: &[PatientService],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    clear(tx, "patient_services", record)?;
    for (position, row) in (0_i64..).zip(rows) {
        let (price, currency) = amount(row.price.as_ref());
        tx.prepare_cached(
            "INSERT INTO patient_services (record, position, vendor_patient, date, name, doctor, amount, currency, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            record.to_string(),
            position,
            row.vendor_patient,
            row.date,
            row.name,
            row.doctor,
            price,
            currency,
            extra(&row.extra)
        ])?;
    }
    checked(tx, "services_checked_at", record, now)
}

/// Replaces a record's payments.
///
/// # Errors
/// What SQLite says.
pub(crate) fn payments(
    tx: &Connection,
    record: Uuid,
    rows: &[PatientPayment],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    clear(tx, "patient_payments", record)?;
    for (position, row) in (0_i64..).zip(rows) {
        let (total, currency) = amount(row.total.as_ref());
        tx.prepare_cached(
            "INSERT INTO patient_payments (record, position, vendor_patient, note, date, place, payer, amount, currency,
                 method, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            record.to_string(),
            position,
            row.vendor_patient,
            row.note,
            row.date,
            row.place,
            row.payer,
            total,
            currency,
            row.method,
            extra(&row.extra)
        ])?;
    }
    checked(tx, "payments_checked_at", record, now)
}

/// Replaces a record's contracts.
///
/// # Errors
/// What SQLite says.
pub(crate) fn contracts(
    tx: &Connection,
    record: Uuid,
    rows: &[PatientContract],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    clear(tx, "patient_contracts", record)?;
    for (position, row) in (0_i64..).zip(rows) {
        tx.prepare_cached(
            "INSERT INTO patient_contracts (record, position, vendor_patient, name, start, \"end\", extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            record.to_string(),
            position,
            row.vendor_patient,
            row.name,
            row.start,
            row.end,
            extra(&row.extra)
        ])?;
    }
    checked(tx, "contracts_checked_at", record, now)
}

/// Replaces a record's phones; the look-up learns of them.
///
/// # Errors
/// What SQLite says.
pub(crate) fn phones(
    tx: &Connection,
    record: Uuid,
    rows: &[PatientPhone],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    if keep_phones(tx, record, rows)? {
        search::index_record(tx, record)?;
    }
    checked(tx, "phones_checked_at", record, now)
}

/// Writes phones where they differ from those that are known. Returns whether they did.
pub(super) fn keep_phones(tx: &Connection, record: Uuid, rows: &[PatientPhone]) -> Result<bool, DeskError> {
    let known = tx
        .prepare_cached(
            "SELECT vendor_id, number, label FROM patient_phones WHERE record = ?1 ORDER BY position",
        )?
        .query_map([record.to_string()], |row| {
            Ok(PatientPhone {
                vendor_id: row.get(0)?,
                number: row.get(1)?,
                label: row.get(2)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    if known == rows {
        return Ok(false);
    }
    clear(tx, "patient_phones", record)?;
    for (position, row) in (0_i64..).zip(rows) {
        tx.prepare_cached(
            "INSERT INTO patient_phones (record, position, vendor_id, number, label) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            record.to_string(),
            position,
            row.vendor_id,
            row.number,
            row.label
        ])?;
    }
    Ok(true)
}

/// Replaces a record's documents. Ours of each follows from the vendor's, so that one that is being opened stays
/// the same through every answer.
///
/// # Errors
/// What SQLite says.
pub(crate) fn documents(
    tx: &Connection,
    record: Uuid,
    rows: &[PatientDocument],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    clear(tx, "patient_documents", record)?;
    for (position, row) in (0_i64..).zip(rows) {
        let id = derived_id("document", &[&record.to_string(), &row.vendor_id]);
        // A vendor that names one twice has one.
        tx.prepare_cached(
            "INSERT OR IGNORE INTO patient_documents (record, position, id, vendor_id, name, kind, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            record.to_string(),
            position,
            id.to_string(),
            row.vendor_id,
            row.name,
            row.kind,
            row.made_at
        ])?;
    }
    checked(tx, "documents_checked_at", record, now)
}
