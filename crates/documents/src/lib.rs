//! Documents for people as PDF. A document is a template, data and words of the catalogues: the data goes in as
//! values and is never read as markup, the fonts are built in, and the same data gives the same bytes.
//!
//! The PDF is PDF/A-2a and PDF/UA-1: tagged, with its language and title, made to be kept and to be read aloud.

mod dates;
mod downtime_sheet;
mod error;
mod letters;
mod press;
mod speech;

use serde_json::Value;

pub use error::DocumentError;

use crate::press::Press;
use crate::speech::Speech;

/// A document ready to be shown, saved or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// Its title, in the document's language; also fit for a file's name.
    pub title: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
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
}

/// The documents this application can make. Costly to make, cheap to use: one for each process.
pub struct Documents {
    press: Press,
}

impl Documents {
    /// Reads the built-in fonts.
    ///
    /// # Errors
    /// `Fonts` when they cannot be read.
    pub fn new() -> Result<Self, DocumentError> {
        Ok(Self { press: Press::new()? })
    }

    /// Makes a document of its facts, in a language of the catalogues (`en`, `ro`, ...).
    ///
    /// The documents and their facts: `downtime-sheet` (see `downtime_sheet::Facts`).
    ///
    /// # Errors
    /// `UnknownDocument`, `WrongFacts` when the facts are not those of that document, `Words`, `Layout`.
    pub fn render(&self, document: &str, facts: &Value, language: &str) -> Result<Pdf, DocumentError> {
        let speech = Speech::of(language)?;
        let filled = match document {
            downtime_sheet::NAME => downtime_sheet::fill(facts, &speech)?,
            _ => return Err(DocumentError::UnknownDocument),
        };
        self.press.print(filled, &speech)
    }
}
