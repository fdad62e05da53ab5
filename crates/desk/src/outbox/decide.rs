//! What a person does with an entry afterwards: take it back, send it anyway, give it up.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::accept::accepted;
use super::action::{Action, Former, SetStatusAction, UpdatePatientAction, changed_fields, form_field};
use super::lab;
use super::lay::{lay_over, nothing_to_lay};
use super::logged;
use super::overlay::write_field;
use super::perform::{self, Outcome};
use super::rebase::rebase;
use super::rules::{answers_what_is_asked, checked_reason};
use super::table::{self, Change, Entry};
use super::theirs;
use super::{Decided, Decision, EntryState, Outbox, Question, Resolve, edit, invoice, queue, video, watched};
use super::{booking, filing};
use crate::agenda::Accepted;
use crate::error::{DeskError, ErrorCode};
use crate::money::GivenBack;
use crate::patients::search;
use crate::store::to_ms;

impl Outbox {
    /// Takes an action back: dropped while it has not begun to be sent; a tick that was sent is answered by
    /// the opposite tick, and undoing twice is still one opposite tick.
    ///
    /// # Errors
    /// `TooLateToUndo` where there is no opposite, `NotFound`, or the store's.
    pub async fn undo(&self, intent: Uuid) -> Result<Accepted, DeskError> {
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        let (entry, dropped) = self
            .store
            .write(move |tx| {
                let entry = table::by_intent(tx, intent)?.ok_or_else(|| DeskError::not_found("action"))?;
                let waiting = [
                    EntryState::Held,
                    EntryState::Queued,
                    EntryState::Waiting,
                    EntryState::Asks,
                ];
                // Something sent before and waiting again may have a trace at the vendor; a first send has none.
                // A later step of an invoice stands on one that is there: it is given up, with a reason.
                let unsent = entry.attempts == 0 && !invoice::is_later_step(&entry);
                let dropped = unsent
                    && table::advance(tx, &entry, &waiting, EntryState::Discarded, Change::afresh(), now)?;
                if dropped {
                    give_up(tx, &entry)?;
                    invoice::keep_money(tx, &entry)?;
                    give_up_dependants(tx, &entry, now)?;
                    give_up_following(tx, &entry, &waiting, now)?;
                }
                if dropped || is_taken_back_now(tx, &entry)? {
                    audit.record(tx, &logged::taken_back(tx, &entry)?)?;
                }
                let entry = table::by_id(tx, entry.id)?.ok_or_else(|| DeskError::not_found("action"))?;
                Ok((entry, dropped))
            })
            .await?;
        if dropped {
            self.tell(&entry, entry.state);
        }
        if entry.state == EntryState::Discarded {
            return Ok(accepted(&entry));
        }
        let Action::SetStatus(tick) = &entry.action else {
            return Err(DeskError::new(
                ErrorCode::TooLateToUndo,
                "the vendor may already have it",
            ));
        };
        let opposite = opposite(tick, entry.snapshot.as_deref()).ok_or_else(|| {
            DeskError::new(
                ErrorCode::TooLateToUndo,
                "the appointment had no state before, and a state cannot be taken away",
            )
        })?;
        let (connection, record) = (
            entry.connection.to_string(),
            entry.record.map(|id| id.to_string()),
        );
        self.accept(
            following(intent, "undo"),
            Duration::ZERO,
            move |_| {
                Ok((
                    connection.clone(),
                    record.clone(),
                    Action::SetStatus(opposite.clone()),
                ))
            },
            nothing_to_lay,
        )
        .await
    }

    /// Carries out a person's decision about an entry.
    ///
    /// # Errors
    /// `NotFound`, `NotAllowed` when the entry has moved on meanwhile or another question is asked than the one that is
    /// answered, `InvalidField` (`reason`; `question`; `attempts`; `money_kept`: `at-vendor` where the vendor has the payment; `series` and `number` of an invoice that was found issued), or
    /// the store's.
    pub async fn resolve(&self, mut resolve: Resolve) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        let (now, process, by) = (self.ports.clock.now(), self.process, self.seat.author().name);
        let given_back = self.ports.ids.next();
        let reason = checked_reason(resolve.reason.take())?;
        let entry = self
            .store
            .write(move |tx| {
                let entry =
                    table::by_id(tx, resolve.id)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                answers_what_is_asked(&entry, &resolve)?;
                resolve.decision = theirs::meant(&entry, resolve.decision)?;
                let moved = match resolve.decision {
                    Decision::Send => {
                        // The yes is to the question that was asked and to no other.
                        let change = if entry.state == EntryState::Asks {
                            Change {
                                approved: true,
                                ..Change::of(&entry)
                            }
                        } else {
                            Change::afresh()
                        };
                        let from = [EntryState::Asks, EntryState::Waiting, EntryState::Refused];
                        let moved = table::advance(tx, &entry, &from, EntryState::Queued, change, now)?;
                        if moved {
                            watched::watched_by(tx, entry.id, process)?;
                            invoice::agree(tx, &entry)?;
                        }
                        if moved && entry.state == EntryState::Refused {
                            invoice::doubt_the_refusal(tx, &entry)?;
                            apply_again(tx, &entry)?;
                        }
                        moved
                    }
                    Decision::Happened if let Action::Invoice(action) = &entry.action => {
                        let there = invoice::checked(resolve.issued.as_ref())?;
                        invoice::happened(tx, &entry, action, &there, now)?
                    }
                    Decision::Happened => {
                        if entry.question != Some(Question::LookThere) {
                            return Err(DeskError::new(
                                ErrorCode::NotAllowed,
                                "the vendor itself can be asked about this entry",
                            ));
                        }
                        let (from, to) = ([EntryState::Asks], EntryState::Done);
                        let moved = table::advance(tx, &entry, &from, to, Change::afresh(), now)?;
                        if moved {
                            perform::apply(tx, &entry, &Outcome::Happened, now)?;
                        }
                        moved
                    }
                    Decision::Edit => {
                        return Err(DeskError::new(
                            ErrorCode::BadRequest,
                            "a change comes with its form",
                        ));
                    }
                    Decision::Theirs => {
                        watched::watched_by(tx, entry.id, process)?;
                        theirs::keep(tx, &entry, now)?
                    }
                    Decision::Discard => {
                        if reason.is_none() && invoice::needs_reason(tx, &entry, &resolve)? {
                            return Err(DeskError::invalid("reason", "required"));
                        }
                        let from = [
                            EntryState::Held,
                            EntryState::Queued,
                            EntryState::Asks,
                            EntryState::Waiting,
                            EntryState::Refused,
                        ];
                        // What the vendor said stays with it.
                        let change = Change {
                            reason: entry.reason,
                            vendor_message: entry.vendor_message.clone(),
                            cause: entry.cause.clone(),
                            ..Change::afresh()
                        };
                        let moved = table::advance(tx, &entry, &from, EntryState::Discarded, change, now)?;
                        if moved {
                            give_up(tx, &entry)?;
                            let back = GivenBack {
                                id: given_back,
                                intent: following(entry.intent, "given-back"),
                                at: now,
                                author: &by,
                                reason: reason.as_deref(),
                            };
                            if let Some(line) = invoice::settle_money(tx, &entry, resolve.money_kept, &back)?
                            {
                                audit.record(tx, &line)?;
                            }
                            give_up_dependants(tx, &entry, now)?;
                        }
                        moved
                    }
                };
                if !moved {
                    return Err(DeskError::new(
                        ErrorCode::NotAllowed,
                        "the entry has moved on meanwhile",
                    ));
                }
                let line = logged::decided(tx, &entry, &resolve, reason.as_deref())?;
                audit.record(tx, &line)?;
                table::keep_decision(
                    tx,
                    &entry,
                    &Decided {
                        at: now,
                        by,
                        decision: resolve.decision,
                        question: edit::asked(&entry),
                        reason,
                    },
                )?;
                table::by_id(tx, resolve.id)?.ok_or_else(|| DeskError::not_found("outbox entry"))
            })
            .await?;
        self.tell(&entry, entry.state);
        self.wake();
        Ok(())
    }
}

impl Outbox {
    /// What people decided about an entry, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn decisions(&self, entry: Uuid) -> Result<Vec<Decided>, DeskError> {
        self.store.read(move |conn| table::decisions(conn, entry)).await
    }

    /// Sends what waits for a connection without waiting any longer: its key or its line is new.
    ///
    /// # Errors
    /// The store's.
    pub async fn retry_connection(&self, connection: Uuid) -> Result<(), DeskError> {
        self.store
            .write(move |tx| queue::hurry_connection(tx, connection))
            .await?;
        self.wake();
        Ok(())
    }

    /// Leaves to a person what nobody watches any more: an entry that has not begun to be sent is asked about
    /// instead of being sent behind their back.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn stop_watching(&self, entry: Uuid) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        let left = self
            .store
            .write(move |tx| {
                let found = table::by_id(tx, entry)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                let change = Change {
                    question: Some(Question::NeedsLiveLine),
                    approved: false,
                    ..Change::of(&found)
                };
                let not_begun = [EntryState::Held, EntryState::Queued, EntryState::Waiting];
                let moved = table::advance(tx, &found, &not_begun, EntryState::Asks, change, now)?;
                Ok(moved.then_some(found))
            })
            .await?;
        if let Some(left) = left {
            self.tell(&left, EntryState::Asks);
        }
        Ok(())
    }

    /// Why the vendor refused an entry.
    ///
    /// # Errors
    /// The store's.
    pub async fn why_refused(&self, entry: Uuid) -> Result<DeskError, DeskError> {
        let found = self.store.read(move |conn| table::by_id(conn, entry)).await?;
        let Some(entry) = found else {
            return Err(DeskError::not_found("outbox entry"));
        };
        let told = entry.cause.as_ref().map(|cause| cause.message.as_str());
        let refusal = DeskError::new(
            entry.reason.unwrap_or(ErrorCode::VendorRefused),
            told.filter(|told| !told.is_empty())
                .unwrap_or("the vendor said no"),
        );
        let refusal = DeskError {
            cause: entry.cause.clone().map(Box::new),
            ..refusal
        };
        let refusal = match entry.cause.and_then(|cause| cause.vendor_code) {
            Some(code) => refusal.with("vendor_code", code),
            None => refusal,
        };
        Ok(match entry.vendor_message {
            Some(words) => refusal.with("vendor_message", words.into_inner()),
            None => refusal,
        })
    }
}

/// Whether taking an entry back that has begun to be sent is an act now: there is an opposite, and it was not made
/// before.
fn is_taken_back_now(tx: &Connection, entry: &Entry) -> Result<bool, DeskError> {
    let Action::SetStatus(tick) = &entry.action else {
        return Ok(false);
    };
    Ok(entry.state != EntryState::Discarded
        && opposite(tick, entry.snapshot.as_deref()).is_some()
        && table::by_intent(tx, following(entry.intent, "undo"))?.is_none())
}

/// The act that takes a tick back; `None` where there is none. What a tick really replaced is in its snapshot: after
/// a conflict it is not what the person had seen.
fn opposite(tick: &SetStatusAction, snapshot: Option<&str>) -> Option<SetStatusAction> {
    let Some(seen) = &tick.instead_of else {
        return Some(SetStatusAction {
            value: !tick.value,
            reason: None,
            happened_at: None,
            ..tick.clone()
        });
    };
    let former = perform::set_status::replaced(snapshot).unwrap_or_else(|| seen.clone());
    Some(SetStatusAction {
        key: former.key?,
        label: former.label,
        reason: None,
        happened_at: None,
        instead_of: Some(Former {
            key: Some(tick.key.clone()),
            label: tick.label.clone(),
        }),
        ..tick.clone()
    })
}

/// The id of an act that follows from another, always the same for the same one.
pub(super) fn following(id: Uuid, what: &str) -> Uuid {
    let digest = Sha256::digest([what.as_bytes(), id.as_bytes()].concat());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// What an entry that is given up leaves behind, whoever gave it up: of an edit in conflict what the vendor has is shown.
fn give_up(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    revert(tx, entry)?;
    theirs::show(tx, entry)?;
    lab::give_up(tx, entry)?;
    filing::give_up(tx, entry)?;
    invoice::give_up(tx, entry)
}

/// Takes the optimistic values of an entry out of the store again.
pub(super) fn revert(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    match &entry.action {
        // Their lists show the entry itself.
        Action::SetStatus(_)
        | Action::GdprForm(_)
        | Action::RemoveVideo(_)
        | Action::SendLab(_)
        | Action::UploadReport(_)
        // Money that was taken stays taken, whatever the vendor says of it.
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_)
        | Action::Invoice(_) => Ok(()),
        Action::BookVideo(book) => video::hide(tx, book, to_ms(entry.created_at)),
        Action::BookAppointment(book) => booking::hide(tx, book, to_ms(entry.created_at)),
        Action::UpdatePatient(update) => {
            // The record may have been merged with one that reading had met: the entry knows where it is.
            let record = entry.record.unwrap_or(update.record);
            for field in changed_fields(&update.before, &update.after) {
                write_field(
                    tx,
                    record,
                    field,
                    &form_field(&update.before, field).unwrap_or_default(),
                )?;
            }
            // Another unsent edit may lie over the same fields, and stood on this one.
            let laid = lay_over(&update.before, &update.after);
            rebase(tx, record, entry.seq, &laid, &update.before)?;
            super::reapply_edits(tx, record)?;
            index_if_shown(tx, record)
        }
        Action::CreatePatient(create) => {
            // A person who exists nowhere is not kept as a ghost; the entry keeps the form for the record.
            tx.execute(
                "UPDATE patient_records SET gone_at = ?2 WHERE id = ?1 AND vendor_id IS NULL",
                params![create.record.to_string(), entry.created_at.timestamp_millis()],
            )?;
            search::unindex_record(tx, create.record)
        }
    }
}

/// A record that exists nowhere is not found by a search either.
pub(super) fn index_if_shown(tx: &Connection, record: Uuid) -> Result<(), DeskError> {
    let ghost: bool = tx.query_row(
        "SELECT vendor_id IS NULL AND gone_at IS NOT NULL FROM patient_records WHERE id = ?1",
        [record.to_string()],
        |row| row.get(0),
    )?;
    if ghost {
        Ok(())
    } else {
        search::index_record(tx, record)
    }
}

/// What one wish of a person made besides its first act is taken back with it: it stands behind it and was not sent.
fn give_up_following(
    tx: &Connection,
    entry: &Entry,
    waiting: &[EntryState],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    if !matches!(entry.action, Action::UpdatePatient(_)) {
        return Ok(());
    }
    for what in UpdatePatientAction::FOLLOWING {
        if let Some(later) = table::by_intent(tx, following(entry.intent, what))?
            && table::advance(tx, &later, waiting, EntryState::Discarded, Change::afresh(), now)?
        {
            revert(tx, &later)?;
        }
    }
    Ok(())
}

/// What waits for a creation that a person gave up has nothing to be about any more.
fn give_up_dependants(tx: &Connection, entry: &Entry, now: DateTime<Utc>) -> Result<(), DeskError> {
    if !matches!(entry.action, Action::CreatePatient(_)) {
        return Ok(());
    }
    for later in table::select(tx, "resource = ?1", &entry.resource)?
        .into_iter()
        .filter(|later| later.seq > entry.seq)
    {
        let from = [
            EntryState::Held,
            EntryState::Queued,
            EntryState::Waiting,
            EntryState::Asks,
            EntryState::Refused,
        ];
        if table::advance(tx, &later, &from, EntryState::Discarded, Change::afresh(), now)? {
            revert(tx, &later)?;
            filing::give_up(tx, &later)?;
        }
    }
    Ok(())
}

/// Lays the values of a refused entry over the store again, because it will be sent once more.
fn apply_again(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    match &entry.action {
        // Their lists show the entry itself.
        Action::SetStatus(_)
        | Action::GdprForm(_)
        | Action::RemoveVideo(_)
        | Action::SendLab(_)
        | Action::UploadReport(_)
        // Money that was taken stays taken, whatever the vendor says of it.
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_)
        | Action::Invoice(_) => Ok(()),
        Action::BookVideo(book) => video::show(tx, book),
        Action::BookAppointment(book) => booking::lay_again(tx, entry, book),
        Action::UpdatePatient(update) => {
            let record = entry.record.unwrap_or(update.record);
            let laid = lay_over(&update.before, &update.after);
            rebase(tx, record, entry.seq, &update.before, &laid)?;
            super::reapply_edits(tx, record)?;
            index_if_shown(tx, record)
        }
        Action::CreatePatient(create) => {
            tx.execute(
                "UPDATE patient_records SET gone_at = NULL WHERE id = ?1",
                [create.record.to_string()],
            )?;
            search::index_record(tx, create.record)
        }
    }
}
