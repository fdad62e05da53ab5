//! Amounts and dates as they are written in the document's language.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::dates::clock;
use crate::error::DocumentError;
use crate::speech::Speech;

/// Stands before what is below zero; as wide as a plus.
const MINUS: char = '\u{2212}';

impl Speech {
    /// `1.234,56`: two places, more where they are given.
    pub(crate) fn amount(&self, amount: Decimal) -> Result<String, DocumentError> {
        self.written(amount.normalize(), 2)
    }

    /// `13`, `1,5`: no more places than needed.
    pub(crate) fn count(&self, count: Decimal) -> Result<String, DocumentError> {
        self.written(count.normalize(), 0)
    }

    /// `1.234,56 lei`: with its currency.
    pub(crate) fn money(&self, amount: Decimal, currency: &str) -> Result<String, DocumentError> {
        let amount = self.amount(amount)?;
        let message = match currency {
            "RON" => "paper-money-ron",
            "EUR" => "paper-money-eur",
            "CZK" => "paper-money-czk",
            "UAH" => "paper-money-uah",
            "BRL" => "paper-money-brl",
            _ => "paper-money",
        };
        self.say(message, &[("amount", &amount), ("currency", currency)])
    }

    /// `23.11.2026`.
    pub(crate) fn day(&self, date: NaiveDate) -> Result<String, DocumentError> {
        let name = self.say(&format!("paper-month-short-{}", date.month()), &[])?;
        self.say(
            "paper-date",
            &[
                ("day", &date.day().to_string()),
                ("day2", &format!("{:02}", date.day())),
                ("month", &date.month().to_string()),
                ("month2", &format!("{:02}", date.month())),
                ("name", &name),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// `23.11.2026, 14:05`.
    pub(crate) fn at(&self, moment: NaiveDateTime) -> Result<String, DocumentError> {
        let date = self.day(moment.date())?;
        self.say(
            "paper-moment",
            &[("date", &date), ("time", &clock(moment.time()))],
        )
    }

    /// The marks between the figures are those of `paper-figure`, which is `1234.56` as the language writes it.
    fn written(&self, amount: Decimal, places: usize) -> Result<String, DocumentError> {
        let sample = self.say("paper-figure", &[])?;
        let marks: Vec<char> = sample.chars().filter(|sign| !sign.is_ascii_digit()).collect();
        let [group, point] = marks[..] else {
            return Err(DocumentError::Silent {
                language: self.language().to_owned(),
                message: "paper-figure".to_owned(),
            });
        };
        let plain = amount.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if amount.is_sign_negative() && !amount.is_zero() {
            text.push(MINUS);
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() || places > 0 {
            text.push(point);
            text.push_str(fraction);
            text.extend(std::iter::repeat_n('0', places.saturating_sub(fraction.len())));
        }
        Ok(text)
    }
}

/// The day for the document's own record.
pub(crate) fn recorded(date: NaiveDate) -> Value {
    json!({ "year": date.year(), "month": date.month(), "day": date.day() })
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;

    fn said(language: &str, amount: &str, currency: &str) -> String {
        let amount = Decimal::from_str(amount).unwrap();
        Speech::of(language).unwrap().money(amount, currency).unwrap()
    }

    #[test]
    fn money_is_written_as_in_the_language_of_the_paper() {
        for (language, amount, currency, written) in [
            ("en", "1234567.5", "RON", "1,234,567.50 RON"),
            ("ro", "1234.56", "RON", "1.234,56 lei"),
            ("ro", "-300.00", "EUR", "−300,00 EUR"),
            ("it", "1234.56", "EUR", "1.234,56 €"),
            ("cs", "1234.5", "CZK", "1 234,50 Kč"),
            ("pt-BR", "1234.56", "BRL", "R$ 1.234,56"),
            ("uk", "1234.56", "UAH", "1 234,56 грн"),
            ("uk", "0.005", "CHF", "0,005 CHF"),
            ("en", "-0.00", "RON", "0.00 RON"),
            ("en", "100", "RON", "100.00 RON"),
        ] {
            assert_eq!(
                said(language, amount, currency).replace('\u{A0}', " "),
                written,
                "{language}"
            );
        }
    }

    #[test]
    fn a_count_has_no_needless_places() {
        let speech = Speech::of("ro").unwrap();
        let count = |text| speech.count(Decimal::from_str(text).unwrap()).unwrap();
        assert_eq!(count("13.000"), "13");
        assert_eq!(count("1.50"), "1,5");
    }

    #[test]
    fn dates_are_written_as_in_the_language_of_the_paper() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        for (language, written) in [
            ("en", "5 Mar 2026"),
            ("ro", "05.03.2026"),
            ("it", "05/03/2026"),
            ("cs", "5. 3. 2026"),
            ("pt-BR", "05/03/2026"),
            ("uk", "05.03.2026"),
        ] {
            let said = Speech::of(language).unwrap().day(date).unwrap();
            assert_eq!(said.replace('\u{A0}', " "), written, "{language}");
        }
    }
}
