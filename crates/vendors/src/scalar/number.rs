//! Whole numbers, exact decimals and yes-or-no values.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::ser::{Error as _, Serialize as _, Serializer};
use serde_json::value::RawValue;

use super::{Scalar, plain};

/// An exact decimal from a number's text: `700.00` keeps both zeros, `1e3` is 1000. `None` when it is no number or
/// does not fit without rounding.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if let Ok(decimal) = Decimal::from_str_exact(text) {
        return Some(decimal);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let mantissa = Decimal::from_str_exact(mantissa).ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    shift(mantissa, exponent)
}

fn shift(mantissa: Decimal, exponent: i32) -> Option<Decimal> {
    let power = Some(exponent.unsigned_abs()).filter(|power| *power <= 28)?;
    if exponent >= 0 {
        return mantissa.checked_mul(Decimal::from_i128_with_scale(10_i128.checked_pow(power)?, 0));
    }
    let scale = mantissa.scale().checked_add(power).filter(|scale| *scale <= 28)?;
    let mut shifted = mantissa;
    shifted.set_scale(scale).ok()?;
    Some(shifted)
}

/// A whole number from its text; `1.00` is 1, `1.25` is none.
pub fn parse_whole(text: &str) -> Option<i64> {
    let decimal = parse_decimal(text)?;
    if decimal.is_integer() {
        decimal.to_i64()
    } else {
        None
    }
}

/// Yes or no from `true`, `false`, `1`, `0`, `1.0`, `Da`, `Nu`, in any case.
pub fn parse_flag(text: &str) -> Option<bool> {
    let text = text.trim();
    for (word, value) in [("true", true), ("false", false), ("da", true), ("nu", false)] {
        if text.eq_ignore_ascii_case(word) {
            return Some(value);
        }
    }
    match parse_whole(text)? {
        1 => Some(true),
        0 => Some(false),
        _ => None,
    }
}

impl Scalar for i64 {
    fn read(raw: &str) -> Option<Self> {
        parse_whole(&plain(raw)?)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(*self)
    }
}

impl Scalar for Decimal {
    fn read(raw: &str) -> Option<Self> {
        parse_decimal(&plain(raw)?)
    }

    /// A JSON number with every digit; through a float it would lose some.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

impl Scalar for bool {
    fn read(raw: &str) -> Option<Self> {
        match raw {
            "true" => Some(true),
            "false" => Some(false),
            _ => parse_flag(&plain(raw)?),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wire;
    use super::*;

    #[test]
    fn whole_numbers_in_every_spelling() {
        for raw in [
            "1",
            "1.00",
            "1.0",
            "\"1\"",
            "\" 1 \"",
            "1e0",
            "10e-1",
            "\"1.000\"",
        ] {
            assert_eq!(i64::read(raw), Some(1), "{raw}");
        }
        assert_eq!(i64::read("-9223372036854775808"), Some(i64::MIN));
        for raw in [
            "1.25",
            "\"\"",
            "\"x\"",
            "true",
            "{}",
            "9223372036854775808",
            "1e99",
        ] {
            assert_eq!(i64::read(raw), None, "{raw}");
        }
    }

    #[test]
    fn decimals_keep_every_digit() {
        for raw in ["700.00", "-300.00", "5.044308", "13.000", "200", "0.0"] {
            let decimal = Decimal::read(raw).unwrap();
            assert_eq!(serde_json::to_string(&Wire(&decimal)).unwrap(), raw);
        }
        assert_eq!(Decimal::read("\"12.50\"").unwrap().to_string(), "12.50");
        assert_eq!(Decimal::read("1.5e3").unwrap().to_string(), "1500.0");
        assert_eq!(Decimal::read("15e-1").unwrap().to_string(), "1.5");
        for raw in [
            "1e29",
            "1e-29",
            "0.12345678901234567890123456789",
            "\"\"",
            "\"RON\"",
            "false",
            "1e99999999999",
        ] {
            assert_eq!(Decimal::read(raw), None, "{raw}");
        }
    }

    #[test]
    fn yes_and_no_in_every_spelling() {
        for raw in [
            "true", "1", "1.0", "\"true\"", "\"TRUE\"", "\"Da\"", "\"da \"", "\"1\"",
        ] {
            assert_eq!(bool::read(raw), Some(true), "{raw}");
        }
        for raw in ["false", "0", "0.00", "\"false\"", "\"Nu\"", "\"NU\"", "\"0\""] {
            assert_eq!(bool::read(raw), Some(false), "{raw}");
        }
        for raw in ["2", "-1", "\"\"", "\"poate\"", "[]"] {
            assert_eq!(bool::read(raw), None, "{raw}");
        }
    }
}
