//! The one error of this crate. Its texts hold nothing of the data but amounts, and those without a name.

use frontdesk_basics::{BasicsError, NotMade, Private};
use rust_decimal::Decimal;

use crate::logo::LogoProblem;
use crate::profile::Problem;

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
    #[error("the facts do not fit the document {document:?}: {field} {wrong}")]
    WrongFacts {
        /// Which document.
        document: &'static str,
        /// Where in the facts (`lines[2].total`).
        field: String,
        /// What is wrong there.
        wrong: Wrong,
    },
    /// A sum is not that of its parts.
    #[error("{document:?}: {field} is given as {given}, but its parts make {reckoned}")]
    Mismatch {
        /// Which document.
        document: &'static str,
        /// Which sum (`sums.total`, `lines[2].total`).
        field: String,
        /// As given.
        given: Decimal,
        /// As reckoned of its parts.
        reckoned: Decimal,
    },
    /// What the paper must carry in that country is missing.
    #[error("{document:?} must carry what is missing: {}", listed(.problems))]
    Missing {
        /// Which document.
        document: &'static str,
        /// What is missing.
        problems: Vec<Problem>,
    },
    /// The letterhead's picture cannot be printed.
    #[error("the logo cannot be printed: {0}")]
    Logo(#[from] LogoProblem),
    /// A clinic's own template fails; the built-in one is there.
    #[error("the clinic's own template of {document:?} fails at line {line}; the built-in one can be used")]
    OwnTemplate {
        /// Which document.
        document: &'static str,
        /// The line of the template, from 1; 0 where it is not known.
        line: usize,
        /// What the typesetter says, which may quote the data: for the person who wrote the template.
        message: Private<String>,
    },
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

/// What is wrong with a field of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The document has no such field.
    #[error("is not known")]
    Unknown,
    /// It has to be there.
    #[error("is missing")]
    Missing,
    /// It holds something else: amounts are decimals as text, dates `2026-11-23`.
    #[error("holds something else than it should")]
    Value,
}

impl From<DocumentError> for NotMade {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Missing { problems, .. } => Self::Incomplete {
                fields: problems.into_iter().map(|problem| problem.field).collect(),
            },
            DocumentError::OwnTemplate { line, message, .. } => Self::Template { line, message },
            DocumentError::Logo(_) => Self::Logo,
            other => Self::Other(other.to_string()),
        }
    }
}

fn listed(problems: &[Problem]) -> String {
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    fields.join(", ")
}
