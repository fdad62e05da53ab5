//! Ports for tests: a clock that stands, ids and keys that can be foretold, a keyring that can be broken.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};

use futures::future::BoxFuture;
use uuid::Uuid;

use crate::error::{DeskError, ErrorCode};
use crate::ports::{Clock, DatabaseExecutor, Ids, Lane, Line, Lines, PlainHttp, Ports, Random, SecretStore};

/// 2026-03-02 10:00 in Bucharest, a Monday.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

/// Ports with this executor; the keyring is handed out too.
pub(crate) fn ports_on(executor: Arc<dyn DatabaseExecutor>) -> (Ports, Arc<TestSecrets>) {
    let secrets = Arc::new(TestSecrets::default());
    let ports = Ports {
        clock: Arc::new(StandingClock),
        random: Arc::new(Counter::default()),
        ids: Arc::new(Counter::default()),
        secrets: secrets.clone(),
        executor,
        lines: Arc::new(NoLines),
        documents: Arc::new(crate::ports::NoDocuments),
    };
    (ports, secrets)
}

/// Ports that do database work at once, on the caller's thread.
pub(crate) fn ports() -> (Ports, Arc<TestSecrets>) {
    ports_on(Arc::new(Inline))
}

struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> DateTime<Utc> {
        now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// Never the same twice, always the same in each run.
#[derive(Default)]
struct Counter(AtomicU64);

impl Random for Counter {
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            let number = self.0.fetch_add(1, Ordering::SeqCst);
            *byte = (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8;
        }
    }
}

impl Ids for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u128(0xf00d_0000 + u128::from(self.0.fetch_add(1, Ordering::SeqCst)))
    }
}

/// A keyring in memory.
#[derive(Default)]
pub(crate) struct TestSecrets {
    pub(crate) kept: Mutex<HashMap<String, Vec<u8>>>,
    /// Answers nothing any more.
    pub(crate) broken: AtomicBool,
    /// Takes keys without keeping them.
    pub(crate) forgets: AtomicBool,
}

impl TestSecrets {
    fn answer(&self) -> Result<(), DeskError> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(DeskError::new(
                ErrorCode::KeyringUnavailable,
                "no keyring in this test",
            ));
        }
        Ok(())
    }
}

impl SecretStore for TestSecrets {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        self.answer()?;
        Ok(self.kept.lock().unwrap().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        self.answer()?;
        if !self.forgets.load(Ordering::SeqCst) {
            self.kept.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), DeskError> {
        self.answer()?;
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }
}

/// Does each job at once.
pub(crate) struct Inline;

impl DatabaseExecutor for Inline {
    fn execute(&self, _: Lane, job: Box<dyn FnOnce() + Send>) {
        job();
    }
}

/// Drops each job undone, like an application that is closing.
pub(crate) struct Closed;

impl DatabaseExecutor for Closed {
    fn execute(&self, _: Lane, job: Box<dyn FnOnce() + Send>) {
        drop(job);
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// One thread for the writer, a new one for each reader.
pub(crate) struct Threads(Sender<Job>);

impl Default for Threads {
    fn default() -> Self {
        let (writes, jobs) = channel::<Job>();
        std::thread::spawn(move || jobs.into_iter().for_each(|job| job()));
        Self(writes)
    }
}

impl DatabaseExecutor for Threads {
    fn execute(&self, lane: Lane, job: Job) {
        match lane {
            Lane::Write => self.0.send(job).unwrap(),
            Lane::Read => drop(std::thread::spawn(job)),
        }
    }
}

struct NoLines;

impl Lines for NoLines {
    fn line_to(&self, _: &str, _: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
        Err(DeskError::internal("this test has no line"))
    }
}
