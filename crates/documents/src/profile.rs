//! What a paper must carry in the clinic's country. What is missing is a list of problems, told before the paper is
//! made, because a paper without it would be a wrong one.

use serde::Serialize;

/// The rules of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Romania: series and number, CUI; health services are exempt by art. 292 of the fiscal code.
    Romania,
    /// Italy: the patient's fiscal code, art. 10 n. 18 DPR 633/72, whether payment can be traced.
    Italy,
    /// Everywhere else: what any paper carries.
    Neutral,
}

impl Profile {
    /// The profile of a country by its ISO 3166 code.
    #[must_use]
    pub fn of(country: Option<&str>) -> Self {
        match country.map(str::trim) {
            Some(code) if code.eq_ignore_ascii_case("RO") => Self::Romania,
            Some(code) if code.eq_ignore_ascii_case("IT") => Self::Italy,
            _ => Self::Neutral,
        }
    }
}

/// Something that a paper must carry and the facts do not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is missing.
    pub code: ProblemCode,
    /// Where it belongs in the facts (`letterhead.tax_numbers`, `patient.national_id`).
    pub field: String,
}

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The clinic's name.
    ClinicName,
    /// The clinic's address.
    ClinicAddress,
    /// The clinic's tax number: one labelled CUI or CIF in Romania, P. IVA or C.F. in Italy.
    TaxNumber,
    /// The paper's series.
    Series,
    /// The paper's number.
    Number,
    /// The patient's name.
    PatientName,
    /// The patient's national id.
    NationalId,
    /// What the paper is for.
    Lines,
    /// How it was paid.
    Payments,
    /// Whether a payment can be traced, which its method does not tell.
    Traceable,
}
