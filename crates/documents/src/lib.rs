//! Documents for people as PDF. A document is a template, data and words of the catalogues: the data goes in as
//! values and is never read as markup, the fonts are built in, and the same data gives the same bytes.
//!
//! The PDF is PDF/A-2a and PDF/UA-1: tagged, with its language and title, made to be kept and to be read aloud.
//! `README.md` shows the facts of every document.

mod apart;
mod cash_up;
mod cash_up_said;
mod charges;
mod dates;
mod downtime_sheet;
mod error;
mod exact;
mod figures;
mod head;
mod invoice;
mod letterhead;
mod letters;
mod list;
mod logo;
mod own;
mod parts;
mod press;
mod profile;
mod reading;
mod receipt;
mod slip;
mod speech;
mod statement;
mod sums;

use std::sync::OnceLock;

use serde_json::Value;

pub use apart::{Apart, serve_when_asked};
pub use cash_up::{AtVendor, ByMethod, CashUp, CashUpKind, Drawer, Movement, Taken, Unpaid};
pub use error::{DocumentError, Wrong};
pub use exact::Exact;
pub use invoice::{Cancelled, Invoice, InvoiceKind};
pub use letterhead::{Letterhead, Logo, TaxNumber};
pub use list::{Column, Holds, List, Table};
pub use logo::LogoProblem;
pub use own::OwnTemplates;
pub use parts::{
    CopyMark, CopyReason, Exchange, Line, Method, Patient, Payer, Payment, Reference, Sums, Vat,
};
pub use profile::{Problem, ProblemCode, Profile};
pub use receipt::Receipt;
pub use slip::{Item, Slip};
pub use statement::{Account, Entry, Statement};

use crate::logo::Picture;
use crate::press::Press;
use crate::speech::Speech;

/// The documents that can be made.
pub const DOCUMENTS: [&str; 7] = [
    invoice::NAME,
    receipt::NAME,
    statement::NAME,
    cash_up::NAME,
    slip::NAME,
    list::NAME,
    downtime_sheet::NAME,
];

/// The languages that documents are written in.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    frontdesk_basics::Words::paper_languages()
}

/// A document ready to be shown, saved or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// Its title, in the document's language; also fit for a file's name.
    pub title: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Pdf {
    /// Its title and its bytes.
    #[must_use]
    pub fn into_parts(self) -> (String, Vec<u8>) {
        (self.title, self.bytes)
    }
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pdf[{} bytes]", self.bytes.len())
    }
}

/// What a document says, ready to be laid out by its template.
pub(crate) struct Filled {
    /// The document's title.
    pub(crate) title: String,
    /// Where its typesetting begins, and the name it has there.
    pub(crate) template: &'static str,
    /// What the template reads; texts only, already in the document's language.
    pub(crate) data: Value,
    /// The letterhead's picture.
    pub(crate) picture: Option<Picture>,
}

/// The documents this application can make. The fonts are read when the first one is made; one for each process.
#[derive(Default)]
pub struct Documents {
    own: OwnTemplates,
    apart: Option<Apart>,
    press: OnceLock<Press>,
}

impl Documents {
    /// With a clinic's own templates in place of built-in ones.
    #[must_use]
    pub fn with(own: OwnTemplates) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }

    /// Lays templates that are a clinic's own out in a process of their own, which can be ended.
    #[must_use]
    pub fn apart(self, apart: Apart) -> Self {
        Self {
            apart: Some(apart),
            ..self
        }
    }

    /// Makes a document of its facts, in a language of the catalogues of papers (`en`, `ro`, `it`, `cs`, `pt-BR`,
    /// `uk`), by the clinic's own template where there is one.
    ///
    /// The documents are [`DOCUMENTS`]; their facts are those of [`Invoice`], [`Receipt`], [`Statement`], [`CashUp`],
    /// [`Slip`], [`List`] and of the desk's down-time sheet.
    ///
    /// # Errors
    /// `UnknownDocument`, `WrongFacts` when the facts are not those of that document, `Missing` when they lack what the
    /// country's law wants (not of a copy), `Mismatch` when a sum is not that of its parts (not of a copy), `Logo`,
    /// `OwnTemplate`, `Words`, `Silent`, `Fonts`, `Layout`.
    pub fn render(&self, document: &str, facts: &Value, language: &str) -> Result<Pdf, DocumentError> {
        self.printed(document, facts, language, self.own.of(document))
    }

    /// As [`Documents::render`], by the built-in template: the way out where a clinic's own fails.
    ///
    /// # Errors
    /// As [`Documents::render`], without `OwnTemplate`.
    pub fn render_built_in(
        &self,
        document: &str,
        facts: &Value,
        language: &str,
    ) -> Result<Pdf, DocumentError> {
        self.printed(document, facts, language, None)
    }

    /// As [`Documents::render`], by a template that is given as text: to try one before it is taken into use.
    ///
    /// # Errors
    /// As [`Documents::render`].
    pub fn render_by(
        &self,
        template: &str,
        document: &str,
        facts: &Value,
        language: &str,
    ) -> Result<Pdf, DocumentError> {
        self.printed(document, facts, language, Some(template))
    }

    /// As [`Documents::render_by`] where a template is given, else as [`Documents::render`].
    ///
    /// # Errors
    /// As [`Documents::render`].
    pub fn render_with(
        &self,
        template: Option<&str>,
        document: &str,
        facts: &Value,
        language: &str,
    ) -> Result<Pdf, DocumentError> {
        match template {
            Some(template) => self.render_by(template, document, facts, language),
            None => self.render(document, facts, language),
        }
    }

    /// What a document must carry in its country and its facts lack, also for a copy.
    ///
    /// # Errors
    /// `UnknownDocument`, `WrongFacts`.
    pub fn problems(document: &str, facts: &Value) -> Result<Vec<Problem>, DocumentError> {
        Ok(Facts::read(document, facts)?.problems())
    }

    fn printed(
        &self,
        document: &str,
        facts: &Value,
        language: &str,
        own: Option<&str>,
    ) -> Result<Pdf, DocumentError> {
        let read = Facts::read(document, facts)?;
        let problems = read.problems();
        if !problems.is_empty() && !read.is_copy() {
            return Err(DocumentError::Missing {
                document: read.name(),
                problems,
            });
        }
        let speech = Speech::of(language)?;
        let mut filled = read.fill(&speech)?;
        if let (Some(template), Some(apart)) = (own, &self.apart) {
            return apart.print(template, read.name(), facts, language);
        }
        filled.data["facts"] = without_logo(facts);
        let own = own.map(|template| (read.name(), template));
        self.press()?.print(filled, &speech, own)
    }

    fn press(&self) -> Result<&Press, DocumentError> {
        match self.press.get() {
            Some(press) => Ok(press),
            None => {
                let made = Press::new()?;
                Ok(self.press.get_or_init(|| made))
            }
        }
    }
}

/// The facts of one document.
enum Facts {
    Invoice(Box<Invoice>),
    Receipt(Box<Receipt>),
    Statement(Statement),
    CashUp(CashUp),
    Slip(Slip),
    List(List),
    DowntimeSheet(downtime_sheet::Facts),
}

impl Facts {
    fn read(document: &str, facts: &Value) -> Result<Self, DocumentError> {
        Ok(match document {
            invoice::NAME => Self::Invoice(reading::facts(invoice::NAME, facts)?),
            receipt::NAME => Self::Receipt(reading::facts(receipt::NAME, facts)?),
            statement::NAME => Self::Statement(reading::facts(statement::NAME, facts)?),
            cash_up::NAME => Self::CashUp(reading::facts(cash_up::NAME, facts)?),
            slip::NAME => Self::Slip(reading::facts(slip::NAME, facts)?),
            list::NAME => Self::List(reading::facts(list::NAME, facts)?),
            downtime_sheet::NAME => Self::DowntimeSheet(reading::facts(downtime_sheet::NAME, facts)?),
            _ => return Err(DocumentError::UnknownDocument),
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Invoice(_) => invoice::NAME,
            Self::Receipt(_) => receipt::NAME,
            Self::Statement(_) => statement::NAME,
            Self::CashUp(_) => cash_up::NAME,
            Self::Slip(_) => slip::NAME,
            Self::List(_) => list::NAME,
            Self::DowntimeSheet(_) => downtime_sheet::NAME,
        }
    }

    fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Invoice(facts) => facts.problems(),
            Self::Receipt(facts) => facts.problems(),
            Self::Statement(facts) => facts.problems(),
            Self::Slip(facts) => facts.problems(),
            Self::CashUp(_) | Self::List(_) | Self::DowntimeSheet(_) => Vec::new(),
        }
    }

    fn is_copy(&self) -> bool {
        match self {
            Self::Invoice(facts) => facts.is_copy(),
            Self::Receipt(facts) => facts.is_copy(),
            _ => false,
        }
    }

    fn fill(&self, speech: &Speech) -> Result<Filled, DocumentError> {
        match self {
            Self::Invoice(facts) => facts.fill(speech),
            Self::Receipt(facts) => facts.fill(speech),
            Self::Statement(facts) => facts.fill(speech),
            Self::CashUp(facts) => cash_up_said::fill(facts, speech),
            Self::Slip(facts) => facts.fill(speech),
            Self::List(facts) => facts.fill(speech),
            Self::DowntimeSheet(facts) => downtime_sheet::fill(facts, speech),
        }
    }
}

/// The facts as a template reads them: the picture is a file there.
fn without_logo(facts: &Value) -> Value {
    let mut facts = facts.clone();
    if let Some(letterhead) = facts.get_mut("letterhead").and_then(Value::as_object_mut) {
        letterhead.remove("logo");
    }
    facts
}
