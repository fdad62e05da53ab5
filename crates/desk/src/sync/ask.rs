//! Asking about several patients at once, and writing what came of it in one go.

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use uuid::Uuid;

use super::Inner;
use super::absorb::{self, Times};
use super::cursor::{self, ATTEMPTS, Cursor};
use super::one::{self, Known};
use super::reader::Next;
use crate::adapters::{BookAppointment, DirectoryPatient};
use crate::connections::{Account, Priority};
use crate::error::DeskError;

/// What came of asking about a batch.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Records whose appointments were read.
    pub read: usize,
    /// Records whose appointments could not be read.
    pub failed: Vec<Uuid>,
    /// Nothing that was answered can be used.
    pub useless: bool,
}

impl Asked {
    /// What to do after this batch.
    pub(super) fn next(&self) -> Next {
        match self {
            Self { useless: true, .. } => Next::Useless,
            Self { read: 0, .. } => Next::Retry,
            Self { .. } => Next::Again,
        }
    }
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
    )
}

/// Perhaps the vendor's word on what was asked, perhaps a gateway's on everything: which of the two, another
/// question has to show.
pub(super) fn is_doubtful(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotFound
            | ErrorKind::Forbidden
            | ErrorKind::Refused
            | ErrorKind::Redirect
            | ErrorKind::Unreadable
    )
}

/// An answer that is no answer: it says nothing of what was asked, and may be better next time.
fn is_unreadable(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Unreadable
            | ErrorKind::TooLarge
            | ErrorKind::Redirect
            | ErrorKind::NotFound
            | ErrorKind::Forbidden
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

type Answer = Result<Vec<BookAppointment>, VendorError>;

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
        let span = book.span();
        let clock = &self.ports.clock;
        let mut answers: Vec<(Uuid, DateTime<Utc>, Answer)> = stream::iter(records.to_vec())
            .map(|known| {
                let book = book.clone();
                async move {
                    let asked_at = clock.now();
                    let answer = book.appointments_of(&known.vendor_id).await;
                    (known.record, asked_at, answer)
                }
                .boxed()
            })
            .buffer_unordered(at_once(account))
            .collect()
            .await;
        let mut asked = Asked::default();
        let refused = |answer: &Answer| answer.as_ref().is_err_and(is_doubtful);
        if answers.iter().all(|(_, _, answer)| answer.is_err())
            && answers.iter().any(|(_, _, answer)| refused(answer))
            && !self.is_answering(account, cursor).await?
        {
            asked.failed = records.iter().map(|known| known.record).collect();
            asked.useless = true;
            return Ok(asked);
        }
        let mut some_answered = answers.iter().any(|(_, _, answer)| {
            answer
                .as_ref()
                .map_or_else(|error| !is_of_the_line(error), |_| true)
        });
        let of_the_record =
            |error: &VendorError| matches!(error.kind, ErrorKind::Server | ErrorKind::Interrupted);
        if answers
            .iter()
            .all(|(_, _, answer)| answer.as_ref().is_err_and(of_the_record))
        {
            // The last ones left may be the ones that never work: another question tells them from the line.
            some_answered = self.is_answering(account, cursor).await?;
        }
        answers.retain(|(record, _, answer)| {
            match answer {
                Ok(_) => {
                    asked.read += 1;
                    cursor.state.failed.remove(record);
                    return true;
                }
                Err(error) if is_of_the_line(error) => {
                    // One that fails while others are answered is a matter of the record after all.
                    if some_answered && of_the_record(error) {
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
            .filter_map(|(record, asked_at, answer)| Some((record, Times { asked_at, now }, answer.ok()?)))
            .collect::<Vec<_>>();
        let (connection, kept) = (account.connection.id, cursor.clone());
        self.store
            .write(move |tx| {
                for (record, times, rows) in &rows {
                    absorb::appointments_within(tx, *record, rows, span, *times)?;
                }
                cursor::save(tx, connection, &kept, now)
            })
            .await?;
        Ok(asked)
    }

    /// Asks something the vendor must be able to answer: about a patient it has, else how its statuses are
    /// called. Where that is not answered either, what was refused before says nothing of what was asked.
    pub(super) async fn is_answering(&self, account: &Account, cursor: &Cursor) -> Result<bool, DeskError> {
        let (connection, capabilities) = (account.connection.id, account.at(Priority::Sync));
        let known = self
            .store
            .read(move |conn| one::somebody(conn, connection))
            .await?;
        let answer = match (known, capabilities.directory, capabilities.statuses) {
            (Some(known), Some(directory), _) => one::find_one(&*directory, known.sought(), cursor.ways())
                .await
                .map(|_| ()),
            (_, _, Some(statuses)) => statuses.statuses().await.map(|_| ()),
            _ => return Ok(true),
        };
        if answer.as_ref().is_err_and(is_doubtful) {
            account.contact().doubt();
        }
        Ok(answer.is_ok())
    }

    /// Writes patients met in answers, and the cursor with the last of them. `asked_at` is when the first of
    /// the questions was asked.
    pub(super) async fn keep_patients(
        &self,
        connection: Uuid,
        patients: Vec<DirectoryPatient>,
        asked_at: DateTime<Utc>,
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
                        absorb::patient_listed(tx, connection, patient, Times { asked_at, now })?;
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
