//! The one error of this crate. Its texts hold nothing of the data.

use frontdesk_basics::BasicsError;

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The built-in fonts cannot be read: a mistake in `fonts/`.
    #[error("the built-in fonts cannot be read")]
    Fonts,
    /// No document has that name.
    #[error("no document has that name")]
    UnknownDocument,
    /// The facts are not those of that document.
    #[error("the facts do not fit the document {0:?}")]
    WrongFacts(&'static str),
    /// A catalogue or a zone.
    #[error(transparent)]
    Words(#[from] BasicsError),
    /// A catalogue lacks a message that the document says.
    #[error("the catalogue of {language} lacks {message:?}")]
    Silent {
        /// Which language.
        language: String,
        /// Which message.
        message: String,
    },
    /// The template could not be laid out or written as PDF: a mistake in `templates/`.
    #[error("the template {template:?} fails at line {line}: {what}")]
    Layout {
        /// Which template.
        template: &'static str,
        /// The line of the template, from 1; 0 where it is not known.
        line: usize,
        /// What failed. The typesetter's own text may quote the data and is left out in a release.
        what: String,
    },
}
