//! What the money desk reads of bills. A pro forma asks for nothing, and what the clinic itself owes is not its patients'.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rusqlite::{Connection, Row, ToSql, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::read::{self, Kept};
use super::{BillDirection, BillKind};
use crate::error::DeskError;
use crate::money::{BillSeen, PaymentSeen};
use crate::store::id_of;

const PAYMENTS: &str = "SELECT c.name AS connection_name, b.connection, t.vendor_id, t.amount, \
     t.currency, t.date, t.direction, p.name AS method, r.person, trim(r.last_name || ' ' || r.first_name) AS patient_name \
     FROM bill_transactions t JOIN bills b ON b.id = t.bill JOIN connections c ON c.id = b.connection \
     LEFT JOIN bill_payment_types p ON p.connection = b.connection AND p.vendor_id = t.payment_type \
     LEFT JOIN patient_records r ON r.connection = b.connection AND r.vendor_id = b.vendor_patient \
     WHERE t.date IS NOT NULL";
const IN_ORDER: &str = "ORDER BY t.date, c.name, patient_name, t.vendor_id";

/// Payments for bills that the vendors list, of these days.
///
/// # Errors
/// The store's.
pub(crate) fn payments(
    conn: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PaymentSeen>, DeskError> {
    listed(conn, "t.date BETWEEN ?1 AND ?2", params![from, to])
}

/// Payments for bills of a person that the vendors list.
///
/// # Errors
/// The store's.
pub(crate) fn payments_of(conn: &Connection, person: Uuid) -> Result<Vec<PaymentSeen>, DeskError> {
    listed(conn, "r.person = ?1", params![person.to_string()])
}

fn listed(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<PaymentSeen>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("{PAYMENTS} AND {condition} {IN_ORDER}"))?;
    let seen = statement.query_map(values, payment)?;
    Ok(seen.collect::<Result<_, _>>()?)
}

fn payment(row: &Row<'_>) -> rusqlite::Result<PaymentSeen> {
    let outgoing = row.get::<_, String>("direction")? == "outgoing";
    let amount = read::amount(row, "amount")?.map(|told| Amount {
        amount: if outgoing { -told.amount } else { told.amount },
        ..told
    });
    Ok(PaymentSeen {
        connection: row.get("connection_name")?,
        connection_id: id_of(row, "connection")?,
        person: row
            .get::<_, Option<String>>("person")?
            .and_then(|id| Uuid::parse_str(&id).ok()),
        name: row.get::<_, Option<String>>("patient_name")?.unwrap_or_default(),
        date: row.get("date")?,
        amount,
        method: row.get("method")?,
        note: row.get("vendor_id")?,
        foreign: false,
    })
}

/// Bills of patients with something owed.
///
/// # Errors
/// The store's.
pub(crate) fn open(conn: &Connection) -> Result<Vec<BillSeen>, DeskError> {
    let mut bills = of(conn, "b.open IS NOT NULL", &[])?;
    bills.retain(|bill| {
        bill.open.as_ref().is_some_and(|open| open.amount > Decimal::ZERO)
            && bill
                .total
                .as_ref()
                .is_some_and(|total| total.amount > Decimal::ZERO)
    });
    Ok(bills)
}

/// A person's bills, as far as they say so themselves.
///
/// # Errors
/// The store's.
pub(crate) fn of_person(conn: &Connection, person: Uuid) -> Result<Vec<BillSeen>, DeskError> {
    of(conn, "r.person = ?1", &[&person.to_string()])
}

fn of(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<BillSeen>, DeskError> {
    let kept = read::kept_where(conn, condition, values)?;
    let asked_of_patients = kept.into_iter().filter(|kept| {
        kept.bill.kind != BillKind::Proforma && kept.bill.direction == BillDirection::Incoming && !kept.gone
    });
    Ok(asked_of_patients.map(seen).collect())
}

fn seen(kept: Kept) -> BillSeen {
    let gives_back = kept.bill.kind == BillKind::Credit;
    BillSeen {
        id: kept.bill.id,
        person: kept.bill.patient,
        name: kept.bill.patient_name.unwrap_or_default(),
        birth_date: kept.bill.birth_date,
        date: kept.bill.date,
        number: kept.bill.number,
        // A credit note may be told with either sign.
        total: kept.bill.total.map(|total| Amount {
            amount: if gives_back {
                -total.amount.abs()
            } else {
                total.amount
            },
            ..total
        }),
        open: kept.bill.open,
    }
}
