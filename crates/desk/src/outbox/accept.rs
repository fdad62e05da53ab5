//! Taking an action from a person: checked, written down with what they will see, answered at once.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::action::{
    Action, CreatePatientAction, Former, GdprFormAction, SetStatusAction, UpdatePatientAction,
    changed_fields, form_field, take_field,
};
use super::decide::following;
use super::drain::is_moving;
use super::logged;
use super::overlay::{parse_id, state_seen, write_field};
use super::table::{self, NewEntry};
use super::{EntryState, Outbox, offline, queue};
use crate::adapters;
use crate::agenda::{self, Accepted, SetStatus};
use crate::connections::Vendor;
use crate::error::{DeskError, ErrorCode};
use crate::patients::{CreatePatient, EditPatient, PatientForm, search};
use crate::store::to_ms;

/// The longest reason that still fits a URL at every vendor, in characters.
const LONGEST_REASON: usize = 300;

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
                    now,
                };
                let entry = table::insert(tx, &new)?;
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

pub(super) fn accepted(entry: &table::Entry) -> Accepted {
    Accepted {
        intent: entry.intent,
        entry: entry.id,
        state: entry.state,
        held_until: entry.held_until,
    }
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

fn vendor_of(conn: &Connection, connection: &str) -> Result<Vendor, DeskError> {
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
fn today_of(conn: &Connection, connection: &str, now: DateTime<Utc>) -> Result<NaiveDate, DeskError> {
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

fn lay_new_patient(
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
