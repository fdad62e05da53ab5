//! Reads: keeping the store close to what the vendors say, at a polite rate.
//!
//! Each connection has a reader ([`reader`]) that goes from finding out how the vendor answers
//! ([`explore`]) over the first fill ([`fill`]) to keeping fresh what matters ([`fresh`]). What a person
//! looks at is read beside it, with precedence ([`look`]).

pub(crate) mod absorb;
mod ask;
mod catalogues;
mod codes;
mod cursor;
mod ensure;
mod explore;
mod fill;
mod fresh;
mod heartbeat;
mod listing;
mod look;
mod model;
mod names;
mod one;
mod pass;
mod progress;
mod range;
mod reader;
mod round;
mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use futures::future::{Either, select};
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::Notify;
use uuid::Uuid;

pub(crate) use explore::explore;
pub use model::{FillStrategy, SyncPhase, SyncState};
pub(crate) use one::{Sought, Ways, find_one};
pub use pass::why_stuck;

use crate::connections::{Ability, Accounts, Connection};
use crate::error::DeskError;
use crate::events::{Events, Topic};
use crate::ports::Ports;
use crate::store::Store;
use progress::Speed;
use range::{MissingDays, NotShown};

/// How often connections are looked for that another process added.
const LOOK_FOR_OTHERS: Duration = Duration::from_secs(5);

/// The reading of one desk. Clones share it.
#[derive(Clone)]
pub struct Sync(Arc<Inner>);

pub(crate) struct Inner {
    store: Store,
    ports: Ports,
    accounts: Accounts,
    events: Events,
    /// Something a reader waits for may have changed.
    woken: Notify,
    /// Since when somebody waits for everything to be as of now.
    hurry: Mutex<Option<DateTime<Utc>>>,
    speeds: Mutex<HashMap<Uuid, Speed>>,
    /// Since when nothing that a connection answers can be used.
    useless: Mutex<HashMap<Uuid, DateTime<Utc>>>,
    /// Patients of whom a vendor lists appointments and whom it does not show, and when that was seen.
    nobody: Mutex<HashMap<(Uuid, String), NotShown>>,
    /// Appointments missing from a range of days, until a second look.
    missing: Mutex<MissingDays>,
    /// Persons that somebody opened, waiting to be asked about.
    opened: Mutex<VecDeque<Uuid>>,
    opened_one: Notify,
    /// When a patient record was last read whole by this process.
    looked: Mutex<HashMap<Uuid, DateTime<Utc>>>,
}

impl Sync {
    /// The reading of an open store.
    #[must_use]
    pub fn new(store: Store, ports: Ports, accounts: Accounts, events: Events) -> Self {
        Self(Arc::new(Inner {
            store,
            ports,
            accounts,
            events,
            woken: Notify::new(),
            hurry: Mutex::default(),
            speeds: Mutex::default(),
            useless: Mutex::default(),
            nobody: Mutex::default(),
            missing: Mutex::default(),
            opened: Mutex::default(),
            opened_one: Notify::new(),
            looked: Mutex::default(),
        }))
    }

    /// Reads all connections until dropped. Dropping it at any moment loses nothing but the requests that
    /// were under way.
    pub async fn run(&self) {
        futures::join!(self.0.read_all(), self.0.watch_lines(), self.0.serve_opened());
    }

    /// What the reading of each connection is doing. One without patients is not read.
    ///
    /// # Errors
    /// The store's.
    pub async fn states(&self) -> Result<Vec<SyncState>, DeskError> {
        let connections = self.0.accounts.list().await?;
        let mut states = Vec::new();
        for connection in connections.into_iter().filter(is_read) {
            states.push(self.0.state(connection.id).await?);
        }
        Ok(states)
    }

    /// Pauses the reading of a connection; what a person opens is still read.
    ///
    /// # Errors
    /// The store's.
    pub async fn pause(&self, connection: Uuid) -> Result<(), DeskError> {
        self.0.set_paused(connection, true).await
    }

    /// Goes on with the reading of a connection.
    ///
    /// # Errors
    /// The store's.
    pub async fn resume(&self, connection: Uuid) -> Result<(), DeskError> {
        self.0.set_paused(connection, false).await
    }

    /// Waits until these connections (all, when none are named) are filled and every known patient or day was asked
    /// about lately, or until one cannot go on by itself: paused, key refused, or without an answer of use for a
    /// while. The round over everybody takes no pauses meanwhile. [`Sync::run`] has to run.
    ///
    /// # Errors
    /// The store's.
    pub async fn until_done(&self, only: &[Uuid]) -> Result<Vec<SyncState>, DeskError> {
        let since = self.0.ports.clock.now();
        *self.0.hurry() = Some(since);
        let states = self.all_settled(only).await;
        *self.0.hurry() = None;
        states
    }

    async fn all_settled(&self, only: &[Uuid]) -> Result<Vec<SyncState>, DeskError> {
        self.0.woken.notify_waiters();
        loop {
            let mut states = self.states().await?;
            states.retain(|state| only.is_empty() || only.contains(&state.connection));
            let mut settled = true;
            for state in &states {
                settled = settled && self.0.has_settled(state).await;
            }
            if settled {
                return Ok(states);
            }
            self.0.ports.clock.sleep(Duration::from_millis(250)).await;
        }
    }
}

impl Inner {
    async fn read_all(&self) {
        let mut readers = FuturesUnordered::new();
        let mut reading: BTreeSet<Uuid> = BTreeSet::new();
        loop {
            let mut moved = pin!(self.accounts.moved().notified());
            moved.as_mut().enable();
            match self.accounts.list().await {
                Ok(connections) => {
                    for connection in connections {
                        if !is_read(&connection) {
                            self.look_for_key(connection.id).await;
                        } else if reading.insert(connection.id) {
                            readers.push(self.read(connection.id).boxed());
                        }
                    }
                }
                Err(error) => tracing::error!(%error, "the connections cannot be listed"),
            }
            // New accounts wake readers too: a new key is what some of them wait for.
            let pause = select(moved, self.ports.clock.sleep(LOOK_FOR_OTHERS));
            if readers.is_empty() {
                pause.await;
            } else if let Either::Left((Some(ended), _)) = select(readers.next(), pause).await {
                reading.remove(&ended);
            }
            self.woken.notify_waiters();
        }
    }

    /// An account that is asked only when somebody looks says by itself whether its key is on this computer.
    async fn look_for_key(&self, connection: Uuid) {
        if let Err(error) = self.accounts.account(connection).await {
            tracing::debug!(code = %error.code.as_str(), "an account cannot be used");
        }
    }

    fn hurry(&self) -> MutexGuard<'_, Option<DateTime<Utc>>> {
        self.hurry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn set_paused(&self, connection: Uuid, paused: bool) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        self.store
            .write(move |tx| cursor::pause(tx, connection, paused, now))
            .await?;
        if paused {
            self.speeds().remove(&connection);
        }
        self.woken.notify_waiters();
        self.tell(connection).await;
        self.events.changed(&[Topic::Sync]);
        Ok(())
    }

    fn useless(&self) -> MutexGuard<'_, HashMap<Uuid, DateTime<Utc>>> {
        self.useless.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn nobody(&self) -> MutexGuard<'_, HashMap<(Uuid, String), NotShown>> {
        self.nobody.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn missing(&self) -> MutexGuard<'_, MissingDays> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn speeds(&self) -> MutexGuard<'_, HashMap<Uuid, Speed>> {
        self.speeds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether there is anything to read: the other vendors are asked when somebody looks.
fn is_read(connection: &Connection) -> bool {
    connection.can.contains(&Ability::Patients)
}
