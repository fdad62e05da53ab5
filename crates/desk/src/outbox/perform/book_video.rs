//! Placeholder.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, lacking};
use crate::adapters::{Capabilities, VideoVisitRow};
use crate::error::DeskError;
use crate::outbox::action::BookVideoAction;
use crate::outbox::table::Entry;

const OPERATION: &str = "create-call";

pub(super) async fn prepare(
    _action: &BookVideoAction,
    _entry: &Entry,
    _account: &Capabilities,
) -> Result<Prepared, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn send(_action: &BookVideoAction, _account: &Capabilities) -> Result<Outcome, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) async fn look(
    _book: &BookVideoAction,
    _entry: &Entry,
    _account: &Capabilities,
) -> Result<Looked, VendorError> {
    Err(lacking(OPERATION))
}

pub(super) fn apply(
    _tx: &Connection,
    _book: &BookVideoAction,
    _row: &VideoVisitRow,
    _now: DateTime<Utc>,
) -> Result<(), DeskError> {
    Ok(())
}
