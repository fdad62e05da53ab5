//! What several papers are made of. Amounts are in the paper's currency unless said otherwise.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::exact::Exact;

/// Whom the paper is for.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// Name as the vendor or the desk has it.
    pub name: String,
    /// The address, a line each.
    #[serde(default)]
    pub address: Vec<String>,
    /// CNP, codice fiscale and their like; printed only where the country's profile prints it.
    pub national_id: Option<String>,
    /// The patient's code at the vendor.
    pub code: Option<String>,
}

/// Who pays, where that is not the patient: an employer, an insurer.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    /// Name.
    pub name: String,
    /// The address, a line each.
    #[serde(default)]
    pub address: Vec<String>,
    /// Its tax number, printed as it is given.
    pub tax_number: Option<String>,
}

/// A service or a product.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it is.
    pub text: String,
    /// Its code in the price list.
    pub code: Option<String>,
    /// The day it was done.
    pub on: Option<NaiveDate>,
    /// Who did it.
    pub doctor: Option<String>,
    /// How many; 1 when absent.
    pub quantity: Option<Exact>,
    /// Of what unit, as given (`buc.`, `ml`).
    pub unit: Option<String>,
    /// Price of one, before the discount; with VAT, unless the paper says `prices_without_vat`.
    pub unit_price: Option<Exact>,
    /// What is taken off the line.
    pub discount: Option<Exact>,
    /// VAT in per cent; 0 for exempt services.
    pub vat_rate: Option<Exact>,
    /// The VAT within `total`.
    pub vat: Option<Exact>,
    /// What the line adds to the paper's total, VAT and discount included. Negative on what gives money back.
    pub total: Exact,
}

/// VAT of one rate.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// In per cent.
    pub rate: Exact,
    /// What it is a part of: the sum without VAT.
    pub base: Exact,
    /// The VAT.
    pub amount: Exact,
    /// Why the rate is 0, as given; the paper's `vat_exemption`, then the country's profile, where this is absent.
    pub reason: Option<String>,
}

/// The sums below the lines. Those given are checked against the lines, unless the paper is a copy.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// All discounts of the lines.
    pub discount: Option<Exact>,
    /// All VAT.
    pub vat: Option<Exact>,
    /// A stamp duty that is part of the total, only as the vendor returned it.
    pub stamp: Option<Exact>,
    /// What was added or taken off to reach a round sum.
    pub rounding: Option<Exact>,
    /// The total: lines, stamp and rounding.
    pub total: Exact,
    /// What was paid: the payments.
    pub paid: Option<Exact>,
    /// What is still to be paid: total without what was paid.
    pub remaining: Option<Exact>,
}

/// The total in the country's own money, where the paper is in another one.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The country's own currency, ISO code.
    pub currency: String,
    /// So many of it for one of the paper's.
    pub rate: Exact,
    /// The day whose rate it is.
    pub on: Option<NaiveDate>,
    /// The paper's total in it: total times rate, rounded.
    pub total: Exact,
}

/// How money was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Notes and coins.
    Cash,
    /// A card at the terminal.
    Card,
    /// A bank transfer.
    Transfer,
    /// Paid online.
    Online,
    /// A voucher.
    Voucher,
    /// Out of what was paid ahead.
    Deposit,
    /// Any other way.
    Other,
}

/// Money taken, or given back where negative.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// How.
    pub method: Method,
    /// The vendor's own word for it, printed in its place.
    pub method_name: Option<String>,
    /// How much.
    pub amount: Exact,
    /// Its currency, where it is not the paper's.
    pub currency: Option<String>,
    /// The day.
    pub on: Option<NaiveDate>,
    /// Number of the till's fiscal receipt.
    pub fiscal_receipt: Option<String>,
    /// Number of the terminal's slip.
    pub card_slip: Option<String>,
    /// Whether it can be traced (Italy: decides the patient's deduction). Follows from the method when absent:
    /// cash cannot, card, transfer and online can.
    pub traceable: Option<bool>,
}

/// Another paper.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its series.
    pub series: Option<String>,
    /// Its number.
    pub number: String,
    /// Its day.
    pub issued_on: Option<NaiveDate>,
}

/// Marks a paper that is not the one the vendor made. What the vendor returned is printed as it is: no sum of it is
/// checked, and nothing is missed.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyMark {
    /// Why there is a copy.
    pub reason: CopyReason,
    /// The day the vendor issued the paper; a later cancellation is not known here.
    pub issued_on: NaiveDate,
}

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyReason {
    /// The vendor sent no PDF.
    Missing,
    /// The vendor's PDF was damaged.
    Damaged,
    /// The vendor makes no PDF of such papers.
    NotMade,
}
