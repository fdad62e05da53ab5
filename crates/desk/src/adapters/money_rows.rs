//! Rows of price lists, services, payment notes and invoices as adapters hand them over.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::billing::ServiceKind;

/// A row of a price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code; means something only together with the kind.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The ids of the work points that sell it; empty: all of them.
    pub work_points: Vec<String>,
    /// Its price.
    pub price: Option<Amount>,
    /// When it was added or last changed, by the vendor's word.
    pub changed_on: Option<NaiveDate>,
    /// What else the vendor said, as a JSON object.
    pub extra: String,
}

/// A service to be put on a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceToAdd {
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code.
    pub code: String,
    /// How many; `None` where it takes no quantity.
    pub quantity: Option<u32>,
    /// Another price than the list's.
    pub price: Option<Decimal>,
}

/// A payment note to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteToMake {
    /// The patient's code.
    pub vendor_patient: String,
    /// The work point's id.
    pub work_point: String,
    /// The sum.
    pub total: Decimal,
    /// The codes that putting the services on the patient gave.
    pub processed: Vec<String>,
}

/// One service of a payment note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// The code of the service; whether it is the processed one is not documented.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

/// The vendor's PDF of an invoice.
#[derive(Clone, PartialEq, Eq)]
pub enum VendorPdf {
    /// None came.
    Absent,
    /// A sound file.
    Sound(Vec<u8>),
    /// Something came that must not be handed out; kept for support.
    Damaged(Vec<u8>),
}

/// One line of an issued invoice, as the vendor returned it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedLine {
    /// The name.
    pub name: String,
    /// The line's price.
    pub price: Option<Decimal>,
    /// The discount as an amount.
    pub discount: Option<Decimal>,
    /// The currency.
    pub currency: Option<String>,
    /// The VAT; whether a rate or an amount the document does not say.
    pub vat: Option<Decimal>,
    /// So much of the country's currency for one of the line's (MedSoft, add-invoice: `_curs_schimb`).
    #[serde(default)]
    pub exchange_rate: Option<Decimal>,
}

/// An invoice that the vendor has issued.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedInvoice {
    /// The vendor's code of it.
    pub vendor_id: Option<String>,
    /// The series.
    pub series: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// The day it is due.
    pub due_on: Option<NaiveDate>,
    /// The lines.
    pub lines: Vec<IssuedLine>,
    /// The PDF.
    pub pdf: VendorPdf,
    /// The whole answer without the PDF, as JSON.
    pub answer: String,
}
