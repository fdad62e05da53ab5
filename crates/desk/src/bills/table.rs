//! Bills as rows: what the vendor answered, and which days it was asked about.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::sums;
use super::{BillDirection, BillKind, LiabilityRule};
use crate::adapters::{BillRow, BillRows, LiabilityRow, NamedRow, TransactionRow, TransactionRows};
use crate::error::DeskError;
use crate::patients::Erased;
use crate::store::to_ms;
use crate::sync::absorb::derived_id;

/// The word of a kind, direction or rule in the store.
pub(super) fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

pub(super) fn of_word<T: serde::de::DeserializeOwned>(text: String) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text)).ok()
}

/// Ours of a bill.
fn id_of_bill(connection: Uuid, vendor_bill: &str) -> Uuid {
    derived_id("bill", &[&connection.to_string(), vendor_bill])
}

/// Keeps what the vendor listed for some days; what is there no longer goes, unless something of ours hangs on it.
pub(super) fn keep_window(
    tx: &Connection,
    connection: Uuid,
    (from, to): (NaiveDate, NaiveDate),
    listed: &BillRows,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    for row in &listed.rows {
        keep_bill(tx, connection, row, Some((from, to)), asked_at)?;
    }
    // Without all rows nobody can say what is missing.
    if !listed.whole {
        return Ok(());
    }
    let seen: Vec<&str> = listed.rows.iter().map(|row| row.vendor_id.as_str()).collect();
    let seen = serde_json::to_string(&seen)
        .map_err(|error| DeskError::internal(format!("ids of bills cannot be written: {error}")))?;
    let missing = "connection = ?1 AND seen_at <= ?5 \
         AND (date BETWEEN ?2 AND ?3 OR (date IS NULL AND found_from >= ?2 AND found_to <= ?3)) \
         AND vendor_id NOT IN (SELECT value FROM json_each(?4))";
    let ours = "(EXISTS (SELECT 1 FROM outbox WHERE resource = 'bill:' || bills.connection || ':' || bills.vendor_id) \
         OR EXISTS (SELECT 1 FROM takings WHERE bill = bills.id) OR EXISTS (SELECT 1 FROM papers WHERE about = bills.id))";
    for change in [
        format!("UPDATE bills SET gone_at = coalesce(gone_at, ?5) WHERE {missing} AND {ours}"),
        format!("DELETE FROM bills WHERE {missing} AND NOT {ours}"),
    ] {
        tx.execute(
            &change,
            params![connection.to_string(), from, to, seen, to_ms(asked_at)],
        )?;
    }
    let mut day = from;
    while day <= to {
        tx.prepare_cached(
            "INSERT INTO bill_windows (connection, day, asked_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (connection, day) DO UPDATE SET asked_at = max(asked_at, excluded.asked_at)",
        )?
        .execute(params![connection.to_string(), day, to_ms(asked_at)])?;
        day = day + Days::new(1);
    }
    Ok(())
}

/// Keeps one bill; `days`: those it was listed under. A bill of somebody who was erased here is not kept.
pub(super) fn keep_bill(
    tx: &Connection,
    connection: Uuid,
    row: &BillRow,
    days: Option<(NaiveDate, NaiveDate)>,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    if let Some(patient) = &row.vendor_patient
        && Erased::Patient.is(tx, connection, patient)?
    {
        return Ok(());
    }
    let id = id_of_bill(connection, &row.vendor_id);
    let day = row.date.unwrap_or_else(|| asked_at.date_naive());
    let (from, to) = days.unwrap_or((day, day));
    tx.prepare_cached(
        "INSERT INTO bills (id, connection, vendor_id, number, date, kind, kind_told, direction, vendor_patient, \
             care_plan, total, currency, vat, stamp, description, found_from, found_to, seen_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) \
         ON CONFLICT (id) DO UPDATE SET number = excluded.number, date = excluded.date, kind = excluded.kind, \
             kind_told = excluded.kind_told, direction = excluded.direction, \
             vendor_patient = excluded.vendor_patient, care_plan = excluded.care_plan, total = excluded.total, \
             currency = excluded.currency, vat = excluded.vat, stamp = excluded.stamp, \
             description = excluded.description, seen_at = excluded.seen_at, gone_at = NULL",
    )?
    .execute(params![
        id.to_string(),
        connection.to_string(),
        row.vendor_id,
        row.number,
        row.date,
        word(&row.kind),
        row.kind_told,
        word(&row.direction),
        row.vendor_patient,
        row.care_plan,
        row.total.as_ref().map(|total| total.amount.to_string()),
        row.total.as_ref().and_then(|total| total.currency.clone()),
        row.vat.map(|vat| vat.to_string()),
        row.stamp.map(|stamp| stamp.to_string()),
        row.description,
        from,
        to,
        to_ms(asked_at),
    ])?;
    if days.is_some() {
        tx.prepare_cached("UPDATE bills SET found_from = ?2, found_to = ?3 WHERE id = ?1")?
            .execute(params![id.to_string(), from, to])?;
    }
    Ok(())
}

/// The vendor has a bill no longer.
pub(super) fn gone(tx: &Connection, bill: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE bills SET gone_at = coalesce(gone_at, ?2) WHERE id = ?1",
        params![bill.to_string(), to_ms(now)],
    )?;
    Ok(())
}

/// Keeps what is owed on a bill.
pub(super) fn keep_liabilities(tx: &Connection, bill: Uuid, rows: &[LiabilityRow]) -> Result<(), DeskError> {
    tx.execute("DELETE FROM bill_liabilities WHERE bill = ?1", [bill.to_string()])?;
    for row in rows {
        tx.prepare_cached(
            "INSERT OR REPLACE INTO bill_liabilities (bill, vendor_id, amount, currency, due) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            bill.to_string(),
            row.vendor_id,
            row.amount.as_ref().map(|amount| amount.amount.to_string()),
            row.amount.as_ref().and_then(|amount| amount.currency.clone()),
            row.due,
        ])?;
    }
    Ok(())
}

/// What is owed was removed at the vendor.
pub(crate) fn drop_liability(tx: &Connection, bill: Uuid, liability: &str) -> Result<(), DeskError> {
    tx.execute(
        "DELETE FROM bill_liabilities WHERE bill = ?1 AND vendor_id = ?2",
        params![bill.to_string(), liability],
    )?;
    Ok(())
}

/// The vendor's ids of what is owed on a bill, as last read.
pub(crate) fn liabilities_of(conn: &Connection, bill: Uuid) -> Result<Vec<String>, DeskError> {
    let mut statement = conn
        .prepare_cached("SELECT vendor_id FROM bill_liabilities WHERE bill = ?1 ORDER BY due, vendor_id")?;
    let ids = statement.query_map([bill.to_string()], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Keeps the payments of a bill as the vendor listed them. What this desk has learnt since the question was asked stays.
pub(super) fn keep_transactions(
    tx: &Connection,
    bill: Uuid,
    listed: &[&TransactionRow],
    whole: bool,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    if whole {
        tx.execute(
            "DELETE FROM bill_transactions WHERE bill = ?1 AND seen_at < ?2",
            params![bill.to_string(), to_ms(asked_at)],
        )?;
    }
    for row in listed {
        keep_transaction(tx, bill, row, asked_at)?;
    }
    let left = left_of(tx, bill)?.filter(|_| whole);
    tx.prepare_cached("UPDATE bills SET open = ?2 WHERE id = ?1")?
        .execute(params![bill.to_string(), left.map(|left| left.to_string())])?;
    Ok(())
}

fn keep_transaction(
    tx: &Connection,
    bill: Uuid,
    row: &TransactionRow,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO bill_transactions (bill, vendor_id, amount, currency, date, direction, account, \
         payment_type, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        bill.to_string(),
        row.vendor_id,
        row.amount.as_ref().map(|amount| amount.amount.to_string()),
        row.amount.as_ref().and_then(|amount| amount.currency.clone()),
        row.date,
        word(&row.direction),
        row.account,
        row.payment_type,
        to_ms(asked_at),
    ])?;
    Ok(())
}

/// A payment was recorded.
pub(crate) fn recorded(
    tx: &Connection,
    bill: Uuid,
    row: &TransactionRow,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    keep_transaction(tx, bill, row, now)?;
    // Where nothing was known of what is left, one payment does not tell it.
    let left = left_of(tx, bill)?;
    tx.execute(
        "UPDATE bills SET open = ?2 WHERE id = ?1 AND open IS NOT NULL",
        params![bill.to_string(), left.map(|left| left.to_string())],
    )?;
    Ok(())
}

/// Keeps the payments of a period under their bills. `since`: the first day that was asked about, so that of bills of that
/// day and later everything is known. `listed_at` (ms): the bills were listed then or since.
pub(super) fn keep_period(
    tx: &Connection,
    connection: Uuid,
    since: NaiveDate,
    listed_at: i64,
    listed: &TransactionRows,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    let mut statement =
        tx.prepare("SELECT id, vendor_id FROM bills WHERE connection = ?1 AND date >= ?2 AND seen_at >= ?3")?;
    let bills: Vec<(Uuid, String)> = statement
        .query_map(params![connection.to_string(), since, listed_at], |row| {
            Ok((crate::store::id_of(row, "id")?, row.get("vendor_id")?))
        })?
        .collect::<Result<_, _>>()?;
    // Where no payment says what it is for, any may be for any of them.
    let tells = listed.rows.is_empty() || listed.rows.iter().any(|row| row.bill.is_some());
    let whole = listed.whole && tells;
    for (bill, vendor_id) in bills {
        let of_bill: Vec<&TransactionRow> = listed
            .rows
            .iter()
            .filter(|row| row.bill.as_deref() == Some(vendor_id.as_str()))
            .collect();
        keep_transactions(tx, bill, &of_bill, whole, asked_at)?;
    }
    Ok(())
}

/// What is left of a bill by the payments that are kept; `None` where that cannot be said.
fn left_of(conn: &Connection, bill: Uuid) -> Result<Option<Decimal>, DeskError> {
    let known: Option<(String, String, Option<String>)> = conn
        .prepare_cached("SELECT kind, direction, total FROM bills WHERE id = ?1")?
        .query_row([bill.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((kind, direction, Some(total))) = known else {
        return Ok(None);
    };
    let kind: BillKind = of_word(kind).unwrap_or(BillKind::Other);
    let direction: BillDirection = of_word(direction).unwrap_or(BillDirection::Incoming);
    let (Ok(total), Some(paid)) = (
        total.parse::<Decimal>(),
        paid_of(conn, bill, sums::way(kind, direction))?,
    ) else {
        return Ok(None);
    };
    Ok(Some(sums::open(total, paid)))
}

/// What was paid of a bill by the payments that are kept.
pub(crate) fn paid_of(
    conn: &Connection,
    bill: Uuid,
    way: BillDirection,
) -> Result<Option<Decimal>, DeskError> {
    let rows = super::read::transactions_of(conn, bill)?;
    Ok(sums::paid(
        way,
        rows.iter().map(|row| (row.direction, row.amount.as_ref())),
    ))
}

/// Whether a bill is still here.
pub(super) fn is_kept(conn: &Connection, bill: Uuid) -> Result<bool, DeskError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM bills WHERE id = ?1")?
        .exists([bill.to_string()])?)
}

/// Everything about a bill was asked.
pub(super) fn checked(tx: &Connection, bill: Uuid, asked_at: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE bills SET checked_at = ?2 WHERE id = ?1",
        params![bill.to_string(), to_ms(asked_at)],
    )?;
    Ok(())
}

/// Keeps accounts or payment types, in the vendor's order.
pub(super) fn keep_named(
    tx: &Connection,
    table: &'static str,
    connection: Uuid,
    rows: &[NamedRow],
) -> Result<(), DeskError> {
    tx.execute(
        &format!("DELETE FROM {table} WHERE connection = ?1"),
        [connection.to_string()],
    )?;
    for (position, row) in (0_i64..).zip(rows) {
        tx.prepare_cached(&format!(
            "INSERT INTO {table} (connection, position, vendor_id, name, closed) VALUES (?1, ?2, ?3, ?4, ?5)"
        ))?
        .execute(params![
            connection.to_string(),
            position,
            row.vendor_id,
            row.name,
            row.closed
        ])?;
    }
    Ok(())
}

/// Who removes liabilities at a connection.
pub(crate) fn rule_of(conn: &Connection, connection: Uuid) -> Result<LiabilityRule, DeskError> {
    Ok(told_rule(conn, connection)?.unwrap_or_default())
}

/// The same, where somebody has said anything of it.
pub(crate) fn told_rule(conn: &Connection, connection: Uuid) -> Result<Option<LiabilityRule>, DeskError> {
    let told: Option<String> = conn
        .query_row(
            "SELECT rule FROM bill_rules WHERE connection = ?1",
            [connection.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(told.and_then(of_word))
}

/// The clinic says who removes them.
pub(crate) fn set_rule(tx: &Connection, connection: Uuid, rule: LiabilityRule) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO bill_rules (connection, rule) VALUES (?1, ?2) ON CONFLICT (connection) DO UPDATE SET rule = ?2",
        params![connection.to_string(), word(&rule)],
    )?;
    Ok(())
}

/// Forgets the bills that say they are of a patient.
pub(crate) fn forget_patient(
    tx: &Connection,
    connection: &str,
    vendor_patient: &str,
) -> Result<(), DeskError> {
    tx.execute(
        "DELETE FROM bills WHERE connection = ?1 AND vendor_patient = ?2",
        [connection, vendor_patient],
    )?;
    Ok(())
}
