//! The outbox as a person reads it.

use std::time::Duration;

use frontdesk_basics::Private;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::action::{Action, changed_fields};
use super::bills;
use super::overlay::parse_id;
use super::perform::consent_form;
use super::table::{self, Entry};
use super::theirs;
use super::video;
use super::{
    Decision, EntryState, Outbox, Question, Unsent, UnsentCounts, UnsentEntry, booking, edit, queue,
};
use super::{invoice, lab};
use crate::billing::StopReason;
use crate::connections::Vendor;
use crate::error::DeskError;
use crate::patients::GdprForm;
use crate::store::from_ms;

impl Outbox {
    /// Everything that is not at the vendors, and every refusal nobody has answered.
    ///
    /// # Errors
    /// The store's.
    pub async fn unsent(&self) -> Result<Unsent, DeskError> {
        self.store
            .read(|conn| {
                let entries = table::unsettled(conn)?;
                let mut lines = entries
                    .iter()
                    .map(|entry| line(conn, entry))
                    .collect::<Result<Vec<_>, _>>()?;
                let counts = count(conn)?;
                lines.sort_by_key(by_need);
                Ok(Unsent {
                    entries: lines,
                    counts,
                })
            })
            .await
    }

    /// Counts for the frame of the window.
    ///
    /// # Errors
    /// The store's.
    pub async fn counts(&self) -> Result<UnsentCounts, DeskError> {
        self.store.read(count).await
    }

    /// One entry in words.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn entry(&self, id: Uuid) -> Result<UnsentEntry, DeskError> {
        self.store
            .read(move |conn| {
                let entry = table::by_id(conn, id)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                line(conn, &entry)
            })
            .await
    }

    /// How long an entry waits before it is tried again; `None` for one that does not wait.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn wait_of(&self, id: Uuid) -> Result<Option<Duration>, DeskError> {
        let (entry, now) = (self.entry(id).await?, self.ports.clock.now());
        let waits = entry.next_at.filter(|_| entry.state == EntryState::Waiting);
        Ok(waits.map(|at| (at - now).to_std().unwrap_or_default()))
    }

    /// The consent form that an entry made, once it has.
    ///
    /// # Errors
    /// The store's.
    pub async fn consent_form_of(&self, entry: Uuid) -> Result<Option<GdprForm>, DeskError> {
        self.store
            .read(move |conn| {
                let answer: Option<Option<String>> = conn
                    .query_row(
                        "SELECT answer FROM outbox WHERE id = ?1",
                        [entry.to_string()],
                        |row| row.get(0),
                    )
                    .optional()?;
                Ok(answer.flatten().and_then(|answer| consent_form::of_kept(&answer)))
            })
            .await
    }
}

/// Those that need a person before the others; among themselves they stay in the order people acted.
pub(super) fn by_need(line: &UnsentEntry) -> bool {
    !matches!(line.state, EntryState::Asks | EntryState::Refused)
}

fn count(conn: &Connection) -> Result<UnsentCounts, DeskError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT count(*) FILTER (WHERE state NOT IN ('asks', 'refused')), \
             count(*) FILTER (WHERE state IN ('asks', 'refused')), min(created_at) \
             FROM outbox WHERE state IN {} OR state = 'refused'",
            table::OPEN
        ))?
        .query_row([], |row| {
            Ok(UnsentCounts {
                unsent: row.get(0)?,
                needs_person: row.get(1)?,
                oldest: row.get::<_, Option<i64>>(2)?.map(from_ms),
            })
        })?)
}

pub(super) fn line(conn: &Connection, entry: &Entry) -> Result<UnsentEntry, DeskError> {
    let patient = entry
        .record
        .map(|record| {
            conn.query_row(
                "SELECT person, last_name, first_name, birth_date FROM patient_records WHERE id = ?1",
                [record.to_string()],
                |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, String>(2)?,
                        row.get(3)?,
                    ))
                },
            )
            .optional()
        })
        .transpose()?
        .flatten();
    let waits_for = queue::waits_for(conn, entry)?;
    let state = if waits_for.is_some() {
        EntryState::Blocked
    } else {
        entry.state
    };
    let (vendor, connection) = account(conn, entry.connection)?;
    let (patient, name, birth_date) = match patient {
        Some((person, last_name, first_name, birth_date)) => (
            parse_id(&person),
            format!("{last_name} {first_name}").trim().to_owned(),
            birth_date,
        ),
        None => (None, String::new(), None),
    };
    let mut line = UnsentEntry {
        id: entry.id,
        intent: entry.intent,
        connection_id: entry.connection,
        connection,
        vendor,
        author: entry.author.clone(),
        action: entry.action.kind(),
        patient_name: name,
        patient_birth_date: birth_date,
        patient,
        status: None,
        value: None,
        date: None,
        start: None,
        doctor: None,
        subject: None,
        invoice: None,
        bill: None,
        state,
        created_at: entry.created_at,
        attempts: entry.attempts,
        lost: entry.lost,
        looks: entry.looks,
        next_at: entry.retry_at.or(entry.held_until),
        reason: entry.reason,
        vendor_code: entry.cause.as_ref().and_then(|cause| cause.vendor_code.clone()),
        vendor_message: entry.vendor_message.as_ref().map(|words| words.reveal().clone()),
        waits_for,
        question: edit::asked(entry),
        money_here: invoice::has_money_here(conn, entry)?,
        may: may(entry, state),
        form: Some(entry)
            .filter(|entry| edit::is_editable(entry))
            .and_then(edit::form_of),
        fields: match &entry.action {
            Action::UpdatePatient(update) => changed_fields(&update.before, &update.after)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            _ => Vec::new(),
        },
    };
    video::describe(conn, entry, &mut line)?;
    if let Action::BookAppointment(book) = &entry.action {
        booking::describe(book, &mut line);
    }
    if let Action::SetStatus(tick) = &entry.action {
        line.status = Some(tick.label.clone());
        line.value = Some(tick.value);
        let appointment = conn
            .query_row(
                "SELECT date, start, doctor FROM appointments WHERE id = ?1",
                [tick.appointment.to_string()],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        if let Some((date, start, doctor)) = appointment {
            (line.date, line.start, line.doctor) = (date, start, doctor);
        }
    }
    lab::describe(conn, entry, &mut line)?;
    bills::describe(conn, entry, &mut line)?;
    invoice::describe(entry, &mut line);
    Ok(line)
}

/// The vendor and the clinic's name of an account.
fn account(conn: &Connection, id: Uuid) -> Result<(Option<Vendor>, String), DeskError> {
    let found: Option<(String, String)> = conn
        .query_row(
            "SELECT vendor, name FROM connections WHERE id = ?1",
            [id.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (vendor, name) = found.unwrap_or_default();
    Ok((Vendor::parse(&vendor), name))
}

/// What a person may do with an entry in a state. What is being sent or looked for is left alone: giving it
/// up would not take it back at the vendor.
fn may(entry: &Entry, state: EntryState) -> Vec<Decision> {
    let look_there = entry.question == Some(Question::LookThere);
    let invoice = matches!(entry.action, Action::Invoice(_));
    let codes_lost = entry.question
        == Some(Question::Stopped {
            stop: StopReason::CodesLost,
        });
    let mut may = match state {
        // Without the codes it can only be finished at the vendor, or taken away there.
        EntryState::Asks if invoice && codes_lost => vec![Decision::Happened],
        EntryState::Asks | EntryState::Refused if invoice => vec![Decision::Happened, Decision::Send],
        EntryState::Asks if look_there => vec![Decision::Happened, Decision::Send],
        EntryState::Asks | EntryState::Refused | EntryState::Waiting => vec![Decision::Send],
        EntryState::Held | EntryState::Queued | EntryState::Blocked => Vec::new(),
        EntryState::Sending | EntryState::Unknown | EntryState::Done | EntryState::Discarded => {
            return Vec::new();
        }
    };
    if edit::is_editable(entry) && edit::form_of(entry).is_some() {
        may.push(Decision::Edit);
    }
    if state == EntryState::Asks && theirs::in_conflict(entry).is_some() {
        may.push(Decision::Theirs);
    }
    may.push(Decision::Discard);
    may
}

/// What this desk did to the statuses of one appointment.
pub(crate) fn ticks_of(
    conn: &Connection,
    appointment: Uuid,
) -> Result<Vec<crate::agenda::HistoryLine>, DeskError> {
    let entries = table::select(conn, "appointment = ?1", &appointment.to_string())?;
    Ok(entries
        .into_iter()
        // What was taken back in time never was; what was given up for a reason is told with it.
        .filter(|entry| entry.state != EntryState::Discarded || entry.why.is_some())
        .filter_map(|entry| match entry.action {
            Action::SetStatus(tick) => Some(crate::agenda::HistoryLine {
                at: entry.created_at,
                status: tick.label,
                value: tick.value,
                here: true,
                state: Some(entry.state),
                who: Some(entry.author),
                happened_at: tick.happened_at,
                reason: entry.why.map(Private::into_inner).or(tick.reason),
                moved: Vec::new(),
            }),
            _ => None,
        })
        .collect())
}
