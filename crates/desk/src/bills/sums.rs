//! What was paid of a bill and what is left, out of what the vendor told. Nothing is rounded.

use frontdesk_basics::Amount;
use rust_decimal::Decimal;

use super::{BillDirection, BillKind};

/// Which way a payment of a bill goes: a credit note gives money back.
pub(crate) fn way(kind: BillKind, direction: BillDirection) -> BillDirection {
    match kind {
        BillKind::Credit => BillDirection::Outgoing,
        _ => direction,
    }
}

/// What was paid of a bill: payments its way, less those the other way. `None` where a payment does not say how much.
pub(crate) fn paid<'a>(
    way: BillDirection,
    payments: impl IntoIterator<Item = (BillDirection, Option<&'a Amount>)>,
) -> Option<Decimal> {
    payments
        .into_iter()
        .try_fold(Decimal::ZERO, |sum, (direction, amount)| {
            let amount = amount?.amount;
            if direction == way {
                sum.checked_add(amount)
            } else {
                sum.checked_sub(amount)
            }
        })
}

/// What is left of a bill; never below nothing.
pub(crate) fn open(total: Decimal, paid: Decimal) -> Decimal {
    let total = total.abs();
    total
        .checked_sub(paid)
        .unwrap_or(total)
        .clamp(Decimal::ZERO, total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(cents: i64) -> Amount {
        Amount {
            amount: Decimal::new(cents, 2),
            currency: Some("EUR".into()),
        }
    }

    #[test]
    fn what_goes_back_is_not_paid() {
        let (in_, out) = (BillDirection::Incoming, BillDirection::Outgoing);
        let (ten, three) = (euro(1000), euro(300));
        let rows = [(in_, Some(&ten)), (out, Some(&three))];
        assert_eq!(paid(in_, rows), Some(Decimal::new(700, 2)));
        assert_eq!(paid(in_, [(in_, None)]), None);
        assert_eq!(way(BillKind::Credit, in_), out);
        assert_eq!(way(BillKind::Proforma, in_), in_);
    }

    #[test]
    fn what_is_left_lies_between_nothing_and_the_whole() {
        let left = |total, paid| open(Decimal::new(total, 2), Decimal::new(paid, 2)).to_string();
        assert_eq!(left(10010, 5), "100.05");
        assert_eq!(left(10000, 12000), "0");
        assert_eq!(left(10000, -500), "100.00");
        assert_eq!(
            left(-10000, 4000),
            "60.00",
            "a credit note may be told below nothing"
        );
    }
}
