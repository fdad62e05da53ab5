//! The one error of this crate.

/// What can be wrong with basic values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BasicsError {
    /// Not an IANA zone name.
    #[error("not a time zone: {0}")]
    NotAZone(String),
    /// Not an exact decimal.
    #[error("not an amount of money")]
    NotAnAmount,
    /// A catalogue that is built in cannot be read: a mistake in `locales/`.
    #[error("catalogue of {language}: {detail}")]
    BrokenCatalogue {
        /// Which language.
        language: String,
        /// What the reader of catalogues said.
        detail: String,
    },
}
