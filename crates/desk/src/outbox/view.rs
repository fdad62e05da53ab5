//! The outbox as a person reads it.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::action::Action;
use super::lab;
use super::overlay::parse_id;
use super::perform::consent_form;
use super::table::{self, Entry};
use super::video;
use super::{Decision, EntryState, Outbox, Question, Unsent, UnsentCounts, UnsentEntry};
use crate::error::DeskError;
use crate::patients::GdprForm;

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
                let counts = count(&lines);
                lines.sort_by_key(|line| !needs_person(line.state));
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
        Ok(self.unsent().await?.counts)
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

fn needs_person(state: EntryState) -> bool {
    matches!(state, EntryState::Asks | EntryState::Refused)
}

fn count(lines: &[UnsentEntry]) -> UnsentCounts {
    let people = lines.iter().filter(|line| needs_person(line.state)).count();
    UnsentCounts {
        unsent: u32::try_from(lines.len() - people).unwrap_or(u32::MAX),
        needs_person: u32::try_from(people).unwrap_or(u32::MAX),
        oldest: lines.iter().map(|line| line.created_at).min(),
    }
}

fn line(conn: &Connection, entry: &Entry) -> Result<UnsentEntry, DeskError> {
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
    let connection: Option<String> = conn
        .query_row(
            "SELECT name FROM connections WHERE id = ?1",
            [entry.connection.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let blocked = table::is_blocked(conn, entry)?;
    let state = if blocked { EntryState::Blocked } else { entry.state };
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
        connection: connection.unwrap_or_default(),
        vendor: None,
        author: String::new(),
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
        state,
        created_at: entry.created_at,
        attempts: entry.attempts,
        next_at: entry.retry_at.or(entry.held_until),
        reason: entry.reason,
        vendor_code: entry.cause.as_ref().and_then(|cause| cause.vendor_code.clone()),
        vendor_message: entry.vendor_message.as_ref().map(|words| words.reveal().clone()),
        question: entry.question.clone().filter(|_| entry.state == EntryState::Asks),
        may: may(state, entry.question.as_ref()),
        form: None,
    };
    video::describe(conn, entry, &mut line)?;
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
    Ok(line)
}

/// What a person may do with an entry in a state. What is being sent or looked for is left alone: giving it
/// up would not take it back at the vendor.
fn may(state: EntryState, question: Option<&Question>) -> Vec<Decision> {
    match state {
        EntryState::Asks if question == Some(&Question::LookThere) => {
            vec![Decision::Happened, Decision::Send, Decision::Discard]
        }
        EntryState::Asks | EntryState::Refused | EntryState::Waiting => {
            vec![Decision::Send, Decision::Discard]
        }
        EntryState::Held | EntryState::Queued | EntryState::Blocked => vec![Decision::Discard],
        EntryState::Sending | EntryState::Unknown | EntryState::Done | EntryState::Discarded => Vec::new(),
    }
}

/// What this desk did to the statuses of one appointment.
pub(crate) fn ticks_of(
    conn: &Connection,
    appointment: Uuid,
) -> Result<Vec<crate::agenda::HistoryLine>, DeskError> {
    let entries = table::select(conn, "appointment = ?1", &appointment.to_string())?;
    Ok(entries
        .into_iter()
        .filter(|entry| entry.state != EntryState::Discarded)
        .filter_map(|entry| match entry.action {
            Action::SetStatus(tick) => Some(crate::agenda::HistoryLine {
                at: entry.created_at,
                status: tick.label,
                value: tick.value,
                here: true,
                state: Some(entry.state),
                who: None,
                happened_at: tick.happened_at,
            }),
            _ => None,
        })
        .collect())
}
