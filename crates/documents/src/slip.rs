//! The numbered slip for money taken while a vendor cannot be reached. It is no invoice and says so.

use chrono::NaiveDateTime;
use serde::Deserialize;

use crate::exact::Exact;
use crate::letterhead::Letterhead;
use crate::parts::{Method, Patient};

/// What it is called.
pub(crate) const NAME: &str = "slip";

/// The facts of a slip. One sheet holds it twice: for the patient and for the desk.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Its number at this desk.
    pub number: String,
    /// Which desk.
    pub desk: Option<String>,
    /// When the money was taken, by the clinic's clock (`2026-11-23T14:05:00`).
    pub received_at: NaiveDateTime,
    /// From whom.
    pub patient: Patient,
    /// The vendor's name (`MedSoft`) where the payment is still missing.
    pub vendor: String,
    /// What for, a line each.
    #[serde(default)]
    pub items: Vec<Item>,
    /// How much was taken.
    pub amount: Exact,
    /// ISO code.
    pub currency: String,
    /// How.
    pub method: Method,
    /// Another word for it, printed in its place.
    pub method_name: Option<String>,
    /// Number of the till's fiscal receipt.
    pub fiscal_receipt: Option<String>,
    /// Number of the terminal's slip.
    pub card_slip: Option<String>,
    /// Who took it.
    pub received_by: Option<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What money was taken for.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What.
    pub text: String,
    /// How much; the items' amounts are the slip's where all of them have one.
    pub amount: Option<Exact>,
}
