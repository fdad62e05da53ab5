//! Sending: one process at a time, entries of one resource in order, different resources side by side.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use frontdesk_basics::Private;
use frontdesk_vendors::VendorError;
use futures::stream::{FuturesUnordered, StreamExt as _};
use futures::{FutureExt as _, select_biased};
use uuid::Uuid;

use super::perform::{self, Looked, Outcome, Prepared};
use super::retry::{self, AfterFailure};
use super::table::{self, Change, Entry};
use super::{EntryState, Outbox, Question, Settled, lock};
use crate::adapters::Capabilities;
use crate::connections::{Health, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::events::{DeskEvent, Topic};
use crate::store::to_ms;

/// How often the store is looked at for entries that another process wrote.
const LOOK_FOR_OTHERS: Duration = Duration::from_secs(1);
/// Entries sent side by side.
const AT_ONCE: usize = 6;

impl Outbox {
    /// Sends until dropped. Only the process that gets the lock sends; the others try again.
    pub async fn run(&self) {
        let lock = loop {
            match lock::try_take(self.store.dir()) {
                Ok(Some(lock)) => break lock,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the outbox cannot be locked"),
            }
            self.ports.clock.sleep(LOOK_FOR_OTHERS).await;
        };
        let now = self.ports.clock.now();
        if let Err(error) = self.store.write(move |tx| table::adopt_lost(tx, now)).await {
            tracing::error!(%error, "entries of an earlier run cannot be taken over");
        }
        let mut active = FuturesUnordered::new();
        let mut busy: BTreeSet<String> = BTreeSet::new();
        loop {
            match self.due(&busy).await {
                Ok(entries) => {
                    for entry in entries.into_iter().take(AT_ONCE.saturating_sub(active.len())) {
                        busy.insert(entry.resource.clone());
                        active.push(self.step(entry).boxed());
                    }
                }
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            let mut pause = self.ports.clock.sleep(LOOK_FOR_OTHERS).fuse();
            let mut woken = std::pin::pin!(self.wake.notified().fuse());
            if active.is_empty() {
                select_biased! { () = woken => {}, () = pause => {} }
            } else {
                select_biased! {
                    resource = active.next() => if let Some(resource) = resource { busy.remove(&resource); },
                    () = woken => {}
                    () = pause => {}
                }
            }
            // Named so that the lock visibly lives as long as the loop.
            let _held = &lock;
        }
    }

    /// Entries whose time has come, the first open one of each resource that is not being worked on.
    async fn due(&self, busy: &BTreeSet<String>) -> Result<Vec<Entry>, DeskError> {
        let now = self.ports.clock.now();
        let entries = self
            .store
            .read(move |conn| {
                // A refused creation keeps what depends on it waiting: there is nothing to send it about.
                table::select(
                    conn,
                    &format!(
                        "state IN ('held', 'queued', 'waiting', 'unknown') AND ?1 = '' \
                         AND coalesce(held_until, retry_at, 0) <= {now} AND coalesce(retry_at, 0) <= {now} \
                         AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.resource = outbox.resource \
                             AND earlier.seq < outbox.seq AND (earlier.state IN {open} \
                                 OR (earlier.state = 'refused' AND earlier.kind = 'create_patient')))",
                        now = to_ms(now),
                        open = table::OPEN,
                    ),
                    "",
                )
            })
            .await?;
        Ok(entries
            .into_iter()
            .filter(|entry| !busy.contains(&entry.resource))
            .collect())
    }

    /// Moves one entry one step on. Returns its resource.
    async fn step(&self, entry: Entry) -> String {
        let resource = entry.resource.clone();
        if let Err(error) = self.try_step(&entry).await {
            tracing::error!(%error, code = %error.code.as_str(), "an outbox entry cannot be moved on");
            // The state on disk is still true; the pause keeps a full disk from being hammered.
            self.ports.clock.sleep(Duration::from_secs(2)).await;
        }
        resource
    }

    async fn try_step(&self, entry: &Entry) -> Result<(), DeskError> {
        if self.accounts.health(entry.connection).await? == Health::KeyRefused {
            return self.wait_for_key(entry).await;
        }
        let account = self
            .accounts
            .capabilities(entry.connection, Priority::Person)
            .await?;
        let vendor_patient = self.vendor_patient(entry.record).await?;
        match entry.state {
            EntryState::Unknown => self.look(entry, vendor_patient, &account).await,
            _ => self.attempt(entry, vendor_patient, &account).await,
        }
    }

    async fn vendor_patient(&self, record: Option<Uuid>) -> Result<Option<String>, DeskError> {
        let Some(record) = record else { return Ok(None) };
        self.store
            .read(move |conn| {
                Ok(conn.query_row(
                    "SELECT vendor_id FROM patient_records WHERE id = ?1",
                    [record.to_string()],
                    |row| row.get(0),
                )?)
            })
            .await
    }

    async fn attempt(
        &self,
        entry: &Entry,
        vendor_patient: Option<String>,
        account: &Capabilities,
    ) -> Result<(), DeskError> {
        if entry.state == EntryState::Held
            && !self
                .advance(entry, &[EntryState::Held], EntryState::Queued, Change::default())
                .await?
        {
            // Taken back in the last moment.
            return Ok(());
        }
        let snapshot = match perform::prepare(entry, vendor_patient.clone(), account).await {
            Ok(Prepared::Send(snapshot)) => snapshot,
            Ok(Prepared::Already(outcome)) => return self.done(entry, outcome).await,
            Ok(Prepared::Ask(question)) => return self.ask(entry, question).await,
            Err(error) => return self.failed(entry, &error, retry::after_read(&error)).await,
        };
        let now = self.ports.clock.now();
        let (begun, process, stored) = (entry.clone(), self.process, snapshot.stored.clone());
        let ours = self
            .store
            .write(move |tx| table::begin_sending(tx, &begun, process, stored.as_deref(), now))
            .await?;
        if !ours {
            return Ok(());
        }
        let mut entry = entry.clone();
        entry.state = EntryState::Sending;
        entry.attempts += 1;
        entry.snapshot.clone_from(&snapshot.stored);
        match perform::send(&entry, vendor_patient, snapshot, account).await {
            Ok(outcome) if perform::answers(&entry, &outcome) => self.done(&entry, outcome).await,
            Ok(_) => self.lost(&entry, None).await,
            Err(error) => self.failed(&entry, &error, retry::after_send(&error)).await,
        }
    }

    /// Asks the vendor whether an entry whose answer was lost has happened.
    async fn look(
        &self,
        entry: &Entry,
        vendor_patient: Option<String>,
        account: &Capabilities,
    ) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        match perform::look(entry, vendor_patient, account).await {
            Ok(Looked::Happened(outcome)) => self.done(entry, outcome).await,
            Ok(Looked::Ambiguous(candidates)) => self.ask(entry, Question::Ambiguous { candidates }).await,
            Ok(Looked::NotThere) => {
                let looks = entry.looks + 1;
                let quiet_until = entry.lost_at.unwrap_or(now) + retry::QUIET;
                if looks >= retry::LOOKS && now >= quiet_until {
                    if entry.action.may_wait_offline() {
                        let change = Change {
                            approved: entry.approved,
                            ..Change::default()
                        };
                        self.advance(entry, &[EntryState::Unknown], EntryState::Queued, change)
                            .await?;
                        self.wake.notify_one();
                        return Ok(());
                    }
                    return self.ask(entry, Question::NeedsLiveLine).await;
                }
                let next = (now + retry::BETWEEN_LOOKS).max(if looks + 1 >= retry::LOOKS {
                    quiet_until
                } else {
                    now
                });
                let change = Change {
                    looks,
                    retry_at: Some(next),
                    ..self.kept(entry)
                };
                self.advance(entry, &[EntryState::Unknown], EntryState::Unknown, change)
                    .await
                    .map(drop)
            }
            Err(error) => {
                let reason = DeskError::from(error.clone()).code;
                let wait = retry::wait(entry.attempts.max(1), error.retry_after, self.jitter());
                let change = Change {
                    retry_at: Some(now + wait),
                    reason: Some(reason),
                    ..self.kept(entry)
                };
                self.advance(entry, &[EntryState::Unknown], EntryState::Unknown, change)
                    .await
                    .map(drop)
            }
        }
    }

    /// What an entry whose answer is lost keeps while it is looked for.
    fn kept(&self, entry: &Entry) -> Change {
        Change {
            looks: entry.looks,
            lost_at: entry.lost_at,
            approved: entry.approved,
            ..Change::default()
        }
    }

    async fn done(&self, entry: &Entry, outcome: Outcome) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        let settled = entry.clone();
        self.store
            .write(move |tx| {
                let any = [
                    EntryState::Held,
                    EntryState::Queued,
                    EntryState::Waiting,
                    EntryState::Sending,
                    EntryState::Unknown,
                ];
                // Settled first, so that the absorbed row is no longer overlaid by this entry.
                let change = Change {
                    approved: settled.approved,
                    ..Change::default()
                };
                if table::advance(tx, &settled, &any, EntryState::Done, change, now)? {
                    if let Some(answer) = perform::apply(tx, &settled, &outcome, now)? {
                        tx.execute(
                            "UPDATE outbox SET answer = ?2 WHERE id = ?1",
                            [settled.id.to_string(), answer],
                        )?;
                    }
                }
                Ok(())
            })
            .await?;
        self.tell(entry, EntryState::Done);
        Ok(())
    }

    async fn ask(&self, entry: &Entry, question: Question) -> Result<(), DeskError> {
        let change = Change {
            question: Some(question),
            ..self.kept(entry)
        };
        self.advance(
            entry,
            &[entry.state, EntryState::Queued],
            EntryState::Asks,
            change,
        )
        .await
        .map(drop)
    }

    async fn lost(&self, entry: &Entry, reason: Option<ErrorCode>) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        // A short pause lets a slow vendor finish what it may still be doing.
        let change = Change {
            lost_at: Some(now),
            retry_at: Some(now + Duration::from_secs(1)),
            reason,
            approved: entry.approved,
            ..Change::default()
        };
        self.advance(entry, &[EntryState::Sending], EntryState::Unknown, change)
            .await
            .map(drop)
    }

    async fn failed(&self, entry: &Entry, error: &VendorError, after: AfterFailure) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        let desk = DeskError::from(error.clone());
        let from = [EntryState::Queued, EntryState::Waiting, EntryState::Sending];
        match after {
            AfterFailure::Look => self.lost(entry, Some(desk.code)).await,
            AfterFailure::Again(_) if !entry.action.may_wait_offline() => self
                .advance(
                    entry,
                    &from,
                    EntryState::Asks,
                    Change {
                        question: Some(Question::NeedsLiveLine),
                        reason: Some(desk.code),
                        ..Change::default()
                    },
                )
                .await
                .map(drop),
            AfterFailure::Again(asked) => {
                let wait = retry::wait(entry.attempts.max(1), asked, self.jitter());
                let change = Change {
                    retry_at: Some(now + wait),
                    reason: Some(desk.code),
                    approved: entry.approved,
                    ..Change::default()
                };
                self.advance(entry, &from, EntryState::Waiting, change)
                    .await
                    .map(drop)
            }
            AfterFailure::NewKey => self.wait_for_key(entry).await,
            AfterFailure::Refused => {
                let change = Change {
                    reason: Some(desk.code),
                    vendor_message: desk.params.0.get("vendor_message").cloned().map(Private::new),
                    ..Change::default()
                };
                self.advance(entry, &from, EntryState::Refused, change)
                    .await
                    .map(drop)
            }
        }
    }

    /// Nothing is sent with a refused key; a new key wakes the queue.
    async fn wait_for_key(&self, entry: &Entry) -> Result<(), DeskError> {
        let now: DateTime<Utc> = self.ports.clock.now();
        let to = if entry.state == EntryState::Unknown {
            EntryState::Unknown
        } else {
            EntryState::Waiting
        };
        let change = Change {
            retry_at: Some(now + Duration::from_secs(30)),
            reason: Some(ErrorCode::KeyRefused),
            ..self.kept(entry)
        };
        let from = [
            EntryState::Held,
            EntryState::Queued,
            EntryState::Waiting,
            EntryState::Sending,
            EntryState::Unknown,
        ];
        self.advance(entry, &from, to, change).await.map(drop)
    }

    async fn advance(
        &self,
        entry: &Entry,
        from: &[EntryState],
        to: EntryState,
        change: Change,
    ) -> Result<bool, DeskError> {
        let now = self.ports.clock.now();
        let (moved, from) = (entry.clone(), from.to_vec());
        let changed = self
            .store
            .write(move |tx| {
                let changed = table::advance(tx, &moved, &from, to, change, now)?;
                if changed && to == EntryState::Refused {
                    super::decide::revert(tx, &moved)?;
                }
                Ok(changed)
            })
            .await?;
        if changed {
            self.tell(entry, to);
        }
        Ok(changed)
    }

    pub(super) fn tell(&self, entry: &Entry, state: EntryState) {
        let kind = entry.action.kind();
        if matches!(
            state,
            EntryState::Done | EntryState::Refused | EntryState::Asks | EntryState::Discarded
        ) {
            self.events.tell(DeskEvent::Settled(Settled {
                entry: entry.id,
                intent: entry.intent,
                action: kind,
                state,
            }));
        }
        self.events
            .changed(&[Topic::Unsent, Topic::Appointments, Topic::Patients]);
    }

    fn jitter(&self) -> f64 {
        let mut bytes = [0u8; 4];
        self.ports.random.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }
}
