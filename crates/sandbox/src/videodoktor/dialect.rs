//! How the VideoDoktor server behaves where its document is silent.

use serde::{Deserialize, Serialize};

pub use crate::dialect::DialectError;
use crate::dialect::{Presets, changed};

/// What an error looks like. The document lists codes and shows no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorBody {
    /// `{"error":"X003"}`
    Error,
    /// `{"code":"X003","message":"…"}`
    CodeAndMessage,
    /// `{"error":{"code":"X003","message":"…"}}`
    Nested,
    /// `{"chyba":"X003 - …"}`
    Chyba,
    /// `"X003"`
    JsonText,
    /// `X003` as plain text
    Text,
}

/// The HTTP status of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorStatus {
    /// HTTP 200.
    #[serde(rename = "200")]
    Ok,
    /// HTTP 400.
    #[serde(rename = "400")]
    BadRequest,
}

/// How `meet_start` must be written; the sentence that should say so is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartFormat {
    /// `21.11.2020.01.18`, as the server's own time is printed.
    Dots,
    /// `23.11.2020 10:00`, as `meet_time`.
    Printed,
    /// `2020-11-23 10:00:00`, as `meet_time_imd`.
    Imd,
}

impl StartFormat {
    /// The format in the notation of `strftime`.
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Self::Dots => "%d.%m.%Y.%H.%M",
            Self::Printed => "%d.%m.%Y %H:%M",
            Self::Imd => "%Y-%m-%d %H:%M:%S",
        }
    }
}

/// How long an unused token lives: "10-15 minutes".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenLife {
    /// 15 minutes.
    Fifteen,
    /// 10 minutes.
    Ten,
}

/// How the server's time may be asked: no parameter is listed, and all calls are said to be POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeAsked {
    /// By GET or POST, without a token.
    Freely,
    /// By POST with a token.
    WithToken,
}

/// How a field that was not given comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// As an empty text.
    Empty,
    /// As null.
    Null,
}

/// What `meet_active` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Active {
    /// 1 from a quarter of an hour before the start until an hour after it.
    Running,
    /// 1 until an hour after the start.
    Ahead,
}

/// Which calls the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// All of them.
    All,
    /// Those of today and later.
    FromToday,
}

/// What the addresses of calls and reports look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Links {
    /// A whole https address.
    Whole,
    /// `https:…` without slashes, as the samples print it.
    AsPrinted,
}

/// What is answered when a report is asked for too early; no code is listed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyReport {
    /// Error X004.
    Refused,
    /// An empty `export_url`.
    Empty,
}

/// Whether the server answers between 3:00 and 4:00, when it is said to be down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Night {
    /// It does.
    Answers,
    /// Error X005.
    Outage,
}

/// How many requests an address may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// As many as it likes.
    None,
    /// So many in a minute, then error X000.
    PerMinute(usize),
}

/// One value for each unknown. The default is preset `a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// What an error looks like.
    pub error_body: ErrorBody,
    /// The HTTP status of an error.
    pub error_status: ErrorStatus,
    /// How `meet_start` must be written.
    pub meet_start: StartFormat,
    /// How long an unused token lives.
    pub token_life: TokenLife,
    /// How the server's time may be asked.
    pub time_asked: TimeAsked,
    /// How a field that was not given comes back.
    pub missing: Missing,
    /// What `meet_active` says.
    pub active: Active,
    /// Which calls the list shows.
    pub listed: Listed,
    /// What the addresses look like.
    pub links: Links,
    /// What is answered when a report is asked for too early.
    pub early_report: EarlyReport,
    /// Whether the server answers in its nightly outage.
    pub night: Night,
    /// How many requests an address may make.
    pub limit: Limit,
}

impl Dialect {
    /// The reading of the document that is kindest to a client.
    pub fn a() -> Self {
        Self {
            error_body: ErrorBody::Error,
            error_status: ErrorStatus::Ok,
            meet_start: StartFormat::Dots,
            token_life: TokenLife::Fifteen,
            time_asked: TimeAsked::Freely,
            missing: Missing::Empty,
            active: Active::Running,
            listed: Listed::All,
            links: Links::Whole,
            early_report: EarlyReport::Refused,
            night: Night::Answers,
            limit: Limit::None,
        }
    }

    /// The other reading, everywhere.
    pub fn b() -> Self {
        Self {
            error_body: ErrorBody::CodeAndMessage,
            error_status: ErrorStatus::BadRequest,
            meet_start: StartFormat::Imd,
            token_life: TokenLife::Ten,
            time_asked: TimeAsked::WithToken,
            missing: Missing::Null,
            active: Active::Ahead,
            listed: Listed::FromToday,
            links: Links::AsPrinted,
            early_report: EarlyReport::Empty,
            night: Night::Outage,
            limit: Limit::PerMinute(240),
        }
    }

    /// This dialect with the given fields changed: `{"error_body": "text"}`. A `preset` (`a` or `b`) is laid down first.
    ///
    /// # Errors
    /// [`DialectError`] for a preset, field or value that does not exist.
    pub fn with(&self, changes: &serde_json::Value) -> Result<Self, DialectError> {
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

    #[test]
    fn the_presets_differ_in_every_field() {
        crate::dialect::presets_differ::<Dialect>();
    }
}
