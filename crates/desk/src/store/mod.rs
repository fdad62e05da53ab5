//! The encrypted SQLite store: one writer, a few readers, all on the executor's threads.
//!
//! Several processes may have the same store open (the window and the command line): writers wait for each
//! other, readers never wait.

mod connection;
pub(crate) mod files;
mod key;
mod migrations;
mod model;
mod open;
pub(crate) mod schema;
mod value;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::channel::oneshot;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use self::connection::{Use, connect};
use self::files::Files;
use self::key::Key;
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
    executor: Arc<dyn DatabaseExecutor>,
    /// `None` after a job panicked, until the next one opens it again.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
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
    /// `KeyringUnavailable`, `KeyMissing`, `KeyWrong`, `StoreDamaged`, `StoreTooNew`, `DiskFull`: a store whose key
    /// or file is gone is never replaced by a new one. `Internal` when the folder cannot be used.
    pub async fn open(dir: PathBuf, ports: &Ports) -> Result<Self, DeskError> {
        let executor = ports.executor.clone();
        let ports = ports.clone();
        run(&*executor.clone(), Lane::Write, move || {
            let files = Files::in_dir(&dir);
            let (writer, key) = open::open_or_make(&files, &ports)?;
            Ok(Self(Arc::new(Inner {
                files,
                key,
                executor,
                writer: Mutex::new(Some(writer)),
                readers: Mutex::default(),
            })))
        })
        .await
    }

    /// Runs `job` on a reader; everything it reads is of one moment.
    ///
    /// # Errors
    /// The job's own; `Internal` when it panicked.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.executor, Lane::Read, move || inner.read(job)).await
    }

    /// Runs `job` in a transaction of the writer: on disk when this returns `Ok`, undone as a whole when the
    /// job errs or panics. A caller that stops waiting does not stop the job.
    ///
    /// # Errors
    /// The job's own; `DiskFull`; `Internal` when it panicked.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.executor, Lane::Write, move || inner.write(job)).await
    }

    /// Whether that is the recovery code of this store.
    ///
    /// # Errors
    /// `WrongCode` when it is not, or none was made.
    pub async fn check_recovery_code(&self, _code: &str) -> Result<(), DeskError> {
        Err(DeskError::new(ErrorCode::WrongCode, "no recovery code was made"))
    }

    /// The key of the access log's chain.
    #[must_use]
    pub fn log_key(&self) -> Zeroizing<[u8; 32]> {
        self.0.key.clone()
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
        let idle = held(&self.readers).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => connect(&self.files.database(), &self.key, Use::Reading)?,
        };
        let moment = conn.unchecked_transaction()?;
        let outcome = job(&moment);
        drop(moment);
        let mut readers = held(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(conn);
        }
        outcome
    }

    fn write<T>(&self, job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError>) -> Result<T, DeskError> {
        let mut writer = held(&self.writer);
        let mut conn = match writer.take() {
            Some(conn) => conn,
            None => connect(&self.files.database(), &self.key, Use::Writing)?,
        };
        let outcome = transact(&mut conn, job);
        *writer = Some(conn);
        outcome
    }
}

fn transact<T>(
    conn: &mut Connection,
    job: impl FnOnce(&Transaction<'_>) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = job(&tx)?;
    tx.commit()?;
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
