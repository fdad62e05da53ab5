//! One step of one entry: prepare and send it, or look for it after a lost answer.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use frontdesk_basics::Private;
use frontdesk_vendors::VendorError;
use uuid::Uuid;

use super::perform::{self, Looked, Outcome, Prepared};
use super::retry::{self, AfterFailure};
use super::table::{self, Change, Entry};
use super::{ActionKind, EntryState, Outbox, Question, Settled, bills, logged, offline, watched};
use crate::adapters::{self, Capabilities};
use crate::connections::{Health, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::events::DeskEvent;

/// A write that the vendor answers with yes and does not carry out is not sent more often than this.
const ANSWERED_WITHOUT_EFFECT: u32 = 2;
/// How often what a vendor answered is tried to be written down.
const TRIES_TO_WRITE: u32 = 4;
/// Pause between two of these tries.
const BETWEEN_WRITES: Duration = Duration::from_millis(500);
/// A paper that is there under a name that was made over would be filed once more by every further try.
const PAPERS_WITHOUT_EFFECT: u32 = 1;
/// How long an entry whose account cannot be used waits before it is tried again.
const ACCOUNT_PAUSE: Duration = Duration::from_secs(30);

impl Outbox {
    pub(super) async fn step(&self, entry: &Entry) -> Result<(), DeskError> {
        let account = match self.account_of(entry).await {
            Ok(Some(account)) => account,
            Ok(None) => return self.wait_for_key(entry, key_refused(None)).await,
            Err(error) if error.code == ErrorCode::KeyWanted => {
                return self.wait_for_key(entry, error).await;
            }
            // A keyring that is locked, a connection that another process removes: told, and tried again.
            Err(error) => return self.pause(entry, error, ACCOUNT_PAUSE).await,
        };
        if let Some(left) = self.asked_to_wait(entry).await? {
            let busy = DeskError::new(ErrorCode::VendorBusy, "the vendor asked to wait");
            let wait = left + retry::wait(1, None, self.jitter());
            return self.pause(entry, busy, wait).await;
        }
        let vendor_patient = self.vendor_patient(entry.record).await?;
        match entry.state {
            EntryState::Unknown => self.look(entry, vendor_patient, &account).await,
            _ => self.attempt(entry, vendor_patient, &account).await,
        }
    }

    async fn account_of(&self, entry: &Entry) -> Result<Option<Capabilities>, DeskError> {
        let account = self.accounts.account(entry.connection).await?;
        let refused = account.contact().line().health == Health::KeyRefused;
        // Where the vendor has no harmless question, only another try can show that the key is taken again.
        if refused && adapters::form_of(account.connection.vendor).testable {
            return Ok(None);
        }
        Ok(Some(account.at(Priority::Person)))
    }

    /// How long the vendor wants to be left alone by all of its connection. Somebody who watches is not kept waiting
    /// for what another action was told.
    async fn asked_to_wait(&self, entry: &Entry) -> Result<Option<Duration>, DeskError> {
        if entry.state != EntryState::Unknown && !offline::waits(entry.action.kind()) {
            return Ok(None);
        }
        let account = self.accounts.account(entry.connection).await?;
        Ok(account.contact().gate().asked_left())
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
                .advance(entry, &[EntryState::Held], EntryState::Queued, Change::of(entry))
                .await?
        {
            // Taken back in the last moment.
            return Ok(());
        }
        let (waiting, now) = (entry.clone(), self.ports.clock.now());
        let left_alone = self
            .store
            .read(move |conn| watched::is_left_alone(conn, &waiting, now))
            .await?;
        if left_alone {
            return self.ask(entry, Question::NeedsLiveLine).await;
        }
        let mut snapshot = match perform::prepare(entry, vendor_patient.clone(), account).await {
            Ok(Prepared::Send(snapshot)) => snapshot,
            Ok(Prepared::Already(outcome)) => return self.done(entry, outcome).await,
            Ok(Prepared::Ask(question)) => return self.ask(entry, question).await,
            Ok(Prepared::NotNeeded) => return self.not_needed(entry).await,
            Err(error) => {
                return self
                    .failed(entry, &error, retry::after_read(&error), account)
                    .await;
            }
        };
        snapshot.upload = self.upload_of(entry).await?;
        snapshot.paper = self.paper_of(entry).await?;
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
            Ok(_) => {
                entry.answered += 1;
                self.lost(&entry, Some(ErrorCode::NoEffect)).await
            }
            Err(error) => {
                self.failed(&entry, &error, retry::after_send(&error), account)
                    .await
            }
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
        let unknown = [EntryState::Unknown];
        match perform::look(entry, vendor_patient, account).await {
            Ok(Looked::Happened(outcome)) => self.done(entry, *outcome).await,
            Ok(Looked::NobodyKnows) => self.ask(entry, Question::LookThere).await,
            Ok(Looked::Stopped(stop)) => self.ask(entry, Question::Stopped { stop }).await,
            Ok(Looked::Ambiguous(candidates)) => self.ask(entry, Question::Ambiguous { candidates }).await,
            Ok(Looked::NotThere) => {
                let looks = entry.looks + 1;
                // A clock set back since must not make the quiet time endless.
                let lost_at = entry.lost_at.unwrap_or(now).min(now);
                let quiet_until = lost_at + retry::QUIET;
                if looks < retry::LOOKS || now < quiet_until {
                    let last_look = looks + 1 >= retry::LOOKS;
                    let next = (now + retry::BETWEEN_LOOKS).max(if last_look { quiet_until } else { now });
                    let change = Change {
                        looks,
                        lost_at: Some(lost_at),
                        retry_at: Some(next),
                        failures: 0,
                        ..Change::of(entry)
                    };
                    return self
                        .advance(entry, &unknown, EntryState::Unknown, change)
                        .await
                        .map(drop);
                }
                if entry.answered >= allowed_without_effect(entry) {
                    return self.without_effect(entry).await;
                }
                if !offline::waits(entry.action.kind()) {
                    return self.ask(entry, Question::NeedsLiveLine).await;
                }
                self.once_more(entry, now).await
            }
            Err(error) => {
                let wait = retry::wait(entry.failures + 1, error.retry_after, self.jitter());
                self.pause(entry, error.into(), wait).await
            }
        }
    }

    /// Sends an entry again of which nothing is there, or asks a person when that was done often enough.
    async fn once_more(&self, entry: &Entry, now: DateTime<Utc>) -> Result<(), DeskError> {
        let unknown = [EntryState::Unknown];
        let Some(wait) = retry::after_lost(entry.lost) else {
            if !entry.action.can_be_looked_for() {
                return self.ask(entry, Question::LookThere).await;
            }
            return self.without_effect(entry).await;
        };
        let change = Change {
            looks: 0,
            lost_at: None,
            ..Change::of(entry)
        };
        if !wait.is_zero() {
            let change = Change {
                retry_at: Some(now + wait),
                reason: entry.reason,
                cause: entry.cause.clone(),
                ..change
            };
            return self
                .advance(entry, &unknown, EntryState::Waiting, change)
                .await
                .map(drop);
        }
        self.advance(entry, &unknown, EntryState::Queued, change).await?;
        self.wake();
        Ok(())
    }

    async fn without_effect(&self, entry: &Entry) -> Result<(), DeskError> {
        let change = Change {
            reason: Some(ErrorCode::NoEffect),
            ..Change::of(entry)
        };
        self.advance(entry, &[EntryState::Unknown], EntryState::Refused, change)
            .await
            .map(drop)
    }

    /// Tries an entry again later, in the state it is in.
    async fn pause(&self, entry: &Entry, why: DeskError, wait: Duration) -> Result<(), DeskError> {
        let unknown = entry.state == EntryState::Unknown;
        if !unknown && !offline::waits(entry.action.kind()) {
            return self.needs_live_line(entry, why).await;
        }
        let to = if unknown {
            EntryState::Unknown
        } else {
            EntryState::Waiting
        };
        let change = Change {
            retry_at: Some(self.ports.clock.now() + wait),
            reason: Some(why.code),
            cause: why.cause.map(|cause| *cause),
            failures: entry.failures + 1,
            ..Change::of(entry)
        };
        self.advance(entry, &MOVING, to, change).await.map(drop)
    }

    async fn needs_live_line(&self, entry: &Entry, why: DeskError) -> Result<(), DeskError> {
        let change = Change {
            question: Some(Question::NeedsLiveLine),
            approved: false,
            reason: Some(why.code),
            cause: why.cause.map(|cause| *cause),
            ..Change::of(entry)
        };
        self.advance(entry, &MOVING, EntryState::Asks, change)
            .await
            .map(drop)
    }

    /// Nothing is sent with a refused key or without one; a new key wakes the queue.
    async fn wait_for_key(&self, entry: &Entry, why: DeskError) -> Result<(), DeskError> {
        let wait = retry::wait(entry.failures + 1, None, self.jitter()).max(ACCOUNT_PAUSE);
        self.pause(entry, why, wait).await
    }

    /// A key was refused by a vendor. Where it answers no harmless question, every further try is one more
    /// sending: there are a few, and then it is a person's.
    async fn key_was_refused(&self, entry: &Entry, why: DeskError) -> Result<(), DeskError> {
        let vendor = self.accounts.get(entry.connection).await?.vendor;
        if adapters::form_of(vendor).testable || entry.state == EntryState::Unknown {
            return self.wait_for_key(entry, key_refused(Some(why))).await;
        }
        let refused_before = match entry.reason {
            Some(ErrorCode::KeyRefused) => entry.failures,
            _ => 0,
        };
        let Some(wait) = retry::after_refused_key(refused_before + 1) else {
            return self.needs_live_line(entry, key_refused(Some(why))).await;
        };
        let counted = Entry {
            failures: refused_before,
            ..entry.clone()
        };
        self.pause(&counted, key_refused(Some(why)), wait).await
    }

    async fn done(&self, entry: &Entry, outcome: Outcome) -> Result<(), DeskError> {
        let outcome = Arc::new(outcome);
        let mut tries = 1;
        // An answer that cannot be written down is a lost one, so a disk that is full for a moment gets that moment.
        let moved = loop {
            match self.settle(entry, Arc::clone(&outcome)).await {
                Err(error) if tries < TRIES_TO_WRITE => {
                    tracing::warn!(%error, code = %error.code.as_str(), "an answer is written down once more");
                    tries += 1;
                    self.ports.clock.sleep(BETWEEN_WRITES).await;
                }
                moved => break moved?,
            }
        };
        if moved {
            self.tell(entry, EntryState::Done);
            self.make_copy_of(entry).await;
        }
        Ok(())
    }

    /// Writes down what a vendor answered, in one transaction. Answers whether the entry still stood.
    async fn settle(&self, entry: &Entry, outcome: Arc<Outcome>) -> Result<bool, DeskError> {
        let now = self.ports.clock.now();
        let (settled, audit) = (entry.clone(), self.audit.clone());
        self.store
            .write(move |tx| {
                // Settled first, so that the absorbed row is no longer overlaid by this entry.
                let moved =
                    table::advance(tx, &settled, &MOVING, EntryState::Done, Change::of(&settled), now)?;
                if moved && let Some(answer) = perform::apply(tx, &settled, &outcome, now)? {
                    table::keep_answer(tx, &settled, &answer)?;
                }
                if moved {
                    for follower in bills::followers(tx, &settled, now)? {
                        // Whoever sits here by now has not asked for it.
                        audit.record_by_desk(tx, &logged::taken(tx, &follower)?)?;
                    }
                }
                if moved && let Some(line) = logged::went_on(tx, &settled)? {
                    audit.record_by_desk(tx, &line)?;
                }
                Ok(moved)
            })
            .await
    }

    /// Nothing is to be sent, and nothing was done by anybody.
    async fn not_needed(&self, entry: &Entry) -> Result<(), DeskError> {
        self.advance(entry, &MOVING, EntryState::Discarded, Change::afresh())
            .await
            .map(drop)
    }

    async fn ask(&self, entry: &Entry, question: Question) -> Result<(), DeskError> {
        let change = Change {
            question: Some(question),
            approved: false,
            ..Change::of(entry)
        };
        self.advance(entry, &MOVING, EntryState::Asks, change)
            .await
            .map(drop)
    }

    async fn lost(&self, entry: &Entry, reason: Option<ErrorCode>) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        // A short pause lets a slow vendor finish what it may still be doing.
        let change = Change {
            looks: 0,
            lost_at: Some(now),
            retry_at: Some(now + Duration::from_secs(1)),
            failures: 0,
            reason,
            ..Change::of(entry)
        };
        self.advance(entry, &[EntryState::Sending], EntryState::Unknown, change)
            .await
            .map(drop)
    }

    async fn failed(
        &self,
        entry: &Entry,
        error: &VendorError,
        after: AfterFailure,
        account: &Capabilities,
    ) -> Result<(), DeskError> {
        let desk = DeskError::from(error.clone());
        match after {
            AfterFailure::Look => self.lost(entry, Some(desk.code)).await,
            AfterFailure::Again(asked) => {
                let wait = retry::wait(entry.failures + 1, asked, self.jitter());
                self.pause(entry, desk, wait).await
            }
            AfterFailure::NewKey => self.key_was_refused(entry, desk).await,
            AfterFailure::Refused if key_is_refused(account).await => self.key_was_refused(entry, desk).await,
            AfterFailure::Refused => {
                let change = Change {
                    reason: Some(desk.code),
                    vendor_message: desk.params.0.get("vendor_message").cloned().map(Private::new),
                    cause: desk.cause.map(|cause| *cause),
                    ..Change::of(entry)
                };
                self.advance(entry, &MOVING, EntryState::Refused, change)
                    .await
                    .map(drop)
            }
        }
    }

    pub(super) async fn advance(
        &self,
        entry: &Entry,
        from: &[EntryState],
        to: EntryState,
        change: Change,
    ) -> Result<bool, DeskError> {
        let now: DateTime<Utc> = self.ports.clock.now();
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
            let settled = Settled {
                entry: entry.id,
                intent: entry.intent,
                action: kind,
                state,
            };
            self.events.tell(DeskEvent::Settled(settled));
        }
        self.events.changed(entry.action.topics());
    }

    fn jitter(&self) -> f64 {
        let mut bytes = [0u8; 4];
        self.ports.random.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }
}

/// Why an entry waits for another key, with the call that was refused where there was one.
fn key_refused(why: Option<DeskError>) -> DeskError {
    DeskError {
        cause: why.and_then(|why| why.cause),
        ..DeskError::new(ErrorCode::KeyRefused, "the key is refused")
    }
}

/// The states in which an entry is on its way by itself; a person's decision takes it out of them.
const MOVING: [EntryState; 5] = [
    EntryState::Held,
    EntryState::Queued,
    EntryState::Waiting,
    EntryState::Sending,
    EntryState::Unknown,
];

/// Some vendors answer a bad key with their own no under HTTP 200. A question without arguments that is
/// refused too tells that it is the key and not the act.
async fn key_is_refused(account: &Capabilities) -> bool {
    match account.check.harmless().await {
        Some(Err(error)) => retry::after_read(&error) == AfterFailure::NewKey,
        Some(Ok(())) | None => false,
    }
}

fn allowed_without_effect(entry: &Entry) -> u32 {
    match entry.action.kind() {
        ActionKind::FileDocument => PAPERS_WITHOUT_EFFECT,
        _ => ANSWERED_WITHOUT_EFFECT,
    }
}
