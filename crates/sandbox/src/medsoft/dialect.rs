//! How the MedSoft server behaves where "Cont Online v11" is silent or its samples disagree with its text.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dialect::{DialectError, Presets, changed};

/// How a refusal is wrapped. The document shows no error answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorEnvelope {
    /// HTTP 200 with `Status`, `ErrorCode` and `ErrorMessage`.
    #[serde(rename = "error_message_200")]
    ErrorMessage200,
    /// HTTP 400 with `Status` and `Message`.
    #[serde(rename = "message_400")]
    Message400,
}

/// Where `facturaPdf` stands. The text of §17 says inside `Factura`; the sample lacks the brace that would tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PdfPlace {
    /// `ReturnData[0].Factura.facturaPdf`
    Inside,
    /// `ReturnData[0].facturaPdf`
    Beside,
}

/// Whether the PDF survives. The sample of §17 decodes to bytes that went through a text conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pdf {
    /// The file as it was made.
    Sound,
    /// Every byte that is not UTF-8 has become U+FFFD, and the Base64 padding is missing, as in the sample.
    Mangled,
}

/// What a patient search without any parameter answers; §2 calls all of them optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmptySearch {
    /// Every enabled patient.
    All,
    /// The first so many, by code; every other search is capped too.
    Capped(usize),
    /// Nobody.
    Empty,
    /// An error.
    Refused,
}

/// What an unknown key is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownKey {
    /// HTTP 401 with the envelope of errors.
    #[serde(rename = "envelope_401")]
    Envelope401,
    /// HTTP 200 with `Status` not 0.
    #[serde(rename = "status_200")]
    Status200,
    /// HTTP 403 with a web page.
    #[serde(rename = "html_403")]
    Html403,
}

/// Whether names keep their diacritics in answers (they are upper-cased either way).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Diacritics {
    /// `ȘTEFĂNESCU`
    Kept,
    /// `STEFANESCU`
    Stripped,
}

/// Whether contract rows carry `_cod_contract_pacient`, which §18 needs and the sample of §11 lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractCode {
    /// As in the sample.
    Absent,
    /// As a client would need it.
    Present,
}

/// How the answer's text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonStyle {
    /// Valid JSON.
    Clean,
    /// Trailing commas as in the samples of §3 and §17, and inner quotes that are not escaped.
    Sloppy,
}

/// Whether a filter of the patient search does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeFilter {
    /// `cod_pacient` finds that patient.
    Honoured,
    /// `cod_pacient` is as if not sent.
    Ignored,
}

/// How `dataNastere` filters: the sample of §2 asks for one date and shows a row with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BirthFilter {
    /// That date only.
    Exact,
    /// Beside other parameters it is ignored; alone it finds everybody born in that month.
    Loose,
}

/// What is answered about a patient, product or note that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownRecord {
    /// `ReturnData` without rows (a write is refused all the same).
    Empty,
    /// `Status` not 0.
    Refused,
}

/// Whether the clinic has configured the GDPR template (§20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GdprTemplate {
    /// Forms can be made.
    Configured,
    /// Every call is refused with the sentence of §20.
    Missing,
}

/// What a payment note's total is in the history: §16 sends it, and says nothing of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentTotal {
    /// The total that was sent.
    AsSent,
    /// The sum of the services.
    Recomputed,
}

/// What the history says of how a payment note of §16 was paid: the call has no place for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotedMethod {
    /// `Numerar`, as in the sample of §9.
    Cash,
    /// `Card`.
    Card,
    /// The rows have no `Mod de plata`.
    Absent,
}

impl NotedMethod {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Cash => "Numerar",
            Self::Card => "Card",
            Self::Absent => "",
        }
    }
}

/// What `_cod_serviciu` of §10 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetailCode {
    /// The `codServiciuProcesat` of §15.
    Processed,
    /// The code in the price list.
    Listed,
}

/// How the price list writes `punct_lucru`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceListPlaces {
    /// One number, as in the sample of §14.
    Number,
    /// Text with every work point that has the service: `"1,2"`.
    Text,
}

/// What the price list's `date` means; §14 gives neither format nor direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateFilter {
    /// Services added or changed on that day or later.
    Since,
    /// Services added or changed on that very day.
    SameDay,
}

/// One value for each unknown. The default is preset `a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// How a refusal is wrapped.
    pub error_envelope: ErrorEnvelope,
    /// Where `facturaPdf` stands.
    pub pdf_place: PdfPlace,
    /// Whether the PDF survives.
    pub pdf: Pdf,
    /// What a search without parameters answers.
    pub empty_search: EmptySearch,
    /// What an unknown key is answered.
    pub unknown_key: UnknownKey,
    /// Whether names keep their diacritics.
    pub diacritics: Diacritics,
    /// Whether contract rows carry their code.
    pub contract_code: ContractCode,
    /// How the answer's text is written.
    pub json: JsonStyle,
    /// Whether `cod_pacient` filters.
    pub code_filter: CodeFilter,
    /// How `dataNastere` filters.
    pub birth_filter: BirthFilter,
    /// What is answered about a record that does not exist.
    pub unknown_record: UnknownRecord,
    /// Whether GDPR forms can be made.
    pub gdpr_template: GdprTemplate,
    /// What a payment's total is in the history.
    pub payment_total: PaymentTotal,
    /// What is noted of how it was paid.
    pub noted_method: NotedMethod,
    /// What `_cod_serviciu` is.
    pub detail_code: DetailCode,
    /// How the price list writes work points.
    pub price_list_places: PriceListPlaces,
    /// What the price list's `date` means.
    pub date_filter: DateFilter,
}

impl Dialect {
    /// The reading of the document that is kindest to a client.
    pub fn a() -> Self {
        Self {
            error_envelope: ErrorEnvelope::ErrorMessage200,
            pdf_place: PdfPlace::Inside,
            pdf: Pdf::Sound,
            empty_search: EmptySearch::All,
            unknown_key: UnknownKey::Envelope401,
            diacritics: Diacritics::Kept,
            contract_code: ContractCode::Absent,
            json: JsonStyle::Clean,
            code_filter: CodeFilter::Honoured,
            birth_filter: BirthFilter::Exact,
            unknown_record: UnknownRecord::Empty,
            gdpr_template: GdprTemplate::Configured,
            payment_total: PaymentTotal::AsSent,
            noted_method: NotedMethod::Cash,
            detail_code: DetailCode::Processed,
            price_list_places: PriceListPlaces::Number,
            date_filter: DateFilter::Since,
        }
    }

    /// The other reading, everywhere.
    pub fn b() -> Self {
        Self {
            error_envelope: ErrorEnvelope::Message400,
            pdf_place: PdfPlace::Beside,
            pdf: Pdf::Mangled,
            empty_search: EmptySearch::Capped(100),
            unknown_key: UnknownKey::Html403,
            diacritics: Diacritics::Stripped,
            contract_code: ContractCode::Present,
            json: JsonStyle::Sloppy,
            code_filter: CodeFilter::Ignored,
            birth_filter: BirthFilter::Loose,
            unknown_record: UnknownRecord::Refused,
            gdpr_template: GdprTemplate::Missing,
            payment_total: PaymentTotal::Recomputed,
            noted_method: NotedMethod::Absent,
            detail_code: DetailCode::Listed,
            price_list_places: PriceListPlaces::Text,
            date_filter: DateFilter::SameDay,
        }
    }

    /// This dialect with the given fields changed: `{"pdf": "mangled", "empty_search": {"capped": 20}}`. A `preset`
    /// (`a` or `b`) is laid down first.
    ///
    /// # Errors
    /// [`DialectError`] for a preset, field or value that does not exist.
    pub fn with(&self, changes: &Value) -> Result<Self, DialectError> {
        changed(self, changes)
    }
}

impl Presets for Dialect {
    fn a() -> Self {
        Self::a()
    }
    fn b() -> Self {
        Self::b()
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::a()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_presets_differ_in_every_field() {
        let (a, b) = (json!(Dialect::a()), json!(Dialect::b()));
        for (field, value) in a.as_object().unwrap() {
            assert_ne!(value, &b[field], "{field}");
        }
    }

    #[test]
    fn changes_are_laid_over_what_is_in_force() {
        let mangled = Dialect::a()
            .with(&json!({ "pdf": "mangled", "empty_search": { "capped": 20 } }))
            .unwrap();
        assert_eq!(
            mangled,
            Dialect {
                pdf: Pdf::Mangled,
                empty_search: EmptySearch::Capped(20),
                ..Dialect::a()
            }
        );
        let from_b = mangled
            .with(&json!({ "preset": "b", "unknown_key": "status_200" }))
            .unwrap();
        assert_eq!(
            from_b,
            Dialect {
                unknown_key: UnknownKey::Status200,
                ..Dialect::b()
            }
        );
    }

    #[test]
    fn what_is_not_a_dialect_is_refused() {
        for wrong in [
            json!({ "preset": "c" }),
            json!({ "pdf": "burnt" }),
            json!({ "colour": "red" }),
            json!([]),
        ] {
            assert!(Dialect::a().with(&wrong).is_err(), "{wrong}");
        }
    }
}
