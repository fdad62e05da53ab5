//! AlfaDocs API 1.1.1 as desk capabilities. AlfaDocs' words stay in this folder.

mod account;
mod appointments;
mod billing;
mod bookings;
mod check;
mod clinic;
mod documents;
mod papers;
mod patients;
mod phones;
mod rewrite;
mod statuses;

use std::sync::Arc;

use frontdesk_vendors::alfadocs::{Alfadocs, AlfadocsAccount};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::{Clock, Line};
use clinic::Names;

pub(crate) use account::{account, form};
pub(crate) use billing::{BILL_COUNTRY, CURRENCY, EXPENSE_TYPES};
pub(crate) use documents::DOCUMENT_KINDS;
pub(crate) use patients::PATIENT_RULES;

/// The zone of AlfaDocs' clinics: the vendor serves Italy and its civil times carry no zone.
pub(crate) const ZONE: &str = "Europe/Rome";

struct Adapter {
    client: Alfadocs,
    clock: Arc<dyn Clock>,
    names: Names,
}

/// Everything an AlfaDocs account can do.
pub(crate) fn connect(
    account: AlfadocsAccount,
    line: Arc<dyn Line>,
    clock: Arc<dyn Clock>,
) -> Result<Capabilities, DeskError> {
    let adapter = Arc::new(Adapter {
        client: Alfadocs::new(account, line)?,
        clock,
        names: Names::default(),
    });
    Ok(Capabilities {
        directory: Some(adapter.clone()),
        pages: Some(adapter.clone()),
        book: Some(adapter.clone()),
        days: Some(adapter.clone()),
        bookings: Some(adapter.clone()),
        statuses: Some(adapter.clone()),
        phones: Some(adapter.clone()),
        documents: Some(adapter.clone()),
        doctors: Some(adapter.clone()),
        bills: Some(adapter.clone()),
        filing: Some(adapter.clone()),
        ..Capabilities::checked_by(adapter)
    })
}

impl Adapter {
    /// What an answer about one thing says: `None` for one that is not there. A gateway in trouble says "not
    /// found" of everything, so it is believed only of a vendor that answers.
    async fn if_there<T>(&self, answer: Result<T, VendorError>) -> Result<Option<T>, VendorError> {
        match answer {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind == ErrorKind::NotFound => {
                self.client.context().await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// AlfaDocs' ids are numbers; the desk keeps them as text.
fn id(operation: &'static str, field: &'static str, text: &str) -> Result<i64, VendorError> {
    text.trim()
        .parse()
        .map_err(|_| VendorError::invalid(operation, field, "not a number"))
}

/// A yes without the row that should come with it: the vendor may have acted.
fn no_row(operation: &'static str) -> VendorError {
    VendorError::new(ErrorKind::Unreadable, operation, "the answer holds no row")
}

/// A read before a write failed: whatever became of it, the write was never made, and may be tried again. Only a
/// no to the asker is passed on as it is.
fn nothing_sent(mut error: VendorError) -> VendorError {
    error.kind = match error.kind {
        ErrorKind::Interrupted
        | ErrorKind::Server
        | ErrorKind::Unreadable
        | ErrorKind::TooLarge
        | ErrorKind::Redirect
        // What was there a moment ago: the next look before sending tells whether it is gone.
        | ErrorKind::NotFound => ErrorKind::NotSent,
        kind => kind,
    };
    error
}

/// A read after a write failed: whatever became of it, the write was made and answered with yes, so that only a look
/// at the vendor can tell how things stand now. The opposite of [`nothing_sent`].
fn perhaps_done(operation: &'static str) -> impl FnOnce(VendorError) -> VendorError {
    move |error| {
        let what = format!("the read after the write failed: {}", error.kind.as_str());
        VendorError::new(ErrorKind::Unreadable, operation, what)
    }
}

/// Text without blanks around it; empty text is nothing.
fn text(value: Option<String>) -> Option<String> {
    value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}
