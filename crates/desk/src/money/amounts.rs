//! Amounts as a person types them, and sums.

use std::collections::BTreeMap;

use frontdesk_basics::Amount;
use frontdesk_basics::money::rounded;
use rust_decimal::Decimal;

use crate::error::DeskError;

/// The most that is taken or counted at once: more is a slip of the finger.
const MOST: i64 = 10_000_000;
/// The longest number of a fiscal receipt or card slip.
const LONGEST_NUMBER: usize = 60;
/// The longest note or reason.
const LONGEST_NOTE: usize = 500;

/// What an amount may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// Above nothing.
    Positive,
    /// Nothing, or above.
    NotNegative,
    /// Also below nothing.
    Any,
}

/// A decimal with a dot and two places at most.
///
/// # Errors
/// `InvalidField` of that field: `required`, `malformed`, `too-small`, `too-large`.
pub(super) fn amount(field: &str, text: &str, bound: Bound) -> Result<Decimal, DeskError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DeskError::invalid(field, "required"));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit());
    if !only_digits(whole) || !only_digits(part) || part.len() > 2 {
        return Err(DeskError::invalid(field, "malformed"));
    }
    if whole.len() > 12 {
        return Err(DeskError::invalid(field, "too-large"));
    }
    let mut amount: Decimal = text.parse().map_err(|_| DeskError::invalid(field, "malformed"))?;
    let too_small = match bound {
        Bound::Positive => amount <= Decimal::ZERO,
        Bound::NotNegative => amount < Decimal::ZERO,
        Bound::Any => false,
    };
    if too_small {
        return Err(DeskError::invalid(field, "too-small"));
    }
    if amount.abs() > Decimal::from(MOST) {
        return Err(DeskError::invalid(field, "too-large"));
    }
    amount.rescale(2);
    Ok(amount)
}

/// A currency's ISO code.
///
/// # Errors
/// `InvalidField` (`currency`: `required`, `malformed`).
pub(super) fn currency(text: &str) -> Result<String, DeskError> {
    let code = text.trim().to_uppercase();
    if code.is_empty() {
        return Err(DeskError::invalid("currency", "required"));
    }
    if code.len() != 3 || !code.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(DeskError::invalid("currency", "malformed"));
    }
    Ok(code)
}

/// A number from the till or the terminal.
///
/// # Errors
/// `InvalidField` of that field: `too-long`.
pub(super) fn number(field: &str, text: Option<String>) -> Result<Option<String>, DeskError> {
    words(field, text.unwrap_or_default(), LONGEST_NUMBER)
}

/// A note or a reason.
///
/// # Errors
/// `InvalidField` of that field: `too-long`.
pub(super) fn note(field: &str, text: String) -> Result<Option<String>, DeskError> {
    words(field, text, LONGEST_NOTE)
}

/// A reason that has to be given.
///
/// # Errors
/// `InvalidField` (`reason`: `required`, `too-long`).
pub(super) fn reason(text: String) -> Result<String, DeskError> {
    note("reason", text)?.ok_or_else(|| DeskError::invalid("reason", "required"))
}

fn words(field: &str, text: String, longest: usize) -> Result<Option<String>, DeskError> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(DeskError::invalid(field, "too-long"));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Text of an amount, always with two places at least.
pub(super) fn written(amount: Decimal) -> String {
    let mut amount = amount;
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount.to_string()
}

/// Sums by currency; amounts of several currencies are never added.
#[derive(Default)]
pub(super) struct Sums(BTreeMap<String, Decimal>);

impl Sums {
    /// Adds an amount; one whose currency is not known is a sum of its own.
    pub(super) fn add(&mut self, amount: &Amount) {
        *self
            .0
            .entry(amount.currency.clone().unwrap_or_default())
            .or_default() += amount.amount;
    }

    /// The sums, by currency.
    pub(super) fn into_amounts(self) -> Vec<Amount> {
        let amounts = self.0.into_iter().map(|(currency, sum)| Amount {
            amount: rounded(sum),
            currency: (!currency.is_empty()).then_some(currency),
        });
        amounts.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str, bound: Bound) -> String {
        amount("amount", text, bound).unwrap_err().params.0["reason"].clone()
    }

    #[test]
    fn an_amount_is_a_plain_decimal() {
        let read = |text| amount("amount", text, Bound::Positive).unwrap().to_string();
        assert_eq!(
            (read(" 100 "), read("0.5"), read("12.34")),
            ("100.00".to_owned(), "0.50".to_owned(), "12.34".to_owned())
        );
        for text in ["1,50", "1e3", "1.234", "+1", ".5", "1.", "--1", "1 000", "１"] {
            assert_eq!(reason(text, Bound::Positive), "malformed", "{text}");
        }
        assert_eq!(reason(" ", Bound::Any), "required");
        assert_eq!(reason("0", Bound::Positive), "too-small");
        assert_eq!(reason("-0.01", Bound::NotNegative), "too-small");
        assert_eq!(reason("99999999999999999999", Bound::Any), "too-large");
        assert_eq!(amount("amount", "-5.5", Bound::Any).unwrap().to_string(), "-5.50");
    }

    #[test]
    fn amounts_of_two_currencies_are_never_added() {
        let mut sums = Sums::default();
        for (text, currency) in [
            ("10.00", Some("RON")),
            ("-2.50", Some("RON")),
            ("3", Some("EUR")),
            ("1", None),
        ] {
            sums.add(&Amount::parse(text, currency.map(str::to_owned)).unwrap());
        }
        let sums: Vec<_> = sums
            .into_amounts()
            .into_iter()
            .map(|sum| (sum.currency, written(sum.amount)))
            .collect();
        assert_eq!(
            sums,
            [
                (None, "1.00".to_owned()),
                (Some("EUR".to_owned()), "3.00".to_owned()),
                (Some("RON".to_owned()), "7.50".to_owned())
            ]
        );
    }
}
