//! Changing what is not sent yet: checked as when it was first asked for, and laid in the place of what stood there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::accept::acts;
use super::action::{
    Action, BookVideoAction, CreatePatientAction, FORM_FIELDS, SendLabAction, SetStatusAction,
    UpdatePatientAction, changed_fields, form_field,
};
use super::decide::index_if_shown;
use super::lay::{lay_edit, lay_new_fields, lay_over};
use super::logged::booked;
use super::overlay::write_field;
use super::perform::update_patient::same;
use super::rebase::rebase;
use super::rules::{check_edit, check_new_patient, checked_reason};
use super::table::{self, Entry, NewEntry};
use super::{
    Decided, Decision, EditUnsent, EntryState, FieldDifference, Outbox, Question, UnsentForm, lab, video,
};
use crate::audit::{AuditAct, FieldChange, NewLine};
use crate::booking;
use crate::connections::Priority;
use crate::error::{DeskError, ErrorCode};
use crate::lab::{LabForm, exams};
use crate::patients::PatientForm;
use crate::video::civil_text;

impl Outbox {
    /// Changes an entry before it is sent, keeping its id, intent, author and place in the order.
    ///
    /// # Errors
    /// `NotFound`; `NotAllowed` when it has moved on, or an earlier try may have reached the vendor; `BadRequest`
    /// for a form of another kind; `InvalidField` as when it was first asked for (`form`: `unchanged` where nothing
    /// would be left of an edit); `KeyRefused`; or the store's.
    pub async fn edit(&self, edit: EditUnsent) -> Result<(), DeskError> {
        let id = edit.id;
        let entry = self.store.read(move |conn| table::by_id(conn, id)).await?;
        let entry = entry.ok_or_else(|| DeskError::not_found("outbox entry"))?;
        let form = self.checked(&entry, edit.form).await?;
        let (now, process, by) = (self.ports.clock.now(), self.process, self.seat.author().name);
        let fresh = [self.ports.ids.next(), self.ports.ids.next()];
        let audit = self.audit.clone();
        let entry = self
            .store
            .write(move |tx| {
                let entry = table::by_id(tx, id)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                let (action, more) = changed(tx, &entry, form, now)?;
                if !is_editable(&entry) || !table::rework(tx, &entry, &action, process)? {
                    return Err(DeskError::new(
                        ErrorCode::NotAllowed,
                        "the entry is on its way, or may have reached the vendor",
                    ));
                }
                if let Some(question) = decided_by(&entry, &action) {
                    table::approve(tx, &entry, &question)?;
                }
                lay(tx, &entry, &action)?;
                for (id, action) in fresh.into_iter().zip(more) {
                    let follower = follow(tx, &entry, id, &action, &by, now)?;
                    audit.record(tx, &super::logged::taken(tx, &follower)?)?;
                }
                audit.record(tx, &logged(&entry, &action))?;
                let decided = Decided {
                    at: now,
                    by,
                    decision: Decision::Edit,
                    question: asked(&entry),
                    reason: None,
                };
                table::keep_decision(tx, &entry, &decided)?;
                table::by_id(tx, id)?.ok_or_else(|| DeskError::not_found("outbox entry"))
            })
            .await?;
        self.tell(&entry, entry.state);
        self.wake();
        Ok(())
    }

    /// What needs the vendor's own rules, which are known outside of the store.
    async fn checked(&self, entry: &Entry, form: UnsentForm) -> Result<UnsentForm, DeskError> {
        Ok(match (&entry.action, form) {
            (Action::CreatePatient(_) | Action::UpdatePatient(_), UnsentForm::Patient { record, form }) => {
                UnsentForm::Patient {
                    record,
                    form: crate::patients::checked(form)?,
                }
            }
            (Action::BookVideo(_), UnsentForm::Video { form }) => {
                let account = self
                    .accounts
                    .capabilities(entry.connection, Priority::Opened)
                    .await?;
                let video = account
                    .video
                    .ok_or_else(|| DeskError::not_found("account with video visits"))?;
                if let Some(problem) = crate::video::problems(&form, &*video).first() {
                    return Err(DeskError::invalid(&problem.field, &problem.reason));
                }
                UnsentForm::Video {
                    form: form.tidied(&*video),
                }
            }
            (Action::SendLab(_), UnsentForm::Lab { mut form }) => {
                let account = self
                    .accounts
                    .capabilities(entry.connection, Priority::Opened)
                    .await?;
                let laboratory = account
                    .laboratory
                    .ok_or_else(|| DeskError::internal("no laboratory at this vendor"))?;
                form.number = form.number.trim().to_owned();
                if let Some((field, reason)) = laboratory.problems(&form).first() {
                    return Err(DeskError::invalid(field, reason));
                }
                UnsentForm::Lab { form }
            }
            (Action::BookAppointment(_), UnsentForm::Appointment { form, despite }) => {
                let (form, despite) = booking::tidied(form, despite);
                let connection = self.accounts.get(entry.connection).await?;
                booking::acceptable(&form, &connection, self.ports.clock.now())?;
                UnsentForm::Appointment { form, despite }
            }
            (Action::SetStatus(_), UnsentForm::Status { reason }) => UnsentForm::Status {
                reason: checked_reason(reason)?,
            },
            _ => return Err(another_kind()),
        })
    }
}

fn another_kind() -> DeskError {
    DeskError::new(ErrorCode::BadRequest, "a form of another kind than the entry's")
}

/// What is being asked about an entry now.
pub(super) fn asked(entry: &Entry) -> Option<Question> {
    entry.question.clone().filter(|_| entry.state == EntryState::Asks)
}

/// Whether an entry may be changed: it is not on its way, and no earlier try may have reached the vendor.
pub(super) fn is_editable(entry: &Entry) -> bool {
    let still_here = matches!(
        entry.state,
        EntryState::Held | EntryState::Queued | EntryState::Waiting | EntryState::Asks | EntryState::Refused
    );
    still_here && entry.lost == 0
}

/// What an entry would send, as the form it came from; `None` where there is nothing to change.
pub(super) fn form_of(entry: &Entry) -> Option<UnsentForm> {
    match &entry.action {
        Action::SetStatus(tick) => Some(UnsentForm::Status {
            reason: tick.reason.clone(),
        }),
        Action::CreatePatient(create) => Some(UnsentForm::Patient {
            record: create.record,
            form: create.form.clone(),
        }),
        Action::UpdatePatient(update) => Some(UnsentForm::Patient {
            record: entry.record.unwrap_or(update.record),
            form: update.after.clone(),
        }),
        Action::BookVideo(book) => Some(UnsentForm::Video {
            form: book.form.clone(),
        }),
        Action::SendLab(send) => Some(UnsentForm::Lab {
            form: send.form.clone(),
        }),
        Action::BookAppointment(book) => Some(UnsentForm::Appointment {
            form: book.form.clone(),
            despite: book.despite.clone(),
        }),
        Action::GdprForm(_)
        | Action::RemoveVideo(_)
        | Action::UploadReport(_)
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_)
        | Action::Invoice(_) => None,
    }
}

/// The action as changed, and what follows it where one wish is several acts.
fn changed(
    tx: &Connection,
    entry: &Entry,
    form: UnsentForm,
    now: DateTime<Utc>,
) -> Result<(Action, Vec<Action>), DeskError> {
    let connection = entry.connection.to_string();
    let action = match (&entry.action, form) {
        (Action::SetStatus(tick), UnsentForm::Status { reason }) => Action::SetStatus(SetStatusAction {
            reason,
            ..tick.clone()
        }),
        (Action::CreatePatient(create), UnsentForm::Patient { record, form }) => {
            same_record(create.record, record)?;
            check_new_patient(tx, &connection, &form, now)?;
            Action::CreatePatient(CreatePatientAction { record, form })
        }
        (Action::UpdatePatient(update), UnsentForm::Patient { record, form }) => {
            same_record(entry.record.unwrap_or(update.record), record)?;
            check_edit(tx, &connection, record, &update.before, &form, now)?;
            return edited(tx, &connection, update, record, form);
        }
        (Action::BookVideo(book), UnsentForm::Video { form }) => Action::BookVideo(BookVideoAction {
            visit: book.visit,
            form,
        }),
        (Action::BookAppointment(book), UnsentForm::Appointment { form, despite }) => {
            let record = entry.record.unwrap_or(book.record);
            Action::BookAppointment(booking::rebooked(
                tx,
                entry.connection,
                record,
                book,
                form,
                despite,
            )?)
        }
        (Action::SendLab(send), UnsentForm::Lab { form }) => {
            check_number(tx, entry, send, &form)?;
            Action::SendLab(SendLabAction {
                order: send.order,
                form,
            })
        }
        _ => return Err(another_kind()),
    };
    Ok((action, Vec::new()))
}

fn same_record(of_entry: Uuid, given: Uuid) -> Result<(), DeskError> {
    if of_entry == given {
        return Ok(());
    }
    Err(DeskError::new(
        ErrorCode::BadRequest,
        "the form is about another record than the entry",
    ))
}

/// The merge base stays: it is what both had before.
fn edited(
    tx: &Connection,
    connection: &str,
    update: &UpdatePatientAction,
    record: Uuid,
    after: PatientForm,
) -> Result<(Action, Vec<Action>), DeskError> {
    let edited = UpdatePatientAction {
        record,
        before: update.before.clone(),
        after,
    };
    acts(tx, connection, Action::UpdatePatient(edited))
}

/// Whoever changes an edit while a conflict is shown has seen what the vendor has: what they want now instead of it
/// is not asked about once more, unless that has changed again.
fn decided_by(entry: &Entry, action: &Action) -> Option<Question> {
    let (Some(Question::Conflict { fields }), Action::UpdatePatient(update)) = (asked(entry), action) else {
        return None;
    };
    let wanted = changed_fields(&update.before, &update.after);
    let fields: Vec<FieldDifference> = fields
        .into_iter()
        .filter(|seen| wanted.contains(&seen.field.as_str()))
        .filter_map(|seen| {
            let yours = form_field(&update.after, &seen.field)?;
            (!same(&seen.field, &seen.theirs, &yours)).then_some(FieldDifference { yours, ..seen })
        })
        .collect();
    (!fields.is_empty()).then_some(Question::Conflict { fields })
}

/// What the access log says of a change: each value as it would have been sent, and as it will be.
fn logged(entry: &Entry, action: &Action) -> NewLine {
    let (before, after) = (values(&entry.action), values(action));
    let fields: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let changes = fields
        .into_iter()
        .filter(|field| before.get(field) != after.get(field))
        .map(|field| FieldChange {
            field: field.to_owned(),
            before: before.get(field).cloned(),
            after: after.get(field).cloned(),
            theirs: None,
        })
        .collect();
    let appointment = match action {
        Action::SetStatus(tick) => Some(tick.appointment),
        Action::BookVideo(book) => Some(book.visit),
        Action::BookAppointment(book) => Some(book.appointment),
        _ => None,
    };
    let reason = match action {
        Action::BookAppointment(book) => book.despite.clone(),
        _ => None,
    };
    NewLine {
        record: entry.record,
        appointment,
        connection: Some(entry.connection),
        entry: Some(entry.id),
        changes,
        reason,
        ..NewLine::of(AuditAct::UnsentEdited)
    }
}

/// The values of a form by field, those that are empty left out.
fn values(action: &Action) -> BTreeMap<&'static str, String> {
    let of_patient = |form: &PatientForm| {
        FORM_FIELDS
            .into_iter()
            .filter_map(|field| Some((field, form_field(form, field)?)))
            .collect::<Vec<_>>()
    };
    let values = match action {
        Action::SetStatus(tick) => vec![("reason", tick.reason.clone().unwrap_or_default())],
        Action::CreatePatient(create) => of_patient(&create.form),
        Action::UpdatePatient(update) => of_patient(&update.after),
        Action::BookVideo(book) => vec![
            ("name", book.form.name.clone()),
            ("email", book.form.email.clone()),
            ("phone", book.form.phone.clone()),
            ("birth_year", book.form.birth_year.clone()),
            ("start", book.form.start().map(civil_text).unwrap_or_default()),
        ],
        Action::SendLab(send) => vec![
            ("number", send.form.number.clone()),
            ("patient", send.form.patient.name.clone()),
            ("exams", exams(&send.form).join(", ")),
        ],
        Action::BookAppointment(book) => booked(book),
        Action::GdprForm(_)
        | Action::RemoveVideo(_)
        | Action::UploadReport(_)
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_)
        | Action::Invoice(_) => Vec::new(),
    };
    values
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The number of an order names it at the laboratory: it may change only while nothing was sent under it.
fn check_number(
    tx: &Connection,
    entry: &Entry,
    send: &SendLabAction,
    form: &LabForm,
) -> Result<(), DeskError> {
    if form.number == send.form.number && form.event == send.form.event {
        return Ok(());
    }
    if form.event != send.form.event {
        return Err(DeskError::invalid("event", "not-changeable"));
    }
    let alone: bool = tx.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE resource = ?1 AND id <> ?2 AND state <> 'discarded')",
        [&entry.resource, &entry.id.to_string()],
        |row| row.get(0),
    )?;
    if !alone {
        return Err(DeskError::invalid("number", "not-changeable"));
    }
    let taken: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM lab_orders WHERE connection = ?1 AND number = ?2 AND id <> ?3)",
        params![entry.connection.to_string(), form.number, send.order.to_string()],
        |row| row.get(0),
    )?;
    if taken {
        return Err(DeskError::invalid("number", "repeated"));
    }
    Ok(())
}

/// Lays the new values where the old ones lay.
pub(super) fn lay(tx: &Connection, entry: &Entry, action: &Action) -> Result<(), DeskError> {
    // What was refused was taken out of the store then.
    let refused = entry.state == EntryState::Refused;
    match (&entry.action, action) {
        (Action::UpdatePatient(old), Action::UpdatePatient(new)) => {
            if !refused {
                for field in changed_fields(&old.before, &old.after) {
                    let before = form_field(&old.before, field).unwrap_or_default();
                    write_field(tx, new.record, field, &before)?;
                }
            }
            let (from, to) = (
                lay_over(&old.before, if refused { &old.before } else { &old.after }),
                lay_over(&new.before, &new.after),
            );
            rebase(tx, new.record, entry.seq, &from, &to)?;
            super::reapply_edits(tx, new.record)?;
            index_if_shown(tx, new.record)
        }
        (Action::CreatePatient(old), Action::CreatePatient(new)) => {
            lay_new_fields(tx, new)?;
            rebase(tx, new.record, entry.seq, &old.form, &new.form)?;
            super::reapply_edits(tx, new.record)?;
            index_if_shown(tx, new.record)
        }
        (_, Action::BookVideo(book)) => video::lay_again(tx, book),
        (_, Action::SendLab(send)) => lab::lay_again(tx, send),
        (_, Action::BookAppointment(book)) => super::booking::lay_again(tx, entry, book),
        // A reason is shown with the entry itself.
        _ => Ok(()),
    }
}

/// One more act, of whoever changes the entry: an edit whose phones are calls of their own may grow by one.
fn follow(
    tx: &Connection,
    entry: &Entry,
    id: Uuid,
    action: &Action,
    author: &str,
    now: DateTime<Utc>,
) -> Result<Entry, DeskError> {
    let follower = table::insert(
        tx,
        &NewEntry {
            id,
            intent: id,
            connection: entry.connection,
            record: entry.record,
            action,
            held_until: None,
            author,
            process: None,
            seq: None,
            now,
        },
    )?;
    lay_edit(tx, action)?;
    Ok(follower)
}
