//! An edited patient: laid over a fresh read, so that what others changed meanwhile is not overwritten.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, Snapshot, VendorPatient, lacking};
use crate::adapters::{Capabilities, DirectoryPatient, FieldsToSend};
use crate::error::DeskError;
use crate::outbox::action::{UpdatePatientAction, changed_fields, form_field};
use crate::outbox::table::Entry;
use crate::outbox::{FieldDifference, Question};
use crate::patients::search::{fold, phone_digits};
use crate::sync::{Sought, Ways, absorb, find_one};

const OPERATION: &str = "update-patient";

/// The vendor's value of a field, or `None` where the vendor's read does not show it
/// (`tel2`, `sex`, `preferinte`; Cont Online v11 §2 against §4).
fn theirs(row: &DirectoryPatient, field: &str) -> Option<String> {
    match field {
        "last_name" => Some(row.last_name.clone()),
        "first_name" => Some(row.first_name.clone()),
        "phone" => Some(row.phone.clone().unwrap_or_default()),
        "email" => Some(row.email.clone().unwrap_or_default()),
        "national_id" => Some(row.national_id.clone().unwrap_or_default()),
        "birth_date" => Some(row.birth_date.map(|date| date.to_string()).unwrap_or_default()),
        _ => None,
    }
}

/// Whether two values of a field mean the same: the vendor answers names upper-cased, sometimes without
/// diacritics, and phones in its own spacing.
pub(in crate::outbox) fn same(field: &str, one: &str, other: &str) -> bool {
    match field {
        "phone" => phone_digits(one) == phone_digits(other),
        "email" | "national_id" => one.trim().eq_ignore_ascii_case(other.trim()),
        "last_name" | "first_name" => fold(one) == fold(other),
        _ => one.trim() == other.trim(),
    }
}

/// The patient as the vendor has it now, also where codes are not heeded: then by the name before the edit, and
/// once it happened by the name after it.
async fn read(
    update: &UpdatePatientAction,
    vendor_patient: &str,
    account: &Capabilities,
) -> Result<Option<DirectoryPatient>, VendorError> {
    let directory = account.directory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    for form in [&update.before, &update.after] {
        let sought = Sought {
            vendor_id: vendor_patient,
            last_name: &form.last_name,
            first_name: &form.first_name,
            phone: &form.phone,
        };
        let look = find_one(&**directory, sought, Ways::default()).await?;
        if let Some(row) = look.found(vendor_patient) {
            return Ok(Some(row.clone()));
        }
    }
    Ok(None)
}

/// Whether the vendor shows every wanted value; `None` where nothing of the edit can be read back.
fn has_all(update: &UpdatePatientAction, row: &DirectoryPatient) -> Option<bool> {
    let mut readable = changed_fields(&update.before, &update.after)
        .into_iter()
        .filter_map(|field| Some((field, theirs(row, field)?, form_field(&update.after, field)?)))
        .peekable();
    readable.peek()?;
    Some(readable.all(|(field, theirs, yours)| same(field, &theirs, &yours)))
}

pub(super) async fn prepare(
    update: &UpdatePatientAction,
    approved: Option<&Question>,
    vendor_patient: VendorPatient,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    let Some(row) = read(update, &code, account).await? else {
        return Ok(Prepared::Ask(Question::Vanished));
    };
    let changed = changed_fields(&update.before, &update.after);
    let unreadable = changed.iter().any(|field| theirs(&row, field).is_none());
    let mut conflicts = Vec::new();
    for field in changed {
        let (Some(theirs), Some(yours)) = (theirs(&row, field), form_field(&update.after, field)) else {
            continue;
        };
        let before = form_field(&update.before, field).unwrap_or_default();
        if !same(field, &theirs, &yours) && !same(field, &theirs, &before) {
            conflicts.push(FieldDifference {
                field: field.to_owned(),
                yours,
                theirs,
                before,
            });
        }
    }
    if !conflicts.is_empty() {
        let question = Question::Conflict { fields: conflicts };
        if approved != Some(&question) {
            return Ok(Prepared::Ask(question));
        }
    }
    if !unreadable && has_all(update, &row) == Some(true) && spelled_as_wanted(update, &row) {
        return Ok(Prepared::Already(Outcome::Patient(row)));
    }
    Ok(Prepared::Send(Snapshot {
        patient: Some(row),
        ..Snapshot::default()
    }))
}

/// A correction of diacritics alone must be sent although the folded names are equal; upper case is the
/// vendor's own doing. A name that was not changed here is no business of this edit.
fn spelled_as_wanted(update: &UpdatePatientAction, row: &DirectoryPatient) -> bool {
    changed_fields(&update.before, &update.after)
        .into_iter()
        .filter(|field| matches!(*field, "last_name" | "first_name"))
        .all(|field| {
            let upper = |name: Option<String>| name.unwrap_or_default().to_uppercase();
            upper(theirs(row, field)) == upper(form_field(&update.after, field))
        })
}

pub(super) async fn send(
    update: &UpdatePatientAction,
    vendor_patient: VendorPatient,
    snapshot: Snapshot,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    let directory = account.directory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let fresh = snapshot.patient.unwrap_or_default();
    let mut fields = FieldsToSend {
        last_name: fresh.last_name,
        first_name: fresh.first_name,
        phone: fresh.phone.unwrap_or_default(),
        email: fresh.email.unwrap_or_default(),
        ..FieldsToSend::default()
    };
    fields.changed = changed_fields(&update.before, &update.after);
    for field in fields.changed.clone() {
        let value = form_field(&update.after, field);
        match field {
            "last_name" => fields.last_name = value.unwrap_or_default(),
            "first_name" => fields.first_name = value.unwrap_or_default(),
            "phone" => fields.phone = value.unwrap_or_default(),
            "email" => fields.email = value.unwrap_or_default(),
            "national_id" => fields.national_id = value,
            "phone2" => fields.phone2 = value,
            "preferences" => fields.preferences = value,
            "sex" => fields.sex = update.after.sex,
            "birth_date" => fields.birth_date = update.after.birth_date,
            _ => {}
        }
    }
    directory.update(&code, &fields).await.map(Outcome::Patient)
}

pub(super) async fn look(
    update: &UpdatePatientAction,
    vendor_patient: VendorPatient,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    Ok(match read(update, &code, account).await? {
        Some(row) if has_all(update, &row) == Some(true) && spelled_as_wanted(update, &row) => {
            Looked::Happened(Box::new(Outcome::Patient(row)))
        }
        // The same values may be sent again, so what cannot be read back is simply sent once more.
        _ => Looked::NotThere,
    })
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    update: &UpdatePatientAction,
    row: &DirectoryPatient,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let mut learnt = row.clone();
    // Answers to an update lack the national id; what was sent stays until a fresh read, and one that was not sent is
    // no business of this edit: somebody may have corrected it since.
    if learnt.national_id.is_none() && changed_fields(&update.before, &update.after).contains(&"national_id")
    {
        learnt.national_id = update.after.national_id.clone();
    }
    absorb::patient(tx, entry.connection, &learnt, now)?;
    Ok(())
}
