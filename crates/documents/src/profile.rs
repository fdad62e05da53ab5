//! What a paper must carry in the clinic's country. What is missing is a list of problems, told before the paper is
//! made, because a paper without it would be a wrong one.

use serde::Serialize;

use crate::charges::traceable;
use crate::head::some;
use crate::letterhead::Letterhead;
use crate::parts::{Patient, Payment};

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

impl Problem {
    /// Those of the texts that say nothing.
    pub(crate) fn absent(texts: &[(&String, ProblemCode, &str)]) -> Vec<Self> {
        texts
            .iter()
            .filter(|(text, ..)| text.trim().is_empty())
            .map(|(_, code, field)| Self {
                code: *code,
                field: (*field).to_owned(),
            })
            .collect()
    }
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
    /// Its VAT, or that there is none.
    Vat,
    /// How it was paid.
    Payments,
    /// Whether a payment can be traced, which its method does not tell.
    Traceable,
}

/// What a paper holds of what may have to be there.
pub(crate) struct Holds<'a> {
    pub(crate) letterhead: &'a Letterhead,
    pub(crate) series: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) patient: &'a Patient,
    pub(crate) lines: bool,
    pub(crate) vat: bool,
    pub(crate) payments: &'a [Payment],
}

/// Which paper it is, as far as the law is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    Invoice,
    Receipt,
}

impl Profile {
    /// What the country's national id is called, where papers print it.
    pub(crate) fn national_id(self) -> Option<&'static str> {
        match self {
            Self::Romania => Some("CNP"),
            Self::Italy => Some("Codice fiscale"),
            Self::Neutral => None,
        }
    }

    /// The law that exempts health services from VAT. A law keeps its own language on every paper.
    pub(crate) fn exemption(self) -> Option<&'static str> {
        match self {
            Self::Romania => Some("art. 292 din Codul fiscal (Legea nr. 227/2015)"),
            Self::Italy => Some("art. 10, n. 18, D.P.R. 633/1972"),
            Self::Neutral => None,
        }
    }

    /// What the paper must carry and does not.
    pub(crate) fn problems(self, paper: Paper, holds: &Holds<'_>) -> Vec<Problem> {
        let there = |text: Option<&str>| some(text).is_some();
        let lawful = self != Self::Neutral;
        let italian = self == Self::Italy;
        let invoice = paper == Paper::Invoice;
        let letterhead = holds.letterhead;
        let address = letterhead.address.iter().any(|line| there(Some(line)));
        let mut problems: Vec<_> = [
            (
                !there(Some(&letterhead.name)),
                ProblemCode::ClinicName,
                "letterhead.name",
            ),
            (
                lawful && !address,
                ProblemCode::ClinicAddress,
                "letterhead.address",
            ),
            (
                lawful && !self.taxed(letterhead),
                ProblemCode::TaxNumber,
                "letterhead.tax_numbers",
            ),
            (
                self == Self::Romania && !there(holds.series),
                ProblemCode::Series,
                "series",
            ),
            (!there(holds.number), ProblemCode::Number, "number"),
            (
                !there(Some(&holds.patient.name)),
                ProblemCode::PatientName,
                "patient.name",
            ),
            (
                italian && !there(holds.patient.national_id.as_deref()),
                ProblemCode::NationalId,
                "patient.national_id",
            ),
            ((invoice || italian) && !holds.lines, ProblemCode::Lines, "lines"),
            (
                self == Self::Romania && invoice && !holds.vat,
                ProblemCode::Vat,
                "vat",
            ),
            (
                italian && !invoice && holds.payments.is_empty(),
                ProblemCode::Payments,
                "payments",
            ),
        ]
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, code, field)| Problem {
            code,
            field: field.to_owned(),
        })
        .collect();
        if italian {
            // It decides about what a patient has spent: of money given back nothing is deducted, so it may stay unsaid.
            let unknown = |(_, payment): &(usize, &Payment)| {
                traceable(payment).is_none() && !payment.amount.0.is_sign_negative()
            };
            let payments = holds.payments.iter().enumerate().filter(unknown);
            problems.extend(payments.map(|(index, _)| Problem {
                code: ProblemCode::Traceable,
                field: format!("payments[{index}].traceable"),
            }));
        }
        problems
    }

    /// Whether the clinic's tax number of that country is there.
    fn taxed(self, letterhead: &Letterhead) -> bool {
        let labels: &[&str] = match self {
            Self::Romania => &["CUI", "CIF", "CODFISCAL"],
            Self::Italy => &["PIVA", "PARTITAIVA", "CF", "CODICEFISCALE"],
            Self::Neutral => return true,
        };
        letterhead.tax_numbers.iter().any(|number| {
            let letters = number.label.chars().filter(|letter| letter.is_alphanumeric());
            let label: String = letters.flat_map(char::to_uppercase).collect();
            labels.contains(&label.as_str()) && some(Some(&number.value)).is_some()
        })
    }
}
