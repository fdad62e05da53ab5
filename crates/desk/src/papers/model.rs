//! Papers, letterhead and templates as the window sees them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// An invoice.
    Invoice,
    /// A receipt or bill.
    Receipt,
    /// A patient's statement.
    Statement,
    /// A cash-up.
    CashUp,
    /// A slip *received, not at the vendor*.
    Slip,
    /// What a vendor sent in place of a sound PDF; kept for support.
    Damaged,
    /// A scan, a report or another document that was given to the desk.
    Document,
}

impl PaperKind {
    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Receipt => "receipt",
            Self::Statement => "statement",
            Self::CashUp => "cash_up",
            Self::Slip => "slip",
            Self::Damaged => "damaged",
            Self::Document => "document",
        }
    }
}

/// Where a paper comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperOrigin {
    /// The vendor's own file.
    Vendor,
    /// Rendered here from what the vendor returned, and marked as a copy.
    Copy,
    /// This desk's own paper.
    Desk,
    /// Neither: a person has brought it.
    Elsewhere,
}

impl PaperOrigin {
    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Copy => "copy",
            Self::Desk => "desk",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// A paper kept here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperBrief {
    /// Its id.
    pub id: Uuid,
    /// The person.
    pub patient: Option<Uuid>,
    /// What it is.
    pub kind: PaperKind,
    /// Where it comes from.
    pub origin: PaperOrigin,
    /// A sensible file name.
    pub name: String,
    /// When it came to be here. What it says may have been cancelled since at the vendor.
    pub made_at: DateTime<Utc>,
    /// Its size in bytes.
    pub bytes: u32,
}

/// A paper to be shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperContent {
    /// A sensible file name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// The file in base64.
    pub base64: String,
}

/// What a country asks of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Country {
    /// Romania.
    Ro,
    /// Italy.
    It,
    /// Nothing beyond what all ask.
    #[default]
    Neutral,
}

/// What stands at the head and foot of every paper. Shared by all desks of the clinic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Letterhead {
    /// The clinic's name.
    pub name: String,
    /// Address lines.
    pub address: Vec<String>,
    /// Tax numbers as label and number (`CUI RO12345678`, `P. IVA …`).
    pub tax_numbers: Vec<String>,
    /// Bank lines.
    pub bank: Vec<String>,
    /// Phone, e-mail, web.
    pub contact: Vec<String>,
    /// A line at the foot.
    pub footer: String,
    /// The reference that exempts the services of tax, printed where a vendor tells no tax; empty: the country's usual one.
    pub exemption: String,
    /// What the country asks.
    pub country: Country,
    /// The logo as base64 of a PNG, JPEG or SVG of at most 512 KiB; `None`: none.
    pub logo: Option<String>,
}

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentName {
    /// An invoice.
    Invoice,
    /// A receipt.
    Receipt,
    /// A statement.
    Statement,
    /// A cash-up.
    CashUp,
    /// A slip.
    Slip,
}

/// A template of the clinic's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnTemplate {
    /// For which document.
    pub document: DocumentName,
    /// When it was set.
    pub set_at: DateTime<Utc>,
}

/// The letterhead and the clinic's own templates.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterheadState {
    /// The letterhead.
    pub letterhead: Letterhead,
    /// Own templates.
    pub templates: Vec<OwnTemplate>,
}

/// Replaces a template by the clinic's own file, or takes it back. One that fails with example data is refused, with the line.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetTemplate {
    /// For which document.
    pub document: DocumentName,
    /// The file's text; `None`: the built-in one again.
    pub template: Option<String>,
}

/// Shows a document with invented data under a letterhead as typed. Nothing is kept.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LetterheadPreview {
    /// The letterhead.
    pub letterhead: Letterhead,
    /// Which document.
    pub document: DocumentName,
    /// Its language: en, ro, it, cs, pt-BR, uk.
    pub language: String,
}
