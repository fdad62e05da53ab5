//! How the Gensoft server behaves. Its document shows paths, a header and sample answers about cats; all else is unknown.

use serde::{Deserialize, Serialize};

pub use crate::dialect::DialectError;
use crate::dialect::{Presets, changed};

/// What stands in `Authorization`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyForm {
    /// The key and nothing else.
    Bare,
    /// `ApiKey` before the key.
    ApiKey,
}

/// Which attendances are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Any JSON object that has something in it.
    Any,
    /// Only one in the words of a Brazilian laboratory: `atendimento.codigo`, `atendimento.evento`, `paciente.nome`,
    /// `procedimentos`. It shows whether a mapping reaches.
    Portuguese,
}

/// How the PDF of a report travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upload {
    /// The body is the file, `Content-Type: application/pdf`.
    Raw,
    /// One file of a `multipart/form-data` body.
    Multipart,
    /// A text in Base64, in some field of a JSON object.
    Base64,
}

/// What is answered when all went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// An object that says what was done.
    Object,
    /// A list of one object, as the samples are lists.
    List,
    /// HTTP 204 and nothing.
    Nothing,
}

/// What an error looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorBody {
    /// `{"detail": "…"}`
    Detail,
    /// A web page.
    Html,
    /// `{"error": "…"}`
    Error,
}

/// What an unknown execution is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownExecution {
    /// HTTP 404.
    NotFound,
    /// HTTP 410.
    Gone,
}

/// The slash at the end of a path. One path of the document has it, the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slash {
    /// With or without it.
    Either,
    /// As the document prints each path: with it for attendances, without it for uploads; otherwise HTTP 404.
    AsPrinted,
}

/// One value for each unknown. The default is preset `a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// What stands in `Authorization`.
    pub key_form: KeyForm,
    /// Which attendances are understood.
    pub body: Body,
    /// How the PDF of a report travels.
    pub upload: Upload,
    /// What is answered when all went well.
    pub answer: Answer,
    /// What an error looks like.
    pub error_body: ErrorBody,
    /// What an unknown execution is answered.
    pub unknown_execution: UnknownExecution,
    /// The slash at the end of a path.
    pub slash: Slash,
}

impl Dialect {
    /// The reading of the document that is kindest to a client.
    pub fn a() -> Self {
        Self {
            key_form: KeyForm::Bare,
            body: Body::Any,
            upload: Upload::Raw,
            answer: Answer::Object,
            error_body: ErrorBody::Detail,
            unknown_execution: UnknownExecution::NotFound,
            slash: Slash::Either,
        }
    }

    /// The other reading, everywhere.
    pub fn b() -> Self {
        Self {
            key_form: KeyForm::ApiKey,
            body: Body::Portuguese,
            upload: Upload::Multipart,
            answer: Answer::List,
            error_body: ErrorBody::Html,
            unknown_execution: UnknownExecution::Gone,
            slash: Slash::AsPrinted,
        }
    }

    /// This dialect with the given fields changed: `{"upload": "base64"}`. A `preset` (`a` or `b`) is laid down first.
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
