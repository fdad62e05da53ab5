//! Contract requests as the desk sees them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What a contract is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// Pay for each patient who signed with a doctor.
    #[default]
    Capitation,
    /// Repayment of medicines.
    Reimbursement,
}

impl ContractKind {
    /// The word used in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Capitation => "capitation",
            Self::Reimbursement => "reimbursement",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Capitation, Self::Reimbursement]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// A part of a contract request as it is read: lines, and parts within it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetSection {
    /// What it is, in our words (`contractor`, `owner`, `payment`, `division`, ...): its title is the message
    /// `contract-part-<key>`.
    pub key: String,
    /// What tells it from others of the same key: a name or a number.
    pub title: Option<String>,
    /// What it says.
    pub lines: Vec<SheetLine>,
    /// Parts within it.
    pub parts: Vec<SheetSection>,
}

/// One thing that a contract request says.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SheetLine {
    /// What it is, in our words: its label is the message `contract-<key>`. A key without a message is one the
    /// document does not name; it is shown as it is.
    pub key: String,
    /// Whether the label is one of ours.
    pub known: bool,
    /// The value: text as it is; dates `2026-01-31`; numbers and amounts with a dot; `true` or `false`.
    pub value: String,
    /// How it is written.
    pub kind: ValueKind,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// As it is.
    #[default]
    Text,
    /// A date.
    Date,
    /// An instant, RFC 3339.
    Instant,
    /// A number.
    Number,
    /// An amount of hryvnias.
    Money,
    /// Yes or no.
    Truth,
    /// A word of the vendor's for which there may be one of ours: `contract-value-<word>` in lower case.
    Word,
    /// An id: shown small, copied whole.
    Id,
}

impl std::fmt::Debug for SheetSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetSection")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SheetLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetLine")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// A request to fetch from the registry.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FetchContract {
    /// By which account.
    pub connection: Uuid,
    /// Which kind.
    pub contract_type: ContractKind,
    /// Its id at the vendor.
    pub id: String,
}

/// Requests to list from the registry.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListContracts {
    /// By which account.
    pub connection: Uuid,
    /// Which kind.
    pub contract_type: ContractKind,
    /// Status, as the vendor writes it; empty: all.
    #[serde(default)]
    pub status: String,
    /// The contract's number; empty: all.
    #[serde(default)]
    pub number: String,
    /// The legal entity's number in the state register; empty: all.
    #[serde(default)]
    pub legal_entity: String,
    /// Page, from 1.
    pub page: u32,
}

/// One contract request in a list.
#[derive(Clone, Serialize, TS)]
pub struct ContractBrief {
    /// Our id, once it was fetched.
    pub id: Option<Uuid>,
    /// The connection it belongs to.
    pub connection: Uuid,
    /// The clinic's name of that connection.
    pub connection_name: String,
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Which kind.
    pub contract_type: ContractKind,
    /// Status, as the vendor writes it.
    pub status: Option<String>,
    /// The contract's number.
    pub number: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// When it was last fetched in full.
    pub fetched_at: Option<DateTime<Utc>>,
}

/// A page of the registry.
#[derive(Clone, Serialize, TS)]
pub struct ContractPage {
    /// Its rows.
    pub rows: Vec<ContractBrief>,
    /// Which page, from 1.
    pub page: u32,
    /// How many there are, where the vendor says so.
    pub pages: Option<u32>,
    /// How many requests there are, where the vendor says so.
    pub total: Option<u32>,
}

/// A contract request as it was last fetched.
#[derive(Clone, Serialize, TS)]
pub struct ContractPaper {
    /// What stands in a list of it.
    pub brief: ContractBrief,
    /// Everything that it says.
    pub sections: Vec<SheetSection>,
    /// The vendor's words for its documents, in their order; they are opened by their place here.
    pub documents: Vec<String>,
}

/// A document of a contract request.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenContractDocument {
    /// Our id of the request.
    pub contract: Uuid,
    /// Its place among the documents, from 0.
    pub document: u32,
}
