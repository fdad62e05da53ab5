//! MedSoft CLOUD "Cont Online v11" as desk capabilities. MedSoft's words stay in this folder.

mod account;
mod appointments;
mod billing;
mod check;
mod consents;
mod directory;
mod doctors;
mod facets;
mod statuses;

use std::sync::Arc;

use frontdesk_vendors::medsoft::{Medsoft, MedsoftAccount};
use frontdesk_vendors::scalar::VendorDate;
use frontdesk_vendors::{ErrorKind, VendorError};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::Line;

pub(crate) use account::{account, form};
pub(crate) use billing::{CURRENCY, is_deposit, payment_method};
pub(crate) use directory::PATIENT_RULES;

/// The zone of MedSoft's clinics: the vendor serves Romania and its civil times carry no zone.
pub(crate) const ZONE: &str = "Europe/Bucharest";

struct Adapter(Medsoft);

/// Everything a MedSoft account can do.
pub(crate) fn connect(account: MedsoftAccount, line: Arc<dyn Line>) -> Result<Capabilities, DeskError> {
    let adapter = Arc::new(Adapter(Medsoft::new(account, line)?));
    Ok(Capabilities {
        directory: Some(adapter.clone()),
        book: Some(adapter.clone()),
        statuses: Some(adapter.clone()),
        consents: Some(adapter.clone()),
        facets: Some(adapter.clone()),
        doctors: Some(adapter.clone()),
        invoicing: Some(adapter.clone()),
        ..Capabilities::checked_by(adapter)
    })
}

/// MedSoft's codes are numbers; the desk keeps them as text.
fn code(operation: &'static str, field: &'static str, text: &str) -> Result<i64, VendorError> {
    text.trim()
        .parse()
        .map_err(|_| VendorError::invalid(operation, field, "not a number"))
}

/// A yes without the row that should come with it: the vendor may have acted.
fn no_row(operation: &'static str) -> VendorError {
    VendorError::new(ErrorKind::Unreadable, operation, "the answer holds no row")
}

/// Text without blanks around it; empty text is nothing.
fn text(value: Option<String>) -> Option<String> {
    value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

fn date(value: Option<VendorDate>) -> Option<chrono::NaiveDate> {
    value.map(|value| value.date)
}

fn vendor_id(value: Option<i64>) -> Option<String> {
    value.map(|value| value.to_string())
}
