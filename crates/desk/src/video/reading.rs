//! Reading the lists of video visits, politely: seldom, more often while a visit is near or somebody looks, and
//! always through the limiter of the account.

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use futures::FutureExt as _;
use futures::future::{Either, join_all, select};
use futures::stream::{FuturesUnordered, StreamExt as _};
use rusqlite::{Connection as Database, OptionalExtension as _, params};
use tokio::sync::Notify;
use uuid::Uuid;

use super::absorb::{self, Listed};
use super::civil_text;
use super::list::with_video;
use crate::connections::{Account, Accounts, Health, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::events::{Events, Topic};
use crate::ports::Ports;
use crate::store::{Store, instant_of};

/// How often a list is read.
const SELDOM: TimeDelta = TimeDelta::minutes(5);
/// How often it is read while a visit is near or somebody asked for it lately.
const OFTEN: TimeDelta = TimeDelta::seconds(60);
/// A visit that begins within this time, or began within it, is near.
const NEAR: TimeDelta = TimeDelta::hours(2);
/// How long after somebody asked for it a list is looked at.
const LOOKED_AT_FOR: TimeDelta = TimeDelta::minutes(10);
/// How often the vendor's clock is compared with this desk's.
const CLOCK_EVERY: TimeDelta = TimeDelta::hours(1);
/// How often a refused key is tried: the vendor may take it again without anybody entering it anew.
const TRY_KEY_EVERY: TimeDelta = TimeDelta::minutes(2);
/// How long an account is left in peace whose answers cannot be used.
const USELESS: Duration = Duration::from_secs(60);
/// The pause after a line that broke; the limiter holds the next request back as long as is right.
const BROKEN: Duration = Duration::from_secs(1);
/// How long to wait when there is nothing to do. Another process may ask for something.
const IDLE: Duration = Duration::from_secs(5);
/// How long to wait after a failure of our own.
const AFTER_FAULT: Duration = Duration::from_secs(30);

/// The reading of video visits of one desk. Clones share it.
#[derive(Clone)]
pub(crate) struct VideoReading(Arc<Inner>);

struct Inner {
    store: Store,
    ports: Ports,
    accounts: Accounts,
    events: Events,
    /// Accounts have changed: a new key is what some readers wait for.
    woken: Notify,
    /// When somebody last asked for the lists.
    asked_at: Mutex<Option<DateTime<Utc>>>,
}

/// What a reader need not know after a restart.
#[derive(Default)]
struct Memory {
    key_tried_at: Option<DateTime<Utc>>,
}

/// What to do after a step.
enum Next {
    Wait(Duration),
    /// The connection is no more.
    Gone,
}

/// What is known of one account's reading.
#[derive(Default)]
struct Known {
    visits_checked_at: Option<DateTime<Utc>>,
    clock_checked_at: Option<DateTime<Utc>>,
    /// A visit is near.
    near: bool,
    /// The last list may have said too little.
    doubtful: bool,
}

fn is_due(last: Option<DateTime<Utc>>, every: TimeDelta, now: DateTime<Utc>) -> bool {
    // A clock set back must not stop looking.
    last.is_none_or(|last| now - last >= every || last > now)
}

impl VideoReading {
    pub(crate) fn new(store: Store, ports: Ports, accounts: Accounts, events: Events) -> Self {
        Self(Arc::new(Inner {
            store,
            ports,
            accounts,
            events,
            woken: Notify::new(),
            asked_at: Mutex::default(),
        }))
    }

    /// Reads all accounts with video visits until dropped. Dropping it at any moment loses nothing but the
    /// requests that were under way.
    pub(crate) async fn run(&self) {
        let inner = &*self.0;
        let mut readers = FuturesUnordered::new();
        let mut reading: BTreeSet<Uuid> = BTreeSet::new();
        loop {
            let mut moved = pin!(inner.accounts.moved().notified());
            moved.as_mut().enable();
            match inner.accounts.list().await {
                Ok(connections) => {
                    for connection in with_video(connections) {
                        if reading.insert(connection.id) {
                            readers.push(inner.read(connection.id).boxed());
                        }
                    }
                }
                Err(error) => tracing::error!(%error, "the connections cannot be listed"),
            }
            let pause = select(moved, inner.ports.clock.sleep(IDLE));
            if readers.is_empty() {
                pause.await;
                continue;
            }
            match select(readers.next(), pause).await {
                Either::Left((Some(ended), _)) => drop(reading.remove(&ended)),
                // Not by the clock, but because accounts have changed.
                Either::Right((Either::Left(_), _)) => inner.woken.notify_waiters(),
                Either::Left((None, _)) | Either::Right((Either::Right(_), _)) => {}
            }
        }
    }

    /// Reads the lists of all accounts now, for a person who waits.
    ///
    /// # Errors
    /// The first account's when none of them answered, or the store's.
    pub(crate) async fn refresh(&self) -> Result<(), DeskError> {
        let inner = &*self.0;
        let connections = with_video(inner.accounts.list().await?);
        let now = inner.ports.clock.now();
        *inner.asked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        let answers = join_all(connections.iter().map(|connection| async {
            let account = inner.accounts.account(connection.id).await?;
            inner
                .read_list(&account, Priority::Opened)
                .await?
                .map_err(|error| DeskError::from(error).with("connection", connection.id.to_string()))
        }))
        .await;
        let some_answered = answers.iter().any(Result::is_ok);
        match answers.into_iter().find_map(Result::err) {
            Some(error) if !some_answered => Err(error),
            _ => Ok(()),
        }
    }
}

impl Inner {
    /// Reads one account until it is removed. Returns which it was.
    async fn read(&self, connection: Uuid) -> Uuid {
        let mut memory = Memory::default();
        loop {
            let mut woken = pin!(self.woken.notified());
            // Registered before the step looks at anything, so that no wake is missed.
            woken.as_mut().enable();
            let wait = match self.step(connection, &mut memory).await {
                Ok(Next::Gone) => return connection,
                Ok(Next::Wait(wait)) => wait,
                Err(error) => {
                    tracing::error!(%error, code = %error.code.as_str(), "video visits cannot be read");
                    AFTER_FAULT
                }
            };
            drop(select(woken, self.ports.clock.sleep(wait)).await);
        }
    }

    async fn step(&self, connection: Uuid, memory: &mut Memory) -> Result<Next, DeskError> {
        let account = match self.accounts.account(connection).await {
            Ok(account) => account,
            Err(error) if error.code == ErrorCode::NotFound => return Ok(Next::Gone),
            // A key that is gone from the keyring is entered anew by a person.
            Err(error) if error.code == ErrorCode::KeyWanted => return Ok(Next::Wait(IDLE)),
            Err(error) => return Err(error),
        };
        let now = self.ports.clock.now();
        let refused = account.contact().line().health == Health::KeyRefused;
        if refused {
            // A refusal that was only remembered is tried at once.
            if account.contact().is_tried() {
                memory.key_tried_at.get_or_insert(now);
            }
            if !is_due(memory.key_tried_at, TRY_KEY_EVERY, now) {
                return Ok(Next::Wait(IDLE));
            }
        }
        memory.key_tried_at = refused.then_some(now);
        let civil_now = now.with_timezone(&account.zone).naive_local();
        let known = self
            .store
            .read(move |conn| {
                known(
                    conn,
                    connection,
                    civil_text(civil_now - NEAR),
                    civil_text(civil_now + NEAR),
                )
            })
            .await?;
        let looked_at = *self.asked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let often = known.near || !is_due(looked_at, LOOKED_AT_FOR, now);
        let every = match (known.doubtful, often) {
            (true, _) => TimeDelta::milliseconds(absorb::QUIET_MS),
            (false, true) => OFTEN,
            (false, false) => SELDOM,
        };
        if (refused || is_due(known.visits_checked_at, every, now))
            && let Err(error) = self.read_list(&account, Priority::Sync).await?
        {
            return Ok(Next::Wait(pause_after(&error)));
        }
        if is_due(known.clock_checked_at, CLOCK_EVERY, now)
            && let Err(error) = self.read_clock(&account).await?
        {
            return Ok(Next::Wait(pause_after(&error)));
        }
        Ok(Next::Wait(IDLE))
    }

    async fn read_list(
        &self,
        account: &Account,
        priority: Priority,
    ) -> Result<Result<(), VendorError>, DeskError> {
        let Some(video) = account.at(priority).video else {
            return Ok(Ok(()));
        };
        let asked_at = self.ports.clock.now();
        let rows = match video.visits().await {
            Ok(rows) => rows,
            Err(error) => return Ok(Err(error)),
        };
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let (today, ids) = (
            now.with_timezone(&account.zone).date_naive(),
            self.ports.ids.clone(),
        );
        self.store
            .write(move |tx| {
                let list = Listed {
                    connection,
                    rows: &rows,
                    asked_at,
                    now,
                    today,
                };
                absorb::listed(tx, &list, &*ids)
            })
            .await?;
        self.events.changed(&[Topic::Video]);
        Ok(Ok(()))
    }

    /// Compares the vendor's clock with this desk's. One that cannot be read is noted as such.
    async fn read_clock(&self, account: &Account) -> Result<Result<(), VendorError>, DeskError> {
        let Some(video) = account.at(Priority::Sync).video else {
            return Ok(Ok(()));
        };
        let ahead = match video.clock_ahead().await {
            Ok(ahead) => ahead,
            Err(error) if is_of_the_line(&error) => return Ok(Err(error)),
            Err(error) => {
                tracing::info!(kind = error.kind.as_str(), "a vendor's clock cannot be read");
                None
            }
        };
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        self.store
            .write(move |tx| absorb::clock(tx, connection, ahead, now))
            .await?;
        self.events.changed(&[Topic::Video]);
        Ok(Ok(()))
    }
}

/// The vendor is away, asks to wait, or refuses the key: not a matter of what was asked.
fn is_of_the_line(error: &VendorError) -> bool {
    error.is_transient() || error.kind == ErrorKind::Unauthorized
}

fn pause_after(error: &VendorError) -> Duration {
    if is_of_the_line(error) {
        return BROKEN;
    }
    tracing::warn!(
        kind = error.kind.as_str(),
        "a list of video visits cannot be used"
    );
    USELESS
}

/// `from` and `to` are civil times at the clinic, as they stand in the column.
fn known(conn: &Database, connection: Uuid, from: String, to: String) -> Result<Known, DeskError> {
    let connection = connection.to_string();
    let mut known = conn
        .prepare_cached("SELECT visits_checked_at, clock_checked_at FROM video_clocks WHERE connection = ?1")?
        .query_row([&connection], |row| {
            Ok(Known {
                visits_checked_at: instant_of(row, "visits_checked_at")?,
                clock_checked_at: instant_of(row, "clock_checked_at")?,
                near: false,
                doubtful: false,
            })
        })
        .optional()?
        .unwrap_or_default();
    known.near = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM video_visits WHERE connection = ?1 AND gone_at IS NULL
                 AND vendor_id IS NOT NULL AND start BETWEEN ?2 AND ?3)",
        )?
        .query_row(params![connection, from, to], |row| row.get(0))?;
    known.doubtful = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM video_visits WHERE connection = ?1 AND gone_at IS NULL
                 AND missed_at IS NOT NULL)",
        )?
        .query_row([&connection], |row| row.get(0))?;
    Ok(known)
}
