//! What all bodies share: known keys only, each of the right kind, the required ones there.

use crate::VendorError;
use crate::input::CUSTOM;
use crate::json::Extra;
use crate::operation::{Operation, Place};
use crate::rules::intact;

/// Refuses what a body holds beyond its fields: a known key here has a value of the wrong kind. Custom fields are
/// allowed where the operation takes any.
pub(super) fn check_extra(operation: &'static Operation, extra: &Extra) -> Result<(), VendorError> {
    let invalid = |field, message: String| Err(VendorError::invalid(operation.name, field, message));
    let fields = || {
        operation
            .parameters
            .iter()
            .filter(|known| known.place == Place::Body)
    };
    let custom = fields().any(|known| known.name == CUSTOM);
    for (key, value) in extra.iter() {
        if let Some(known) = fields().find(|known| known.name == key) {
            return invalid(known.name, format!("{key} has a value of the wrong kind"));
        }
        if !(custom && key.starts_with('_')) {
            return invalid("body", format!("{} has no field {key:?}", operation.name));
        }
        let text = extra.scalar::<String>(key).unwrap_or_else(|| value.to_owned());
        intact(operation.name, CUSTOM, &text)?;
    }
    Ok(())
}

/// Refuses a required field that was not given.
pub(super) fn required<T>(
    operation: &'static Operation,
    field: &'static str,
    value: Option<&T>,
) -> Result<(), VendorError> {
    match value {
        Some(_) => Ok(()),
        None => Err(VendorError::invalid(
            operation.name,
            field,
            format!("{field} is required"),
        )),
    }
}

/// Refuses a text that is none of the vendor's words.
pub(super) fn one_of(
    operation: &'static Operation,
    field: &'static str,
    words: &[&str],
    text: Option<&str>,
) -> Result<(), VendorError> {
    match text {
        Some(text) if !words.contains(&text) => {
            let message = format!("{field} must be one of: {}", words.join(", "));
            Err(VendorError::invalid(operation.name, field, message))
        }
        _ => Ok(()),
    }
}
