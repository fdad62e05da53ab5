//! What is done to an open store as a whole: copying it, closing it, and leaving nothing of it.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::connection::{Use, connect};
use super::key::KeyFile;
use super::model::Backup;
use super::{Inner, Store, backup, files, held, run};
use crate::error::DeskError;
use crate::ports::Lane;

impl Store {
    /// Makes today's copy, unless there is one, and says whether it did. Everything is read for it, beside the work of
    /// the desk, so damage that nobody has met yet is found. Old copies go only where the clock is `steady`.
    ///
    /// # Errors
    /// `StoreDamaged`, `DiskFull`, `NotOpen`, `Internal`.
    pub(crate) async fn copy_today(&self, steady: bool) -> Result<bool, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Read, move || {
            let _out = inner.enter()?;
            let conn = connect(&inner.files.database(), &inner.key, Use::Copying)?;
            inner.noted(backup::daily(
                &inner.files,
                &conn,
                inner.ports.clock.now(),
                steady,
            ))
        })
        .await
    }

    /// Removes all copies and what gave way to one: somebody who was erased is still in them. Waits for one that is
    /// being made, so not where people's acts wait.
    ///
    /// # Errors
    /// `Internal`.
    pub(crate) async fn remove_copies(&self) -> Result<(), DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Read, move || {
            backup::remove_all(&inner.files)
        })
        .await
    }

    /// The copies there are, newest first.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn backups(&self) -> Result<Vec<Backup>, DeskError> {
        Ok(self.key_state().await?.backups)
    }

    /// Empties the log of writes into the store, so that nothing that was deleted stands in it.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn empty_log(&self) -> Result<(), DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Write, move || {
            let writer = held(&inner.writer);
            inner.still_open()?;
            if let Some(conn) = writer.as_ref() {
                let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
                if busy != 0 {
                    tracing::info!("somebody reads the store: its log is emptied by a later write");
                }
            }
            Ok(())
        })
        .await
    }

    /// Whether a page was met that cannot be read.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.0.damaged.load(Ordering::SeqCst)
    }

    /// Closes the store once what was begun has ended. Whoever still holds it is told `NotOpen`.
    ///
    /// # Errors
    /// `Internal` when the executor has ended.
    pub async fn close(&self) -> Result<(), DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Write, move || {
            inner.close();
            Ok(())
        })
        .await
    }

    /// Takes the key of this store out of the keyring.
    ///
    /// # Errors
    /// `KeyringUnavailable`, or why the key file cannot be read.
    pub(crate) async fn forget_key(&self) -> Result<(), DeskError> {
        let inner = self.0.clone();
        run(
            &*self.0.ports.executor,
            Lane::Write,
            move || match files::read_if_there(&inner.files.key())? {
                Some(bytes) => KeyFile::parse(&bytes)?.forget(&*inner.ports.secrets),
                None => Ok(()),
            },
        )
        .await
    }
}

impl Inner {
    fn close(&self) {
        let mut writer = held(&self.writer);
        self.closed.store(true, Ordering::SeqCst);
        writer.take();
        let mut readers = held(&self.readers);
        while readers.out > 0 {
            readers = self.back.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
        readers.idle.clear();
    }
}
