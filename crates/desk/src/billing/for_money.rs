//! What the money desk reads of invoices.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{InvoiceLine, returned, table};
use crate::error::DeskError;
use crate::money::InvoiceSeen;
use crate::store::from_ms;

/// Series and number of an invoice, once it is issued.
///
/// # Errors
/// The store's.
pub(crate) fn number_of(conn: &Connection, invoice: Uuid) -> Result<Option<String>, DeskError> {
    let found = conn
        .prepare_cached("SELECT series, number FROM invoices WHERE id = ?1 AND ended = 'issued'")?
        .query_row([invoice.to_string()], called)
        .optional()?;
    Ok(found.filter(|number| !number.is_empty()))
}

/// Series, number and day of an invoice, once it is issued.
///
/// # Errors
/// The store's.
pub(crate) fn issued(
    conn: &Connection,
    invoice: Uuid,
) -> Result<Option<(Option<String>, String, NaiveDate)>, DeskError> {
    let found = conn
        .prepare_cached(
            "SELECT i.series, i.number, i.issued_on, i.created_at, c.zone FROM invoices i \
             LEFT JOIN connections c ON c.id = i.connection WHERE i.id = ?1 AND i.ended = 'issued' AND i.number <> ''",
        )?
        .query_row([invoice.to_string()], |row| {
            Ok((row.get("series")?, row.get("number")?, issued_on(row)?))
        })
        .optional()?;
    Ok(found)
}

/// What an invoice was made of, and its sum.
///
/// # Errors
/// The store's.
pub(crate) fn lines_of(
    conn: &Connection,
    invoice: Uuid,
) -> Result<(Vec<InvoiceLine>, Option<Decimal>), DeskError> {
    let found = conn
        .prepare_cached("SELECT lines, returned, total FROM invoices WHERE id = ?1")?
        .query_row([invoice.to_string()], |row| {
            let total: String = row.get("total")?;
            Ok((table::lines_of(row)?.0, total.parse().ok()))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// A person's invoices that were issued.
///
/// # Errors
/// The store's.
pub(crate) fn of_person(conn: &Connection, person: Uuid) -> Result<Vec<InvoiceSeen>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.series, i.number, i.issued_on, i.created_at, i.total, i.currency, i.lines, i.returned, c.zone \
         FROM invoices i LEFT JOIN connections c ON c.id = i.connection \
         WHERE i.person = ?1 AND i.ended = 'issued' ORDER BY i.seq",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut seen = Vec::new();
    while let Some(row) = rows.next()? {
        let total: String = row.get("total")?;
        let currency: String = row.get("currency")?;
        let Ok(mut total) = Amount::parse(&total, Some(currency.clone())) else {
            continue;
        };
        // As its paper says.
        let (lines, answered) = table::lines_of(row)?;
        if let Some(answered) = returned::read(&answered, &lines, total.amount, &currency) {
            total.amount = answered.total;
        }
        seen.push(InvoiceSeen {
            date: issued_on(row)?,
            number: called(row)?,
            total,
        });
    }
    Ok(seen)
}

fn called(row: &Row<'_>) -> rusqlite::Result<String> {
    let part = |column: &str| {
        row.get::<_, Option<String>>(column)
            .map(Option::unwrap_or_default)
    };
    Ok(format!("{} {}", part("series")?, part("number")?)
        .trim()
        .to_owned())
}

/// The day of issue; one that the vendor did not tell is the day at the clinic on which it was asked for.
fn issued_on(row: &Row<'_>) -> rusqlite::Result<NaiveDate> {
    if let Some(told) = row.get::<_, Option<NaiveDate>>("issued_on")? {
        return Ok(told);
    }
    let zone: Option<String> = row.get("zone")?;
    Ok(table::day_at(zone.as_deref(), from_ms(row.get("created_at")?)))
}
