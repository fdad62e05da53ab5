//! The receipt: money was taken, or given back.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::letterhead::Letterhead;
use crate::parts::{CopyMark, Exchange, Line, Patient, Payer, Payment, Reference, Sums, Vat};

/// What it is called.
pub(crate) const NAME: &str = "receipt";

/// The facts of a receipt. With a negative total it says that money was given back.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// The series.
    pub series: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// The invoice that was paid.
    pub for_invoice: Option<Reference>,
    /// Who was treated.
    pub patient: Patient,
    /// Who paid, where that is not the patient.
    pub payer: Option<Payer>,
    /// ISO code of the currency of every amount.
    pub currency: String,
    /// Whether `unit_price` and `discount` of the lines are without VAT.
    #[serde(default)]
    pub prices_without_vat: bool,
    /// What was paid for; may be empty where an invoice is named.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// VAT by rate, only as the vendor returned it.
    #[serde(default)]
    pub vat: Vec<Vat>,
    /// The sums; `total` is what the receipt is for.
    pub sums: Sums,
    /// The total in the country's own money.
    pub exchange: Option<Exchange>,
    /// How it was paid.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// Who took the money.
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
