//! What is checked before an action is taken from a person, or changed by one.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::action::changed_fields;
use super::table::Entry;
use super::{Decision, Resolve, edit, offline};
use crate::adapters;
use crate::connections::Vendor;
use crate::error::{DeskError, ErrorCode};
use crate::patients::{PatientForm, search};

/// The longest reason that still fits a URL at every vendor, in characters.
const LONGEST_REASON: usize = 300;

/// Why, for the vendor's record, as it fits.
pub(super) fn checked_reason(reason: Option<String>) -> Result<Option<String>, DeskError> {
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    if reason
        .as_ref()
        .is_some_and(|reason| reason.chars().count() > LONGEST_REASON)
    {
        return Err(DeskError::invalid("reason", "too-long"));
    }
    Ok(reason)
}

/// What a vendor's rules say of a new patient.
pub(super) fn check_new_patient(
    conn: &Connection,
    connection: &str,
    form: &PatientForm,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let (vendor, today) = (vendor_of(conn, connection)?, today_of(conn, connection, now)?);
    crate::patients::checked_for(form, &PatientForm::default(), vendor, today)
}

/// What a vendor's rules say of an edit; one that changes nothing is none.
pub(super) fn check_edit(
    conn: &Connection,
    connection: &str,
    record: Uuid,
    before: &PatientForm,
    after: &PatientForm,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let (vendor, today) = (vendor_of(conn, connection)?, today_of(conn, connection, now)?);
    crate::patients::checked_for(after, before, vendor, today)?;
    if adapters::phones_apart(vendor) {
        check_phones(conn, record, before, after)?;
    }
    if changed_fields(before, after).is_empty() {
        return Err(DeskError::invalid("form", "unchanged"));
    }
    Ok(())
}

/// Refuses an edit of phones that a vendor which keeps each apart would say yes to and not make.
fn check_phones(
    conn: &Connection,
    record: Uuid,
    before: &PatientForm,
    after: &PatientForm,
) -> Result<(), DeskError> {
    if before.phone == after.phone {
        return Ok(());
    }
    if after.phone.is_empty() {
        return Err(DeskError::invalid("phone", "cannot-be-cleared"));
    }
    let (old, new) = (
        search::phone_digits(&before.phone),
        search::phone_digits(&after.phone),
    );
    let mut statement = conn.prepare_cached("SELECT number FROM patient_phones WHERE record = ?1")?;
    let numbers = statement.query_map([record.to_string()], |row| row.get::<_, String>(0))?;
    for number in numbers {
        let known = search::phone_digits(&number?);
        if known == new && known != old {
            return Err(DeskError::invalid("phone", "known-already"));
        }
    }
    Ok(())
}

/// Refuses what is about a row that is not there; `what` is its name in the error.
pub(super) fn exists(conn: &Connection, table: &str, what: &str, id: &str) -> Result<(), DeskError> {
    let known: bool = conn.query_row(
        &format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)"),
        [id],
        |row| row.get(0),
    )?;
    known.then_some(()).ok_or_else(|| DeskError::not_found(what))
}

pub(super) fn vendor_of(conn: &Connection, connection: &str) -> Result<Vendor, DeskError> {
    let word: Option<String> = conn
        .query_row(
            "SELECT vendor FROM connections WHERE id = ?1",
            [connection],
            |row| row.get(0),
        )
        .optional()?;
    word.as_deref()
        .and_then(Vendor::parse)
        .ok_or_else(|| DeskError::not_found("connection"))
}

/// Today at the clinic of a connection.
pub(super) fn today_of(
    conn: &Connection,
    connection: &str,
    now: DateTime<Utc>,
) -> Result<NaiveDate, DeskError> {
    let zone: String = conn.query_row(
        "SELECT zone FROM connections WHERE id = ?1",
        [connection],
        |row| row.get(0),
    )?;
    Ok(civil::date_at_clinic(
        now,
        civil::zone(&zone).unwrap_or(chrono_tz::Tz::UTC),
    ))
}

/// A decision is about the question that a person saw and about no other, and about that try: the same one asked again
/// after another try is one that they have not seen. Whoever decides about money, or about whatever else does not wait
/// without a person, says which one; giving it up is such a decision too.
pub(super) fn answers_what_is_asked(entry: &Entry, resolve: &Resolve) -> Result<(), DeskError> {
    let asked = edit::asked(entry);
    let named = match resolve.decision {
        Decision::Send | Decision::Happened | Decision::Discard => {
            asked.is_some() && !offline::waits(entry.action.kind())
        }
        // What the vendor has of other fields nobody has seen.
        Decision::Theirs => asked.is_some(),
        Decision::Edit => false,
    };
    match (&resolve.question, resolve.attempts) {
        (None, _) if named => Err(DeskError::invalid("question", "required")),
        (_, None) if named => Err(DeskError::invalid("attempts", "required")),
        (Some(_), _) if resolve.question != asked => Err(DeskError::new(
            ErrorCode::NotAllowed,
            "another question is asked by now",
        )),
        (_, Some(seen)) if seen != entry.attempts => Err(DeskError::new(
            ErrorCode::NotAllowed,
            "it was sent once more since that was asked",
        )),
        _ => Ok(()),
    }
}
