//! Small types that only the wire needs: errors, tags, roles, preferences, the state of the application.

use std::collections::BTreeMap;

use frontdesk_desk::connections::{Connection, StageChoice, WorkPoint};
use frontdesk_desk::lab::UploadProgress;
use frontdesk_desk::outbox::{Settled, UnsentCounts};
use frontdesk_desk::session::{Needs, SessionState};
use frontdesk_desk::sync::SyncState;
use frontdesk_desk::{DeskError, ErrorCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What a read shows and a write makes stale; the window's cache follows these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// Patients and their details.
    Patients,
    /// Appointments and their statuses.
    Appointments,
    /// Accounts, their statuses and work points.
    Connections,
    /// The outbox.
    Unsent,
    /// The progress of reading.
    Sync,
    /// This desk's preferences.
    Preferences,
    /// Video visits.
    Video,
    /// Laboratory orders and reports.
    Laboratory,
    /// Contract requests.
    Contracts,
    /// Invoices, bills, takings, cash-ups.
    Money,
    /// Papers kept here.
    Papers,
    /// Who is signed in, who may, and what they may.
    Session,
    /// Settings of the desk, its keys, the down-time sheet.
    Desk,
    /// All of them.
    Everything,
}

/// Who may call a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whoever is signed in; where nobody needs to be, anybody.
    Anyone,
    /// A receptionist or a manager.
    Receptionist,
    /// A manager.
    Manager,
}

impl Role {
    /// The same in the core's words.
    #[must_use]
    pub fn needs(self) -> Needs {
        match self {
            Self::Anyone => Needs::Anyone,
            Self::Receptionist => Needs::Receptionist,
            Self::Manager => Needs::Manager,
        }
    }
}

/// What a command leaves in the access log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditOf {
    /// Nothing.
    Nothing,
    /// A patient was looked at.
    PatientViewed,
    /// A list of many patients was saved, or opened as a document.
    ListSaved,
    /// A patient, appointment or queued action was changed.
    PatientChanged,
    /// Money was taken, given back, counted, or moved.
    Money,
    /// Settings of the desk were changed.
    Settings,
    /// Somebody signed in or out, or tried to.
    Session,
}

/// An error as it crosses the wire: a code and parameters, never a sentence.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WireError {
    /// Stable code; the window's message is `error-<code>`.
    pub code: ErrorCode,
    /// Values for the message.
    pub params: BTreeMap<String, String>,
    /// Names the line in the log.
    pub correlation: String,
}

impl WireError {
    /// The wire form of an error of the core.
    #[must_use]
    pub fn new(error: DeskError, correlation: Uuid) -> Self {
        Self {
            code: error.code,
            params: error.params.0,
            correlation: correlation.simple().to_string(),
        }
    }
}

/// No arguments, or no answer.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// One thing by its id.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ById {
    /// The id.
    pub id: Uuid,
}

/// New keys for an account.
#[derive(Clone, Deserialize, TS)]
pub struct ConnectionKeys {
    /// Which connection.
    pub id: Uuid,
    /// The new keys by name; those not given stay.
    pub secrets: BTreeMap<String, String>,
}

/// A file that was opened in the system's own application.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileOpened {
    /// Its name.
    pub name: String,
}

/// A file that was saved where the person chose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileSaved {
    /// Its name; `None`: the person thought better of it.
    pub name: Option<String>,
}

/// Whether the application starts with the computer, so that the lists are fresh before anybody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Autostart {
    /// This host can.
    pub possible: bool,
    /// It does.
    pub on: bool,
}

/// Starts the application with the computer, or no longer.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetAutostart {
    /// On or off.
    pub on: bool,
}

/// What the statuses of a connection mean.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConnectionStages {
    /// Which connection.
    pub id: Uuid,
    /// The meaning of each key.
    pub stages: Vec<StageChoice>,
}

/// The work points of a connection.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConnectionWorkPoints {
    /// Which connection.
    pub id: Uuid,
    /// The whole table as wanted.
    pub work_points: Vec<WorkPoint>,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

/// This desk's preferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Preferences {
    /// `en` or `ro`; empty: as the operating system says.
    pub language: String,
    /// Colours.
    pub theme: Theme,
    /// Rows of 36 instead of 46 pixels.
    pub compact: bool,
    /// Lists show what the visit is for.
    pub show_purpose: bool,
    /// Single letters act when no field has the focus.
    pub letter_keys: bool,
    /// This desk's place: work points by name; empty: all.
    pub places: Vec<String>,
    /// For how many seconds a tick is held back so that it can be undone (0 to 30).
    pub hold_seconds: u32,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: String::new(),
            theme: Theme::System,
            compact: false,
            show_purpose: false,
            letter_keys: true,
            places: Vec::new(),
            hold_seconds: 5,
        }
    }
}

/// Where the application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// Nothing is connected yet.
    FirstStart,
    /// The desk is open.
    Ready,
    /// The store cannot be opened; see `problem`.
    Problem,
}

/// What the window shows first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppState {
    /// Where the application stands.
    pub situation: Situation,
    /// Why the store cannot be opened.
    pub problem: Option<WireError>,
    /// The training clinic is open: every screen says so.
    pub training: bool,
    /// The application's version.
    pub version: String,
    /// This desk's preferences.
    pub preferences: Preferences,
    /// The language the operating system asks for (`en`, `ro`, ...), for an empty preference.
    pub system_language: String,
    /// Who is signed in.
    pub session: SessionState,
    /// The desk's own name; empty where none was given.
    pub desk_name: String,
    /// A recovery code was made; managers are reminded until then.
    pub recovery_made: bool,
    /// All connections.
    pub connections: Vec<Connection>,
    /// The zone in which this desk tells instants, an IANA name: that of its day. `None`: the computer's.
    pub zone: Option<String>,
    /// Counts for the frame.
    pub unsent: UnsentCounts,
}

/// What the application tells the window without being asked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Something changed: re-read what shows these.
    Changed {
        /// What.
        tags: Vec<Tag>,
    },
    /// Reading goes on.
    Sync {
        /// The state of one connection.
        state: SyncState,
    },
    /// An action ended, or needs a person.
    Settled {
        /// How.
        settled: Settled,
    },
    /// A file is on its way to a vendor.
    Upload {
        /// How far.
        progress: UploadProgress,
    },
}
