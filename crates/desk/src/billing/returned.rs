//! What the vendor returned of an issued invoice, read as a whole: what it comes to, and in which currency.

use frontdesk_basics::money;
use rust_decimal::Decimal;

use super::InvoiceLine;
use crate::adapters::IssuedLine;
use crate::patients::search::fold;

/// The lines that the vendor returned, taken together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Returned {
    /// What they come to in the invoice's own currency.
    pub(super) total: Decimal,
    /// Their own currency, where it is another one.
    pub(super) foreign: Option<Foreign>,
}

/// Prices in another currency (MedSoft, add-invoice: the sample's are in EUR, with `_curs_schimb`).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Its ISO code.
    pub(super) currency: String,
    /// So many of the invoice's currency for one of it.
    pub(super) rate: Decimal,
    /// What the lines come to in it.
    pub(super) total: Decimal,
}

/// What a returned line comes to, in its own currency.
pub(super) fn sum(line: &IssuedLine) -> Decimal {
    let price = line.price.unwrap_or_default();
    let sum = price.checked_sub(line.discount.unwrap_or_default());
    money::rounded(sum.unwrap_or(price))
}

/// Amounts taken together; `None` where they come to more than a number holds.
fn added(amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Reads what was returned; `None`: nothing was, a line has no price, or the lines are in several currencies or in another
/// one without a single rate. Whether a returned price is for one or for all of a line is not documented: prices that are
/// those of one each say nothing else than our lines.
pub(super) fn read(
    returned: &[IssuedLine],
    ours: &[InvoiceLine],
    total: Decimal,
    currency: &str,
) -> Option<Returned> {
    let first = returned.first()?;
    if returned.iter().any(|line| line.price.is_none()) {
        return None;
    }
    let of = |line: &IssuedLine| {
        let theirs = line.currency.as_deref().unwrap_or(currency);
        theirs.to_ascii_uppercase()
    };
    let currency = currency.to_ascii_uppercase();
    let currency = currency.as_str();
    let theirs = of(first);
    if returned.iter().any(|line| of(line) != theirs) {
        return None;
    }
    let rate = if theirs == currency {
        Decimal::ONE
    } else {
        let rate = first.exchange_rate.filter(|rate| *rate > Decimal::ZERO)?;
        let one_rate = returned.iter().all(|line| line.exchange_rate == Some(rate));
        one_rate.then_some(rate)?
    };
    let reckoned = |sum: Decimal| sum.checked_mul(rate).map(money::rounded);
    let sum = added(returned.iter().map(sum))?;
    let in_ours = reckoned(sum)?;
    // A discount says nothing of what a price is for.
    let prices = reckoned(added(returned.iter().filter_map(|line| line.price))?)?;
    let of_one_each: Decimal = ours
        .iter()
        .filter_map(|line| line.unit.as_ref()?.parse::<Decimal>().ok())
        .sum();
    let are_of_one_each = prices == of_one_each && prices != total;
    if in_ours != total && are_of_one_each {
        return None;
    }
    Some(Returned {
        total: in_ours,
        foreign: (theirs != currency).then_some(Foreign {
            currency: theirs,
            rate,
            total: sum,
        }),
    })
}

/// The line of this desk that a returned one is: it has the same name and comes to the same before its discount. `None`
/// where there is none, or where several tell different quantities.
pub(super) fn own<'a>(line: &IssuedLine, ours: &'a [InvoiceLine], currency: &str) -> Option<&'a InvoiceLine> {
    if line.currency.as_deref().is_some_and(|theirs| theirs != currency) {
        return None;
    }
    let (price, name) = (line.price?, fold(&line.name));
    let mut fitting = ours.iter().filter(|own| {
        let total = own.total.as_ref().and_then(|total| total.parse::<Decimal>().ok());
        total == Some(price) && own.unit.is_some() && fold(&own.name).trim() == name.trim()
    });
    let first = fitting.next()?;
    fitting
        .all(|other| other.quantity == first.quantity)
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::ServiceKind;

    fn total(returned: &[(&str, Option<&str>)], ours: &[(&str, u32)]) -> Option<String> {
        let returned: Vec<IssuedLine> = returned
            .iter()
            .map(|(price, discount)| IssuedLine {
                name: "Consultație".into(),
                price: Some(price.parse().unwrap()),
                discount: discount.map(|discount| discount.parse().unwrap()),
                currency: None,
                vat: None,
                exchange_rate: None,
            })
            .collect();
        let lines: Vec<InvoiceLine> = ours
            .iter()
            .map(|(unit, quantity)| InvoiceLine {
                kind: ServiceKind::Service,
                code: "1".into(),
                name: "Consultație".into(),
                quantity: *quantity,
                unit: Some((*unit).into()),
                total: None,
            })
            .collect();
        let sum =
            |(unit, quantity): &(&str, u32)| unit.parse::<Decimal>().unwrap() * Decimal::from(*quantity);
        let taken: Decimal = ours.iter().map(sum).sum();
        read(&returned, &lines, taken, "RON").map(|returned| returned.total.normalize().to_string())
    }

    #[test]
    fn prices_of_one_each_say_nothing_of_the_sum_whatever_the_discount() {
        assert_eq!(total(&[("100", None)], &[("100", 2)]), None);
        assert_eq!(
            total(&[("100", Some("10"))], &[("100", 2)]),
            None,
            "90.00 is nobody's sum"
        );
        assert_eq!(total(&[("200", None)], &[("100", 2)]).as_deref(), Some("200"));
        // One of each: the price is the line's, and the discount stands.
        assert_eq!(
            total(&[("100", Some("10"))], &[("100", 1)]).as_deref(),
            Some("90")
        );
        assert_eq!(
            total(&[("180", Some("5"))], &[("100", 2)]).as_deref(),
            Some("175")
        );
        assert_eq!(total(&[], &[("100", 1)]), None);
    }

    #[test]
    fn a_returned_line_is_ours_only_by_name_and_sum_and_where_one_quantity_is_told() {
        let of = |name: &str, unit: &str, quantity: u32, total: &str| InvoiceLine {
            kind: ServiceKind::Service,
            code: "1".into(),
            name: name.into(),
            quantity,
            unit: Some(unit.into()),
            total: Some(total.into()),
        };
        let theirs = |name: &str, price: &str| IssuedLine {
            name: name.into(),
            price: Some(price.parse().unwrap()),
            discount: Some(Decimal::TEN),
            currency: None,
            vat: None,
            exchange_rate: None,
        };
        let ours = [of("Consultație", "100", 2, "200"), of("Ecografie", "90", 1, "90")];
        let quantity =
            |line: &IssuedLine, ours: &[InvoiceLine]| own(line, ours, "RON").map(|own| own.quantity);
        assert_eq!(quantity(&theirs("CONSULTATIE ", "200.00"), &ours), Some(2));
        assert_eq!(
            quantity(&theirs("Consultație", "100"), &ours),
            None,
            "another sum"
        );
        assert_eq!(quantity(&theirs("Altceva", "200"), &ours), None, "another name");
        let twice = [
            of("Consultație", "100", 2, "200"),
            of("Consultație", "50", 4, "200"),
        ];
        assert_eq!(
            quantity(&theirs("Consultație", "200"), &twice),
            None,
            "two quantities"
        );
        let euro = IssuedLine {
            currency: Some("EUR".into()),
            ..theirs("Consultație", "200")
        };
        assert_eq!(quantity(&euro, &ours), None, "another currency");
    }

    fn in_euro(price: &str, rate: Option<&str>) -> IssuedLine {
        IssuedLine {
            name: "Consultație".into(),
            price: Some(price.parse().unwrap()),
            discount: None,
            currency: Some("EUR".into()),
            vat: None,
            exchange_rate: rate.map(|rate| rate.parse().unwrap()),
        }
    }

    #[test]
    fn prices_in_another_currency_are_reckoned_by_the_rate_they_came_with() {
        let lines = [in_euro("50", Some("5.044308")), in_euro("10.5", Some("5.044308"))];
        let returned = read(&lines, &[], Decimal::from(300), "RON").unwrap();
        assert_eq!(returned.total.to_string(), "305.18");
        let foreign = returned.foreign.unwrap();
        assert_eq!(
            (foreign.currency.as_str(), foreign.total),
            ("EUR", "60.5".parse().unwrap())
        );
        assert_eq!(foreign.rate.to_string(), "5.044308");
    }

    #[test]
    fn prices_that_nothing_brings_into_the_invoices_currency_are_not_counted() {
        let of = |lines: &[IssuedLine]| read(lines, &[], Decimal::from(300), "RON");
        assert_eq!(of(&[in_euro("50", None)]), None);
        assert_eq!(of(&[in_euro("50", Some("0"))]), None);
        assert_eq!(
            of(&[in_euro("50", Some("5.04")), in_euro("1", Some("5.05"))]),
            None
        );
        let own = IssuedLine {
            currency: None,
            ..in_euro("50", None)
        };
        assert_eq!(of(&[own, in_euro("50", Some("5.04"))]), None);
    }

    #[test]
    fn sums_beyond_what_a_number_holds_are_not_counted_and_currencies_are_named_in_any_case() {
        let most = Decimal::MAX.to_string();
        let lines = [in_euro(&most, Some("1")), in_euro(&most, Some("1"))];
        assert_eq!(read(&lines, &[], Decimal::from(300), "RON"), None);
        let small = IssuedLine {
            currency: Some("ron".into()),
            ..in_euro("300", None)
        };
        let returned = read(&[small], &[], Decimal::from(300), "RON").unwrap();
        assert_eq!((returned.total, returned.foreign), (Decimal::from(300), None));
    }
}
