//! Calling an operation by name, for support people: what goes wrong and what comes out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::error::ErrorKind;
use crate::{Rows, VendorError};

/// Why a call by name gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The caller's mistake: an unknown operation, an unknown or missing parameter, a body that does not fit.
    #[error("{0}")]
    Usage(String),
    /// The call itself failed, or broke a rule of the vendor.
    #[error(transparent)]
    Vendor(#[from] VendorError),
}

/// A decoded answer.
#[derive(Clone, PartialEq, Eq)]
pub struct CallAnswer {
    /// JSON with the vendor's keys: a list of rows, or one row (`null` if the vendor showed none).
    pub json: String,
    /// The same without what `binary` holds.
    pub json_without_binary: String,
    /// The file that came with the answer: an invoice's PDF, a document.
    pub binary: Option<Vec<u8>>,
    /// What is wrong with `binary`, in English.
    pub binary_defect: Option<&'static str>,
    /// How many entries of the list are no rows; they stand verbatim in their places.
    pub unreadable_rows: usize,
}

impl std::fmt::Debug for CallAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallAnswer")
            .field("unreadable_rows", &self.unreadable_rows)
            .finish_non_exhaustive()
    }
}

/// The answer as JSON text.
pub(crate) fn json(operation: &'static str, answer: &impl Serialize) -> Result<String, VendorError> {
    serde_json::to_string(answer).map_err(|_| {
        VendorError::new(
            ErrorKind::Unreadable,
            operation,
            "the answer cannot be written as JSON",
        )
    })
}

/// An answer that is one row, or a value of its own.
pub(crate) fn one(operation: &'static str, answer: &impl Serialize) -> Result<CallAnswer, VendorError> {
    let json = json(operation, answer)?;
    Ok(CallAnswer {
        json_without_binary: json.clone(),
        json,
        binary: None,
        binary_defect: None,
        unreadable_rows: 0,
    })
}

/// An answer that is a list.
pub(crate) fn list<T: Serialize>(operation: &'static str, rows: &Rows<T>) -> Result<CallAnswer, VendorError> {
    let mut answer = one(operation, rows)?;
    answer.unreadable_rows = rows.unreadable.len();
    Ok(answer)
}

/// An answer that is a file: as base64 in the JSON, unless it is written elsewhere.
pub(crate) fn file(
    operation: &'static str,
    bytes: Vec<u8>,
    media_type: Option<&str>,
) -> Result<CallAnswer, VendorError> {
    let short = serde_json::json!({ "media_type": media_type, "bytes": bytes.len() });
    let mut whole = short.clone();
    whole["base64"] = STANDARD.encode(&bytes).into();
    let mut answer = one(operation, &whole)?;
    answer.json_without_binary = json(operation, &short)?;
    answer.binary = Some(bytes);
    Ok(answer)
}
