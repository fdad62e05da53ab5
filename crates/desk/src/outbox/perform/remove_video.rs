//! A video visit removed. The vendor names a visit by its id and answers a second removal with "no such call",
//! so that nothing is ever removed twice; mails go out, so it is sent again only by a person.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::{Connection, params};

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::Capabilities;
use crate::error::DeskError;
use crate::outbox::action::RemoveVideoAction;
use crate::outbox::table::Entry;
use crate::store::to_ms;

const OPERATION: &str = "remove-call";

/// There is nothing to read before sending: one that is gone already counts as removed.
pub(super) fn prepare(account: &Capabilities) -> Result<Prepared, VendorError> {
    match &account.video {
        Some(_) => Ok(Prepared::Send(Snapshot::default())),
        None => Err(lacking(OPERATION)),
    }
}

pub(super) async fn send(remove: &RemoveVideoAction, account: &Capabilities) -> Result<Outcome, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    video.remove(&remove.vendor_visit).await?;
    Ok(Outcome::Happened)
}

/// Asks for the one visit: its absence from the list would prove nothing, as how far back that goes is not
/// documented.
pub(super) async fn look(remove: &RemoveVideoAction, account: &Capabilities) -> Result<Looked, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    Ok(match video.visit(&remove.vendor_visit).await? {
        None => Looked::Happened(Box::new(Outcome::Happened)),
        Some(_) => Looked::NotThere,
    })
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    remove: &RemoveVideoAction,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE video_visits SET gone_at = ?3 WHERE connection = ?1 AND vendor_id = ?2",
        params![entry.connection.to_string(), remove.vendor_visit, to_ms(now)],
    )?;
    Ok(())
}
