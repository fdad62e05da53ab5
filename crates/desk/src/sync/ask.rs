//! Asking about several patients at once, and writing what came of it in one go.

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use uuid::Uuid;

use super::Inner;
use super::absorb;
use super::cursor::{self, ATTEMPTS, Cursor};
use crate::adapters::{BookAppointment, DirectoryPatient};
use crate::connections::{Account, Priority};
use crate::error::DeskError;

/// A record to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub record: Uuid,
    pub vendor_id: String,
    pub last_name: String,
    pub first_name: String,
}

/// What came of asking about a batch.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Records whose appointments were read.
    pub read: usize,
    /// Records whose appointments could not be read.
    pub failed: Vec<Uuid>,
}

/// The vendor is away, asks to wait, or refuses the key: not a matter of what was asked.
pub(super) fn is_of_the_line(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotSent
            | ErrorKind::Interrupted
            | ErrorKind::Server
            | ErrorKind::RateLimited
            | ErrorKind::Unauthorized
            | ErrorKind::Forbidden
    )
}

/// An answer that is no answer: it says nothing of what was asked, and may be better next time.
pub(super) fn is_unreadable(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Unreadable | ErrorKind::TooLarge | ErrorKind::Redirect
    )
}

/// How many requests make a batch: about two seconds of them.
pub(super) fn batch_size(account: &Account) -> usize {
    let pace = account.contact().gate().pace();
    usize::try_from(pace.per_second.saturating_mul(2).clamp(4, 200)).unwrap_or(4)
}

/// How many requests may be under way.
pub(super) fn at_once(account: &Account) -> usize {
    usize::try_from(account.contact().gate().pace().at_once.max(1)).unwrap_or(1)
}

impl Inner {
    /// Reads the appointments of these records and writes them, and the cursor, in one transaction.
    pub(super) async fn read_appointments(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        records: &[Known],
    ) -> Result<Asked, DeskError> {
        let Some(book) = account.at(Priority::Sync).book else {
            return Ok(Asked::default());
        };
        let mut answers: Vec<(Uuid, Result<Vec<BookAppointment>, VendorError>)> =
            stream::iter(records.to_vec())
                .map(|known| {
                    let book = book.clone();
                    async move { (known.record, book.appointments_of(&known.vendor_id).await) }.boxed()
                })
                .buffer_unordered(at_once(account))
                .collect()
                .await;
        let mut asked = Asked::default();
        let some_answered = answers.iter().any(|(_, answer)| {
            answer
                .as_ref()
                .map_or_else(|error| !is_of_the_line(error), |_| true)
        });
        answers.retain(|(record, answer)| {
            match answer {
                Ok(_) => {
                    asked.read += 1;
                    cursor.state.failed.remove(record);
                    return true;
                }
                Err(error) if is_of_the_line(error) => {
                    // One that fails while others are answered is a matter of the record after all.
                    if some_answered && matches!(error.kind, ErrorKind::Server | ErrorKind::Interrupted) {
                        *cursor.state.failed.entry(*record).or_default() += 1;
                    }
                }
                Err(error) if is_unreadable(error) => *cursor.state.failed.entry(*record).or_default() += 1,
                Err(error) => {
                    tracing::info!(
                        kind = error.kind.as_str(),
                        "the appointments of one patient cannot be read"
                    );
                    cursor.state.failed.insert(*record, ATTEMPTS);
                }
            }
            asked.failed.push(*record);
            false
        });
        let now = self.ports.clock.now();
        let rows = answers
            .into_iter()
            .filter_map(|(record, answer)| Some((record, answer.ok()?)))
            .collect::<Vec<_>>();
        let (connection, kept) = (account.connection.id, cursor.clone());
        self.store
            .write(move |tx| {
                for (record, rows) in &rows {
                    absorb::appointments(tx, *record, rows, now)?;
                }
                cursor::save(tx, connection, &kept, now)
            })
            .await?;
        Ok(asked)
    }

    /// Writes patients met in answers, and the cursor with the last of them.
    pub(super) async fn keep_patients(
        &self,
        connection: Uuid,
        patients: Vec<DirectoryPatient>,
        cursor: &Cursor,
    ) -> Result<(), DeskError> {
        // Short transactions, so that a person's tick never waits for a long list.
        const CHUNK: usize = 200;
        let now = self.ports.clock.now();
        let mut patients = patients.into_iter().peekable();
        while patients.peek().is_some() {
            let chunk: Vec<DirectoryPatient> = patients.by_ref().take(CHUNK).collect();
            self.store
                .write(move |tx| {
                    for patient in &chunk {
                        absorb::patient(tx, connection, patient, now)?;
                    }
                    Ok(())
                })
                .await?;
        }
        self.keep_cursor(connection, cursor, now).await
    }

    pub(super) async fn keep_cursor(
        &self,
        connection: Uuid,
        cursor: &Cursor,
        now: DateTime<Utc>,
    ) -> Result<(), DeskError> {
        let kept = cursor.clone();
        self.store
            .write(move |tx| cursor::save(tx, connection, &kept, now))
            .await
    }
}
