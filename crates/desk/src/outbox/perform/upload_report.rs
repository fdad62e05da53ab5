//! The report of a laboratory: repeatable, since a repeat makes a newer version of the same.

use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::Capabilities;
use crate::error::DeskError;
use crate::outbox::action::UploadReportAction;
use crate::outbox::lab;

const OPERATION: &str = "upload-report";

/// There is nothing to read before sending.
pub(super) fn prepare(account: &Capabilities) -> Result<Prepared, VendorError> {
    match &account.laboratory {
        Some(_) => Ok(Prepared::Send(Snapshot::default())),
        None => Err(lacking(OPERATION)),
    }
}

pub(super) async fn send(
    report: &UploadReportAction,
    snapshot: Snapshot,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let laboratory = account.laboratory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let Some(upload) = snapshot.upload else {
        return Err(VendorError::new(
            ErrorKind::Invalid,
            OPERATION,
            "the file of this report is no longer here",
        ));
    };
    laboratory
        .upload(&report.execution, &upload.pdf, upload.progress)
        .await?;
    Ok(Outcome::Happened)
}

/// As if nothing had happened: it may be sent again.
pub(super) fn look() -> Looked {
    Looked::NotThere
}

pub(super) fn apply(tx: &Connection, report: &UploadReportAction) -> Result<(), DeskError> {
    lab::drop_file(tx, report.report)
}
