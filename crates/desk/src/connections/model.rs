//! A connection: one account at one vendor.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::agenda::Stage;

/// The vendors a connection can be made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// MedSoft CLOUD, Romania.
    Medsoft,
    /// AlfaDocs, Italy.
    Alfadocs,
    /// VideoDoktor, Czechia.
    Videodoktor,
    /// Gensoft, Brazil.
    Gensoft,
    /// eHealth (ESOZ), Ukraine.
    Ehealth,
}

impl Vendor {
    /// All vendors, in the order they are offered.
    pub const ALL: [Self; 5] = [
        Self::Medsoft,
        Self::Alfadocs,
        Self::Videodoktor,
        Self::Gensoft,
        Self::Ehealth,
    ];

    /// The word used on the command line, in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Medsoft => "medsoft",
            Self::Alfadocs => "alfadocs",
            Self::Videodoktor => "videodoktor",
            Self::Gensoft => "gensoft",
            Self::Ehealth => "ehealth",
        }
    }

    /// The vendor of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.as_str() == text)
    }
}

/// What a person enters to connect an account. Which details and secrets there are stands in the vendor's
/// [`AccountForm`](super::AccountForm). Keys go into the keyring; renewable tokens, which may be too long for
/// it, into the encrypted store.
#[derive(Clone, Deserialize, TS)]
pub struct ConnectionDraft {
    /// The clinic's own name for the account; unique on this desk.
    pub name: String,
    /// Which vendor.
    pub vendor: Vendor,
    /// Everything before the part of the address that all operations of the vendor share.
    pub base_url: String,
    /// The fields of the form that are no secrets, by name.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    /// Keys and tokens, by name.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// Other ways to operations: name to `[METHOD] [/path]`.
    #[serde(default)]
    pub paths: BTreeMap<String, String>,
}

impl ConnectionDraft {
    /// An account made of an address, one detail and one key, as most are.
    #[must_use]
    pub fn of(
        vendor: Vendor,
        name: &str,
        base_url: &str,
        details: &[(&str, &str)],
        secrets: &[(&str, &str)],
    ) -> Self {
        let map = |pairs: &[(&str, &str)]| {
            let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
            pairs.iter().map(owned).collect()
        };
        Self {
            name: name.to_owned(),
            vendor,
            base_url: base_url.to_owned(),
            details: map(details),
            secrets: map(secrets),
            paths: BTreeMap::new(),
        }
    }
}

impl std::fmt::Debug for ConnectionDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectionDraft")
            .field("name", &self.name)
            .field("vendor", &self.vendor)
            .finish_non_exhaustive()
    }
}

/// Changes of an account. Its keys stay, unless it leads elsewhere afterwards: no key goes to a server that it was
/// not entered for.
#[derive(Clone, Deserialize, TS)]
pub struct ConnectionEdit {
    /// Which connection.
    pub id: Uuid,
    /// Its name on this desk.
    pub name: String,
    /// As in [`ConnectionDraft`].
    pub base_url: String,
    /// As in [`ConnectionDraft`]; the whole form as wanted.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    /// As in [`ConnectionDraft`]; the whole table as wanted.
    #[serde(default)]
    pub paths: BTreeMap<String, String>,
    /// Keys entered anew, by name: needed where an address leads to another server.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
}

impl std::fmt::Debug for ConnectionEdit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectionEdit")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// How the last contact with the vendor went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Never asked yet.
    Untested,
    /// Answers.
    Online,
    /// Does not answer; see `offline_since`.
    Offline,
    /// The key is refused; nothing is sent until it is replaced.
    KeyRefused,
    /// A key is not on this computer: the account came with the clinic file, or the keyring has lost it. Nothing is
    /// sent until it is entered here.
    KeyMissing,
}

/// What a connection is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Patients are found, written down and changed.
    Patients,
    /// Appointments are listed and their statuses set.
    Appointments,
    /// Consent forms are made.
    ConsentForms,
    /// Services, payments and contracts of a patient are listed.
    Facets,
    /// Phones of a patient are listed.
    Phones,
    /// Documents of a patient are listed and opened.
    Documents,
    /// Video visits.
    Video,
    /// Laboratory orders and reports.
    Laboratory,
    /// Contract requests.
    Contracts,
    /// Invoices are made of a price list.
    Invoices,
    /// Bills are listed and paid.
    Bills,
    /// Papers are filed into a patient's documents.
    FileDocuments,
    /// Appointments are booked.
    Bookings,
}

/// What a vendor takes of a patient who is written down or changed, beside names and e-mail, which all take. A
/// form asks for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PatientRules {
    /// Nobody is written down without a phone.
    pub phone_required: bool,
    /// A second phone.
    pub phone2: bool,
    /// The birth date.
    pub birth_date: bool,
    /// The national id.
    pub national_id: bool,
    /// The sex.
    pub sex: bool,
    /// What the patient prefers, as free text.
    pub preferences: bool,
}

/// A connection as the window shows it. No key.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Connection {
    /// Our id.
    pub id: Uuid,
    /// The clinic's own name for the account.
    pub name: String,
    /// Which vendor.
    pub vendor: Vendor,
    /// Everything before the part of the address that all operations of the vendor share.
    pub base_url: String,
    /// The fields of the vendor's form that are no secrets, by name.
    pub details: BTreeMap<String, String>,
    /// Other ways to operations: name to `[METHOD] [/path]`.
    pub paths: BTreeMap<String, String>,
    /// IANA zone of the clinic; vendor times are civil times in it.
    pub zone: String,
    /// What can be done with it: the window shows no screen without one.
    pub can: Vec<Ability>,
    /// What it takes of a patient; `None`: it has none.
    pub patient: Option<PatientRules>,
    /// How the last contact went.
    pub health: Health,
    /// The last answer of any kind from the vendor.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Since when the vendor has not answered.
    pub offline_since: Option<DateTime<Utc>>,
    /// Whether a person has confirmed which status means what.
    pub stages_confirmed: bool,
    /// Whether a person has confirmed the names of the work points.
    pub work_points_confirmed: bool,
}

/// One status of a clinic: the vendor's key, the clinic's own name and colour, and what it means here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusLabel {
    /// The vendor's key: for MedSoft the flag index, `"1"` to `"10"`; for AlfaDocs the state.
    pub key: String,
    /// The clinic's own name, as the vendor answers it.
    pub name: String,
    /// `#rrggbb` as the vendor answers it.
    pub color: Option<String>,
    /// Whether the clinic uses it.
    pub active: bool,
    /// The vendor's own mark: such an appointment is displayed (`is_programare_displayed`).
    pub displayed: Option<bool>,
    /// The vendor's own mark: such an appointment took place (`is_programare_succes`).
    pub success: Option<bool>,
    /// What it means at this desk: proposed until confirmed.
    pub stage: Option<Stage>,
}

/// The statuses of one connection and whether a person has confirmed their meaning.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatusTable {
    /// All statuses, in the vendor's order.
    pub labels: Vec<StatusLabel>,
    /// An appointment has at most one of them: setting one takes the other away, and none is cleared by itself.
    pub exclusive: bool,
    /// Whether a person has confirmed the meaning.
    pub confirmed: bool,
    /// When the vendor was last asked for the names.
    pub checked_at: Option<DateTime<Utc>>,
}

/// The meaning a person gives to one status key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StageChoice {
    /// The vendor's key.
    pub key: String,
    /// Its meaning; `None`: it is only a mark.
    pub stage: Option<Stage>,
}

/// One work point of the clinic: ids in some answers, names in others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkPoint {
    /// The vendor's id, where one was seen or entered.
    pub vendor_id: Option<String>,
    /// The name as it stands in appointments.
    pub name: String,
    /// Whether a person has confirmed that id and name belong together.
    pub confirmed: bool,
}

/// What the connection check found for one operation.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckRow {
    /// The operation's name (kebab-case).
    pub operation: String,
    /// Its path, as a template.
    pub path: String,
    /// What came of it.
    pub outcome: CheckOutcome,
    /// English detail without personal data.
    pub detail: String,
}

/// What the connection check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Answers as documented.
    Works,
    /// The vendor does not know it.
    Missing,
    /// The vendor refused it.
    Refused,
    /// Answered in an unexpected shape.
    Unexpected,
    /// Not tried, and why.
    NotTried,
}

/// The result of checking an account before or after it is saved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckReport {
    /// Whether the account can be used at all.
    pub usable: bool,
    /// Whether the vendor was asked: one without a harmless question is saved untested.
    pub tested: bool,
    /// Why not, as an error code; `None` when usable.
    pub problem: Option<crate::error::ErrorCode>,
    /// A row for every operation of the vendor.
    pub rows: Vec<CheckRow>,
    /// How the first fill would go (`all`, `codes`, `names`).
    pub fill: Option<crate::sync::FillStrategy>,
}
