//! What stands at the vendors: payments, bills, invoices. It is shown beside what this desk took and never added to it.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rusqlite::{Connection, Row, ToSql, params};
use uuid::Uuid;

use super::takings::Kept;
use crate::bills;
use crate::error::DeskError;
use crate::store::id_of;

/// A payment that a vendor lists.
#[derive(Debug, Clone)]
pub(crate) struct PaymentSeen {
    /// The clinic's name of the connection.
    pub connection: String,
    pub person: Option<Uuid>,
    pub name: String,
    pub date: NaiveDate,
    /// Negative: given back.
    pub amount: Option<Amount>,
    /// In the vendor's words.
    pub method: Option<String>,
    /// The payment's code at the vendor.
    pub note: Option<String>,
    /// Under another patient's code: shown apart, never counted.
    pub foreign: bool,
}

/// A bill that a vendor lists.
#[derive(Debug, Clone)]
pub(crate) struct BillSeen {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub date: Option<NaiveDate>,
    pub number: Option<String>,
    /// What it asks for; negative on what gives money back.
    pub total: Option<Amount>,
    /// What is still owed.
    pub open: Option<Amount>,
}

/// An invoice of this desk that was issued.
#[derive(Debug, Clone)]
pub(crate) struct InvoiceSeen {
    pub date: NaiveDate,
    /// Series and number.
    pub number: String,
    pub total: Amount,
}

const PAYMENTS: &str = "SELECT c.name AS connection_name, r.person, \
     trim(r.last_name || ' ' || r.first_name) AS patient_name, f.date, f.amount, f.currency, f.method, f.note, \
     f.vendor_patient IS NOT NULL AND f.vendor_patient IS NOT r.vendor_id AS foreign_row \
     FROM patient_payments f JOIN patient_records r ON r.id = f.record JOIN connections c ON c.id = r.connection";

/// Payments of some days, but not those under another patient's code.
///
/// # Errors
/// The store's.
pub(super) fn payments(
    conn: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PaymentSeen>, DeskError> {
    let mut seen = read(conn, "f.date BETWEEN ?1 AND ?2", params![from, to])?;
    seen.retain(|payment| !payment.foreign);
    seen.extend(bills::for_money::payments(conn, from, to)?);
    Ok(seen)
}

/// Payments of a person within some days, also those under another patient's code.
///
/// # Errors
/// The store's.
pub(super) fn payments_of(
    conn: &Connection,
    person: Uuid,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PaymentSeen>, DeskError> {
    let of_person = "r.person = ?1 AND f.date BETWEEN ?2 AND ?3";
    let mut seen = read(conn, of_person, params![person.to_string(), from, to])?;
    let of_bills = bills::for_money::payments(conn, from, to)?;
    seen.extend(
        of_bills
            .into_iter()
            .filter(|payment| payment.person == Some(person)),
    );
    Ok(seen)
}

fn read(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<PaymentSeen>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "{PAYMENTS} WHERE {condition} ORDER BY f.date, c.name, patient_name, f.position"
    ))?;
    let mut rows = statement.query(values)?;
    let mut seen = Vec::new();
    while let Some(row) = rows.next()? {
        seen.push(payment(row)?);
    }
    Ok(seen)
}

fn payment(row: &Row<'_>) -> Result<PaymentSeen, DeskError> {
    let amount: Option<String> = row.get("amount")?;
    let currency: Option<String> = row.get("currency")?;
    Ok(PaymentSeen {
        connection: row.get("connection_name")?,
        person: Some(id_of(row, "person")?),
        name: row.get("patient_name")?,
        date: row.get("date")?,
        amount: amount.and_then(|amount| Amount::parse(&amount, currency).ok()),
        method: row.get("method")?,
        note: row.get("note")?,
        foreign: row.get("foreign_row")?,
    })
}

/// Which taking each payment is: one to one, by person, day and amount, takings that the vendor took from this desk
/// before the others. Nothing else ties them together, because the vendors know nothing of this desk.
pub(super) fn matched(
    payments: &[PaymentSeen],
    takings: &[Kept],
    day_of: impl Fn(&Kept) -> NaiveDate,
) -> Vec<Option<usize>> {
    let mut of_payment = vec![None; payments.len()];
    let mut free: Vec<bool> = takings.iter().map(|_| true).collect();
    for at_vendor in [true, false] {
        for (payment, place) in payments.iter().zip(&mut of_payment) {
            if place.is_some() || payment.foreign {
                continue;
            }
            let found = takings.iter().enumerate().find(|(index, kept)| {
                free[*index] && kept.taking.at_vendor == at_vendor && is(payment, kept, day_of(kept))
            });
            if let Some((index, _)) = found {
                free[index] = false;
                *place = Some(index);
            }
        }
    }
    of_payment
}

fn is(payment: &PaymentSeen, kept: &Kept, day: NaiveDate) -> bool {
    let Some(amount) = &payment.amount else {
        return false;
    };
    let same_currency = match &amount.currency {
        Some(currency) => currency == kept.currency(),
        None => true,
    };
    same_currency
        && amount.amount == kept.taking.amount.amount
        && payment.date == day
        && payment.person.is_some()
        && payment.person == kept.taking.patient
}
