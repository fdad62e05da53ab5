//! What the money desk reads of invoices.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::DeskError;
use crate::money::InvoiceSeen;

/// Series and number of an invoice, once it is issued.
///
/// # Errors
/// The store's.
pub(crate) fn number_of(_: &Connection, _: Uuid) -> Result<Option<String>, DeskError> {
    Ok(None)
}

/// A person's invoices that were issued.
///
/// # Errors
/// The store's.
pub(crate) fn of_person(_: &Connection, _: Uuid) -> Result<Vec<InvoiceSeen>, DeskError> {
    Ok(Vec::new())
}
