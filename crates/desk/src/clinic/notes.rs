//! What this desk remembers of clinic files. It lies in the encrypted store, so that removing the store removes it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::DeskError;

const KEY: &str = "clinic";

/// What is remembered.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notes {
    /// When the settings that all desks share were last changed; `None`: never, they are those of a new desk.
    pub settings_changed_at: Option<DateTime<Utc>>,
    /// The passphrase that the last file was saved or read with, for the one on the share.
    pub passphrase: Option<String>,
    /// The digest of the file on the share that was last read and left nothing to ask.
    pub seen: Option<String>,
    /// Parts of the last file that this application does not know; they are handed on.
    pub unknown: Map<String, Value>,
}

impl Notes {
    /// As they are; none are as good as new ones.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn load(conn: &Connection) -> Result<Self, DeskError> {
        let text: Option<String> = conn
            .query_row("SELECT value FROM settings WHERE key = ?1", [KEY], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Keeps them.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn save(&self, tx: &Connection) -> Result<(), DeskError> {
        let text = serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("clinic notes cannot be written: {error}")))?;
        tx.execute(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [KEY, &text],
        )?;
        Ok(())
    }
}
