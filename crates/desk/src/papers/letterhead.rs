//! The clinic's letterhead as the facts of a paper.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::error::DeskError;

/// The field `letterhead` of a paper's facts.
///
/// # Errors
/// The store's.
pub(crate) fn letterhead_facts(_: &Connection) -> Result<Value, DeskError> {
    Ok(json!({}))
}
