//! Keys, backups and erasing, as the window sees them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A new recovery code: shown once, written down and kept away from this computer.
#[derive(Clone, Serialize, TS)]
pub struct RecoveryCode {
    /// The code, in groups; 128 bits and a check.
    pub code: String,
}

/// How this store can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeyState {
    /// When the recovery code was made; `None`: there is none.
    pub recovery_made_at: Option<DateTime<Utc>>,
    /// The recovery code is asked for at every start, because the keyring holds no key of this store.
    pub strict: bool,
    /// Copies of the store made before it was brought up to date.
    pub backups: Vec<Backup>,
}

/// A copy of the store, encrypted by the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Backup {
    /// Its file's name.
    pub name: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Its length in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Opens a store by its recovery code.
#[derive(Clone, Deserialize, TS)]
pub struct RecoverStore {
    /// The code, with or without its groups.
    pub code: String,
}

/// Asks for the recovery code at every start, or no longer.
#[derive(Clone, Deserialize, TS)]
pub struct StrictMode {
    /// On or off.
    pub on: bool,
    /// The recovery code, so that nobody shuts themselves out.
    pub code: String,
}

/// Puts a copy in the place of a damaged store; the damaged one is set aside.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RestoreBackup {
    /// The copy's file name.
    pub name: String,
}

/// Removes everything of this desk from this computer.
#[derive(Clone, Deserialize, TS)]
pub struct Wipe {
    /// The manager's password.
    pub password: String,
    /// Unsent work is saved to a file first; without it, unsent work stops the wiping.
    pub save_unsent: bool,
}

/// Erases one patient from this desk; nothing changes at the vendors. Whoever of the same name and birth date was left
/// with money or papers when a connection was removed is taken for the same patient.
#[derive(Clone, Deserialize, TS)]
pub struct ErasePatient {
    /// The person.
    pub id: Uuid,
    /// Why; kept in the access log.
    pub reason: String,
}
