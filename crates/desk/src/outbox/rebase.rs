//! Later edits of a record stand on earlier ones: when what an earlier one writes changes, their merge base follows.

use rusqlite::Connection;
use uuid::Uuid;

use super::action::{Action, FORM_FIELDS, UpdatePatientAction, changed_fields, form_field, take_field};
use super::table;
use crate::error::DeskError;
use crate::patients::PatientForm;

/// What the vendor will show before the unsent edits of a record after `seq` are sent is `to` and no longer `from`.
pub(super) fn rebase(
    tx: &Connection,
    record: Uuid,
    seq: i64,
    from: &PatientForm,
    to: &PatientForm,
) -> Result<(), DeskError> {
    let mut moved: Vec<&str> = FORM_FIELDS
        .into_iter()
        .filter(|field| form_field(from, field) != form_field(to, field))
        .collect();
    let later = table::select(
        tx,
        "record = ?1 AND kind = 'update_patient' AND state IN ('held', 'queued', 'waiting', 'asks', 'refused')",
        &record.to_string(),
    )?;
    for entry in later.into_iter().filter(|entry| entry.seq > seq) {
        if moved.is_empty() {
            break;
        }
        let Action::UpdatePatient(update) = &entry.action else {
            continue;
        };
        let rebased = on_another_ground(update, &moved, from, to);
        // What this one writes itself is the ground of those after it.
        let own = changed_fields(&update.before, &update.after);
        moved.retain(|field| !own.contains(field));
        table::replace_action(tx, &entry, &Action::UpdatePatient(rebased))?;
    }
    Ok(())
}

fn on_another_ground(
    update: &UpdatePatientAction,
    moved: &[&str],
    from: &PatientForm,
    to: &PatientForm,
) -> UpdatePatientAction {
    let own = changed_fields(&update.before, &update.after);
    let mut rebased = update.clone();
    for field in moved {
        if form_field(&update.before, field) != form_field(from, field) {
            continue;
        }
        if !own.contains(field) {
            take_field(&mut rebased.before, to, field);
            take_field(&mut rebased.after, to, field);
        } else if form_field(&update.after, field) != form_field(to, field) {
            // An edit that wants what is there by then stays an edit: it is seen as done already.
            take_field(&mut rebased.before, to, field);
        }
    }
    rebased
}
