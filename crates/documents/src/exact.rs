//! Exact decimals as they cross the wire: text, never a number, because a JSON number may have been a float.

use std::str::FromStr as _;

use rust_decimal::Decimal;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// Below it, and with at most eight places, products and sums of a paper stay within what a decimal can hold.
const MOST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// An exact decimal, written as text with a dot (`"1234.50"`, `"-300"`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // Without the signs that only programmers write.
        let plain = text
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
        Decimal::from_str(&text)
            .ok()
            .filter(|amount| plain && amount.abs() < MOST && amount.scale() <= 8)
            .map(Self)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Other("another text"), &"a decimal as text"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_limit_is_a_million_millions() {
        assert_eq!(MOST, Decimal::from(1_000_000_000_000_u64));
    }

    #[test]
    fn a_decimal_is_text_and_keeps_its_digits() {
        let read = |value| Exact::deserialize(value).ok().map(|exact| exact.0.to_string());
        assert_eq!(read(json!("1234.50")).as_deref(), Some("1234.50"));
        assert_eq!(read(json!("-300")).as_deref(), Some("-300"));
        for wrong in [
            json!(12.5),
            json!(12),
            json!("12,5"),
            json!("1_000"),
            json!("1e3"),
            json!(""),
            json!("1000000000000"),
            json!("0.123456789"),
        ] {
            assert_eq!(read(wrong.clone()), None, "{wrong}");
        }
    }
}
