//! What an action shows at once, before any vendor has heard of it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::action::{Action, CreatePatientAction, changed_fields, form_field, take_field};
use super::overlay::write_field;
use crate::error::DeskError;
use crate::patients::{PatientForm, search};
use crate::store::to_ms;

/// The optimistic value of a tick is laid over what the vendor said when it is read; a consent form has none.
pub(super) fn nothing_to_lay(_: &Connection, _: &Action) -> Result<(), DeskError> {
    Ok(())
}

pub(super) fn lay_edit(tx: &Connection, action: &Action) -> Result<(), DeskError> {
    let Action::UpdatePatient(update) = action else {
        return Ok(());
    };
    for field in changed_fields(&update.before, &update.after) {
        write_field(
            tx,
            update.record,
            field,
            &form_field(&update.after, field).unwrap_or_default(),
        )?;
    }
    search::index_record(tx, update.record)
}

pub(super) fn lay_new_patient(
    tx: &Connection,
    person: Uuid,
    connection: Uuid,
    create: &CreatePatientAction,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO persons (id, desk, created_at) VALUES (?1, '', ?2)",
        params![person.to_string(), to_ms(now)],
    )?;
    tx.execute(
        "INSERT INTO patient_records (id, person, connection, vendor_id, last_name, first_name, created_at, opened_at) \
         VALUES (?1, ?2, ?3, NULL, ?4, ?5, ?6, ?6)",
        params![
            create.record.to_string(),
            person.to_string(),
            connection.to_string(),
            create.form.last_name,
            create.form.first_name,
            to_ms(now)
        ],
    )?;
    lay_new_fields(tx, create)?;
    search::index_record(tx, create.record)
}

/// Writes what a new patient's form says into the record that waits for its vendor's id.
pub(super) fn lay_new_fields(tx: &Connection, create: &CreatePatientAction) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE patient_records SET gone_at = NULL WHERE id = ?1",
        [create.record.to_string()],
    )?;
    for field in [
        "last_name",
        "first_name",
        "phone",
        "email",
        "national_id",
        "birth_date",
    ] {
        write_field(
            tx,
            create.record,
            field,
            &form_field(&create.form, field).unwrap_or_default(),
        )?;
    }
    Ok(())
}

/// A record as an edit of it leaves it: fields that the edit leaves alone stay.
pub(super) fn lay_over(before: &PatientForm, after: &PatientForm) -> PatientForm {
    let mut laid = before.clone();
    for field in changed_fields(before, after) {
        take_field(&mut laid, after, field);
    }
    laid
}
