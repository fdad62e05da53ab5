//! Invented people. The tables are a country's; a vendor's clinic takes the people and adds its own fields.

pub(crate) mod cnp;
pub(crate) mod fiscal;
pub(crate) mod lands;
mod names;
pub(crate) mod romanian;

use chrono::NaiveDate;

/// Sex as registers know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Male,
    Female,
}

/// One invented person. Names are in their usual case, with diacritics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) last: String,
    pub(crate) first: String,
    pub(crate) sex: Sex,
    pub(crate) birth: NaiveDate,
    pub(crate) national_id: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) second_phone: Option<String>,
    pub(crate) email: Option<String>,
}
