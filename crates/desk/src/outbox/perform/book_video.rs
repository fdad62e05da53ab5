//! A video visit booked: mails go out at once, so after a lost answer the vendor's list is held against the one
//! from before, and exactly one new visit of the same name and beginning is this one.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::{Capabilities, VideoVisitRow};
use crate::error::DeskError;
use crate::outbox::Question;
use crate::outbox::action::BookVideoAction;
use crate::outbox::table::Entry;
use crate::patients::search::fold;
use crate::store::to_ms;
use crate::video::civil_text;

const OPERATION: &str = "create-call";

async fn listed(account: &Capabilities) -> Result<Vec<VideoVisitRow>, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    video.visits().await
}

/// Visits that could be this one and were not there before the first try.
struct Newcomers {
    /// Of the same name and beginning.
    alike: Vec<VideoVisitRow>,
    /// Of the same name, with a beginning that cannot be read: their ids.
    unclear: Vec<String>,
}

fn newcomers(book: &BookVideoAction, listed: Vec<VideoVisitRow>, before: Option<&str>) -> Newcomers {
    let before: BTreeSet<String> = before
        .and_then(|stored| serde_json::from_str(stored).ok())
        .unwrap_or_default();
    let (name, start) = (fold(&book.form.name), book.form.start());
    let new: Vec<VideoVisitRow> = listed
        .into_iter()
        .filter(|row| !before.contains(&row.vendor_id))
        .filter(|row| row.name.as_deref().is_none_or(|theirs| fold(theirs) == name))
        .collect();
    let unclear = new
        .iter()
        .filter(|row| row.start.is_none())
        .map(|row| row.vendor_id.clone())
        .collect();
    let alike = new
        .into_iter()
        .filter(|row| row.start.is_some() && row.start == start)
        .collect();
    Newcomers { alike, unclear }
}

fn looked(new: Newcomers) -> Looked {
    match &new.alike[..] {
        [row] => Looked::Happened(Box::new(Outcome::Video(row.clone()))),
        [] if new.unclear.is_empty() => Looked::NotThere,
        _ => {
            let alike = new.alike.into_iter().map(|row| row.vendor_id);
            Looked::Ambiguous(alike.chain(new.unclear).collect())
        }
    }
}

fn sending(stored: Option<String>) -> Prepared {
    Prepared::Send(Snapshot {
        stored,
        ..Snapshot::default()
    })
}

pub(super) async fn prepare(
    book: &BookVideoAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let listed = listed(account).await?;
    let now = serde_json::to_string(&listed.iter().map(|row| &row.vendor_id).collect::<Vec<_>>()).ok();
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    let Some(earlier) = entry.snapshot.as_deref() else {
        return Ok(sending(now));
    };
    Ok(match looked(newcomers(book, listed, Some(earlier))) {
        Looked::Happened(outcome) => Prepared::Already(*outcome),
        Looked::NotThere => sending(Some(earlier.to_owned())),
        Looked::Ambiguous(codes) => {
            let question = Question::ambiguous(codes);
            if entry.approved_question() == Some(&question) {
                sending(now)
            } else {
                Prepared::Ask(question)
            }
        }
        Looked::Stopped(_) | Looked::NobodyKnows => Prepared::Ask(Question::LookThere),
    })
}

pub(super) async fn send(
    book: &BookVideoAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let video = account.video.as_ref().ok_or_else(|| lacking(OPERATION))?;
    match video.book(&book.form.as_visit()).await {
        Ok(row) => Ok(Outcome::Video(row)),
        // A no because that time is taken may mean that an earlier try of this very booking took it.
        Err(error) if error.kind == ErrorKind::Refused => match look(book, entry, account).await {
            Ok(Looked::Happened(outcome)) => Ok(*outcome),
            _ => Err(error),
        },
        Err(error) => Err(error),
    }
}

pub(super) async fn look(
    book: &BookVideoAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let new = newcomers(book, listed(account).await?, entry.snapshot.as_deref());
    Ok(looked(new))
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    book: &BookVideoAction,
    row: &VideoVisitRow,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let (ours, connection) = (book.visit.to_string(), entry.connection.to_string());
    // Reading may have met the new visit before the answer to the booking came: one row remains.
    let met: Option<String> = tx
        .query_row(
            "SELECT id FROM video_visits WHERE connection = ?1 AND vendor_id = ?2 AND id <> ?3",
            params![connection, row.vendor_id, ours],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(other) = met {
        tx.execute(
            "UPDATE outbox SET resource = ?1 WHERE resource = ?2",
            [format!("video:{ours}"), format!("video:{other}")],
        )?;
        tx.execute("DELETE FROM video_visits WHERE id = ?1", [&other])?;
    }
    tx.execute(
        "UPDATE video_visits SET vendor_id = ?2, url = ?3, active = ?4, seen_at = ?5, gone_at = NULL, \
         name = coalesce(?6, name), email = coalesce(?7, email), phone = coalesce(?8, phone), \
         birth_year = coalesce(?9, birth_year), start = coalesce(?10, start) WHERE id = ?1",
        params![
            ours,
            row.vendor_id,
            row.url,
            row.active,
            to_ms(now),
            row.name,
            row.email,
            row.phone,
            row.birth_year,
            row.start.map(civil_text),
        ],
    )?;
    Ok(())
}
