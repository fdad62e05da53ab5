//! Single values as vendors write them, each read in one place.

mod date;
mod number;
mod price;

use serde::ser::{Serialize, Serializer};

pub use date::VendorDate;
pub use number::{parse_decimal, parse_flag, parse_whole};
pub use price::Price;

/// A value that can be read from one verbatim JSON value and written back without loss.
pub trait Scalar: Sized {
    /// Reads the value; `None` when the JSON is no such value. Never called with `null`.
    fn read(raw: &str) -> Option<Self>;

    /// Writes the value as JSON.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Lets a scalar be written wherever serde wants something serialisable.
pub(crate) struct Wire<'a, T>(pub &'a T);

impl<T: Scalar> Serialize for Wire<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// The plain text of a JSON string or number; `None` for anything else.
fn plain(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'-' | b'0'..=b'9' => Some(raw.to_owned()),
        _ => None,
    }
}

/// Text as it came; a number is taken as its digits.
impl Scalar for String {
    fn read(raw: &str) -> Option<Self> {
        plain(raw)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_text_and_numbers() {
        assert_eq!(String::read(r#""Avans ""#).as_deref(), Some("Avans "));
        assert_eq!(String::read("0789123456"), Some("0789123456".to_owned()));
        assert_eq!(String::read(r#""\u0219tef""#).as_deref(), Some("ștef"));
        for raw in ["true", "{}", "[]", r#""\ud800""#] {
            assert_eq!(String::read(raw), None, "{raw}");
        }
    }
}
