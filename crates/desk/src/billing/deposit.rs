//! Money that a patient has paid ahead: one rule for the form, which takes nothing before a person has looked, and for
//! the step, which stops at it.

use std::collections::BTreeMap;

use frontdesk_basics::Amount;
use rust_decimal::Decimal;
use serde::Serialize;
use ts_rs::TS;

use super::StopReason;

/// What stands of money paid ahead, less what was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OpenDeposit {
    /// In the first of its currencies; `None`: its rows tell no sum.
    pub sum: Option<Amount>,
}

impl From<OpenDeposit> for StopReason {
    fn from(OpenDeposit { sum }: OpenDeposit) -> Self {
        Self::OpenDeposit {
            amount: sum.as_ref().map(|sum| sum.amount.to_string()),
            currency: sum.and_then(|sum| sum.currency),
        }
    }
}

/// Of the prices of a patient's deposits, each currency by itself: sums of two currencies are never added.
pub(crate) fn open_deposit<'a>(prices: impl IntoIterator<Item = Option<&'a Amount>>) -> Option<OpenDeposit> {
    let mut sums: BTreeMap<Option<String>, Decimal> = BTreeMap::new();
    let mut unknown = false;
    for price in prices {
        match price {
            Some(price) => {
                let sum = sums.entry(price.currency.clone()).or_default();
                match sum.checked_add(price.amount) {
                    Some(more) => *sum = more,
                    None => unknown = true,
                }
            }
            None => unknown = true,
        }
    }
    let open = sums.into_iter().find(|(_, sum)| *sum > Decimal::ZERO);
    let sum = open.map(|(currency, amount)| Amount { amount, currency });
    (sum.is_some() || unknown).then_some(OpenDeposit { sum })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

    use super::*;

    fn amount(amount: &str, currency: &str) -> Amount {
        Amount {
            amount: amount.parse().unwrap(),
            currency: Some(currency.to_owned()),
        }
    }

    fn open(prices: &[Option<Amount>]) -> Option<Option<Amount>> {
        open_deposit(prices.iter().map(Option::as_ref)).map(|open| open.sum)
    }

    #[test]
    fn two_currencies_are_never_added_and_what_was_given_back_is_none() {
        let [lei, back, euro] =
            [("100", "RON"), ("-100", "RON"), ("50", "EUR")].map(|(sum, of)| Some(amount(sum, of)));
        assert_eq!(open(&[]), None);
        assert_eq!(open(&[lei.clone(), back.clone()]), None);
        assert_eq!(open(&[lei.clone(), euro.clone(), back]), Some(euro.clone()));
        assert_eq!(open(&[lei, euro.clone()]), Some(euro.clone()));
        assert_eq!(open(&[None]), Some(None), "a row without a sum is open too");
        assert_eq!(open(&[None, euro.clone()]), Some(euro));
    }
}
