//! Why a paper was not made, in words that the desk and the typesetter share without knowing each other.

use crate::private::Private;

/// Why a paper was not made.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NotMade {
    /// What the paper must carry in its country is missing.
    #[error("the paper must carry what is missing: {}", .fields.join(", "))]
    Incomplete {
        /// Where it belongs in the facts (`letterhead.tax_numbers`).
        fields: Vec<String>,
    },
    /// The clinic's own template fails.
    #[error("the clinic's own template fails at line {line}")]
    Template {
        /// The line, from 1; 0 where it is not known.
        line: usize,
        /// What the typesetter says; it may quote the facts.
        message: Private<String>,
    },
    /// The letterhead's picture cannot be printed.
    #[error("the logo cannot be printed")]
    Logo,
    /// Anything else; the text says nothing of the facts.
    #[error("{0}")]
    Other(String),
}
