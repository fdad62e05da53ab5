//! What the window shows of reading from the vendors.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// How the patients of a connection are found the first time: no document promises that an empty search
/// lists everybody (design, "first fill is a strategy").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FillStrategy {
    /// An empty search lists everybody.
    All,
    /// Patient codes one after the other, until many in a row are missing.
    Codes,
    /// Name fragments, deepened wherever an answer is capped.
    Names,
    /// The vendor lists everybody page by page, and appointments by days.
    Pages,
}

/// What the reading of one connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncPhase {
    /// Finding out how the vendor answers.
    Exploring,
    /// First fill: finding the patients.
    Patients,
    /// First fill: asking each patient's appointments.
    Appointments,
    /// Filled: keeping fresh those that matter.
    Fresh,
    /// Paused by a person.
    Paused,
    /// The vendor does not answer; tried again by itself.
    Offline,
    /// The key is refused.
    KeyRefused,
    /// The key is not on this computer.
    KeyMissing,
}

/// The state of reading one connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncState {
    /// Which connection.
    pub connection: Uuid,
    /// Its name.
    pub connection_name: String,
    /// What it is doing.
    pub phase: SyncPhase,
    /// How patients are found.
    pub strategy: Option<FillStrategy>,
    /// Patients found so far.
    pub patients_known: u32,
    /// Patients expected in all, where the strategy can tell.
    pub patients_expected: Option<u32>,
    /// Patients whose appointments were asked at least once.
    pub patients_checked: u32,
    /// Whether the first fill is complete.
    pub complete: bool,
    /// Share done of the first fill, 0 to 100.
    pub percent: u32,
    /// An honest estimate for the rest of the first fill, in seconds; `None` while it cannot be told.
    pub seconds_left: Option<u32>,
    /// When every known patient had last been asked about.
    pub last_full_round: Option<DateTime<Utc>>,
    /// As of when today's list of this connection stands: the oldest answer it rests on. `None`: not asked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub today_as_of: Option<DateTime<Utc>>,
    /// The last answer of any kind.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Since when the vendor has not answered.
    pub offline_since: Option<DateTime<Utc>>,
}
