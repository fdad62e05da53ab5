//! A conflict answered with "theirs": what is in question stays as the vendor has it, the rest of the edit is sent.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::action::{Action, UpdatePatientAction, changed_fields, write_form_field};
use super::decide::index_if_shown;
use super::edit;
use super::overlay::write_field;
use super::table::{self, Change, Entry};
use super::{Decision, EntryState, FieldDifference, Question};
use crate::error::{DeskError, ErrorCode};

/// The fields in conflict of an edit that is asked about; `None` where nothing of the kind is asked.
pub(super) fn in_conflict(entry: &Entry) -> Option<(&UpdatePatientAction, Vec<FieldDifference>)> {
    match (&entry.action, edit::asked(entry)) {
        (Action::UpdatePatient(update), Some(Question::Conflict { fields })) => Some((update, fields)),
        _ => None,
    }
}

/// The edit without what is in conflict, which is the vendor's before and after it; `None` where nothing of it would be
/// left.
fn rest(update: &UpdatePatientAction, fields: &[FieldDifference]) -> Option<UpdatePatientAction> {
    let mut rest = update.clone();
    for difference in fields {
        let (field, theirs) = (&difference.field, &difference.theirs);
        write_form_field(&mut rest.before, field, theirs);
        write_form_field(&mut rest.after, field, theirs);
    }
    (!changed_fields(&rest.before, &rest.after).is_empty()).then_some(rest)
}

/// What a decision comes to: "theirs" gives an edit up of which nothing else would be left.
///
/// # Errors
/// `NotAllowed` for "theirs" where no conflict of an edit is asked about.
pub(super) fn meant(entry: &Entry, decision: Decision) -> Result<Decision, DeskError> {
    if decision != Decision::Theirs {
        return Ok(decision);
    }
    let (update, fields) = in_conflict(entry).ok_or_else(|| {
        DeskError::new(
            ErrorCode::NotAllowed,
            "no field of this entry is in conflict with the vendor's",
        )
    })?;
    Ok(match rest(update, &fields) {
        Some(_) => Decision::Theirs,
        None => Decision::Discard,
    })
}

/// Queues the rest of an edit. Returns whether it did.
pub(super) fn keep(tx: &Connection, entry: &Entry, now: DateTime<Utc>) -> Result<bool, DeskError> {
    let Some((update, fields)) = in_conflict(entry) else {
        return Ok(false);
    };
    let Some(mut rest) = rest(update, &fields) else {
        return Ok(false);
    };
    // The record may have been merged with one that reading had met.
    rest.record = entry.record.unwrap_or(update.record);
    let rest = Action::UpdatePatient(rest);
    if !table::advance(
        tx,
        entry,
        &[EntryState::Asks],
        EntryState::Queued,
        Change::afresh(),
        now,
    )? {
        return Ok(false);
    }
    // What was asked for first is kept for whoever repeats that wish.
    tx.execute(
        "UPDATE outbox SET asked = coalesce(asked, action), action = ?2 WHERE id = ?1",
        [entry.id.to_string(), table::written(&rest)?],
    )?;
    edit::lay(tx, entry, &rest)?;
    show(tx, entry)?;
    Ok(true)
}

/// Shows the vendor's values of what was in conflict, under whatever later edits lay over them.
pub(super) fn show(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    let Some((update, fields)) = in_conflict(entry) else {
        return Ok(());
    };
    let record = entry.record.unwrap_or(update.record);
    for field in &fields {
        write_field(tx, record, &field.field, &field.theirs)?;
    }
    super::reapply_edits(tx, record)?;
    index_if_shown(tx, record)
}
