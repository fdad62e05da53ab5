//! The invoice, its cancellation and its credit.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::letterhead::Letterhead;
use crate::parts::{CopyMark, Exchange, Line, Patient, Payer, Payment, Reference, Sums, Vat};

/// What it is called.
pub(crate) const NAME: &str = "invoice";

/// The facts of an invoice.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Invoice, or a paper that gives back.
    #[serde(default)]
    pub kind: InvoiceKind,
    /// The series, as the vendor gave it.
    pub series: Option<String>,
    /// The number, as the vendor gave it.
    pub number: Option<String>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// When it has to be paid.
    pub due_on: Option<NaiveDate>,
    /// When the services were done, where that is one day and another than that of issue.
    pub supplied_on: Option<NaiveDate>,
    /// The invoice that this paper cancels or credits.
    pub corrects: Option<Reference>,
    /// Set where this invoice itself was cancelled: says so across its head.
    pub cancelled: Option<Cancelled>,
    /// Whom it is for.
    pub patient: Patient,
    /// Who pays, where that is not the patient.
    pub payer: Option<Payer>,
    /// ISO code of the currency of every amount.
    pub currency: String,
    /// Whether `unit_price` and `discount` of the lines are without VAT.
    #[serde(default)]
    pub prices_without_vat: bool,
    /// What it is for.
    pub lines: Vec<Line>,
    /// VAT by rate.
    #[serde(default)]
    pub vat: Vec<Vat>,
    /// The sums.
    pub sums: Sums,
    /// The total in the country's own money.
    pub exchange: Option<Exchange>,
    /// What was taken for it.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Who made it out.
    pub issued_by: Option<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Italy: the patient does not want the expense reported to Sistema TS.
    pub opposes_reporting: Option<bool>,
    /// Italy: the kind of expense for Sistema TS, as the vendor has it.
    pub expense_type: Option<String>,
    /// Set where the vendor made the paper and this is our copy of it.
    pub copy: Option<CopyMark>,
}

/// Which paper it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceKind {
    /// An invoice.
    #[default]
    Invoice,
    /// A further invoice that cancels an earlier one whole (`storno`).
    Cancellation,
    /// A credit note: gives back a part.
    Credit,
}

/// That an invoice was cancelled.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancelled {
    /// The day.
    pub on: Option<NaiveDate>,
    /// The paper that cancelled it.
    pub by: Option<Reference>,
}
