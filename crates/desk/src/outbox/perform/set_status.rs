//! A tick: repeatable, and the vendor can always be asked for the value.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::{Connection, params};

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::{BookAppointment, Capabilities};
use crate::error::DeskError;
use crate::outbox::action::{Former, SetStatusAction};
use crate::outbox::table::Entry;
use crate::outbox::{FieldDifference, Question};
use crate::store::to_ms;
use crate::sync::absorb;

const OPERATION: &str = "set-appointment-status";

async fn read(
    tick: &SetStatusAction,
    account: &Capabilities,
) -> Result<Option<BookAppointment>, VendorError> {
    let book = account.book.as_ref().ok_or_else(|| lacking(OPERATION))?;
    book.appointment(&tick.vendor_patient, &tick.vendor_appointment)
        .await
}

/// Whether a row shows the tick. Flags that are not set may be left out of a row (the document's second
/// sample row has none at all).
pub(super) fn shows(tick: &SetStatusAction, row: &BookAppointment) -> bool {
    row.flags.get(&tick.key).copied().unwrap_or(false) == tick.value
}

pub(super) async fn prepare(
    tick: &SetStatusAction,
    approved: Option<&Question>,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    if let Some(former) = &tick.instead_of {
        return prepare_state(tick, former, approved, account).await;
    }
    // A clinic may rename or re-mean a status at any time (Cont Online v11 §5): a tick under another name
    // is another act, so a person is asked.
    let statuses = account
        .statuses
        .as_ref()
        .ok_or_else(|| lacking(OPERATION))?
        .statuses()
        .await?;
    let now = statuses
        .iter()
        .find(|label| label.key == tick.key)
        .map(|label| label.name.trim());
    if now != Some(tick.label.trim()) {
        let question = Question::LabelChanged {
            was: tick.label.clone(),
            now: now.unwrap_or_default().to_owned(),
        };
        if approved != Some(&question) {
            return Ok(Prepared::Ask(question));
        }
    }
    Ok(match read(tick, account).await? {
        None => Prepared::Ask(Question::Vanished),
        Some(row) if shows(tick, &row) => Prepared::Already(Outcome::Appointment(row)),
        Some(_) => Prepared::Send(Snapshot::default()),
    })
}

/// Where an appointment has one state at most, a tick takes another one away: it is sent only while that is the
/// one the person saw. The vendor's words for its states do not change.
async fn prepare_state(
    tick: &SetStatusAction,
    former: &Former,
    approved: Option<&Question>,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let Some(row) = read(tick, account).await? else {
        return Ok(Prepared::Ask(Question::Vanished));
    };
    if shows(tick, &row) {
        return Ok(Prepared::Already(Outcome::Appointment(row)));
    }
    let now = row
        .flags
        .iter()
        .find(|(_, set)| **set)
        .map(|(key, _)| key.clone());
    if now == former.key {
        return Ok(Prepared::Send(replacing(former)));
    }
    let theirs = match &now {
        None => String::new(),
        Some(key) => {
            let catalogue = account.statuses.as_ref().ok_or_else(|| lacking(OPERATION))?;
            let labels = catalogue.statuses().await?;
            let label = labels.into_iter().find(|label| label.key == *key);
            label.map_or_else(|| key.clone(), |label| label.name)
        }
    };
    let found = Former {
        key: now,
        label: theirs.clone(),
    };
    let question = Question::Conflict {
        fields: vec![FieldDifference {
            field: "status".to_owned(),
            yours: tick.label.clone(),
            theirs,
            before: former.label.clone(),
        }],
    };
    Ok(if approved == Some(&question) {
        Prepared::Send(replacing(&found))
    } else {
        Prepared::Ask(question)
    })
}

/// What is kept of the state that a tick takes away: what it still must be when the tick is sent, and what undo sets
/// again.
fn replacing(former: &Former) -> Snapshot {
    Snapshot {
        stored: serde_json::to_string(former).ok(),
        ..Snapshot::default()
    }
}

/// The state that a tick was sent instead of, of what was kept with its entry.
pub(in crate::outbox) fn replaced(stored: Option<&str>) -> Option<Former> {
    serde_json::from_str(stored?).ok()
}

pub(super) async fn send(
    tick: &SetStatusAction,
    snapshot: Snapshot,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let former = replaced(snapshot.stored.as_deref()).and_then(|former| former.key);
    let book = account.book.as_ref().ok_or_else(|| lacking(OPERATION))?;
    book.set_status(
        &tick.vendor_patient,
        &tick.vendor_appointment,
        &tick.key,
        tick.value,
        tick.reason.as_deref(),
        former.as_deref(),
    )
    .await
    .map(Outcome::Appointment)
}

pub(super) async fn look(tick: &SetStatusAction, account: &Capabilities) -> Result<Looked, VendorError> {
    Ok(match read(tick, account).await? {
        Some(row) if shows(tick, &row) => Looked::Happened(Box::new(Outcome::Appointment(row))),
        _ => Looked::NotThere,
    })
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    tick: &SetStatusAction,
    row: &BookAppointment,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let record = entry
        .record
        .ok_or_else(|| DeskError::internal("a tick without a patient record"))?;
    absorb::appointment(tx, record, row, now)?;
    if tick.value {
        // The patient stood here when the tick was made, not when the vendor heard of it.
        tx.execute(
            "UPDATE appointment_flags SET first_set_at = min(coalesce(first_set_at, ?3), ?3) \
             WHERE appointment = ?1 AND key = ?2 AND value = 1",
            params![
                tick.appointment.to_string(),
                tick.key,
                to_ms(tick.happened_at.unwrap_or(entry.created_at))
            ],
        )?;
    }
    Ok(())
}
