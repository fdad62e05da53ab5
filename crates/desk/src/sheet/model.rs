//! What the sheet shows, and who makes a document of it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{DeskError, ErrorCode};

/// Makes documents for people out of data; the host brings it.
pub trait DocumentMaker: Send + Sync {
    /// The down-time sheet as PDF, in a language of the catalogues (`en`, `ro`, ...).
    ///
    /// # Errors
    /// `Internal` when the document cannot be made.
    fn downtime_sheet(&self, sheet: &DowntimeSheet, language: &str) -> Result<Vec<u8>, DeskError>;
}

/// A host that makes none.
pub struct NoDocuments;

impl DocumentMaker for NoDocuments {
    fn downtime_sheet(&self, _: &DowntimeSheet, _: &str) -> Result<Vec<u8>, DeskError> {
        Err(DeskError::new(
            ErrorCode::CannotOpen,
            "no documents are made here",
        ))
    }
}

/// What the sheet shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DowntimeSheet {
    /// The desk's own name.
    pub desk: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The zone its times are told in, an IANA name.
    pub zone: String,
    /// What it was made from, account by account.
    pub connections: Vec<SheetConnection>,
    /// Today and the next days.
    pub days: Vec<SheetDay>,
    /// How many actions had not reached a vendor.
    pub unsent: u32,
}

/// What is known of an account's freshness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetConnection {
    /// The clinic's name of it.
    pub name: String,
    /// The last answer of any kind.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Since when it has not answered.
    pub offline_since: Option<DateTime<Utc>>,
    /// Every known patient was asked about, or the days were read whole.
    pub complete: bool,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDay {
    /// The day.
    pub date: NaiveDate,
    /// By time.
    pub rows: Vec<SheetRow>,
}

/// One appointment or video visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// When, at the clinic.
    pub start: Option<NaiveTime>,
    /// Until when.
    pub end: Option<NaiveTime>,
    /// Family name and first name.
    pub patient: String,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Phone, as the vendor wrote it.
    pub phone: Option<String>,
    /// With whom.
    pub doctor: Option<String>,
    /// Where.
    pub work_point: Option<String>,
    /// What for, where the desk's lists show it.
    pub purpose: Option<String>,
    /// The vendor's names of what is set, a tick that is not sent yet included.
    pub statuses: Vec<String>,
    /// A video visit.
    pub video: bool,
    /// Something about it has not reached the vendor.
    pub unsent: bool,
    /// The account.
    pub connection: String,
}

/// The sheet as the window sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SheetState {
    /// When the kept one was made; `None`: there is none yet.
    pub made_at: Option<DateTime<Utc>>,
    /// How many days it shows.
    pub days: u32,
    /// A staff PIN was set, so that it opens without signing in.
    pub pin_set: bool,
    /// Why it could not be made the last time.
    pub problem: Option<ErrorCode>,
    /// Nobody may try a PIN before.
    pub wait_until: Option<DateTime<Utc>>,
}

/// Opens the sheet.
#[derive(Clone, Deserialize, TS)]
pub struct OpenSheet {
    /// The staff PIN; not needed by whoever is signed in.
    #[serde(default)]
    #[ts(optional)]
    pub pin: Option<String>,
}

/// The PIN that staff open the sheet with.
#[derive(Clone, Deserialize, TS)]
pub struct SheetPin {
    /// Six to ten digits.
    pub pin: String,
}
