//! The clinic file as the window sees it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::connections::Vendor;
use crate::error::DeskError;
use crate::papers::DocumentName;

/// Saves the clinic file.
#[derive(Clone, Deserialize, TS)]
pub struct ExportClinic {
    /// What the other desks are asked for; at least 10 characters.
    pub passphrase: String,
}

/// A clinic file ready to be saved: encrypted by its passphrase.
#[derive(Clone)]
pub struct ClinicFile {
    /// A name for it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads a clinic file.
#[derive(Clone, Deserialize, TS)]
pub struct ImportClinic {
    /// The file's bytes in base64.
    pub file: String,
    /// Its passphrase.
    pub passphrase: String,
    /// Only look: nothing is changed.
    pub preview: bool,
}

/// What a part of a clinic file is to this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Not here yet.
    New,
    /// Here, and different.
    Changed,
    /// Here, and the same.
    Same,
    /// Here, and newer than in the file: it stays.
    NewerHere,
}

/// A part of a clinic file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClinicPart {
    /// An account, without its keys.
    Connection {
        /// Its name.
        name: String,
        /// Its vendor.
        vendor: Vendor,
        /// What it is to this desk.
        state: PartState,
        /// Its keys are not in this computer's keyring: they are asked for in Settings.
        key_wanted: bool,
    },
    /// A user.
    User {
        /// Their name.
        name: String,
        /// What they are to this desk.
        state: PartState,
    },
    /// The settings of all desks: locking, retention, sheet, shares of the request rate.
    Settings {
        /// What they are to this desk.
        state: PartState,
    },
    /// The letterhead of papers.
    Letterhead {
        /// What it is to this desk.
        state: PartState,
    },
    /// A template of the clinic's own, or the built-in one again.
    Template {
        /// For which document.
        document: DocumentName,
        /// What it is to this desk.
        state: PartState,
        /// Why it cannot be used here: what stands here stays.
        refused: Option<TemplateProblem>,
    },
}

/// Where a template of the clinic's own fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TemplateProblem {
    /// Its line, from 1; 0 where it is not known.
    pub line: u32,
    /// What the typesetter says, of invented data.
    pub message: String,
}

impl TemplateProblem {
    pub(super) fn of(error: &DeskError) -> Self {
        let param = |name: &str| error.params.0.get(name).cloned().unwrap_or_default();
        Self {
            line: param("line").parse().unwrap_or_default(),
            message: param("message"),
        }
    }
}

/// What a clinic file holds, and what became or would become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClinicPreview {
    /// The desk that saved it.
    pub from: String,
    /// When.
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// Part by part.
    pub parts: Vec<ClinicPart>,
    /// It was carried out.
    pub done: bool,
}
