//! What the money desk reads of bills.

use chrono::NaiveDate;
use rusqlite::Connection;
use uuid::Uuid;

use crate::error::DeskError;
use crate::money::{BillSeen, PaymentSeen};

/// Payments for bills that the vendors list, of these days.
///
/// # Errors
/// The store's.
pub(crate) fn payments(_: &Connection, _: NaiveDate, _: NaiveDate) -> Result<Vec<PaymentSeen>, DeskError> {
    Ok(Vec::new())
}

/// Bills with something owed.
///
/// # Errors
/// The store's.
pub(crate) fn open(_: &Connection) -> Result<Vec<BillSeen>, DeskError> {
    Ok(Vec::new())
}

/// A person's bills, as far as they say so themselves.
///
/// # Errors
/// The store's.
pub(crate) fn of_person(_: &Connection, _: Uuid) -> Result<Vec<BillSeen>, DeskError> {
    Ok(Vec::new())
}
