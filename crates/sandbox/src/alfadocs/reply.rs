//! What an operation gives back, before it is put on the line.

use serde_json::{Value, json};

use super::ask::Ask;
use super::dialect::Count;

/// The answer of an operation.
pub(crate) enum Reply {
    /// JSON, whole.
    Json(Value),
    /// HTTP 204.
    Nothing,
    /// A file and its type.
    File(Vec<u8>, &'static str),
    /// HTTP 302 to an address.
    Elsewhere(String),
}

impl Reply {
    /// `data` in the envelope of one record.
    pub(crate) fn success(data: Value) -> Self {
        Self::Json(json!({ "status": "success", "data": data }))
    }

    /// `data` in the envelope of a list.
    pub(crate) fn list(rows: Vec<Value>, ask: &Ask) -> Self {
        let count = match ask.dialect.count {
            Count::True => rows.len(),
            Count::Zero => 0,
        };
        Self::Json(json!({ "status": "success", "count": count, "data": rows }))
    }
}
