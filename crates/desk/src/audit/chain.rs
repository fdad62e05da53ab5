//! The chain: each line's code covers the line and the code of the line before, so that whoever lacks the key can
//! neither change, remove nor add a line unseen.
//!
//! A line's contents (names, values, reasons) are covered by their own keyed hash only, with a random salt among
//! them. They can be emptied, and the chain still holds; what is left of them tells nothing.

use hmac::{Hmac, Mac as _};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{AuditAct, FieldChange};
use crate::error::{DeskError, ErrorCode};
use crate::outbox::EntryState;

/// What stands before the first line: codes are hexadecimal.
const BEFORE_THE_FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The version of what a code covers; it stands in what is covered.
const LINE: &[u8] = b"frontdesk access log line 1";
const CONTENT: &[u8] = b"frontdesk access log content 1";

/// The key of a log's chain.
#[derive(Clone)]
pub(super) struct LogKey(Zeroizing<[u8; 32]>);

impl LogKey {
    pub(super) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self(key)
    }

    /// The code over some parts. Each is preceded by its length, so that no two lists of parts are one text.
    pub(super) fn code<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Result<String, DeskError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0[..])
            .map_err(|_| DeskError::internal("the key of the access log has no length for its code"))?;
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        Ok(hex(&mac.finalize().into_bytes()))
    }

    /// The hash that stands for contents in the chain.
    pub(super) fn hash(&self, content: &str) -> Result<String, DeskError> {
        self.code([CONTENT, content.as_bytes()])
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Where a log ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// The number of the last line; 0: there is none.
    pub(super) seq: i64,
    /// Its code.
    pub(super) mac: String,
}

impl Head {
    /// Of a log without lines.
    pub(super) fn empty() -> Self {
        Self {
            seq: 0,
            mac: BEFORE_THE_FIRST.to_owned(),
        }
    }

    /// Of the log of a store.
    pub(super) fn of(conn: &Connection) -> Result<Self, DeskError> {
        let last = conn
            .prepare_cached("SELECT seq, mac FROM access_log ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| {
                Ok(Self {
                    seq: row.get(0)?,
                    mac: row.get(1)?,
                })
            })
            .optional()?;
        Ok(last.unwrap_or_else(Self::empty))
    }

    /// Whether this was once the end of that log.
    pub(super) fn is_in(&self, conn: &Connection) -> Result<bool, DeskError> {
        if self.seq == 0 {
            return Ok(*self == Self::empty());
        }
        let mac: Option<String> = conn
            .prepare_cached("SELECT mac FROM access_log WHERE seq = ?1")?
            .query_row([self.seq], |row| row.get(0))
            .optional()?;
        Ok(mac.as_deref() == Some(self.mac.as_str()))
    }
}

/// A line as it stands in the store.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) seq: i64,
    /// Milliseconds since 1970.
    pub(super) at: i64,
    pub(super) user: Option<String>,
    pub(super) user_name: String,
    pub(super) desk: String,
    pub(super) emergency: bool,
    pub(super) act: String,
    pub(super) person: Option<String>,
    pub(super) appointment: Option<String>,
    pub(super) connection: Option<String>,
    pub(super) entry: Option<String>,
    pub(super) content: Option<String>,
    pub(super) content_hash: String,
    pub(super) mac: String,
}

/// The columns of [`Line`].
pub(super) const COLUMNS: &str = "seq, at, user, user_name, desk, emergency, act, person, appointment, connection, \
     entry, content, content_hash, mac";

impl Line {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            user: row.get("user")?,
            user_name: row.get("user_name")?,
            desk: row.get("desk")?,
            // Any number but these two was not written by this application.
            emergency: match row.get("emergency")? {
                0 => false,
                1 => true,
                other => return Err(rusqlite::Error::IntegralValueOutOfRange(5, other)),
            },
            act: row.get("act")?,
            person: row.get("person")?,
            appointment: row.get("appointment")?,
            connection: row.get("connection")?,
            entry: row.get("entry")?,
            content: row.get("content")?,
            content_hash: row.get("content_hash")?,
            mac: row.get("mac")?,
        })
    }

    /// The code of this line after a line of that code.
    pub(super) fn code(&self, key: &LogKey, before: &str) -> Result<String, DeskError> {
        let (seq, at) = (self.seq.to_le_bytes(), self.at.to_le_bytes());
        let given = |text: &Option<String>| -> Vec<u8> {
            // Nothing and an empty text are two things.
            text.as_ref()
                .map_or_else(|| vec![0], |text| [1].into_iter().chain(text.bytes()).collect())
        };
        let optional = [
            &self.user,
            &self.person,
            &self.appointment,
            &self.connection,
            &self.entry,
        ]
        .map(given);
        let parts: [&[u8]; 9] = [
            LINE,
            &seq,
            &at,
            self.user_name.as_bytes(),
            self.desk.as_bytes(),
            &[u8::from(self.emergency)],
            self.act.as_bytes(),
            self.content_hash.as_bytes(),
            before.as_bytes(),
        ];
        key.code(parts.into_iter().chain(optional.iter().map(Vec::as_slice)))
    }

    /// Adds the line to the end of the log.
    pub(super) fn append(&self, tx: &Connection) -> Result<(), DeskError> {
        tx.prepare_cached(&format!(
            "INSERT INTO access_log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        ))?
        .execute(params![
            self.seq,
            self.at,
            self.user,
            self.user_name,
            self.desk,
            self.emergency,
            self.act,
            self.person,
            self.appointment,
            self.connection,
            self.entry,
            self.content,
            self.content_hash,
            self.mac,
        ])?;
        Ok(())
    }
}

/// What may be erased of a line.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Content {
    /// Random, so that nobody who knows the key can try names on the hash that stays.
    pub(super) salt: String,
    /// The patient's name at that moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) patient_name: Option<String>,
    /// Old and new values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<FieldChange>,
    /// A person's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    /// How an act ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ended: Option<Ended>,
}

/// How an act that went to a vendor ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ended {
    /// Done, refused or given up.
    pub(super) state: EntryState,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<ErrorCode>,
    /// The vendor's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) vendor_message: Option<String>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Content[redacted]")
    }
}

impl Content {
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn write(&self) -> Result<String, DeskError> {
        serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("a line of the log cannot be written: {error}")))
    }

    /// Whether two say the same. How many a search found is no part of what was searched for.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let said = |content: &Self| {
            let mut said = Self {
                salt: String::new(),
                ..content.clone()
            };
            said.changes.retain(|change| change.field != "hits");
            said
        };
        said(self) == said(other)
    }
}

/// An act as its column says it.
pub(super) fn word(act: AuditAct) -> String {
    serde_json::to_value(act)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The act of a word; `None` for one of a newer application.
pub(super) fn act_of(word: &str) -> Option<AuditAct> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
