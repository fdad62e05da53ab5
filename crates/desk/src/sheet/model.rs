//! What the sheet shows, and who makes a document of it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use frontdesk_basics::NotMade;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::error::{DeskError, ErrorCode};

/// What the sheet is called among the documents.
pub(super) const NAME: &str = "downtime-sheet";

/// A document ready to be shown, saved or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeDocument {
    /// Its title, also fit for a file's name.
    pub title: String,
    /// A PDF.
    pub bytes: Vec<u8>,
}

/// Makes documents for people out of facts; the host brings it. Facts cross here as plain JSON, so that whoever
/// typesets need not know the desk.
pub trait DocumentMaker: Send + Sync {
    /// The document of that name as PDF, in a language of the catalogues (`en`, `ro`, ...).
    ///
    /// # Errors
    /// `CannotOpen` where none are made, `Internal` when it cannot be.
    fn make(&self, document: &str, facts: &Value, language: &str) -> Result<MadeDocument, DeskError>;

    /// The same by a template of the clinic's own.
    ///
    /// # Errors
    /// As [`DocumentMaker::make`]; `TemplateRefused` (params `line`, `message`) where the template fails.
    fn make_by(
        &self,
        template: &str,
        document: &str,
        facts: &Value,
        language: &str,
    ) -> Result<MadeDocument, DeskError> {
        let _ = (template, document, facts, language);
        Err(no_documents())
    }

    /// Whether documents are made here at all.
    fn makes(&self) -> bool {
        true
    }
}

/// A host that makes none.
pub struct NoDocuments;

impl DocumentMaker for NoDocuments {
    fn make(&self, _: &str, _: &Value, _: &str) -> Result<MadeDocument, DeskError> {
        Err(no_documents())
    }

    fn makes(&self) -> bool {
        false
    }
}

fn no_documents() -> DeskError {
    DeskError::new(ErrorCode::CannotOpen, "no documents are made here")
}

/// A maker out of a function from a document's name, facts, language and, where it is the clinic's own, template to its
/// title and bytes.
pub fn documents_with<F, E>(render: F) -> Arc<dyn DocumentMaker>
where
    F: Fn(&str, &Value, &str, Option<&str>) -> Result<(String, Vec<u8>), E> + Send + Sync + 'static,
    E: Into<NotMade>,
{
    Arc::new(With(render))
}

struct With<F>(F);

impl<F, E> DocumentMaker for With<F>
where
    F: Fn(&str, &Value, &str, Option<&str>) -> Result<(String, Vec<u8>), E> + Send + Sync,
    E: Into<NotMade>,
{
    fn make(&self, document: &str, facts: &Value, language: &str) -> Result<MadeDocument, DeskError> {
        made((self.0)(document, facts, language, None))
    }

    fn make_by(
        &self,
        template: &str,
        document: &str,
        facts: &Value,
        language: &str,
    ) -> Result<MadeDocument, DeskError> {
        made((self.0)(document, facts, language, Some(template)))
    }
}

fn made<E: Into<NotMade>>(made: Result<(String, Vec<u8>), E>) -> Result<MadeDocument, DeskError> {
    made.map(|(title, bytes)| MadeDocument { title, bytes })
        .map_err(|error| match error.into() {
            NotMade::Incomplete { fields } => DeskError::new(
                ErrorCode::PaperIncomplete,
                "a paper lacks what its country asks for",
            )
            .with("fields", fields.join(",")),
            NotMade::Template { line, message } => {
                DeskError::new(ErrorCode::TemplateRefused, "a template of the clinic's own fails")
                    .with("line", line.to_string())
                    .with("message", message.into_inner())
            }
            NotMade::Logo => DeskError::invalid("logo", "malformed"),
            NotMade::Other(what) => DeskError::internal(format!("a document cannot be made: {what}")),
        })
}

/// A maker out of a function from a document's name, facts and language to its title and bytes, without templates of
/// the clinic's own. The function's error says nothing of the facts.
pub fn documents_by<F, E>(render: F) -> Arc<dyn DocumentMaker>
where
    F: Fn(&str, &Value, &str) -> Result<(String, Vec<u8>), E> + Send + Sync + 'static,
    E: std::fmt::Display,
{
    Arc::new(By(render))
}

struct By<F>(F);

impl<F, E> DocumentMaker for By<F>
where
    F: Fn(&str, &Value, &str) -> Result<(String, Vec<u8>), E> + Send + Sync,
    E: std::fmt::Display,
{
    fn make(&self, document: &str, facts: &Value, language: &str) -> Result<MadeDocument, DeskError> {
        (self.0)(document, facts, language)
            .map(|(title, bytes)| MadeDocument { title, bytes })
            .map_err(|error| DeskError::internal(format!("a document cannot be made: {error}")))
    }
}

/// A sheet ready to be shown, saved or printed.
#[derive(Clone)]
pub struct SheetPaper {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many days it shows.
    pub days: u32,
    /// Its title, also fit for a file's name.
    pub title: String,
    /// A PDF.
    pub bytes: Vec<u8>,
}

/// How a sheet came before somebody's eyes; stands in the access log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetWay {
    /// Opened by whoever is signed in.
    SignedIn,
    /// Opened with the staff PIN.
    Pin,
    /// Saved to a file.
    Saved,
}

impl SheetWay {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Pin => "pin",
            Self::Saved => "saved",
        }
    }
}

/// What the sheet shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DowntimeSheet {
    /// The desk's own name.
    pub desk: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The zone its times are told in, an IANA name.
    pub zone: String,
    /// What it was made from, account by account.
    pub connections: Vec<SheetConnection>,
    /// Today and the next days.
    pub days: Vec<SheetDay>,
    /// How many actions had not reached a vendor.
    pub unsent: u32,
}

/// What is known of an account's freshness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetConnection {
    /// The clinic's name of it.
    pub name: String,
    /// The last answer of any kind.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// Since when it has not answered.
    pub offline_since: Option<DateTime<Utc>>,
    /// Every known patient was asked about, or the days were read whole.
    pub complete: bool,
    /// Of how many known patients the first day's appointments were asked for; of accounts with appointments.
    pub asked: Option<u32>,
    /// How many patients of it are known; of accounts with appointments.
    pub known: Option<u32>,
}

/// One day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetDay {
    /// The day.
    pub date: NaiveDate,
    /// By time; today what is over comes after what is still to come.
    pub rows: Vec<SheetRow>,
}

/// One appointment or video visit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// When, at the clinic.
    pub start: Option<NaiveTime>,
    /// Until when.
    pub end: Option<NaiveTime>,
    /// Family name; the whole name where the vendor does not part it.
    pub family_name: String,
    /// First name.
    pub first_name: String,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// Year of birth, where that is all that is known.
    pub birth_year: Option<String>,
    /// Phone, as the vendor wrote it.
    pub phone: Option<String>,
    /// With whom.
    pub doctor: Option<String>,
    /// Where.
    pub work_point: Option<String>,
    /// In which room.
    pub room: Option<String>,
    /// What for, where the desk's lists show it.
    pub purpose: Option<String>,
    /// The vendor's names of what is set, a tick that is not sent yet included.
    pub statuses: Vec<String>,
    /// A video visit.
    pub video: bool,
    /// Something about it has not reached the vendor.
    pub unsent: bool,
    /// Cancelled, or being removed.
    pub called_off: bool,
    /// Another patient of the day has the same name.
    pub same_name: bool,
    /// Sent by the vendor in this patient's list under another patient's code.
    pub foreign: bool,
    /// The account.
    pub connection: String,
}

/// The sheet as the window sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SheetState {
    /// When the kept one was made; `None`: there is none yet.
    pub made_at: Option<DateTime<Utc>>,
    /// How many days it shows.
    pub days: u32,
    /// A staff PIN was set, so that it opens without signing in.
    pub pin_set: bool,
    /// Why it could not be made the last time.
    pub problem: Option<ErrorCode>,
    /// Nobody may try a PIN before.
    pub wait_until: Option<DateTime<Utc>>,
}

/// Opens the sheet.
#[derive(Clone, Deserialize, TS)]
pub struct OpenSheet {
    /// The staff PIN; not needed by whoever is signed in.
    #[serde(default)]
    #[ts(optional)]
    pub pin: Option<String>,
}

/// The PIN that staff open the sheet with.
#[derive(Clone, Deserialize, TS)]
pub struct SheetPin {
    /// Six to ten digits.
    pub pin: String,
}
