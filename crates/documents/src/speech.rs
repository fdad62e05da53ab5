//! The words of a document, in its language.

use frontdesk_basics::Words;

use crate::error::DocumentError;

/// The catalogue of one language.
pub(crate) struct Speech {
    language: String,
    words: Words,
}

impl Speech {
    /// The catalogue of papers in that language, else the base one.
    pub(crate) fn of(asked: &str) -> Result<Self, DocumentError> {
        let words = Words::of_paper(asked)?;
        Ok(Self {
            language: words.language().to_owned(),
            words,
        })
    }

    /// The language's code, as it stands in the document.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// A message with its values.
    pub(crate) fn say(&self, message: &str, values: &[(&str, &str)]) -> Result<String, DocumentError> {
        self.words
            .say(message, values)
            .ok_or_else(|| DocumentError::Silent {
                language: self.language.clone(),
                message: message.to_owned(),
            })
    }
}
