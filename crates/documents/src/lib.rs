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

use std::sync::OnceLock;

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
}

/// The documents this application can make. The fonts are read when the first one is made; one for each process.
#[derive(Default)]
pub struct Documents {
    press: OnceLock<Press>,
}

impl Documents {
    /// Makes a document of its facts, in a language of the catalogues (`en`, `ro`, ...).
    ///
    /// The documents: `downtime-sheet`, whose facts are those of the desk's down-time sheet.
    ///
    /// # Errors
    /// `UnknownDocument`, `WrongFacts` when the facts are not those of that document, `Words`, `Silent`, `Fonts`,
    /// `Layout`.
    pub fn render(&self, document: &str, facts: &Value, language: &str) -> Result<Pdf, DocumentError> {
        let speech = Speech::of(language)?;
        let filled = match document {
            downtime_sheet::NAME => downtime_sheet::fill(facts, &speech)?,
            _ => return Err(DocumentError::UnknownDocument),
        };
        self.press()?.print(filled, &speech)
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
