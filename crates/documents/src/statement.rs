//! A patient's statement: what was charged and what was paid within a time.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use crate::exact::Exact;
use crate::letterhead::Letterhead;
use crate::parts::Patient;

/// What it is called.
pub(crate) const NAME: &str = "statement";

/// The facts of a statement.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// Whose it is.
    pub patient: Patient,
    /// The first day; from the beginning when absent.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: NaiveDate,
    /// When it was made, by the clinic's clock (`2026-11-23T14:05:00`).
    pub made_at: NaiveDateTime,
    /// Who made it.
    pub made_by: Option<String>,
    /// One for each currency; amounts of several are never added.
    pub accounts: Vec<Account>,
    /// What it was made from, a line each: the account at a vendor and how fresh it is. Printed as given.
    #[serde(default)]
    pub made_from: Vec<String>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What was charged and paid in one currency.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// ISO code.
    pub currency: String,
    /// Owed before the first day; negative where the patient had paid ahead. 0 when absent.
    pub opening: Option<Exact>,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// All that was charged.
    pub charged: Exact,
    /// All that was paid.
    pub paid: Exact,
    /// Owed after the last day: opening and charged without paid. Negative where the patient has paid ahead.
    pub closing: Exact,
}

/// One thing that was charged or paid.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub text: String,
    /// The paper that goes with it, as given (`PT 74`).
    pub document: Option<String>,
    /// Charged; negative for what was credited.
    pub charged: Option<Exact>,
    /// Paid; negative for what was given back.
    pub paid: Option<Exact>,
}
