//! What a clinic file holds, as JSON. Fields are only ever added, each with a default: an older application reads a
//! newer one's file, and hands on what it does not know.

use chrono::{DateTime, Utc};
use rusqlite::Connection as Database;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::notes::Notes;
use super::settings::{DeskSettings, DeskShare};
use super::templates::{self, Shared};
use super::users::{self, SharedUser};
use crate::connections::{SharedConnection, shared_connections};
use crate::error::DeskError;
use crate::papers::KeptLetterhead;

/// Everything the desks of a clinic share.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Content {
    /// The desk that saved it.
    pub from: String,
    pub made_at: DateTime<Utc>,
    #[serde(default)]
    pub connections: Vec<SharedConnection>,
    #[serde(default)]
    pub users: Vec<SharedUser>,
    #[serde(default)]
    pub settings: Option<SharedSettings>,
    /// What stands on the clinic's papers; absent where none was ever set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<KeptLetterhead>,
    /// Templates of the clinic's own, by document.
    #[serde(default, skip_serializing_if = "Shared::is_empty")]
    pub templates: Shared,
    /// Parts that a newer application has added.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// The settings of all desks; a desk's own name and where it looks for the file are its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedSettings {
    pub changed_at: DateTime<Utc>,
    pub lock_after_minutes: u32,
    pub log_months: u32,
    pub full_record_months: Option<u32>,
    pub sheet_days: u32,
    #[serde(default)]
    pub sheet_language: Option<String>,
    #[serde(default)]
    pub desks: Vec<DeskShare>,
}

impl Content {
    /// What this desk would share.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn gather(conn: &Database, now: DateTime<Utc>) -> Result<Self, DeskError> {
        let (settings, mut notes) = (DeskSettings::load(conn)?, Notes::load(conn)?);
        // A file that was read before this application knew of letterheads and templates left them among the unknown parts.
        notes.unknown.remove("letterhead");
        notes.unknown.remove("templates");
        Ok(Self {
            from: settings.name.clone(),
            made_at: now,
            connections: shared_connections(conn)?,
            users: users::all(conn)?,
            settings: notes
                .settings_changed_at
                .map(|changed_at| SharedSettings::of(&settings, changed_at)),
            letterhead: Some(KeptLetterhead::load(conn)?).filter(|kept| kept.changed_at.is_some()),
            templates: templates::gather(conn)?,
            unknown: notes.unknown,
        })
    }
}

impl SharedSettings {
    pub(crate) fn of(settings: &DeskSettings, changed_at: DateTime<Utc>) -> Self {
        Self {
            changed_at,
            lock_after_minutes: settings.lock_after_minutes,
            log_months: settings.log_months,
            full_record_months: settings.full_record_months,
            sheet_days: settings.sheet_days,
            sheet_language: settings.sheet_language.clone(),
            desks: settings.desks.clone(),
        }
    }

    /// The settings of a desk with these in the place of its own.
    pub(crate) fn over(&self, own: &DeskSettings) -> DeskSettings {
        DeskSettings {
            name: own.name.clone(),
            clinic_file: own.clinic_file.clone(),
            lock_after_minutes: self.lock_after_minutes,
            log_months: self.log_months,
            full_record_months: self.full_record_months,
            sheet_days: self.sheet_days,
            sheet_language: self.sheet_language.clone(),
            desks: self.desks.clone(),
        }
    }
}
