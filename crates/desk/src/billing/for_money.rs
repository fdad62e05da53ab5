//! What the money desk reads of invoices.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _, Row};
use uuid::Uuid;

use super::{paper, table};
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

/// A person's invoices that were issued.
///
/// # Errors
/// The store's.
pub(crate) fn of_person(conn: &Connection, person: Uuid) -> Result<Vec<InvoiceSeen>, DeskError> {
    let mut issued = table::select(conn, "person = ?1 AND ended = 'issued'", &person.to_string())?;
    issued.reverse();
    let seen = issued.into_iter().map(|stored| {
        let date = match stored.issued_on {
            Some(told) => told,
            None => table::day_made(conn, &stored)?,
        };
        let parts = [stored.series.as_deref(), stored.number.as_deref()].map(Option::unwrap_or_default);
        Ok(InvoiceSeen {
            date,
            number: parts.join(" ").trim().to_owned(),
            total: Amount {
                amount: paper::total(&stored),
                currency: Some(stored.currency.clone()),
            },
        })
    });
    seen.collect()
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
