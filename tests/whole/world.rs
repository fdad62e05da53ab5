//! The world around a desk under test: virtual time, counted chance, and what goes wrong beside the vendor's own faults.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_desk::ports::{Clock, DatabaseExecutor, Ids, Lane, Random};
use frontdesk_sandbox::{LineError, Sandbox};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde_json::Value;
use tokio::time::Instant;
use uuid::Uuid;

/// Virtual time: as fast as the work allows, and the same in every run.
#[derive(Clone)]
pub struct VirtualClock {
    start: DateTime<Utc>,
    began: Instant,
    /// Milliseconds by which somebody has set it.
    set: Arc<AtomicI64>,
}

impl VirtualClock {
    /// A clock that shows `start` now.
    pub fn starting(start: &str) -> Self {
        Self {
            start: start.parse().unwrap(),
            began: Instant::now(),
            set: Arc::default(),
        }
    }

    /// The same time on another wall: setting one leaves the other alone.
    pub fn another(&self) -> Self {
        Self {
            set: Arc::default(),
            ..self.clone()
        }
    }

    /// Somebody sets it forward, or back.
    pub fn jump(&self, by: chrono::TimeDelta) {
        self.set.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> DateTime<Utc> {
        let set = chrono::TimeDelta::milliseconds(self.set.load(Ordering::SeqCst));
        self.start + self.began.elapsed() + set
    }
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(duration).boxed()
    }
}

/// Counted instead of drawn, so that a run can be repeated.
#[derive(Default)]
pub struct Counted(AtomicU64);

impl Random for Counted {
    fn fill(&self, buffer: &mut [u8]) {
        let count = self
            .0
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst)
            .to_le_bytes();
        for (place, byte) in buffer.iter_mut().zip(count.iter().cycle()) {
            *place = *byte;
        }
    }
}

impl Ids for Counted {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(7, self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// What goes wrong beside the vendor's own faults.
#[derive(Default)]
pub struct Trouble {
    /// The vendor says yes to a tick and keeps its value.
    pub yes_without_effect: AtomicBool,
    /// The first write to the store after the next tick has reached the vendor is lost, as on a full disk.
    pub lose_write_after_tick: AtomicBool,
    lose_next_write: AtomicBool,
    /// The disk is full for so long once the vendor has answered a path with these words.
    pub full_after: Mutex<Option<(&'static str, Duration)>>,
    full_until: Mutex<Option<Instant>>,
    /// What becomes of the vendor's answers, by what was asked.
    pub spoil: Mutex<Option<Spoil>>,
}

/// Changes an answer to that path and query.
pub type Spoil = Box<dyn Fn(&str, &mut Value) + Send>;

impl Trouble {
    fn answered(&self, asked: &str) {
        let mut planned = self.full_after.lock().unwrap();
        if let Some((_, time)) = planned.take_if(|(path, _)| asked.contains(*path)) {
            *self.full_until.lock().unwrap() = Some(Instant::now() + time);
        }
    }

    fn spoiled(&self, asked: &str, answer: http::Response<Bytes>) -> http::Response<Bytes> {
        let spoil = self.spoil.lock().unwrap();
        let (Some(spoil), Ok(mut body)) = (&*spoil, serde_json::from_slice(answer.body())) else {
            return answer;
        };
        spoil(asked, &mut body);
        answer.map(|_| Bytes::from(body.to_string()))
    }
}

/// Database work at once, on the caller's thread: virtual time must not wait for real threads.
pub struct AtOnce(pub Arc<Trouble>);

impl DatabaseExecutor for AtOnce {
    fn execute(&self, lane: Lane, job: Box<dyn FnOnce() + Send>) {
        let full = self
            .0
            .full_until
            .lock()
            .unwrap()
            .is_some_and(|until| Instant::now() < until);
        if lane == Lane::Read || !(full || self.0.lose_next_write.swap(false, Ordering::SeqCst)) {
            job();
        }
    }
}

/// The lines to a sandbox, with what goes wrong on them.
pub fn lines(sandbox: &Sandbox, trouble: &Arc<Trouble>) -> Arc<dyn frontdesk_desk::ports::Lines> {
    let (sandbox, trouble) = (sandbox.clone(), trouble.clone());
    in_process(move |mut request: http::Request<Bytes>| {
        let (sandbox, trouble) = (sandbox.clone(), trouble.clone());
        async move {
            if request.method() == http::Method::PUT {
                if trouble.yes_without_effect.load(Ordering::SeqCst) {
                    *request.uri_mut() = request
                        .uri()
                        .to_string()
                        .replace("/true", "/false")
                        .parse()
                        .unwrap();
                }
                let lose = trouble.lose_write_after_tick.swap(false, Ordering::SeqCst);
                trouble.lose_next_write.store(lose, Ordering::SeqCst);
            }
            let asked = request.uri().to_string();
            let answer = sandbox.answer(request).await;
            trouble.answered(&asked);
            let answer = answer.map(|answer| trouble.spoiled(&asked, answer));
            answer.map_err(|error| NoAnswer {
                may_have_acted: error != LineError::Refused,
                reason: error.to_string(),
            })
        }
    })
}
