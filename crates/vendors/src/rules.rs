//! The vendor's rules, checked before anything is sent.

use crate::VendorError;

/// Refuses text that is missing or blank.
pub(crate) fn filled(operation: &'static str, field: &'static str, text: &str) -> Result<(), VendorError> {
    if text.trim().is_empty() {
        return Err(VendorError::invalid(
            operation,
            field,
            format!("{field} is required"),
        ));
    }
    Ok(())
}

/// Refuses text in which a wrong decoding destroyed a character: an edit sends back what was read, and would make
/// the damage permanent.
pub(crate) fn intact(operation: &'static str, field: &'static str, text: &str) -> Result<(), VendorError> {
    if text.contains(char::REPLACEMENT_CHARACTER) {
        let message = format!("{field} contains a character that was destroyed on its way here");
        return Err(VendorError::invalid(operation, field, message));
    }
    Ok(())
}

/// Refuses a value that was not given.
pub(crate) fn given<T: Copy>(
    operation: &'static str,
    field: &'static str,
    value: Option<T>,
) -> Result<T, VendorError> {
    value.ok_or_else(|| VendorError::invalid(operation, field, format!("{field} is required")))
}

/// Refuses a code below zero: no vendor gives one, and a typing mistake would ask about somebody else.
pub(crate) fn not_negative(
    operation: &'static str,
    field: &'static str,
    code: Option<i64>,
) -> Result<(), VendorError> {
    if code.is_some_and(|code| code < 0) {
        let message = format!("{field} must not be negative");
        return Err(VendorError::invalid(operation, field, message));
    }
    Ok(())
}

/// Makes a `Debug` that shows the type's name and nothing of a person.
macro_rules! silent_debug {
    ($($name:ident),+) => { $(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}
pub(crate) use silent_debug;
