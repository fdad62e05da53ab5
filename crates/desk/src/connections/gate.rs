//! One limiter a connection: how often, how many at once, who goes first, and how long to leave a vendor
//! in peace that does not answer or asks for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::{Either, select};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::ports::{Clock, Random};

/// Who asks. The order is the order of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// What a person did. Tried even while the vendor seems to be away.
    Person,
    /// What a person looks at. Tried even while the vendor seems to be away.
    Opened,
    /// Reading in the background.
    Sync,
}

/// How much a vendor is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// Requests a second, on average and at most.
    pub per_second: u32,
    /// Requests under way at the same time.
    pub at_once: u32,
}

impl Default for Pace {
    fn default() -> Self {
        // No vendor document of ours names a limit; ten a second is what a sister system publishes as its own.
        Self {
            per_second: 10,
            at_once: 4,
        }
    }
}

/// A desk that shares an account with nobody.
const WHOLE: u32 = 100;
/// The longest pause after a vendor did not answer.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// The first pause after a vendor did not answer; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest wait that a vendor's own word is followed to.
const LONGEST_ASKED: Duration = Duration::from_secs(600);
/// How long to wait when a vendor asks to slow down without saying how long.
const DEFAULT_ASKED: Duration = Duration::from_secs(5);

/// A stretch of time that survives a clock set backwards: it never grows.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    since: DateTime<Utc>,
    length: Duration,
}

impl Stretch {
    fn left(&mut self, now: DateTime<Utc>) -> Option<Duration> {
        if now < self.since {
            self.since = now;
        }
        let gone = (now - self.since).to_std().unwrap_or_default();
        self.length.checked_sub(gone).filter(|left| !left.is_zero())
    }
}

struct State {
    pace: Pace,
    share: u32,
    under_way: u32,
    waiting: [u32; 3],
    spacing: Option<Stretch>,
    hold: Option<Stretch>,
    /// What the vendor itself asked for: nothing goes by itself before it is over.
    asked: Option<Stretch>,
    silences: u32,
}

impl State {
    fn own_pace(&self) -> Pace {
        let own = |whole: u32| whole.saturating_mul(self.share).div_ceil(WHOLE).max(1);
        Pace {
            per_second: own(self.pace.per_second),
            at_once: own(self.pace.at_once),
        }
    }

    /// The time between two requests: exact where a share is less than one a second.
    fn spacing(&self) -> Duration {
        Duration::from_secs(1) * WHOLE / self.pace.per_second.max(1).saturating_mul(self.share)
    }
}

/// The limiter of one connection.
pub struct Gate {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    state: Mutex<State>,
    moved: Notify,
}

/// Leave to make one request; gives its place back when dropped.
pub struct Permit<'a> {
    gate: &'a Gate,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        state.under_way = state.under_way.saturating_sub(1);
        drop(state);
        self.gate.moved.notify_waiters();
    }
}

/// Keeps the count of those who wait right even when a waiter gives up.
struct Queued<'a> {
    gate: &'a Gate,
    priority: Priority,
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        if let Some(count) = state.waiting.get_mut(self.priority as usize) {
            *count = count.saturating_sub(1);
        }
        drop(state);
        self.gate.moved.notify_waiters();
    }
}

enum Turn {
    Go,
    /// Somebody else must move first.
    Wait,
    /// Nobody needs to move; time must pass.
    Sleep(Duration),
}

impl Gate {
    /// A gate with nothing behind it yet.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>, pace: Pace) -> Self {
        let state = State {
            pace,
            share: WHOLE,
            under_way: 0,
            waiting: [0; 3],
            spacing: None,
            hold: None,
            asked: None,
            silences: 0,
        };
        Self {
            clock,
            random,
            state: Mutex::new(state),
            moved: Notify::new(),
        }
    }

    /// The pace of this desk: its share of the account's, at least one request at a time.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.lock().own_pace()
    }

    /// Changes how much of the account's pace is this desk's, in parts of a hundred, from the next request on.
    pub fn set_share(&self, percent: u32) {
        let percent = percent.clamp(1, WHOLE);
        let mut state = self.lock();
        if state.share == percent {
            return;
        }
        state.share = percent;
        drop(state);
        self.moved.notify_waiters();
    }

    /// Changes the pace from the next request on.
    pub fn set_pace(&self, pace: Pace) {
        self.lock().pace = pace;
        self.moved.notify_waiters();
    }

    /// Waits for leave to make one request.
    pub async fn acquire(&self, priority: Priority) -> Permit<'_> {
        if let Some(count) = self.lock().waiting.get_mut(priority as usize) {
            *count += 1;
        }
        let queued = Queued { gate: self, priority };
        loop {
            let mut moved = Box::pin(self.moved.notified());
            // Registered before looking, so that a move between the look and the wait is not missed.
            moved.as_mut().enable();
            match self.turn(priority) {
                Turn::Go => {
                    drop(queued);
                    return Permit { gate: self };
                }
                Turn::Wait => moved.await,
                Turn::Sleep(time) => {
                    // Either way the loop looks again.
                    match select(moved, self.clock.sleep(time)).await {
                        Either::Left(_) | Either::Right(_) => {}
                    }
                }
            }
        }
    }

    /// The vendor answered: a pause because it did not is over. One that it asked for is not: what was under way
    /// together with the question it refused, or what a person looks at, is answered all the same.
    pub fn answered(&self) {
        let mut state = self.lock();
        state.silences = 0;
        state.hold = state.asked;
        drop(state);
        self.moved.notify_waiters();
    }

    /// It is another vendor from now on: no pause of the former one counts.
    pub fn forget(&self) {
        let mut state = self.lock();
        state.silences = 0;
        (state.hold, state.asked) = (None, None);
        drop(state);
        self.moved.notify_waiters();
    }

    /// The vendor asked to slow down. The longest that it asked for holds.
    pub fn slow_down(&self, asked: Option<Duration>) {
        let length = asked.unwrap_or(DEFAULT_ASKED).min(LONGEST_ASKED);
        let now = self.clock.now();
        let mut state = self.lock();
        let left = state.asked.as_mut().and_then(|asked| asked.left(now));
        let stretch = Some(Stretch {
            since: now,
            length: length.max(left.unwrap_or_default()),
        });
        (state.hold, state.asked) = (stretch, stretch);
        drop(state);
        self.moved.notify_waiters();
    }

    /// The vendor did not answer: leave it in peace for a random part of an ever longer pause, so that many
    /// desks do not come back at the same moment. Answers of requests that were under way together count once.
    pub fn silent(&self) {
        let now = self.clock.now();
        let mut state = self.lock();
        if state.hold.as_mut().is_some_and(|hold| hold.left(now).is_some()) {
            return;
        }
        let ceiling = FIRST_PAUSE
            .saturating_mul(1 << state.silences.min(10))
            .min(LONGEST_PAUSE);
        state.silences = state.silences.saturating_add(1);
        // A pause of nothing would be a busy loop.
        let length = ceiling.mul_f64(self.fraction()).max(Duration::from_millis(100));
        state.hold = Some(Stretch { since: now, length });
        drop(state);
        self.moved.notify_waiters();
    }

    /// How long background reading still has to wait, if it has to.
    #[must_use]
    pub fn pause_left(&self) -> Option<Duration> {
        let now = self.clock.now();
        self.lock().hold.as_mut().and_then(|hold| hold.left(now))
    }

    /// Whether nothing is asked, waits to be, or has to leave the vendor in peace.
    pub(crate) fn is_idle(&self) -> bool {
        let now = self.clock.now();
        let mut state = self.lock();
        let held = state.hold.as_mut().is_some_and(|hold| hold.left(now).is_some());
        !held && state.under_way == 0 && state.waiting.iter().all(|waiting| *waiting == 0)
    }

    /// The time between two requests.
    pub(crate) fn spacing(&self) -> Duration {
        self.lock().spacing()
    }

    /// How long the vendor still wants to be left alone.
    #[must_use]
    pub fn asked_left(&self) -> Option<Duration> {
        let now = self.clock.now();
        self.lock().asked.as_mut().and_then(|asked| asked.left(now))
    }

    fn turn(&self, priority: Priority) -> Turn {
        let now = self.clock.now();
        let mut state = self.lock();
        let first = state
            .waiting
            .iter()
            .take(priority as usize)
            .all(|waiting| *waiting == 0);
        if !first || state.under_way >= state.own_pace().at_once {
            return Turn::Wait;
        }
        let spacing = state.spacing.as_mut().and_then(|spacing| spacing.left(now));
        let hold = match priority {
            Priority::Sync => state.hold.as_mut().and_then(|hold| hold.left(now)),
            Priority::Person | Priority::Opened => None,
        };
        if let Some(time) = spacing.max(hold) {
            return Turn::Sleep(time);
        }
        state.under_way += 1;
        let length = state.spacing();
        state.spacing = Some(Stretch { since: now, length });
        Turn::Go
    }

    /// A number from 0 up to 1.
    fn fraction(&self) -> f64 {
        let mut bytes = [0; 4];
        self.random.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
