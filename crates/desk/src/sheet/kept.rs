//! The sheet that lies beside the store, encrypted, and opens without it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::seal::{Key, PinSlot, Sealed};
use super::tries::Tries;
use super::{SheetPaper, SheetState};
use crate::error::{DeskError, ErrorCode};
use crate::ports::{Lane, Ports};
use crate::store::{self, files};

/// The sheet in the folder of a desk, whether the desk can be opened or not.
#[derive(Clone)]
pub struct KeptSheet {
    dir: PathBuf,
    ports: Ports,
}

/// That somebody opened the sheet by its PIN, or tried to, until the access log has it. Nothing personal.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Opening {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// The PIN was wrong.
    pub(super) wrong: bool,
}

impl KeptSheet {
    /// The sheet of a desk's folder.
    #[must_use]
    pub fn in_dir(dir: &Path, ports: &Ports) -> Self {
        Self {
            dir: dir.to_path_buf(),
            ports: ports.clone(),
        }
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.file().exists()
    }

    /// When it was made, and whether a PIN opens it.
    ///
    /// # Errors
    /// `Internal` when the folder cannot be read.
    pub async fn state(&self) -> Result<SheetState, DeskError> {
        let this = self.clone();
        self.aside(move || {
            let (header, problem) = match this.read() {
                Ok(sealed) => (sealed.map(|sealed| sealed.header), None),
                Err(error) => (None, Some(error.code)),
            };
            Ok(SheetState {
                made_at: header.as_ref().map(|header| header.made_at),
                days: header.as_ref().map_or(0, |header| header.days),
                pin_set: header.is_some_and(|header| header.pin.is_some()),
                problem,
                wait_until: this.tries().wait_until(this.ports.clock.now()),
            })
        })
        .await
    }

    /// Opens it by the staff PIN and the computer's keyring, and leaves a note of it for the access log.
    ///
    /// # Errors
    /// `NotFound` when there is none, `SignInNeeded` when it has no PIN, `WrongPassword`, `TooManyTries`,
    /// `KeyringUnavailable`, `KeyMissing`, `FileUnreadable`, `DiskFull`.
    pub async fn open_by_pin(&self, pin: String) -> Result<SheetPaper, DeskError> {
        let (this, pin) = (self.clone(), Zeroizing::new(pin));
        self.aside(move || {
            let sealed = this
                .read()?
                .ok_or_else(|| DeskError::not_found("down-time sheet"))?;
            let slot = sealed
                .header
                .pin
                .as_ref()
                .ok_or_else(|| DeskError::new(ErrorCode::SignInNeeded, "no PIN was set for the sheet"))?;
            let at = this.ports.clock.now();
            let left = this.tries().take(at)?;
            let opened = slot
                .open(&*this.ports.secrets, &pin)
                .inspect_err(|_| this.not_a_try())?;
            let Some(key) = opened else {
                this.noted(Opening { at, wrong: true });
                return Err(DeskError::new(ErrorCode::WrongPassword, "the PIN is not right")
                    .with("left", left.to_string()));
            };
            if let Err(error) = this.tries().forget() {
                tracing::error!(%error, "the right PIN of the down-time sheet still counts as a wrong one");
            }
            let paper = sealed.open(&key)?;
            this.noted(Opening { at, wrong: false });
            Ok(paper)
        })
        .await
    }

    /// Removes the sheet, everything beside it, and its secret in the keyring: before a desk is wiped.
    ///
    /// # Errors
    /// `KeyringUnavailable`, `Internal`.
    pub async fn forget(&self) -> Result<(), DeskError> {
        let this = self.clone();
        self.aside(move || {
            if let Ok(Some(sealed)) = this.read()
                && let Some(slot) = &sealed.header.pin
            {
                slot.forget(&*this.ports.secrets)?;
            }
            for path in [this.file(), this.new_file(), this.notes(), this.lock_file()] {
                files::remove(&path)?;
            }
            this.tries().remove()
        })
        .await
    }

    /// Puts a sheet in the place of the one before, which stays until the new one is whole on disk.
    pub(super) fn write(&self, sealed: &Sealed) -> Result<(), DeskError> {
        // The window and the command line may both make one.
        let lock = files::open_private(&self.lock_file())?;
        lock.lock()
            .map_err(|error| DeskError::internal(format!("the sheet's lock: {}", error.kind())))?;
        self.tries().make_room()?;
        files::write_whole(&self.new_file(), &sealed.to_bytes())?;
        files::publish(&self.new_file(), &self.file())
    }

    /// The sheet as it lies there.
    pub(super) fn read(&self) -> Result<Option<Sealed>, DeskError> {
        files::read_if_there(&self.file())?
            .map(|bytes| Sealed::parse(&bytes))
            .transpose()
    }

    /// The sheet, by the key that the open store holds.
    pub(super) fn open(&self, key: &Key) -> Result<SheetPaper, DeskError> {
        self.read()?
            .ok_or_else(|| DeskError::not_found("down-time sheet"))?
            .open(key)
    }

    /// Takes the secret of an earlier PIN out of the keyring.
    pub(super) fn forget_slot(&self, slot: &PinSlot) -> Result<(), DeskError> {
        slot.forget(&*self.ports.secrets)
    }

    /// Who opened it that the access log does not know yet, oldest first.
    pub(super) fn openings(&self) -> Result<Vec<Opening>, DeskError> {
        let bytes = files::read_if_there(&self.notes())?.unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n');
        // A line that a crash cut short says nothing.
        Ok(lines
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect())
    }

    /// The access log has them.
    pub(super) fn forget_openings(&self) -> Result<(), DeskError> {
        files::remove(&self.notes())
    }

    /// Runs a job that reads and writes files, asks the keyring or hashes, where such jobs run.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        store::run(&*self.ports.executor, Lane::Read, job).await
    }

    /// A note that cannot be kept, as on a full disk, keeps the sheet from nobody who has its PIN.
    fn noted(&self, opening: Opening) {
        if let Err(error) = self.note(opening) {
            tracing::error!(%error, "who opened the down-time sheet cannot be noted");
        }
    }

    fn note(&self, opening: Opening) -> Result<(), DeskError> {
        let kept = |error: &std::io::Error| {
            let code = match error.kind() {
                std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
                _ => ErrorCode::Internal,
            };
            DeskError::new(code, format!("an opening cannot be noted: {}", error.kind()))
        };
        let mut line = serde_json::to_vec(&opening).map_err(|error| kept(&error.into()))?;
        line.push(b'\n');
        let mut file = files::open_to_append(&self.notes())?;
        file.write_all(&line)
            .and_then(|()| file.sync_all())
            .map_err(|error| kept(&error))
    }

    /// Nobody can tell whether the PIN was right: a keyring that does not answer, or a file that cannot be read.
    fn not_a_try(&self) {
        if let Err(error) = self.tries().give_back() {
            tracing::error!(%error, "a PIN that was not looked at still counts as a wrong one");
        }
    }

    fn tries(&self) -> Tries {
        Tries::in_dir(&self.dir)
    }

    fn file(&self) -> PathBuf {
        self.dir.join("downtime.sheet")
    }

    fn new_file(&self) -> PathBuf {
        self.dir.join("downtime.sheet.new")
    }

    fn lock_file(&self) -> PathBuf {
        self.dir.join("downtime.lock")
    }

    fn notes(&self) -> PathBuf {
        self.dir.join("downtime.opened")
    }
}
