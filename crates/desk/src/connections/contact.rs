//! Contact with one account: every request goes through its limiter, and every answer tells how the line is.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::params;
use uuid::Uuid;

use super::Health;
use super::gate::{Gate, Pace, Priority};
use crate::error::DeskError;
use crate::events::{Events, Topic};
use crate::ports::{Clock, Ports};
use crate::store::{Store, to_ms};

/// How old the written instant of the last contact may get while answers keep coming.
const WRITE_EVERY: TimeDelta = TimeDelta::seconds(10);

/// How the line is, as far as answers have shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How the last contact went.
    pub health: Health,
    /// The last answer of any kind.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Since when the vendor has not answered.
    pub offline_since: Option<DateTime<Utc>>,
}

struct Noted {
    line: Line,
    written_at: Option<DateTime<Utc>>,
    /// Whether anything was asked since the account was opened here or changed: until then `line` is what
    /// was remembered.
    tried: bool,
    /// Something was refused in a way that may mean the key.
    doubted: bool,
    /// The last failure was on this side of the line: not even the first byte has left.
    cut: bool,
}

/// What a question's refusal can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// It has no arguments and every account may ask it: a no to it is a no to the key.
    Plainly,
    /// A no may be to this question alone.
    Particularly,
}

/// Contact with one account.
pub struct Contact {
    connection: Uuid,
    gate: Gate,
    store: Store,
    clock: Arc<dyn Clock>,
    events: Events,
    noted: Arc<Mutex<Noted>>,
}

impl Contact {
    pub(super) fn new(
        connection: Uuid,
        line: Line,
        pace: Pace,
        store: Store,
        ports: &Ports,
        events: Events,
    ) -> Self {
        Self {
            connection,
            gate: Gate::new(ports.clock.clone(), ports.random.clone(), pace),
            store,
            clock: ports.clock.clone(),
            events,
            noted: Arc::new(Mutex::new(Noted {
                line,
                written_at: None,
                tried: false,
                doubted: false,
                cut: false,
            })),
        }
    }

    /// The limiter.
    #[must_use]
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// How the line is.
    #[must_use]
    pub fn line(&self) -> Line {
        held(&self.noted).line
    }

    /// Whether the line was tried since the account was opened here or changed.
    pub(crate) fn is_tried(&self) -> bool {
        held(&self.noted).tried
    }

    /// Whether the vendor was not even reached the last time: asking again costs it nothing.
    pub(crate) fn is_cut(&self) -> bool {
        let noted = held(&self.noted);
        noted.line.health == Health::Offline && noted.cut
    }

    /// A question was given up because no answer came.
    pub(crate) async fn unanswered(&self) {
        let error = VendorError::new(ErrorKind::Interrupted, "heartbeat", "no answer in time");
        self.note(Asking::Plainly, Some(&error)).await;
    }

    /// Somebody should ask plainly whether the key is still good.
    pub(crate) fn doubt(&self) {
        held(&self.noted).doubted = true;
    }

    /// Whether the key is in doubt; the asking that follows settles it.
    pub(crate) fn take_doubt(&self) -> bool {
        std::mem::take(&mut held(&self.noted).doubted)
    }

    /// Makes one request when its turn has come, and notes what the answer says about the line.
    ///
    /// # Errors
    /// The vendor's.
    pub(super) async fn ask<T>(
        &self,
        priority: Priority,
        asking: Asking,
        call: impl Future<Output = Result<T, VendorError>>,
    ) -> Result<T, VendorError> {
        let permit = self.gate.acquire(priority).await;
        let answer = call.await;
        drop(permit);
        self.note(asking, answer.as_ref().err()).await;
        answer
    }

    /// The account was changed: what was known of its line is of another line.
    pub(super) fn start_anew(&self) {
        let mut noted = held(&self.noted);
        noted.line = Line {
            health: Health::Untested,
            last_contact_at: None,
            offline_since: None,
        };
        noted.tried = false;
        noted.doubted = false;
        drop(noted);
        self.gate.forget();
    }

    pub(super) async fn note(&self, asking: Asking, error: Option<&VendorError>) {
        let now = self.clock.now();
        let answered = |line: &mut Line| {
            *line = Line {
                health: Health::Online,
                last_contact_at: Some(now),
                offline_since: None,
            };
        };
        let refused = |line: &mut Line| {
            line.health = Health::KeyRefused;
            line.offline_since = None;
        };
        let write = {
            let mut noted = held(&self.noted);
            let before = noted.line;
            noted.tried = true;
            match error.map(|error| error.kind) {
                None => {
                    self.gate.answered();
                    answered(&mut noted.line);
                }
                // A key that is no longer good is refused with 401, or with any other no to a question that
                // has nothing else to refuse.
                Some(ErrorKind::Unauthorized) => refused(&mut noted.line),
                Some(ErrorKind::Forbidden | ErrorKind::Refused) if asking == Asking::Plainly => {
                    refused(&mut noted.line);
                }
                // Some clinics have parts of the interface switched off; a gateway may say the same of a key.
                Some(ErrorKind::Forbidden) => noted.doubted = true,
                // Answers, but none that shows a refused key to be good again.
                Some(ErrorKind::Refused) => {
                    self.gate.answered();
                    if before.health != Health::KeyRefused {
                        answered(&mut noted.line);
                    }
                }
                Some(ErrorKind::RateLimited) => {
                    self.gate.slow_down(error.and_then(|error| error.retry_after));
                    if before.health != Health::KeyRefused {
                        answered(&mut noted.line);
                    }
                }
                Some(kind @ (ErrorKind::NotSent | ErrorKind::Interrupted | ErrorKind::Server)) => {
                    self.gate.silent();
                    noted.cut = kind == ErrorKind::NotSent;
                    if noted.line.health != Health::Offline {
                        noted.line.health = Health::Offline;
                        noted.line.offline_since = Some(now);
                    }
                }
                // A page of something in between, a path that is not there, a request never made: they say
                // nothing about the line.
                Some(
                    ErrorKind::Invalid
                    | ErrorKind::Incomplete
                    | ErrorKind::Changed
                    | ErrorKind::TooLarge
                    | ErrorKind::Redirect
                    | ErrorKind::NotFound
                    | ErrorKind::Unreadable,
                ) => {}
            }
            let changed = before.health != noted.line.health;
            let old = noted
                .written_at
                .is_none_or(|written| now - written >= WRITE_EVERY || now < written);
            if changed || (old && before != noted.line) {
                noted.written_at = Some(now);
                Some(changed)
            } else {
                None
            }
        };
        if let Some(changed) = write {
            if let Err(error) = self.write().await {
                tracing::error!(%error, "the state of a connection cannot be written");
            }
            if changed {
                self.events.changed(&[Topic::Connections, Topic::Sync]);
            }
        }
    }

    async fn write(&self) -> Result<(), DeskError> {
        let (connection, noted) = (self.connection.to_string(), self.noted.clone());
        self.store
            .write(move |tx| {
                // Read here, so that of two writes under way the later one writes the later state.
                let line = held(&noted).line;
                tx.prepare_cached(
                    "UPDATE connections SET health = ?2, last_contact_at = coalesce(?3, last_contact_at),
                         offline_since = ?4 WHERE id = ?1",
                )?
                .execute(params![
                    connection,
                    super::rows::health_word(line.health),
                    line.last_contact_at.map(to_ms),
                    line.offline_since.map(to_ms)
                ])?;
                Ok(())
            })
            .await
    }
}

fn held(noted: &Mutex<Noted>) -> MutexGuard<'_, Noted> {
    noted.lock().unwrap_or_else(PoisonError::into_inner)
}
