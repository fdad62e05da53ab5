//! Writing what a vendor answered into the store.
//!
//! Unsent ticks are laid over these rows when they are read; unsent edits of a patient are written over the
//! answer right away. What this desk wrote at the vendor after an answer was asked for stays: the answer may be
//! older than the write.

mod appointments;
mod days;
mod facets;
mod moved;
mod patient;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::clinic::DeskSettings;
use crate::error::DeskError;

pub(crate) use appointments::{appointment, appointments, appointments_within};
pub(crate) use days::{Seen, days, strangers};
pub(crate) use facets::{contracts, documents, payments, phones, services};
pub(crate) use moved::doubt_what_is_known;
pub(crate) use patient::{missed, patient, patient_listed, patient_read};

/// When an answer was asked for, and when it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub asked_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// The id of a row first met in a vendor's answer. It follows from what the row is, so that the same row
/// met by two processes at once, or again after a restart, is the same row.
pub(crate) fn derived_id(kind: &str, parts: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The `extra` column takes an object, never nothing.
fn extra(text: &str) -> &str {
    if text.is_empty() { "{}" } else { text }
}

/// This desk's own name, as rows remember it.
fn desk(conn: &Connection) -> Result<String, DeskError> {
    Ok(DeskSettings::load(conn)?.name)
}
