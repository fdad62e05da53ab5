//! Placeholder.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, lacking};
use crate::adapters::Capabilities;
use crate::error::DeskError;
use crate::outbox::action::RemoveVideoAction;
use crate::outbox::table::Entry;

const OPERATION: &str = "remove-call";

pub(super) async fn prepare(
    _action: &RemoveVideoAction,
    _entry: &Entry,
    _account: &Capabilities,
) -> Result<Prepared, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn send(
    _action: &RemoveVideoAction,
    _account: &Capabilities,
) -> Result<Outcome, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn look(
    _remove: &RemoveVideoAction,
    _account: &Capabilities,
) -> Result<Looked, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) fn apply(
    _tx: &Connection,
    _remove: &RemoveVideoAction,
    _now: DateTime<Utc>,
) -> Result<(), DeskError> {
    Ok(())
}
