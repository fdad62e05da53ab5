//! Virtual time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;

use crate::ports::Clock;

/// Time that stands until nobody can do anything, and then leaps to whoever waits the shortest.
pub(super) struct VirtualClock {
    now: Mutex<DateTime<Utc>>,
    sleepers: Mutex<BTreeMap<(DateTime<Utc>, u64), Waker>>,
    count: Mutex<u64>,
}

impl VirtualClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            // 10:00 at the clinic, a Monday.
            now: Mutex::new("2026-03-02T08:00:00Z".parse().unwrap()),
            sleepers: Mutex::default(),
            count: Mutex::default(),
        })
    }

    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    /// Nobody does anything for so long.
    pub fn pass(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    /// Wakes whoever waits the shortest; nobody waits: `false`.
    pub fn leap(&self) -> bool {
        let Some(((at, _), waker)) = self.sleepers.lock().unwrap().pop_first() else {
            return false;
        };
        let mut now = self.now.lock().unwrap();
        *now = at.max(*now);
        drop(now);
        waker.wake();
        true
    }
}

/// The clock as a port.
pub(super) struct Handle(pub Arc<VirtualClock>);

impl Clock for Handle {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.0.clone();
        let mut number = clock.count.lock().unwrap();
        *number += 1;
        let key = (*clock.now.lock().unwrap() + duration, *number);
        drop(number);
        Box::pin(std::future::poll_fn(move |context| {
            if *clock.now.lock().unwrap() >= key.0 {
                return Poll::Ready(());
            }
            clock
                .sleepers
                .lock()
                .unwrap()
                .insert(key, context.waker().clone());
            Poll::Pending
        }))
    }
}
