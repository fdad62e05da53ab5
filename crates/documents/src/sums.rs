//! Sums are never made by a template: they are given, and checked here against their parts.

use frontdesk_basics::money::rounded;
use rust_decimal::Decimal;

use crate::error::DocumentError;
use crate::exact::Exact;
use crate::parts::{Exchange, Line, Payment, Sums, Vat};

/// Compares what is given with what its parts make.
///
/// # Errors
/// `Mismatch`.
pub(crate) fn agree(
    document: &'static str,
    field: &str,
    given: Decimal,
    reckoned: Decimal,
) -> Result<(), DocumentError> {
    if given == reckoned {
        return Ok(());
    }
    Err(DocumentError::Mismatch {
        document,
        field: field.to_owned(),
        given,
        reckoned,
    })
}

/// What an invoice's or a receipt's sums are made of.
pub(crate) struct Parts<'a> {
    pub(crate) lines: &'a [Line],
    pub(crate) prices_without_vat: bool,
    pub(crate) vat: &'a [Vat],
    pub(crate) sums: &'a Sums,
    pub(crate) exchange: Option<&'a Exchange>,
    pub(crate) payments: &'a [Payment],
    pub(crate) currency: &'a str,
}

/// Checks every sum that is given.
///
/// # Errors
/// `Mismatch`, naming the first sum that is not that of its parts.
pub(crate) fn check(document: &'static str, parts: &Parts<'_>) -> Result<(), DocumentError> {
    for (index, line) in parts.lines.iter().enumerate() {
        if let Some(reckoned) = of_line(line, parts.prices_without_vat) {
            agree(document, &format!("lines[{index}].total"), line.total.0, reckoned)?;
        }
    }
    let sums = parts.sums;
    let all = |of: fn(&Line) -> Option<Exact>| -> Option<Decimal> {
        parts.lines.iter().map(|line| of(line).map(|exact| exact.0)).sum()
    };
    if !parts.lines.is_empty() {
        let lines: Decimal = parts.lines.iter().map(|line| line.total.0).sum();
        let total = rounded(lines) + amount(sums.stamp) + amount(sums.rounding);
        agree(document, "sums.total", sums.total.0, total)?;
        if let Some(discount) = sums.discount {
            let reckoned = parts.lines.iter().map(|line| amount(line.discount)).sum();
            agree(document, "sums.discount", discount.0, reckoned)?;
        }
    }
    let by_rate = (!parts.vat.is_empty()).then(|| parts.vat.iter().map(|vat| vat.amount.0).sum());
    if let (Some(vat), Some(reckoned)) = (sums.vat, by_rate.or_else(|| all(|line| line.vat)))
        && (by_rate.is_some() || !parts.lines.is_empty())
    {
        agree(document, "sums.vat", vat.0, reckoned)?;
    }
    if by_rate.is_some() {
        let reckoned: Decimal = parts.vat.iter().map(|vat| vat.base.0 + vat.amount.0).sum();
        let taxed = sums.total.0 - amount(sums.stamp) - amount(sums.rounding);
        agree(document, "vat", reckoned, taxed)?;
    }
    of_payments(document, parts)?;
    if let Some(exchange) = parts.exchange {
        let reckoned = rounded(sums.total.0 * exchange.rate.0);
        agree(document, "exchange.total", exchange.total.0, reckoned)?;
    }
    Ok(())
}

fn of_payments(document: &'static str, parts: &Parts<'_>) -> Result<(), DocumentError> {
    let sums = parts.sums;
    let one_currency = parts.payments.iter().all(|payment| {
        payment
            .currency
            .as_deref()
            .is_none_or(|code| code == parts.currency)
    });
    if let Some(paid) = sums.paid
        && one_currency
    {
        let reckoned = parts.payments.iter().map(|payment| payment.amount.0).sum();
        agree(document, "sums.paid", paid.0, reckoned)?;
    }
    if let (Some(remaining), Some(paid)) = (sums.remaining, sums.paid) {
        agree(document, "sums.remaining", remaining.0, sums.total.0 - paid.0)?;
    }
    Ok(())
}

/// What a line makes of its own figures; `None` where it has no price.
fn of_line(line: &Line, without_vat: bool) -> Option<Decimal> {
    let quantity = line.quantity.map_or(Decimal::ONE, |quantity| quantity.0);
    let price = rounded(quantity * line.unit_price?.0 - amount(line.discount));
    if !without_vat {
        return Some(price);
    }
    let vat = match (line.vat, line.vat_rate) {
        (Some(vat), _) => vat.0,
        (None, Some(rate)) => rounded(price * rate.0 / Decimal::ONE_HUNDRED),
        (None, None) => Decimal::ZERO,
    };
    Some(price + vat)
}

/// 0 where none is given.
pub(crate) fn amount(given: Option<Exact>) -> Decimal {
    given.map_or(Decimal::ZERO, |exact| exact.0)
}
