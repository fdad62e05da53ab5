//! Placeholder.

use frontdesk_vendors::VendorError;

use super::{Looked, Outcome, Prepared, lacking};
use crate::adapters::Capabilities;
use crate::outbox::action::SendLabAction;
use crate::outbox::table::Entry;

const OPERATION: &str = "send-attendance";

pub(super) async fn prepare(
    _action: &SendLabAction,
    _entry: &Entry,
    _account: &Capabilities,
) -> Result<Prepared, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn send(_action: &SendLabAction, _account: &Capabilities) -> Result<Outcome, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) fn look() -> Looked {
    Looked::NobodyKnows
}
