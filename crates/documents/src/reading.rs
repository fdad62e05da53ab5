//! Facts out of JSON. What does not fit is told by its place, never by what stood there.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{DocumentError, Wrong};

/// The facts of that document.
///
/// # Errors
/// `WrongFacts`.
pub(crate) fn facts<T: DeserializeOwned>(document: &'static str, facts: &Value) -> Result<T, DocumentError> {
    serde_path_to_error::deserialize(facts).map_err(|error| {
        let path = error.path().to_string();
        let said = error.inner().to_string();
        // The decoder's own text would quote the value that it stumbled over, but no more than the name of a field.
        let named = |beginning: &str| Some(said.strip_prefix(beginning)?.split('`').next()?.to_owned());
        let (field, wrong) = if let Some(field) = named("unknown field `") {
            (within(&path, &field), Wrong::Unknown)
        } else if let Some(field) = named("missing field `") {
            (within(&path, &field), Wrong::Missing)
        } else {
            (path, Wrong::Value)
        };
        DocumentError::WrongFacts {
            document,
            field,
            wrong,
        }
    })
}

/// The field's place, which may end with its name already.
fn within(path: &str, field: &str) -> String {
    if path == "." || path == field {
        field.to_owned()
    } else if path.ends_with(&format!(".{field}")) {
        path.to_owned()
    } else {
        format!("{path}.{field}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::receipt::{NAME, Receipt};

    fn wrong(change: impl FnOnce(&mut Value)) -> (String, Wrong, String) {
        let mut given = json!({
            "issued_on": "2026-11-23", "patient": { "name": "Popescu Ion" }, "currency": "RON",
            "lines": [{ "text": "Consultație", "total": "100.00" }], "sums": { "total": "100.00" },
        });
        change(&mut given);
        match facts::<Receipt>(NAME, &given) {
            Err(error @ DocumentError::WrongFacts { .. }) => {
                let text = format!("{error} {error:?}");
                let DocumentError::WrongFacts { field, wrong, .. } = error else {
                    unreachable!()
                };
                (field, wrong, text)
            }
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("these facts fit"),
        }
    }

    #[test]
    fn a_field_that_no_receipt_has_is_named() {
        let (field, wrong_how, _) = wrong(|facts| facts["lines"][0]["price"] = json!("100"));
        assert_eq!((field.as_str(), wrong_how), ("lines[0].price", Wrong::Unknown));
        let (field, ..) = wrong(|facts| facts["letterheads"] = json!({}));
        assert_eq!(field, "letterheads");
    }

    #[test]
    fn a_field_that_is_missing_is_named() {
        let (field, wrong_how, _) = wrong(|facts| facts["lines"][0] = json!({ "text": "x" }));
        assert_eq!((field.as_str(), wrong_how), ("lines[0].total", Wrong::Missing));
    }

    #[test]
    fn a_number_that_may_have_been_a_float_is_refused_without_quoting_anything() {
        let (field, wrong_how, text) = wrong(|facts| facts["sums"]["total"] = json!(731.25));
        assert_eq!((field.as_str(), wrong_how), ("sums.total", Wrong::Value));
        assert!(!text.contains("731"), "{text}");
        let (field, _, text) = wrong(|facts| facts["issued_on"] = json!("Popescu"));
        assert_eq!(field, "issued_on");
        assert!(!text.contains("Popescu"), "{text}");
    }
}
