//! What stands at the head and the foot of a clinic's papers.

use serde::Deserialize;

/// A clinic's letterhead, as set in Settings. All texts are printed as they are given.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Letterhead {
    /// The clinic's name in law.
    pub name: String,
    /// The picture at the top; none where the clinic has set none.
    pub logo: Option<Logo>,
    /// The address, a line each.
    pub address: Vec<String>,
    /// Numbers by which the state knows the clinic.
    pub tax_numbers: Vec<TaxNumber>,
    /// The clinic's accounts, a line each: bank and IBAN.
    pub bank: Vec<String>,
    /// Phone, e-mail, site, a line each.
    pub contact: Vec<String>,
    /// What stands at the foot of every page, a line each.
    pub footer: Vec<String>,
}

/// A number by which the state knows a clinic, under the name that it has in that country.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxNumber {
    /// What the number is called: `CUI`, `P. IVA`, `IČO`, ...
    pub label: String,
    /// The number.
    pub value: String,
}

/// A picture: PNG, JPEG or SVG, at most [`Logo::LIMIT`] bytes.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// The file's bytes as base64 (standard alphabet, padded). Which kind it is follows from the bytes.
    pub base64: String,
}

impl Logo {
    /// The most bytes a picture's file may have.
    pub const LIMIT: usize = 1024 * 1024;
    /// The most pixels that a side of a PNG or JPEG may have.
    pub const SIDE: u32 = 4096;
}
