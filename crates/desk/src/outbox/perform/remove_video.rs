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
/// Kept where the list named the visit before it was removed: only then does its absence say anything, for how
/// far back the list goes is not documented.
const WAS_LISTED: &str = "listed";

async fn is_listed(remove: &RemoveVideoAction, account: &Capabilities) -> Result<bool, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let visits = video.visits().await?;
    Ok(visits.iter().any(|row| row.vendor_id == remove.vendor_visit))
}

pub(super) async fn prepare(
    remove: &RemoveVideoAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let before = entry.snapshot.as_deref() == Some(WAS_LISTED);
    let now = is_listed(remove, account).await?;
    if before && !now {
        return Ok(Prepared::Already(Outcome::Happened));
    }
    Ok(Prepared::Send(Snapshot {
        stored: now.then(|| WAS_LISTED.to_owned()),
        ..Snapshot::default()
    }))
}

pub(super) async fn send(remove: &RemoveVideoAction, account: &Capabilities) -> Result<Outcome, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    video.remove(&remove.vendor_visit).await?;
    Ok(Outcome::Happened)
}

pub(super) async fn look(
    remove: &RemoveVideoAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let gone = !is_listed(remove, account).await? && entry.snapshot.as_deref() == Some(WAS_LISTED);
    Ok(if gone {
        Looked::Happened(Box::new(Outcome::Happened))
    } else {
        Looked::NotThere
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
