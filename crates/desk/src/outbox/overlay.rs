//! What people did here and the vendors do not know yet, laid over what the vendors last answered.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::EntryState;
use super::action::{Action, SetStatusAction, changed_fields, form_field};
use super::table::{self, Entry};
use crate::error::DeskError;
use crate::store::{id_of, to_ms};

/// The unsent ticks of one appointment: the last word on each status key, and the state of the oldest.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct PendingTicks {
    /// Status key to wanted value.
    pub wanted: BTreeMap<String, bool>,
    /// The name of each status as the person saw it when ticking.
    pub labels: BTreeMap<String, String>,
    /// State of the oldest unsent tick.
    pub state: Option<EntryState>,
    /// When the last tick of each key was made, or what it tells of happened.
    pub since: BTreeMap<String, DateTime<Utc>>,
    /// Where an appointment has one state at most: the wanted one. All others are not.
    pub one_state: Option<String>,
}

/// Unsent ticks of all appointments, by appointment.
pub(crate) fn pending_ticks(conn: &Connection) -> Result<BTreeMap<Uuid, PendingTicks>, DeskError> {
    let entries = table::select(
        conn,
        &format!("state IN {} AND kind = ?1", table::OPEN),
        "set_status",
    )?;
    let mut pending: BTreeMap<Uuid, PendingTicks> = BTreeMap::new();
    for entry in entries {
        let Action::SetStatus(tick) = &entry.action else {
            continue;
        };
        pending
            .entry(tick.appointment)
            .or_default()
            .add(tick, entry.state, entry.created_at);
    }
    Ok(pending)
}

impl PendingTicks {
    fn add(&mut self, tick: &SetStatusAction, state: EntryState, at: DateTime<Utc>) {
        self.state.get_or_insert(state);
        if tick.instead_of.is_some() {
            self.one_state = Some(tick.key.clone());
            // What was wanted before is wanted no longer.
            self.wanted.clear();
            self.since.clear();
        }
        self.labels.insert(tick.key.clone(), tick.label.clone());
        self.wanted.insert(tick.key.clone(), tick.value);
        self.since
            .insert(tick.key.clone(), tick.happened_at.unwrap_or(at));
    }

    /// Whether a status is set, as last seen at the vendor and with these ticks laid over it, and whether that is
    /// still to reach the vendor.
    pub(crate) fn over(&self, key: &str, seen: bool) -> (bool, bool) {
        match (&self.one_state, self.wanted.get(key)) {
            (_, Some(wanted)) => (*wanted, true),
            (Some(_), None) => (false, seen),
            (None, None) => (seen, false),
        }
    }
}

/// The state that a person sees an appointment in, where it has one at most: the last unsent tick's, else the
/// vendor's.
pub(super) fn state_seen(conn: &Connection, appointment: Uuid) -> Result<Option<String>, DeskError> {
    let ticks = table::select(
        conn,
        &format!(
            "state IN {} AND kind = 'set_status' AND appointment = ?1",
            table::OPEN
        ),
        &appointment.to_string(),
    )?;
    if let Some(Action::SetStatus(tick)) = ticks.into_iter().next_back().map(|entry| entry.action) {
        return Ok(Some(tick.key));
    }
    Ok(conn
        .prepare_cached("SELECT key FROM appointment_flags WHERE appointment = ?1 AND value = 1 LIMIT 1")?
        .query_row([appointment.to_string()], |row| row.get(0))
        .optional()?)
}

fn open_of_record(conn: &Connection, record: Uuid) -> Result<Vec<Entry>, DeskError> {
    table::select(
        conn,
        &format!("state IN {} AND record = ?1", table::OPEN),
        &record.to_string(),
    )
}

/// The form fields of a record that were changed here and are not confirmed yet.
pub(crate) fn pending_fields(conn: &Connection, record: Uuid) -> Result<Vec<String>, DeskError> {
    let mut fields: Vec<String> = Vec::new();
    for entry in open_of_record(conn, record)? {
        let changed: Vec<&str> = match &entry.action {
            Action::UpdatePatient(update) => changed_fields(&update.before, &update.after),
            Action::CreatePatient(create) => {
                changed_fields(&crate::patients::PatientForm::default(), &create.form)
            }
            _ => continue,
        };
        for field in changed {
            if fields.iter().all(|seen| seen != field) {
                fields.push(field.to_owned());
            }
        }
    }
    Ok(fields)
}

/// Whether anything done to the patient itself is unsent.
pub(crate) fn is_pending(conn: &Connection, record: Uuid) -> Result<bool, DeskError> {
    Ok(conn.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE record = ?1 AND kind IN ('create_patient', 'update_patient') \
             AND state IN {})",
            table::OPEN
        ),
        [record.to_string()],
        |row| row.get(0),
    )?)
}

/// The store's column of a form field that the vendor can show, if it is one.
fn column(field: &str) -> Option<&'static str> {
    match field {
        "last_name" => Some("last_name"),
        "first_name" => Some("first_name"),
        "phone" => Some("phone"),
        "email" => Some("email"),
        "national_id" => Some("national_id"),
        "birth_date" => Some("birth_date"),
        _ => None,
    }
}

pub(super) fn write_field(
    conn: &Connection,
    record: Uuid,
    field: &str,
    value: &str,
) -> Result<(), DeskError> {
    let Some(column) = column(field) else {
        return Ok(());
    };
    // Names may not be null; an absent phone is.
    let value = if matches!(column, "last_name" | "first_name") || !value.is_empty() {
        Some(value)
    } else {
        None
    };
    conn.execute(
        &format!("UPDATE patient_records SET {column} = ?2 WHERE id = ?1"),
        params![record.to_string(), value],
    )?;
    Ok(())
}

/// Lays unsent edits over the vendor's values of a record, so that the screen never jumps back. Called
/// after the vendor's values were written and before the record is indexed for search.
pub(crate) fn reapply_edits(conn: &Connection, record: Uuid) -> Result<(), DeskError> {
    for entry in open_of_record(conn, record)? {
        if let Action::UpdatePatient(update) = &entry.action {
            for field in changed_fields(&update.before, &update.after) {
                write_field(
                    conn,
                    record,
                    field,
                    &form_field(&update.after, field).unwrap_or_default(),
                )?;
            }
        }
    }
    Ok(())
}

/// The flags of a record's appointments whose ticks were carried out since an answer was asked for: what it
/// says of them may be older than the tick.
pub(crate) fn ticks_done_since(
    conn: &Connection,
    record: Uuid,
    asked_at: DateTime<Utc>,
) -> Result<BTreeSet<(Uuid, String)>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT appointment, status_key FROM outbox
         WHERE record = ?1 AND kind = 'set_status' AND state = 'done' AND settled_at >= ?2",
    )?;
    let ticks = statement.query_map(params![record.to_string(), to_ms(asked_at)], |row| {
        Ok((id_of(row, "appointment")?, row.get("status_key")?))
    })?;
    Ok(ticks.collect::<Result<_, _>>()?)
}

/// The flags of an appointment that this desk has ticked and that are not known to stand at the vendor yet: what an
/// answer says of them may be the tick itself. One whose answer was lost may be carried out late, whatever came of it
/// here: so are those that ended since that moment.
pub(crate) fn ticks_under_way(
    conn: &Connection,
    appointment: Uuid,
    lost_since: DateTime<Utc>,
) -> Result<BTreeSet<String>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT status_key FROM outbox WHERE appointment = ?1 AND kind = 'set_status' \
         AND attempts > 0 AND (state NOT IN ('done', 'discarded', 'refused') OR (lost > 0 AND settled_at >= ?2))",
    )?;
    let keys = statement.query_map(params![appointment.to_string(), to_ms(lost_since)], |row| {
        row.get(0)
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The form fields of a record that were written at the vendor since an answer was asked for: what it says
/// of them may be older.
pub(crate) fn fields_done_since(
    conn: &Connection,
    record: Uuid,
    asked_at: DateTime<Utc>,
) -> Result<BTreeSet<&'static str>, DeskError> {
    let done = table::select(
        conn,
        &format!(
            "record = ?1 AND kind IN ('create_patient', 'update_patient') AND state = 'done' AND settled_at >= {}",
            to_ms(asked_at)
        ),
        &record.to_string(),
    )?;
    Ok(done
        .iter()
        .flat_map(|entry| match &entry.action {
            Action::UpdatePatient(update) => changed_fields(&update.before, &update.after),
            Action::CreatePatient(create) => {
                changed_fields(&crate::patients::PatientForm::default(), &create.form)
            }
            _ => Vec::new(),
        })
        .collect())
}

/// The record an entry names, as text in the row.
pub(crate) fn parse_id(text: &str) -> Option<Uuid> {
    Uuid::from_str(text).ok()
}
