//! What the vendors' dialects have in common: two presets, and changes laid over what is in force.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A dialect that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum DialectError {
    /// No preset of that name.
    #[error("there is no dialect preset of that name; there are a and b")]
    Preset,
    /// Not an object, an unknown field, or an unknown value.
    #[error("not a dialect: {0}")]
    Value(#[from] serde_json::Error),
}

/// A dialect with its two presets.
pub(crate) trait Presets: Serialize + DeserializeOwned + Clone {
    /// The reading of the document that is kindest to a client.
    fn a() -> Self;
    /// The other reading, everywhere.
    fn b() -> Self;
}

/// `dialect` with the given fields changed. A `preset` (`a` or `b`) is laid down first.
pub(crate) fn changed<D: Presets>(dialect: &D, changes: &Value) -> Result<D, DialectError> {
    let changes: Map<String, Value> = serde_json::from_value(changes.clone())?;
    let base = match changes.get("preset").map(Value::as_str) {
        None => dialect.clone(),
        Some(Some("a")) => D::a(),
        Some(Some("b")) => D::b(),
        Some(_) => return Err(DialectError::Preset),
    };
    let mut fields: Map<String, Value> = serde_json::from_value(serde_json::to_value(base)?)?;
    fields.extend(changes.into_iter().filter(|(name, _)| name != "preset"));
    Ok(serde_json::from_value(Value::Object(fields))?)
}

/// Fails where both presets agree on a field: a dialect that has only one behaviour for an unknown is no help.
#[cfg(test)]
pub(crate) fn presets_differ<D: Presets>() {
    let (Ok(Value::Object(a)), Ok(b)) = (serde_json::to_value(D::a()), serde_json::to_value(D::b())) else {
        panic!("a dialect is an object");
    };
    for (field, value) in a {
        assert_ne!(value, b[&field], "{field}");
    }
}
