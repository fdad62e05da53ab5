//! How a command fails: one JSON object on standard error, and a code.

use std::io;
use std::process::ExitCode;

use frontdesk_commands::DeskError;
use frontdesk_documents::DocumentError;
use frontdesk_vendors::{CallError, VendorError};
use serde_json::{Value, json};

/// Everything that can end a command.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command was typed wrongly.
    #[error("{0}")]
    Usage(String),
    /// A file or stream could not be used.
    #[error("{what}: {source}")]
    Io {
        /// Which one.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// A vendor's call failed.
    #[error(transparent)]
    Vendor(#[from] VendorError),
    /// The desk refused.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A paper cannot be made.
    #[error(transparent)]
    Document(Box<DocumentError>),
}

impl From<CallError> for CliError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Usage(text) => Self::Usage(text),
            CallError::Vendor(error) => Self::Vendor(error),
        }
    }
}

impl CliError {
    /// The process's exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, Self::Usage(_)) { 2 } else { 1 })
    }

    /// Whether whoever reads the answer has read enough of it (`| head`): that is no failure.
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The object printed on standard error.
    pub fn to_json(&self) -> Value {
        let error = match self {
            Self::Usage(message) => object("usage", message, None),
            Self::Io { .. } => object("io", &self.to_string(), None),
            Self::Document(error) => crate::render::failure(error),
            Self::Vendor(error) => {
                // The person at the terminal asked this vendor: its own words are theirs to read.
                let said = error.vendor_message.as_ref().map(|words| words.as_str());
                let message = match said {
                    Some(said) => format!("{}: {said}", error.message),
                    None => error.message.to_string(),
                };
                let mut object = object(error.kind.as_str(), &message, Some(error.operation));
                object["http_status"] = json!(error.http_status);
                object["vendor_code"] = json!(error.vendor_code);
                if let Some(field) = error.field {
                    object["field"] = json!(field);
                }
                object
            }
            Self::Desk(error) => {
                let cause = error.cause.as_deref();
                let mut object = object(
                    &error.code.as_str(),
                    &error.detail,
                    cause.map(|cause| cause.operation.as_str()),
                );
                object["http_status"] = json!(cause.and_then(|cause| cause.http_status));
                object["vendor_code"] = json!(cause.and_then(|cause| cause.vendor_code.as_ref()));
                if let Some(help) = crate::store::way_out(error.code) {
                    object["help"] = json!(help);
                }
                for (name, value) in &error.params.0 {
                    object[name] = json!(value);
                }
                object
            }
        };
        json!({ "error": error })
    }
}

fn object(kind: &str, message: &str, operation: Option<&str>) -> Value {
    json!({ "kind": kind, "message": message, "operation": operation, "http_status": null, "vendor_code": null })
}
