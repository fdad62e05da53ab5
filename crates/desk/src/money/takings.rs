//! Money taken at this desk, row by row. A row is never changed but for what became of it elsewhere.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::billing::PaymentMethod;
use crate::error::DeskError;
use crate::store::to_ms;

pub(crate) const MIGRATION: &str = "
CREATE TABLE takings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,      -- the order in which money was taken
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,                -- the same one never counts twice
    at INTEGER NOT NULL,                        -- ms
    author TEXT NOT NULL,
    desk TEXT NOT NULL DEFAULT '',              -- the desk's name then
    person TEXT,
    patient_name TEXT NOT NULL,
    birth_date TEXT,
    amount TEXT NOT NULL,                       -- exact decimal; negative: given back
    currency TEXT NOT NULL,
    method TEXT NOT NULL,                       -- cash, card, transfer, other
    fiscal_receipt TEXT,
    card_slip TEXT,
    note TEXT,
    slip TEXT UNIQUE,                           -- the number of the slip, once one was made
    invoice TEXT,
    bill TEXT,
    at_vendor INTEGER NOT NULL DEFAULT 0,
    takes_back TEXT UNIQUE,                     -- the taking that this one takes back
    cash_up TEXT                                -- the closed shift it was counted in
) STRICT;
CREATE INDEX takings_at ON takings(at);
CREATE INDEX takings_person ON takings(person) WHERE person IS NOT NULL;
";

/// Money taken just now.
pub(crate) struct NewTaking<'a> {
    pub id: Uuid,
    /// Of the act it belongs to.
    pub intent: Uuid,
    pub at: DateTime<Utc>,
    pub author: &'a str,
    pub person: Option<Uuid>,
    pub patient_name: &'a str,
    pub birth_date: Option<chrono::NaiveDate>,
    pub amount: Decimal,
    pub currency: &'a str,
    pub method: PaymentMethod,
    pub fiscal_receipt: Option<&'a str>,
    pub card_slip: Option<&'a str>,
    pub note: Option<&'a str>,
    pub invoice: Option<Uuid>,
    pub bill: Option<Uuid>,
}

/// Writes a taking down, in the transaction of the act it belongs to.
///
/// # Errors
/// The store's.
pub(crate) fn insert(tx: &Connection, new: &NewTaking<'_>) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO takings (id, intent, at, author, person, patient_name, birth_date, amount, currency, method, \
         fiscal_receipt, card_slip, note, invoice, bill) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            new.id.to_string(),
            new.intent.to_string(),
            to_ms(new.at),
            new.author,
            new.person.map(|id| id.to_string()),
            new.patient_name,
            new.birth_date,
            new.amount.to_string(),
            new.currency,
            new.method.as_str(),
            new.fiscal_receipt,
            new.card_slip,
            new.note,
            new.invoice.map(|id| id.to_string()),
            new.bill.map(|id| id.to_string()),
        ],
    )?;
    Ok(())
}

/// Notes that the vendor has recorded what was taken for an invoice or a bill under that intent.
///
/// # Errors
/// The store's.
pub(crate) fn recorded_at_vendor(tx: &Connection, intent: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE takings SET at_vendor = 1 WHERE intent = ?1",
        [intent.to_string()],
    )?;
    Ok(())
}
