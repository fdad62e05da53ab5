//! What the money desk makes files of, as the window asks for it.

use chrono::NaiveDate;
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

/// What is saved or printed of the money desk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum MoneyPaper {
    /// The payments of a day.
    Day {
        /// The day.
        date: NaiveDate,
    },
    /// A cash-up.
    CashUp {
        /// Its id.
        id: Uuid,
    },
    /// What is unpaid.
    Unpaid {
        /// Since that day.
        #[serde(default)]
        #[ts(optional)]
        from: Option<NaiveDate>,
    },
    /// A patient's statement.
    Statement {
        /// The person.
        patient: Uuid,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// The language of the paper: en, ro, it, cs, pt-BR, uk; `None`: that of the clinic's country.
        #[serde(default)]
        #[ts(optional)]
        language: Option<String>,
    },
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MoneyFormat {
    /// A table.
    Csv,
    /// A document.
    Pdf,
}

/// Saves something of the money desk where the person chooses.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoneyExport {
    /// What.
    pub paper: MoneyPaper,
    /// As what.
    pub format: MoneyFormat,
}
