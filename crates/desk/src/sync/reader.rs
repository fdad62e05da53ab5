//! The reader of one connection: what to do next, for ever.

use std::collections::{HashMap, HashSet};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_basics::civil;
use futures::future::{poll_fn, select};
use uuid::Uuid;

use super::cursor::{self, Cursor};
use super::fresh::is_due;
use super::{FillStrategy, Inner, SyncPhase, SyncState, progress};
use crate::connections::{Account, Health};
use crate::error::{DeskError, ErrorCode};
use crate::events::{DeskEvent, Topic};

/// How long to wait when there is nothing to do.
const IDLE: Duration = Duration::from_secs(5);
/// How long to wait for a person: a pause to end, a key to be replaced. Another process may do it.
const FOR_A_PERSON: Duration = Duration::from_secs(5);
/// How long to wait after a failure of our own.
const AFTER_FAULT: Duration = Duration::from_secs(30);
/// News of progress are told no more often.
const TELL_EVERY: TimeDelta = TimeDelta::seconds(1);
/// How often a refused key is tried: the vendor may take it again without anybody entering it anew.
const TRY_KEY_EVERY: TimeDelta = TimeDelta::minutes(2);
/// How often a doubt about the key is looked into.
const DOUBT_EVERY: TimeDelta = TimeDelta::minutes(1);
/// The longest time to leave in peace what cannot be used.
const LONGEST_PEACE: TimeDelta = TimeDelta::seconds(60);
/// Without an answer for so long, the vendor is taken to be away for good by whoever waits for the fill.
const AWAY: TimeDelta = TimeDelta::seconds(10);

/// What a step says about the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// There is more to do.
    Again,
    /// The vendor did not answer; the limiter says when to try again.
    Retry,
    /// What answers there cannot be used, whatever is asked: it is left in peace for a while.
    Useless,
    /// Nothing to do for the moment.
    Idle,
    /// A person has to act first.
    Person,
    /// The connection is no more.
    Gone,
}

/// What a reader need not know after a restart.
#[derive(Default)]
pub(super) struct Memory {
    /// Records that could not be read, and when that was.
    pub failed: HashMap<Uuid, DateTime<Utc>>,
    /// When the round over everybody last moved on.
    pub round_at: Option<DateTime<Utc>>,
    /// The next look for newcomers by code goes far beyond the highest known.
    pub look_far: bool,
    /// When fragments of names were last asked.
    pub names_at: Option<DateTime<Utc>>,
    /// When a page, and when a range of days, was last asked for in a round that is not urgent.
    pub page_at: Option<DateTime<Utc>>,
    pub days_at: Option<DateTime<Utc>>,
    /// How often in a row nothing that was answered could be used, and until when to leave it in peace.
    useless: u32,
    leave_until: Option<DateTime<Utc>>,
    /// When a refused key was last tried again, and when a doubt about the key was last looked into.
    key_tried_at: Option<DateTime<Utc>>,
    doubted_at: Option<DateTime<Utc>>,
    /// The last step kept patients fresh, so that the first fill has its turn.
    near_was_last: bool,
    told_at: Option<DateTime<Utc>>,
    pub dirty: HashSet<Topic>,
}

impl Inner {
    /// Reads one connection until it is removed. Returns which it was.
    pub(super) async fn read(&self, connection: Uuid) -> Uuid {
        let mut memory = Memory::default();
        loop {
            let mut woken = pin!(self.woken.notified());
            // Registered before the step looks at anything, so that no wake is missed.
            woken.as_mut().enable();
            let wait = match self.step(connection, &mut memory).await {
                Ok(Next::Gone) => return connection,
                Ok(Next::Again) => None,
                // The gate holds the next request back; without a pause there this would spin.
                Ok(Next::Retry) => Some(Duration::from_millis(100)),
                Ok(Next::Idle | Next::Useless) => Some(IDLE),
                Ok(Next::Person) => Some(FOR_A_PERSON),
                Err(error) => {
                    tracing::error!(%error, code = %error.code.as_str(), "a connection cannot be read");
                    Some(AFTER_FAULT)
                }
            };
            self.tell_of(connection, &mut memory, wait.is_some()).await;
            match wait {
                Some(wait) => drop(select(woken, self.ports.clock.sleep(wait)).await),
                None => give_way().await,
            }
        }
    }

    async fn step(&self, connection: Uuid, memory: &mut Memory) -> Result<Next, DeskError> {
        // Read before the account: whoever moves it meanwhile finds the cursor of the address it was asked at.
        let mut cursor = self
            .store
            .read(move |conn| cursor::load(conn, connection))
            .await?;
        let account = match self.accounts.account(connection).await {
            Ok(account) => account,
            Err(error) if error.code == ErrorCode::NotFound => return Ok(Next::Gone),
            Err(error) if error.code == ErrorCode::KeyWanted => return Ok(Next::Person),
            Err(error) => return Err(error),
        };
        if cursor.paused || !self.may_use_key(&account, &mut cursor, memory) {
            return Ok(Next::Person);
        }
        if let Some(next) = self.refresh_catalogues(&account, &mut cursor).await? {
            return Ok(next);
        }
        let next = self.read_on(&account, &mut cursor, memory).await?;
        self.note_use(connection, memory, next);
        Ok(next)
    }

    /// Whether to go on with the key as it is. Where it was refused or is in doubt, the statuses are asked for
    /// now and then: every key may ask for them.
    fn may_use_key(&self, account: &Account, cursor: &mut Cursor, memory: &mut Memory) -> bool {
        let (contact, now) = (account.contact(), self.ports.clock.now());
        if contact.line().health == Health::KeyRefused {
            // A refusal that was only remembered is tried at once.
            if contact.is_tried() {
                memory.key_tried_at.get_or_insert(now);
            }
            if !is_due(memory.key_tried_at, TRY_KEY_EVERY, now) {
                return false;
            }
            memory.key_tried_at = Some(now);
            cursor.state.looked.statuses = None;
            return true;
        }
        memory.key_tried_at = None;
        if is_due(memory.doubted_at, DOUBT_EVERY, now) && contact.take_doubt() {
            memory.doubted_at = Some(now);
            cursor.state.looked.statuses = None;
        }
        true
    }

    /// Notes whether what was answered could be used, for the pause and for whoever waits for the fill.
    fn note_use(&self, connection: Uuid, memory: &mut Memory, next: Next) {
        let now = self.ports.clock.now();
        match next {
            Next::Useless => {
                let pause = TimeDelta::seconds(1 << memory.useless.min(10)).min(LONGEST_PEACE);
                memory.useless = memory.useless.saturating_add(1);
                memory.leave_until = Some(now + pause);
                self.useless().entry(connection).or_insert(now);
            }
            Next::Again => {
                memory.useless = 0;
                memory.leave_until = None;
                self.useless().remove(&connection);
            }
            Next::Retry | Next::Idle | Next::Person | Next::Gone => {}
        }
    }

    async fn read_on(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Next, DeskError> {
        let connection = account.connection.id;
        let now = self.ports.clock.now();
        // A clock set back must not leave it in peace for ever.
        if memory
            .leave_until
            .is_some_and(|until| now < until && until - now <= LONGEST_PEACE)
        {
            return Ok(Next::Idle);
        }
        if cursor.strategy.is_none() {
            memory.dirty.extend([Topic::Patients]);
            return self.find_strategy(account, cursor).await;
        }
        if cursor.strategy == Some(FillStrategy::Pages) {
            return self.read_listing(account, cursor, memory).await;
        }
        if cursor.complete || !memory.near_was_last {
            memory.near_was_last = true;
            if let Some(next) = self.refresh_near(account, cursor, memory).await? {
                memory.dirty.extend([Topic::Appointments]);
                return Ok(next);
            }
        }
        if !cursor.complete {
            memory.near_was_last = false;
            memory.dirty.extend([Topic::Patients, Topic::Appointments]);
            let next = self.fill(account, cursor).await?;
            if next != Next::Again {
                // A stop must not count as slowness.
                self.speeds().remove(&connection);
            }
            self.measure(connection, cursor).await?;
            return Ok(next);
        }
        if let Some(next) = self.look_for_newcomers(account, cursor, memory).await? {
            memory.dirty.extend([Topic::Patients]);
            return Ok(next);
        }
        if let Some(next) = self.read_newcomers(account, cursor).await? {
            memory.dirty.extend([Topic::Appointments]);
            return Ok(next);
        }
        if let Some(next) = self.go_round(account, cursor, memory).await? {
            memory.dirty.extend([Topic::Appointments]);
            return Ok(next);
        }
        Ok(Next::Idle)
    }

    /// Notes how fast the first fill goes.
    pub(super) async fn measure(&self, connection: Uuid, cursor: &mut Cursor) -> Result<(), DeskError> {
        let counts = self
            .store
            .read(move |conn| progress::counts(conn, connection))
            .await?;
        let now = self.ports.clock.now();
        if let Some((done, _)) = progress::work(cursor, counts) {
            self.speeds().entry(connection).or_default().note(now, done);
        }
        let percent = progress::percent(cursor, counts);
        if percent > cursor.state.percent {
            cursor.state.percent = percent;
            self.keep_cursor(connection, cursor, now).await?;
        }
        Ok(())
    }

    /// The state of one connection.
    pub(super) async fn state(&self, connection: Uuid) -> Result<SyncState, DeskError> {
        let account = self.accounts.account(connection).await;
        let shown = self.accounts.get(connection).await?;
        // This process's own eyes are fresher than the row.
        let line = account.ok().map(|account| account.contact().line());
        let health = line.map_or(Health::KeyMissing, |line| line.health);
        let speed = self.speeds().get(&connection).cloned();
        let zone = civil::zone(&shown.zone).unwrap_or(chrono_tz::Tz::UTC);
        let today = civil::date_at_clinic(self.ports.clock.now(), zone);
        let mut state = self
            .store
            .read(move |conn| progress::state(conn, &shown, health, speed.as_ref(), today))
            .await?;
        if let Some(line) = line {
            state.last_contact_at = line.last_contact_at.max(state.last_contact_at);
            state.offline_since = line.offline_since;
        }
        Ok(state)
    }

    /// Tells the state of one connection now.
    pub(super) async fn tell(&self, connection: Uuid) {
        match self.state(connection).await {
            Ok(state) => self.events.tell(DeskEvent::Sync(state)),
            Err(error) => tracing::debug!(%error, "the state of a connection cannot be told"),
        }
    }

    /// Tells what the last steps did, not too often; before a rest everything is told, since nobody should
    /// wait for the next batch to see the last one.
    async fn tell_of(&self, connection: Uuid, memory: &mut Memory, resting: bool) {
        let now = self.ports.clock.now();
        let lately = memory
            .told_at
            .is_some_and(|told| told <= now && now - told < TELL_EVERY);
        let nothing_new = memory.dirty.is_empty() && memory.told_at.is_some();
        if nothing_new || (lately && !resting) {
            return;
        }
        memory.told_at = Some(now);
        self.tell(connection).await;
        let mut topics: Vec<Topic> = memory.dirty.drain().collect();
        topics.push(Topic::Sync);
        self.events.changed(&topics);
    }

    /// Whether the first fill is complete or cannot go on by itself. What was remembered of a line is not
    /// enough: it has to be tried.
    pub(super) async fn has_settled(&self, state: &SyncState) -> bool {
        let now = self.ports.clock.now();
        let tried = match self.accounts.account(state.connection).await {
            Ok(account) => account.contact().is_tried(),
            // Without a key there is nothing to try.
            Err(_) => true,
        };
        let useless_since = self.useless().get(&state.connection).copied();
        let away = |since: Option<DateTime<Utc>>| since.is_some_and(|since| now - since >= AWAY);
        match state.phase {
            SyncPhase::Paused => true,
            SyncPhase::Fresh => {
                away(useless_since) || self.is_up_to_date(state.connection).await.unwrap_or(true)
            }
            SyncPhase::KeyRefused => tried,
            SyncPhase::KeyMissing => true,
            SyncPhase::Offline => tried && away(state.offline_since),
            SyncPhase::Exploring | SyncPhase::Patients | SyncPhase::Appointments => away(useless_since),
        }
    }
}

/// Lets the other readers have a turn.
async fn give_way() {
    let mut given = false;
    poll_fn(|context| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
