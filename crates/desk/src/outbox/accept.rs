//! Taking an action from a person: checked, written down with what they will see, answered at once.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::action::{
    Action, CreatePatientAction, Former, GdprFormAction, SetStatusAction, UpdatePatientAction,
};
use super::decide::following;
use super::drain::is_moving;
use super::invoice::LATER_STEPS;
use super::lay::{lay_edit, lay_new_patient, nothing_to_lay};
use super::logged;
use super::overlay::{parse_id, state_seen};
use super::rules::{check_edit, check_new_patient, checked_reason, vendor_of};
use super::table::{self, NewEntry};
use super::{EntryState, Outbox, offline, places, queue};
use crate::adapters;
use crate::agenda::{self, Accepted, SetStatus};
use crate::error::{DeskError, ErrorCode};
use crate::patients::{CreatePatient, EditPatient};

impl Outbox {
    /// Sets or clears a status; held back for `hold` so that it can be undone.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId`, `InvalidField` (`status`, `reason`, `happened_at`, `intent`), or the store's.
    pub async fn set_status(&self, request: SetStatus, hold: Duration) -> Result<Accepted, DeskError> {
        let now = self.ports.clock.now();
        let reason = checked_reason(request.reason.clone())?;
        self.accept(
            request.intent,
            hold,
            move |tx| {
                let row: Option<(String, String, Option<String>, String)> = tx
                .query_row(
                    "SELECT a.record, a.connection, a.vendor_id, coalesce(a.vendor_patient, r.vendor_id, '') \
                     FROM appointments a JOIN patient_records r ON r.id = a.record WHERE a.id = ?1",
                    [request.appointment.to_string()],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
                )
                .optional()?;
                let (record, connection, vendor_id, vendor_patient) =
                    row.ok_or_else(|| DeskError::not_found("appointment"))?;
                let vendor_appointment = vendor_id.ok_or_else(|| {
                    DeskError::new(
                        ErrorCode::RowWithoutId,
                        "the vendor gave this appointment no identifier",
                    )
                })?;
                let label = label_of(tx, &connection, &request.key)?
                    .ok_or_else(|| DeskError::invalid("status", "unknown-status"))?;
                let exclusive = adapters::exclusive_statuses(vendor_of(tx, &connection)?);
                if exclusive && !request.value {
                    return Err(DeskError::invalid("status", "cannot-be-cleared"));
                }
                let instead_of = exclusive
                    .then(|| former(tx, &connection, request.appointment))
                    .transpose()?;
                let happened_at = request
                    .happened_at
                    .map(|time| agenda::moment(tx, request.appointment, time, now))
                    .transpose()?;
                let action = Action::SetStatus(SetStatusAction {
                    appointment: request.appointment,
                    vendor_patient,
                    vendor_appointment,
                    key: request.key.clone(),
                    value: request.value,
                    reason: reason.clone(),
                    label,
                    instead_of,
                    happened_at,
                });
                Ok((connection, Some(record), action))
            },
            nothing_to_lay,
        )
        .await
    }

    /// Creates a patient; the person and an unsent record stand in the store at once. Answers the person.
    ///
    /// # Errors
    /// `NotFound` (connection), `InvalidField`, or the store's.
    pub async fn create_patient(
        &self,
        request: CreatePatient,
        hold: Duration,
    ) -> Result<(Uuid, Accepted), DeskError> {
        let form = crate::patients::checked(request.form)?;
        let (person, record) = (self.ports.ids.next(), self.ports.ids.next());
        let now = self.ports.clock.now();
        let connection = request.connection.to_string();
        let accepted = self
            .accept(
                request.intent,
                hold,
                move |tx| {
                    check_new_patient(tx, &connection, &form, now)?;
                    let action = Action::CreatePatient(CreatePatientAction {
                        record,
                        form: form.clone(),
                    });
                    Ok((connection.clone(), Some(record.to_string()), action))
                },
                move |tx, action| {
                    let Action::CreatePatient(create) = action else {
                        return Ok(());
                    };
                    lay_new_patient(tx, person, request.connection, create, now)
                },
            )
            .await?;
        // The same intent given again answers the person made the first time.
        let entry = accepted.entry;
        let person = self
            .store
            .read(move |conn| {
                let text: String = conn.query_row(
                    "SELECT r.person FROM outbox o JOIN patient_records r ON r.id = o.record WHERE o.id = ?1",
                    [entry.to_string()],
                    |row| row.get(0),
                )?;
                parse_id(&text).ok_or_else(|| DeskError::internal("a person without an id"))
            })
            .await?;
        Ok((person, accepted))
    }

    /// Changes a patient; what is wanted stands in the store at once.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, or the store's.
    pub async fn edit_patient(&self, request: EditPatient, hold: Duration) -> Result<Accepted, DeskError> {
        let after = crate::patients::checked(request.after)?;
        let (record, before) = (request.record, request.before);
        let now = self.ports.clock.now();
        self.accept(
            request.intent,
            hold,
            move |tx| {
                let connection = connection_of(tx, record)?;
                check_edit(tx, &connection, record, &before, &after, now)?;
                let action = Action::UpdatePatient(UpdatePatientAction {
                    record,
                    before: before.clone(),
                    after: after.clone(),
                });
                Ok((connection, Some(record.to_string()), action))
            },
            lay_edit,
        )
        .await
    }

    /// Makes a new consent form; the caller waits for its answer with [`Outbox::settled`].
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn new_consent_form(&self, record: Uuid, intent: Uuid) -> Result<Accepted, DeskError> {
        self.accept(
            intent,
            Duration::ZERO,
            move |tx| {
                let connection = connection_of(tx, record)?;
                Ok((
                    connection,
                    Some(record.to_string()),
                    Action::GdprForm(GdprFormAction { record }),
                ))
            },
            nothing_to_lay,
        )
        .await
    }

    /// Writes the entry of an intent, once. `make` checks the request, `lay` writes what the person will see
    /// in the same transaction; an intent already known is answered, and refused when it is another wish.
    pub(super) async fn accept(
        &self,
        intent: Uuid,
        hold: Duration,
        make: impl Fn(&Connection) -> Result<(String, Option<String>, Action), DeskError> + Send + 'static,
        lay: impl Fn(&Connection, &Action) -> Result<(), DeskError> + Send + 'static,
    ) -> Result<Accepted, DeskError> {
        let now: DateTime<Utc> = self.ports.clock.now();
        let id = self.ports.ids.next();
        let (author, process) = (self.seat.author().name, self.process);
        let audit = self.audit.clone();
        let (accepted, new, topics) = self
            .store
            .write(move |tx| {
                let made = make(tx).and_then(|(connection, record, action)| {
                    let (action, more) = acts(tx, &connection, action)?;
                    Ok((connection, record, action, more))
                });
                if let Some(known) = table::by_intent(tx, intent)? {
                    // What was true when the wish was made may no longer be: then there is nothing to compare.
                    // What was changed before it was sent is still the wish it began as.
                    let asked = known.asked.as_ref().unwrap_or(&known.action);
                    let other = made.is_ok_and(|(_, _, action, _)| {
                        !asked.is_same_wish(&action) && !known.action.is_same_wish(&action)
                    });
                    return if other {
                        Err(DeskError::invalid("intent", "used-for-something-else"))
                    } else {
                        Ok((accepted(&known), false, known.action.topics()))
                    };
                }
                let (connection, record, action, more) = made?;
                lay(tx, &action)?;
                let new = NewEntry {
                    id,
                    intent,
                    connection: parse_id(&connection)
                        .ok_or_else(|| DeskError::internal("a connection without an id"))?,
                    record: record.as_deref().and_then(parse_id),
                    action: &action,
                    held_until: (!hold.is_zero()).then(|| now + hold),
                    author: &author,
                    process: (!offline::waits(action.kind())).then_some(process),
                    seq: None,
                    now,
                };
                let entry = table::insert(tx, &new)?;
                if matches!(action, Action::Invoice(_)) {
                    places::keep_places(tx, &entry, LATER_STEPS)?;
                }
                audit.record(tx, &logged::taken(tx, &entry)?)?;
                for (what, action) in UpdatePatientAction::FOLLOWING.into_iter().zip(&more) {
                    lay(tx, action)?;
                    let follower = NewEntry {
                        id: following(id, what),
                        intent: following(intent, what),
                        action,
                        ..new
                    };
                    let follower = table::insert(tx, &follower)?;
                    audit.record(tx, &logged::taken(tx, &follower)?)?;
                }
                Ok((accepted(&entry), true, action.topics()))
            })
            .await?;
        if new {
            self.events.changed(topics);
            self.wake();
        }
        Ok(accepted)
    }

    /// Waits until an entry has ended, needs a person, waits for a line or stands behind one that does, at
    /// most `patience`.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn settled(&self, entry: Uuid, patience: Duration) -> Result<Accepted, DeskError> {
        let until = self.ports.clock.now() + patience;
        loop {
            let (found, blocked) = self
                .store
                .read(move |conn| {
                    let found =
                        table::by_id(conn, entry)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                    let blocked = queue::is_blocked(conn, &found)?;
                    Ok((found, blocked))
                })
                .await?;
            if blocked {
                return Ok(Accepted {
                    state: EntryState::Blocked,
                    ..accepted(&found)
                });
            }
            if !is_moving(found.state) || self.ports.clock.now() >= until {
                return Ok(accepted(&found));
            }
            self.ports.clock.sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The first act of a wish, and those that follow it.
pub(super) fn acts(
    conn: &Connection,
    connection: &str,
    wish: Action,
) -> Result<(Action, Vec<Action>), DeskError> {
    match wish {
        Action::UpdatePatient(update) if adapters::phones_apart(vendor_of(conn, connection)?) => {
            let mut acts = update.phones_apart().into_iter().map(Action::UpdatePatient);
            let first = acts
                .next()
                .ok_or_else(|| DeskError::internal("an edit without an act"))?;
            Ok((first, acts.collect()))
        }
        wish => Ok((wish, Vec::new())),
    }
}

pub(super) fn accepted(entry: &table::Entry) -> Accepted {
    Accepted {
        intent: entry.intent,
        entry: entry.id,
        state: entry.state,
        held_until: entry.held_until,
    }
}

/// The clinic's name of a status.
fn label_of(conn: &Connection, connection: &str, key: &str) -> Result<Option<String>, DeskError> {
    Ok(conn
        .query_row(
            "SELECT name FROM statuses WHERE connection = ?1 AND key = ?2",
            [connection, key],
            |row| row.get(0),
        )
        .optional()?)
}

/// The one state of an appointment as the person sees it.
fn former(conn: &Connection, connection: &str, appointment: Uuid) -> Result<Former, DeskError> {
    let key = state_seen(conn, appointment)?;
    let label = match &key {
        // A state that the vendor has not told of is called by its own word.
        Some(key) => label_of(conn, connection, key)?.unwrap_or_else(|| key.clone()),
        None => String::new(),
    };
    Ok(Former { key, label })
}

fn connection_of(conn: &Connection, record: Uuid) -> Result<String, DeskError> {
    conn.query_row(
        "SELECT connection FROM patient_records WHERE id = ?1",
        [record.to_string()],
        |row| row.get(0),
    )
    .optional()?
    .ok_or_else(|| DeskError::not_found("patient record"))
}
