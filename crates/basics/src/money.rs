//! Money: exact decimals, never floats, the currency always beside the amount.

use std::str::FromStr as _;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use ts_rs::TS;

use crate::error::BasicsError;

/// An amount of money; on the wire the amount is text, exact, with a dot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Amount {
    /// Exact decimal.
    #[ts(type = "string")]
    pub amount: Decimal,
    /// ISO code, where the vendor gave one.
    pub currency: Option<String>,
}

impl Amount {
    /// Reads an exact decimal as kept in the store.
    ///
    /// # Errors
    /// `NotAnAmount`.
    pub fn parse(amount: &str, currency: Option<String>) -> Result<Self, BasicsError> {
        let amount = Decimal::from_str(amount.trim()).map_err(|_| BasicsError::NotAnAmount)?;
        Ok(Self { amount, currency })
    }
}

/// The one rounding rule: half up (away from zero), two places.
#[must_use]
pub fn rounded(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive_as_written() {
        let amount = Amount::parse("-300.00", Some("RON".into())).unwrap();
        assert_eq!(amount.amount.to_string(), "-300.00");
        assert!(Amount::parse("15.00 RON", None).is_err());
    }

    #[test]
    fn halves_round_away_from_zero() {
        let round = |text: &str| rounded(Decimal::from_str(text).unwrap()).to_string();
        assert_eq!(round("2.345"), "2.35");
        assert_eq!(round("-2.345"), "-2.35");
        assert_eq!(round("2.344999"), "2.34");
    }
}
