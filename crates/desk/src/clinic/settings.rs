//! What a manager sets for this desk.

use std::collections::BTreeSet;
use std::path::Path;

use frontdesk_basics::Words;
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::audit::FieldChange;
use crate::error::DeskError;

const KEY: &str = "desk";

/// What a manager sets for this desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DeskSettings {
    /// The desk's own name, shown beside its acts and on the sheet.
    pub name: String,
    /// After how many minutes without a touch the desk locks itself (1 to 60).
    pub lock_after_minutes: u32,
    /// For how many months contents of the access log are kept (6 to 120).
    pub log_months: u32,
    /// Full records are kept only of patients with a visit this many months back or ahead (1 to 120); `None`: of all.
    pub full_record_months: Option<u32>,
    /// How many days the down-time sheet shows (1 to 14).
    pub sheet_days: u32,
    /// The language of the down-time sheet (`en`, `ro`, `it`, `cs`, `pt-BR`, `uk`); `None`: that of the letterhead's
    /// country, else the window's.
    pub sheet_language: Option<String>,
    /// The desks of the clinic and their shares of the request rate; empty: this is the only one.
    pub desks: Vec<DeskShare>,
    /// A clinic file on a share that is looked at every quarter of an hour; `None`: none is.
    pub clinic_file: Option<String>,
}

/// A desk's share of the request rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskShare {
    /// The desk's name.
    pub name: String,
    /// Of a hundred.
    pub percent: u32,
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            lock_after_minutes: 5,
            log_months: 72,
            full_record_months: None,
            sheet_days: 3,
            sheet_language: None,
            desks: Vec::new(),
            clinic_file: None,
        }
    }
}

impl DeskSettings {
    /// The settings as they are.
    ///
    /// # Errors
    /// The store's.
    pub fn load(conn: &Connection) -> Result<Self, DeskError> {
        let text: Option<String> = conn
            .query_row("SELECT value FROM settings WHERE key = ?1", [KEY], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Keeps the settings; the caller has checked them.
    ///
    /// # Errors
    /// The store's.
    pub fn save(&self, tx: &Connection) -> Result<(), DeskError> {
        let text = serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("settings cannot be written: {error}")))?;
        tx.execute(
            "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            [KEY, &text],
        )?;
        Ok(())
    }

    /// The settings if they make sense, with the name trimmed.
    ///
    /// # Errors
    /// `InvalidField` naming the setting.
    pub fn checked(mut self) -> Result<Self, DeskError> {
        let within = |field: &str, value: u32, from: u32, to: u32| {
            if value < from {
                return Err(DeskError::invalid(field, "too-small"));
            }
            if value > to {
                return Err(DeskError::invalid(field, "too-large"));
            }
            Ok(())
        };
        self.name = self.name.trim().to_owned();
        if self.name.chars().count() > 60 {
            return Err(DeskError::invalid("name", "too-long"));
        }
        within("lock_after_minutes", self.lock_after_minutes, 1, 60)?;
        within("log_months", self.log_months, 6, 120)?;
        if let Some(months) = self.full_record_months {
            within("full_record_months", months, 1, 120)?;
        }
        within("sheet_days", self.sheet_days, 1, 14)?;
        if let Some(language) = &self.sheet_language
            && !Words::paper_languages().contains(&language.as_str())
        {
            return Err(DeskError::invalid("sheet_language", "unknown"));
        }
        let (mut sum, mut names) = (0, BTreeSet::new());
        for desk in &mut self.desks {
            desk.name = desk.name.trim().to_owned();
            if desk.name.is_empty() {
                return Err(DeskError::invalid("desks", "required"));
            }
            if !names.insert(desk.name.to_lowercase()) {
                return Err(DeskError::invalid("desks", "repeated"));
            }
            within("desks", desk.percent, 1, 100)?;
            sum += desk.percent;
        }
        if sum > 100 {
            return Err(DeskError::invalid("desks", "too-large"));
        }
        self.clinic_file = self
            .clinic_file
            .map(|path| path.trim().to_owned())
            .filter(|path| !path.is_empty());
        if let Some(path) = &self.clinic_file
            && !Path::new(path).is_absolute()
        {
            return Err(DeskError::invalid("clinic_file", "not-absolute"));
        }
        Ok(self)
    }

    /// This desk's share of the request rate, of a hundred. One that is not named among the desks takes what they
    /// leave, and where they leave nothing as little as the smallest of them.
    #[must_use]
    pub fn share(&self) -> u32 {
        let own = self.name.to_lowercase();
        let named = self.desks.iter().find(|desk| desk.name.to_lowercase() == own);
        let given: u32 = self.desks.iter().map(|desk| desk.percent).sum();
        let smallest = self.desks.iter().map(|desk| desk.percent).min().unwrap_or(100);
        named.map_or_else(
            || 100_u32.saturating_sub(given).max(smallest).min(100),
            |desk| desk.percent,
        )
    }

    /// Whether what all desks share is another than before.
    pub(crate) fn is_shared_otherwise(&self, before: &Self) -> bool {
        let shared = |settings: &Self| Self {
            name: String::new(),
            clinic_file: None,
            ..settings.clone()
        };
        shared(self) != shared(before)
    }

    /// What is another than before, for the access log.
    pub(crate) fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let fields = |settings: &Self| match serde_json::to_value(settings) {
            Ok(Value::Object(fields)) => fields,
            _ => serde_json::Map::new(),
        };
        let text = |value: Option<&Value>| match value {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        let old = fields(before);
        fields(self)
            .iter()
            .filter(|(name, value)| old.get(*name) != Some(*value))
            .map(|(name, value)| FieldChange {
                field: name.clone(),
                before: text(old.get(name)),
                after: text(Some(value)),
                theirs: None,
            })
            .collect()
    }
}
