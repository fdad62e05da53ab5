//! Sending: one process at a time, entries of one resource in order, different resources side by side.

use std::collections::BTreeMap;
use std::pin::pin;
use std::time::Duration;

use chrono::TimeDelta;
use futures::future::{Either, select};
use futures::stream::{FuturesUnordered, StreamExt as _};
use futures::{FutureExt as _, select_biased};
use uuid::Uuid;

use super::lock::{self, DrainLock};
use super::table::{self, Entry};
use super::{EntryState, Outbox, UnsentCounts, queue, watched};
use crate::agenda::Accepted;
use crate::error::DeskError;

/// How often the store is looked at for entries that another process wrote.
const LOOK_FOR_OTHERS: Duration = Duration::from_secs(1);
/// Entries sent side by side.
const AT_ONCE: usize = 6;
/// Of these, entries of one connection: a vendor that hangs must not hold up the others.
const AT_ONCE_A_CONNECTION: usize = 3;
/// The pause after an entry that could not be moved on: neither a full disk nor a record that is gone is hammered.
const AFTER_FAULT: Duration = Duration::from_secs(2);

/// A loop that comes round every second and finds more gone by than this has met another clock, or slept.
const JUMP: TimeDelta = TimeDelta::seconds(30);

/// What is being worked on: entries with their resource and connection, as they were when it was begun.
type Busy = BTreeMap<Uuid, (String, Uuid)>;

impl Outbox {
    /// Sends until dropped. Only the process that gets the lock sends; the others try again.
    pub async fn run(&self) {
        let _lock = self.take_lock().await;
        self.send(Until::Dropped).await;
    }

    /// Sends one entry, and what stands before it on the same thing, while somebody waits at most `patience`
    /// for it. Where another process sends, it is only waited for. Nothing else is begun, so that ending
    /// this program cuts nobody else's action.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn deliver(&self, entry: Uuid, patience: Duration) -> Result<Accepted, DeskError> {
        // Somebody waits for this one: what it waits for is tried now.
        let now = self.ports.clock.now();
        self.store
            .write(move |tx| {
                let wanted = table::by_id(tx, entry)?.ok_or_else(|| DeskError::not_found("outbox entry"))?;
                queue::hurry(tx, Some(&wanted), now)
            })
            .await?;
        let sending = pin!(async {
            let _lock = self.take_lock().await;
            self.send(Until::Settled(entry)).await;
        });
        let settled = pin!(self.settled(entry, patience));
        match select(sending, settled).await {
            Either::Left(((), settled)) => settled.await,
            Either::Right((settled, _)) => settled,
        }
    }

    /// Sends everything that can be sent now, at most for `patience`; what waits for a person, a new key or a
    /// line stays. Nothing where another process sends: it does so by itself.
    ///
    /// # Errors
    /// The store's, or `Internal` when the lock's file cannot be used.
    pub async fn flush(&self, patience: Duration) -> Result<(), DeskError> {
        let Some(_lock) = lock::try_take(self.store.dir())? else {
            return Ok(());
        };
        self.adopt().await;
        let now = self.ports.clock.now();
        self.store.write(move |tx| queue::hurry(tx, None, now)).await?;
        let sending = pin!(self.send(Until::Idle));
        select(sending, self.ports.clock.sleep(patience)).await;
        Ok(())
    }

    /// Sends everything that can be sent, at most for `patience`: what is held, on its way or being looked for to
    /// its end, what waits until it was tried a few times in vain. Where another process sends, it is waited for.
    /// Answers what is left.
    ///
    /// # Errors
    /// The store's, or `Internal` when the lock's file cannot be used.
    pub async fn drain(&self, patience: Duration) -> Result<UnsentCounts, DeskError> {
        let sending = pin!(async {
            loop {
                if let Some(_lock) = lock::try_take(self.store.dir())? {
                    self.adopt().await;
                    self.store.write(queue::try_anew).await?;
                    self.send(Until::Stuck).await;
                    return Ok::<(), DeskError>(());
                }
                if !self.store.read(queue::any_hopeful).await? {
                    return Ok(());
                }
                self.ports.clock.sleep(LOOK_FOR_OTHERS).await;
            }
        });
        if let Either::Left((sent, _)) = select(sending, self.ports.clock.sleep(patience)).await {
            sent?;
        }
        self.counts().await
    }

    /// Waits for the lock.
    async fn take_lock(&self) -> DrainLock {
        let lock = loop {
            match lock::try_take(self.store.dir()) {
                Ok(Some(lock)) => break lock,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the outbox cannot be locked"),
            }
            self.ports.clock.sleep(LOOK_FOR_OTHERS).await;
        };
        self.adopt().await;
        lock
    }

    /// Takes over, with the lock in hand, what a process that has ended left behind.
    async fn adopt(&self) {
        let now = self.ports.clock.now();
        let process = self.process;
        let adopted = self.store.write(move |tx| {
            queue::adopt_lost(tx, &[], now)?;
            watched::leave_to_people(tx, process, now)
        });
        if let Err(error) = adopted.await {
            tracing::error!(%error, "entries of an earlier run cannot be taken over");
        }
    }

    async fn send(&self, until: Until) {
        let mut active = FuturesUnordered::new();
        let mut busy = Busy::new();
        let mut offline = Vec::new();
        let mut seen = self.ports.clock.now();
        loop {
            let now = self.ports.clock.now();
            if now - seen > JUMP
                && let Err(error) = self.store.write(move |tx| queue::look_afresh(tx, now)).await
            {
                tracing::error!(%error, "the outbox cannot be told that the clock has jumped");
            }
            seen = now;
            match self.who_is_back(&offline).await {
                Ok(now) => offline = now,
                Err(error) => tracing::error!(%error, "the connections cannot be read"),
            }
            match self.due(&busy, until).await {
                Ok(Due::Nothing) if active.is_empty() => return,
                Ok(Due::Nothing) => {}
                Ok(Due::Entries(entries)) => {
                    for entry in entries {
                        let of_connection = busy
                            .values()
                            .filter(|(_, other)| *other == entry.connection)
                            .count();
                        if active.len() < AT_ONCE && of_connection < AT_ONCE_A_CONNECTION {
                            busy.insert(entry.id, (entry.resource.clone(), entry.connection));
                            active.push(self.work_on(entry).boxed());
                        }
                    }
                }
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            let mut pause = self.ports.clock.sleep(LOOK_FOR_OTHERS).fuse();
            let mut woken = pin!(self.wake.notified().fuse());
            if active.is_empty() {
                select_biased! { () = woken => {}, () = pause => {} }
            } else {
                select_biased! {
                    entry = active.next() => if let Some(entry) = entry { busy.remove(&entry); },
                    () = woken => {}
                    () = pause => {}
                }
            }
        }
    }

    /// What waits for a line goes out as soon as the line is back, and not when its own pause ends. Returns who
    /// does not answer now.
    async fn who_is_back(&self, before: &[Uuid]) -> Result<Vec<Uuid>, DeskError> {
        let now = self.store.read(queue::offline_connections).await?;
        for back in before
            .iter()
            .copied()
            .filter(|connection| !now.contains(connection))
        {
            self.store
                .write(move |tx| queue::hurry_connection(tx, back))
                .await?;
        }
        Ok(now)
    }

    /// Entries whose time has come, the first open one of each resource that is not being worked on.
    async fn due(&self, busy: &Busy, until: Until) -> Result<Due, DeskError> {
        let now = self.ports.clock.now();
        let worked_on: Vec<String> = busy.keys().map(Uuid::to_string).collect();
        let kept = worked_on.clone();
        let (stranded, mut entries, wanted, idle) = self
            .store
            .read(move |conn| {
                let wanted = match until {
                    Until::Settled(id) => table::by_id(conn, id)?,
                    Until::Idle | Until::Stuck | Until::Dropped => None,
                };
                let idle = match until {
                    Until::Idle => !queue::any_moving(conn)?,
                    Until::Stuck => !queue::any_hopeful(conn)?,
                    Until::Settled(_) | Until::Dropped => false,
                };
                Ok((
                    queue::stranded(conn, &worked_on)?,
                    queue::due(conn, now)?,
                    wanted,
                    idle,
                ))
            })
            .await?;
        if stranded {
            // The state after sending could not be written: what became of it is looked for, as after a crash.
            self.store
                .write(move |tx| queue::adopt_lost(tx, &kept, now))
                .await?;
        }
        entries.retain(|entry| {
            let of_busy = busy.values().any(|(resource, _)| *resource == entry.resource);
            !of_busy && !busy.contains_key(&entry.id)
        });
        if idle {
            return Ok(Due::Nothing);
        }
        if matches!(until, Until::Settled(_)) {
            let Some(wanted) = wanted.filter(|entry| is_moving(entry.state)) else {
                return Ok(Due::Nothing);
            };
            entries.retain(|entry| entry.resource == wanted.resource && entry.seq <= wanted.seq);
        }
        Ok(Due::Entries(entries))
    }

    /// Moves one entry one step on. Returns its id.
    async fn work_on(&self, entry: Entry) -> Uuid {
        if let Err(error) = self.step(&entry).await {
            tracing::error!(%error, code = %error.code.as_str(), "an outbox entry cannot be moved on");
            self.ports.clock.sleep(AFTER_FAULT).await;
        }
        entry.id
    }
}

/// How long to send.
#[derive(Clone, Copy)]
enum Until {
    /// For ever.
    Dropped,
    /// Until one entry moves no more; nothing else is begun.
    Settled(Uuid),
    /// Until nothing moves by itself any more.
    Idle,
    /// Until what is left needs a person, or was tried in vain a few times.
    Stuck,
}

enum Due {
    Entries(Vec<Entry>),
    /// There is nothing more to send for whoever waits.
    Nothing,
}

/// Whether an entry goes on by itself without waiting for a line or a person.
pub(super) fn is_moving(state: EntryState) -> bool {
    matches!(
        state,
        EntryState::Held | EntryState::Queued | EntryState::Sending | EntryState::Unknown
    )
}
