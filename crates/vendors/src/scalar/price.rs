//! Money written as text with its currency.

use rust_decimal::Decimal;
use serde::ser::Serializer;

use super::{Scalar, parse_decimal, plain};

/// An amount that may carry its currency in one text, as `"15.00 RON"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The exact amount.
    pub amount: Decimal,
    /// The currency's letters as written, when the text held them.
    pub currency: Option<String>,
    text: Option<String>,
}

impl Price {
    /// Reads `15.00 RON`, `RON 15.00`, `15,00 RON`, `1.234,50 RON` and plain numbers. A lone comma before three
    /// digits could mean either thing and is not read.
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let letters = |c: char| c.is_alphabetic() || c == '.' || c.is_whitespace();
        let digits = |c: char| c.is_ascii_digit();
        let first = trimmed.find(|c: char| c.is_ascii_digit() || c == '-' || c == '+')?;
        let last = trimmed.rfind(digits)?;
        let (before, rest) = trimmed.split_at(first);
        let (number, after) = rest.split_at((last + 1).checked_sub(first)?);
        let currency = match (before.trim(), after.trim()) {
            ("", "") => None,
            ("", word) | (word, "") if word.chars().all(letters) => Some(word.to_owned()),
            _ => return None,
        };
        let amount = parse_decimal(&with_decimal_point(number)?)?;
        Some(Self {
            amount,
            currency,
            text: Some(text.to_owned()),
        })
    }
}

fn with_decimal_point(number: &str) -> Option<String> {
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    match (number.rfind('.'), number.rfind(',')) {
        (_, None) => Some(number),
        (Some(point), Some(comma)) if point > comma => Some(number.replace(',', "")),
        (Some(_), Some(_)) => Some(number.replace('.', "").replace(',', ".")),
        (None, Some(comma)) => (number.len() - comma - 1 != 3).then(|| number.replace(',', ".")),
    }
}

impl Scalar for Price {
    fn read(raw: &str) -> Option<Self> {
        let mut price = Self::parse(&plain(raw)?)?;
        if !raw.starts_with('"') {
            price.text = None;
        }
        Some(price)
    }

    /// The vendor's own text, or a number where the vendor wrote one.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.text {
            Some(text) => serializer.serialize_str(text),
            None => self.amount.write(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wire;
    use super::*;

    #[test]
    fn amounts_with_and_without_currency() {
        for (raw, amount, currency) in [
            ("\"15.00 RON\"", "15.00", Some("RON")),
            ("\"15.00RON\"", "15.00", Some("RON")),
            ("\"EUR 7\"", "7", Some("EUR")),
            ("\"-10.00 RON\"", "-10.00", Some("RON")),
            ("\"15,50 lei\"", "15.50", Some("lei")),
            ("\"1.234,50 RON\"", "1234.50", Some("RON")),
            ("\"1,234.50 RON\"", "1234.50", Some("RON")),
            ("\"1 234.50 RON\"", "1234.50", Some("RON")),
            ("\"15.00\"", "15.00", None),
            ("200", "200", None),
            ("700.00", "700.00", None),
        ] {
            let price = Price::read(raw).unwrap();
            assert_eq!(price.amount.to_string(), amount, "{raw}");
            assert_eq!(price.currency.as_deref(), currency, "{raw}");
            assert_eq!(serde_json::to_string(&Wire(&price)).unwrap(), raw);
        }
    }

    #[test]
    fn what_is_no_amount_is_not_guessed() {
        for raw in [
            "\"\"",
            "\"RON\"",
            "\"gratuit\"",
            "\"1,234 RON\"",
            "\"5 x 10 RON\"",
            "\"10 RON 5\"",
            "true",
            "\"-\"",
        ] {
            assert_eq!(Price::read(raw), None, "{raw}");
        }
    }
}
