//! Placeholder.

use frontdesk_vendors::VendorError;

use super::{Looked, Outcome, Prepared, lacking};
use crate::adapters::Capabilities;
use crate::outbox::action::UploadReportAction;
use crate::outbox::table::Entry;

const OPERATION: &str = "upload-report";

pub(super) async fn prepare(
    _action: &UploadReportAction,
    _entry: &Entry,
    _account: &Capabilities,
) -> Result<Prepared, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn send(
    _action: &UploadReportAction,
    _account: &Capabilities,
) -> Result<Outcome, VendorError> {
    Err(lacking(OPERATION))
}

/// A repeat makes a newer version of the same (Gensoft's document), so it is as if nothing had happened.
pub(super) fn look() -> Looked {
    Looked::NotThere
}
