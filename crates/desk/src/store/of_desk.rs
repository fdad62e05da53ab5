//! The keys of a desk: its store's, its vendors', and none at all.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::connection::{Use, connect};
use super::files::{self, Files};
use super::key::KeyFile;
use super::model::{KeyState, RecoveryCode};
use super::{Store, id_of, run};
use crate::audit::{AuditAct, NewLine};
use crate::connections::{Vendor, secret_names};
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::{Events, Topic};
use crate::ports::{Lane, Ports, SecretStore};
use crate::session::may_remove;
use crate::sheet::KeptSheet;

impl Desk {
    /// Opens the desk of a folder by its recovery code. The keyring gets a new key of the store, unless the code is to
    /// be asked for at every start; the vendors' keys do not come back by it.
    ///
    /// # Errors
    /// `WrongCode`, or as [`Desk::open`].
    pub async fn recover(dir: PathBuf, ports: Ports, events: Events, code: &str) -> Result<Self, DeskError> {
        let store = Store::recover(dir, &ports, code).await?;
        let desk = Self::on(store, ports, events).await?;
        desk.note(AuditAct::Recovered, None).await?;
        Ok(desk)
    }

    /// How this desk's store can be opened.
    ///
    /// # Errors
    /// As [`Store::key_state`].
    pub async fn key_state(&self) -> Result<KeyState, DeskError> {
        self.store.key_state().await
    }

    /// Makes a recovery code; the one before it is void.
    ///
    /// # Errors
    /// As [`Store::make_recovery_code`].
    pub async fn make_recovery_code(&self) -> Result<RecoveryCode, DeskError> {
        self.make_recovery_code_while(|| true).await
    }

    /// The same for somebody who may have gone before the code is there: one that nobody sees takes no other's place.
    ///
    /// # Errors
    /// `SignInNeeded` once `stays` says no, or as [`Store::make_recovery_code`]; then the code before it is good still.
    pub async fn make_recovery_code_while(
        &self,
        stays: impl FnOnce() -> bool + Send + 'static,
    ) -> Result<RecoveryCode, DeskError> {
        let made = self.store.replace_code().await?;
        let audit = self.audit.clone();
        let put_down = self.store.write(move |tx| {
            audit.record(tx, &NewLine::of(AuditAct::CodeMade))?;
            if stays() {
                Ok(())
            } else {
                Err(DeskError::new(
                    ErrorCode::SignInNeeded,
                    "nobody is there to see the code",
                ))
            }
        });
        if let Err(error) = put_down.await {
            self.store.take_back(made).await?;
            return Err(error);
        }
        self.accounts.events().changed(&[Topic::Desk]);
        Ok(made.code)
    }

    /// Asks for the recovery code at every start, or no longer.
    ///
    /// # Errors
    /// As [`Store::set_strict`].
    pub async fn set_strict(&self, on: bool, code: &str) -> Result<KeyState, DeskError> {
        let state = self.store.set_strict(on, code).await?;
        let how = if on { "strict mode on" } else { "strict mode off" };
        self.note(AuditAct::SettingsChanged, Some(how)).await?;
        self.accounts.events().changed(&[Topic::Desk]);
        Ok(state)
    }

    /// Puts down that the application starts with the computer from now on, or no longer; the system keeps that itself.
    ///
    /// # Errors
    /// The store's.
    pub async fn put_down_autostart(&self, before: Option<bool>, after: bool) -> Result<(), DeskError> {
        let word = |on: bool| if on { "yes" } else { "no" }.to_owned();
        let line = NewLine::of(AuditAct::SettingsChanged);
        self.put_down(line.with("autostart", before.map(word), Some(word(after))))
            .await
    }

    /// Makes today's copy of the store, unless there is one, and says whether it did. Everything is read for it.
    ///
    /// # Errors
    /// `StoreDamaged`, `DiskFull`, `Internal`.
    pub async fn copy_store(&self) -> Result<bool, DeskError> {
        self.store.copy_today(false).await
    }

    /// Whether the store was found damaged since it was opened.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.store.is_damaged()
    }

    /// Closes the store; whoever still holds this desk is told `NotOpen`.
    ///
    /// # Errors
    /// `Internal`.
    pub async fn close(&self) -> Result<(), DeskError> {
        self.store.close().await
    }

    /// Takes every key of this desk out of the keyring, that of the store last: without it nobody would know what the
    /// others are called. The down-time sheet goes with its key.
    ///
    /// # Errors
    /// `KeyringUnavailable`, or the store's.
    pub async fn forget_keys(&self) -> Result<(), DeskError> {
        let secrets = self.ports.secrets.clone();
        let users = self
            .store
            .read(move |conn| {
                forget_vendor_keys(conn, &*secrets)?;
                let mut statement = conn.prepare("SELECT id FROM users")?;
                let users = statement.query_map([], |row| id_of(row, "id"))?;
                Ok(users.collect::<Result<Vec<_>, _>>()?)
            })
            .await?;
        self.session().forget_passwords(&users).await?;
        KeptSheet::in_dir(self.store.dir(), &self.ports).forget().await?;
        self.store.forget_key().await
    }

    /// The same for a desk that was set aside, if it may go: nothing in it is unsent, and it has no users or the
    /// password is that of a manager of it. Says whether it may.
    ///
    /// # Errors
    /// Why it cannot be looked into; then its keys stay where they are.
    pub async fn forget_aside(dir: &Path, ports: &Ports, password: &str) -> Result<bool, DeskError> {
        let (dir, secrets) = (dir.to_path_buf(), ports.secrets.clone());
        let password = Zeroizing::new(password.to_owned());
        run(&*ports.executor, Lane::Write, move || {
            let files = Files::in_dir(&dir);
            let key_file = files::read_if_there(&files.key())?
                .ok_or_else(|| DeskError::new(ErrorCode::KeyMissing, "no key file is there"))?;
            let key_file = KeyFile::parse(&key_file)?;
            let key = key_file.unlock(&*secrets)?;
            let conn = connect(&files.database(), &key, Use::Reading)?;
            let unsent: bool = conn.query_row(
                "SELECT EXISTS (SELECT 1 FROM outbox WHERE state NOT IN ('done', 'discarded'))",
                [],
                |row| row.get(0),
            )?;
            if unsent || !may_remove(&conn, &password)? {
                return Ok(false);
            }
            forget_vendor_keys(&conn, &*secrets)?;
            key_file.forget(&*secrets)?;
            Ok(true)
        })
        .await
    }

    async fn note(&self, act: AuditAct, reason: Option<&str>) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        let line = NewLine {
            reason: reason.map(str::to_owned),
            ..NewLine::of(act)
        };
        self.store.write(move |tx| audit.record(tx, &line)).await
    }
}

fn forget_vendor_keys(conn: &Connection, secrets: &dyn SecretStore) -> Result<(), DeskError> {
    let mut statement = conn.prepare("SELECT id, vendor FROM connections")?;
    let accounts = statement
        .query_map([], |row| Ok((id_of(row, "id")?, row.get::<_, String>("vendor")?)))?
        .collect::<Result<Vec<_>, _>>()?;
    for (connection, vendor) in accounts {
        let names = Vendor::parse(&vendor).map(|vendor| secret_names(vendor, connection));
        for name in names.unwrap_or_default() {
            secrets.delete(&name)?;
        }
    }
    Ok(())
}
