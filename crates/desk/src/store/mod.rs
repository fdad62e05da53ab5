//! The encrypted SQLite store: one writer, a few readers, all on the executor's threads.
//!
//! Several processes may have the same store open (the window and the command line): writers wait for each
//! other, readers never wait.

mod aside;
mod backup;
mod connection;
pub(crate) mod files;
mod keeping;
mod key;
mod migrations;
mod model;
mod of_desk;
mod open;
mod recovery_code;
pub(crate) mod schema;
mod upkeep;
mod value;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use futures::channel::oneshot;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use self::connection::{Use, connect};
use self::files::Files;
use self::key::Key;
use self::open::Opened;
use self::recovery_code::Code;
use crate::error::{DeskError, ErrorCode};
use crate::ports::{DatabaseExecutor, Lane, Ports};

pub use self::model::{
    Backup, ErasePatient, KeyState, RecoverStore, RecoveryCode, RestoreBackup, StrictMode, Wipe,
};
pub use self::value::{from_ms, id_of, instant_of, to_ms};

/// Idle readers kept open; more are opened when needed and closed again.
const IDLE_READERS: usize = 4;

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    files: Files,
    key: Key,
    /// The key of the access log.
    log: Key,
    ports: Ports,
    /// `None` after a job panicked, until the next one opens it again.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Readers>,
    /// Notified when a reader has come back.
    back: Condvar,
    /// Nobody reads or writes any more.
    closed: AtomicBool,
    /// A page was met that cannot be read.
    damaged: AtomicBool,
    around: OnceLock<Box<dyn AroundCommits>>,
}

#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    /// How many are in use.
    out: usize,
}

/// Somebody who takes part in every commit of this process.
pub(crate) trait AroundCommits: Send + Sync + 'static {
    /// Adds to a transaction that is about to be committed; an error undoes it.
    fn before(&self, tx: &Connection) -> Result<(), DeskError>;
    /// Learns that one was committed; the store's lock is free again.
    fn after(&self, conn: &Connection);
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Whether there is a store in `dir`, or what is left of one: then [`Store::open`] opens it or says what is
    /// wrong, and never makes a new one.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        let files = Files::in_dir(dir);
        files.database().exists() || files.key().exists()
    }

    /// Opens the store in `dir`, and makes it there on first use.
    ///
    /// # Errors
    /// `KeyringUnavailable`, `KeyMissing`, `KeyWrong`, `KeySealed`, `StoreDamaged`, `StoreTooNew`, `DiskFull`: a store
    /// whose key or file is gone is never replaced by a new one. `Internal` when the folder cannot be used.
    pub async fn open(dir: PathBuf, ports: &Ports) -> Result<Self, DeskError> {
        Self::opening(dir, ports, open::open_or_make).await
    }

    /// Opens the store in `dir` by its recovery code, and gives the keyring a new key of it, unless the code is to be
    /// asked for at every start.
    ///
    /// # Errors
    /// `WrongCode` (param `reason`: `mistyped` where it can be no code at all), `KeyMissing` when the key file is
    /// gone too, `StoreDamaged`, `StoreTooNew`, `DiskFull`, `Internal`.
    pub async fn recover(dir: PathBuf, ports: &Ports, code: &str) -> Result<Self, DeskError> {
        let code = Code::read(code)?;
        Self::opening(dir, ports, move |files, ports| open::recover(files, ports, &code)).await
    }

    async fn opening(
        dir: PathBuf,
        ports: &Ports,
        open: impl FnOnce(&Files, &Ports) -> Result<Opened, DeskError> + Send + 'static,
    ) -> Result<Self, DeskError> {
        let executor = ports.executor.clone();
        let ports = ports.clone();
        run(&*executor, Lane::Write, move || {
            let files = Files::in_dir(&dir);
            let Opened { writer, key, log } = open(&files, &ports)?;
            Ok(Self(Arc::new(Inner {
                files,
                key,
                log,
                ports,
                writer: Mutex::new(Some(writer)),
                readers: Mutex::default(),
                back: Condvar::new(),
                closed: AtomicBool::new(false),
                damaged: AtomicBool::new(false),
                around: OnceLock::new(),
            })))
        })
        .await
    }

    /// Runs `job` on a reader; everything it reads is of one moment.
    ///
    /// # Errors
    /// The job's own; `NotOpen` once it is closed; `Internal` when it panicked.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Read, move || inner.read(job)).await
    }

    /// Runs `job` in a transaction of the writer: on disk when this returns `Ok`, undone as a whole when the
    /// job errs or panics. A caller that stops waiting does not stop the job.
    ///
    /// # Errors
    /// The job's own; `DiskFull`; `NotOpen` once it is closed; `Internal` when it panicked.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Write, move || inner.write(job)).await
    }

    /// Lets somebody take part in every commit from now on; only the first who asks does.
    pub(crate) fn around_commits(&self, around: impl AroundCommits) {
        // One desk opens one store, so nobody else has asked.
        let _ = self.0.around.set(Box::new(around));
    }

    /// The folder of the store.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.0.files.dir()
    }
}

impl Inner {
    fn read<T>(&self, job: impl FnOnce(&Connection) -> Result<T, DeskError>) -> Result<T, DeskError> {
        // Taken out while in use: a job that panics takes its connection with it.
        let _out = self.enter()?;
        let idle = held(&self.readers).idle.pop();
        let conn = match idle {
            Some(conn) => conn,
            None => connect(&self.files.database(), &self.key, Use::Reading)?,
        };
        let moment = conn.unchecked_transaction()?;
        let outcome = self.noted(job(&moment));
        drop(moment);
        let mut readers = held(&self.readers);
        if readers.idle.len() < IDLE_READERS && !self.closed.load(Ordering::SeqCst) {
            readers.idle.push(conn);
        }
        outcome
    }

    /// Counts a reader as in use until dropped.
    fn enter(&self) -> Result<Out<'_>, DeskError> {
        let mut readers = held(&self.readers);
        self.still_open()?;
        readers.out += 1;
        Ok(Out(self))
    }

    fn write<T>(&self, job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let mut writer = held(&self.writer);
        self.still_open()?;
        let mut conn = match writer.take() {
            Some(conn) => conn,
            None => connect(&self.files.database(), &self.key, Use::Writing)?,
        };
        let outcome = self.noted(transact(
            &mut conn,
            job,
            self.around.get().map(|around| &**around),
        ));
        *writer = Some(conn);
        outcome
    }

    fn still_open(&self) -> Result<(), DeskError> {
        if self.closed.load(Ordering::SeqCst) {
            return Err(DeskError::new(ErrorCode::NotOpen, "the store was closed"));
        }
        Ok(())
    }

    fn noted<T>(&self, outcome: Result<T, DeskError>) -> Result<T, DeskError> {
        if matches!(&outcome, Err(error) if error.code == ErrorCode::StoreDamaged)
            && !self.damaged.swap(true, Ordering::SeqCst)
            // Whoever opens it next looks through all of it: most of it may well be read.
            && let Err(error) = files::write_whole(&self.files.damage(), b"")
        {
            tracing::warn!(%error, "that the store is damaged cannot be noted");
        }
        outcome
    }
}

/// A reader in use.
struct Out<'a>(&'a Inner);

impl Drop for Out<'_> {
    fn drop(&mut self) {
        held(&self.0.readers).out -= 1;
        self.0.back.notify_all();
    }
}

fn transact<T>(
    conn: &mut Connection,
    job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError>,
    around: Option<&dyn AroundCommits>,
) -> Result<T, DeskError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = job(&tx)?;
    if let Some(around) = around {
        around.before(&tx)?;
    }
    tx.commit()?;
    if let Some(around) = around {
        around.after(conn);
    }
    Ok(value)
}

/// A panic while the lock is held leaves nothing half done behind it: what was in use is already out.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `job` where database work runs: for whatever takes long, or blocks.
///
/// # Errors
/// The job's own; `Internal` when it panicked.
pub(crate) async fn run<T: Send + 'static>(
    executor: &dyn DatabaseExecutor,
    lane: Lane,
    job: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let (answer, outcome) = oneshot::channel();
    executor.execute(
        lane,
        Box::new(move || {
            let outcome = catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|panic| Err(panicked(&*panic)));
            // Nobody waits any more when the caller was dropped.
            let _ = answer.send(outcome);
        }),
    );
    outcome
        .await
        .unwrap_or_else(|_| Err(DeskError::internal("the executor ended before the job")))
}

/// The text of a panic is left out when it is not a fixed one: it may name a patient.
fn panicked(panic: &(dyn Any + Send)) -> DeskError {
    let text = panic
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("no fixed text");
    DeskError::internal(format!("a database job panicked: {text}"))
}
