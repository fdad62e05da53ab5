//! The keys of an open store: the recovery code, strict mode, and what of it lies in the keyring.

use serde_json::Value;
use zeroize::Zeroizing;

use super::backup;
use super::files;
use super::key::KeyFile;
use super::model::{KeyState, RecoveryCode};
use super::recovery_code::Code;
use super::{Inner, Store, run};
use crate::error::{DeskError, ErrorCode};
use crate::ports::Lane;

/// A recovery code that nobody has seen yet.
pub(super) struct MadeCode {
    pub(super) code: RecoveryCode,
    slot: Option<Value>,
    before: Option<Value>,
}

impl Store {
    /// How this store can be opened.
    ///
    /// # Errors
    /// `StoreDamaged` when the key file is gone or unreadable, `Internal`.
    pub async fn key_state(&self) -> Result<KeyState, DeskError> {
        self.with_keys(|inner| inner.key_state(&inner.key_file()?)).await
    }

    /// Makes a recovery code; the one before it is void.
    ///
    /// # Errors
    /// `DiskFull`, `StoreDamaged`, `Internal`.
    pub async fn make_recovery_code(&self) -> Result<RecoveryCode, DeskError> {
        Ok(self.replace_code().await?.code)
    }

    /// Makes a recovery code that can still be taken back.
    ///
    /// # Errors
    /// As [`Store::make_recovery_code`].
    pub(super) async fn replace_code(&self) -> Result<MadeCode, DeskError> {
        self.with_keys(|inner| {
            let mut key_file = inner.key_file()?;
            let before = key_file.recovery_slot();
            let code = key_file.make_code(&inner.ports, &inner.key)?;
            inner.files.replace_key(&key_file.to_bytes()?)?;
            Ok(MadeCode {
                code: RecoveryCode { code: code.written() },
                slot: key_file.recovery_slot(),
                before,
            })
        })
        .await
    }

    /// Takes a code back that nobody has seen: the one before it is good again, if there was one.
    ///
    /// # Errors
    /// `DiskFull`, `StoreDamaged`, `Internal`.
    pub(super) async fn take_back(&self, made: MadeCode) -> Result<(), DeskError> {
        self.with_keys(move |inner| {
            let mut key_file = inner.key_file()?;
            if key_file.recovery_slot() == made.slot {
                key_file.put_recovery_slot(made.before);
                inner.files.replace_key(&key_file.to_bytes()?)?;
            }
            Ok(())
        })
        .await
    }

    /// Whether that is the recovery code of this store. How long a wrong one takes tells nothing of the right one.
    ///
    /// # Errors
    /// `WrongCode` when it is not (param `reason`: `mistyped` where it can be none), or none was made.
    pub async fn check_recovery_code(&self, code: &str) -> Result<(), DeskError> {
        let code = Zeroizing::new(code.to_owned());
        self.with_keys(move |inner| inner.key_file()?.unlock_by_code(&Code::read(&code)?).map(drop))
            .await
    }

    /// Asks for the recovery code at every start, or no longer. The keyring then holds no key of this store, or a
    /// new one.
    ///
    /// # Errors
    /// `WrongCode`, `KeyringUnavailable`, `DiskFull`, `Internal`.
    pub async fn set_strict(&self, on: bool, code: &str) -> Result<KeyState, DeskError> {
        let code = Zeroizing::new(code.to_owned());
        self.with_keys(move |inner| {
            let mut key_file = inner.key_file()?;
            let code = Code::read(&code)?;
            key_file.unlock_by_code(&code)?;
            key_file.confirm_code(&code);
            if on {
                // The slot first: a keyring without its key and a file that counts on it would look like an accident.
                key_file.seal();
                inner.files.replace_key(&key_file.to_bytes()?)?;
                key_file.forget(&*inner.ports.secrets)?;
            } else {
                key_file.give_to_keyring(&inner.ports, &inner.key)?;
                inner.files.replace_key(&key_file.to_bytes()?)?;
            }
            inner.key_state(&key_file)
        })
        .await
    }

    /// The key of the access log's chain.
    #[must_use]
    pub fn log_key(&self) -> Zeroizing<[u8; 32]> {
        self.0.log.clone()
    }

    async fn with_keys<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Inner) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let inner = self.0.clone();
        run(&*self.0.ports.executor, Lane::Write, move || {
            let _lock = inner.files.lock()?;
            job(&inner)
        })
        .await
    }
}

impl Inner {
    /// The key file as it is now: another process may have changed it.
    pub(super) fn key_file(&self) -> Result<KeyFile, DeskError> {
        let bytes = files::read_if_there(&self.files.key())?
            .ok_or_else(|| DeskError::new(ErrorCode::StoreDamaged, "the key file is gone"))?;
        KeyFile::parse(&bytes)
    }

    fn key_state(&self, key_file: &KeyFile) -> Result<KeyState, DeskError> {
        Ok(KeyState {
            recovery_made_at: key_file.code_made_at(),
            strict: key_file.is_sealed(),
            backups: backup::list(&self.files)?,
        })
    }
}
