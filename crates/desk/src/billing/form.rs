//! What a form of an invoice comes to, and what of it is not acceptable. Exact decimals, one rounding rule.

use std::str::FromStr as _;

use chrono::NaiveDate;
use frontdesk_basics::{Amount, money};
use rusqlite::{Connection, OptionalExtension as _, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::prices::{self, Priced};
use super::{InvoiceForm, InvoiceLine, InvoiceLineForm, InvoiceTotals, TotalLine};
use super::{known_deposit, noted};
use crate::FieldProblem;
use crate::adapters;
use crate::connections::{Ability, Vendor};
use crate::error::DeskError;

/// The most lines of one invoice.
const LINES: usize = 200;
/// The longest number of a receipt or slip, in characters.
const LONGEST_NUMBER: usize = 60;
/// More of one thing, or a higher sum, is a slip of the finger.
const MOST_PIECES: u32 = 10_000;
const HIGHEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Whose invoice it is.
#[derive(Clone)]
pub(crate) struct Whose {
    pub record: Uuid,
    pub person: Option<Uuid>,
    pub connection: Uuid,
    pub connection_name: String,
    pub vendor: Vendor,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    /// The last four of the national id.
    pub national_id_tail: Option<String>,
    pub currency: &'static str,
}

/// The record of an invoice.
///
/// # Errors
/// `NotFound`, also for a record at a vendor that makes no invoices here.
pub(crate) fn whose(conn: &Connection, record: Uuid) -> Result<Whose, DeskError> {
    type Found = (
        Option<String>,
        String,
        String,
        String,
        String,
        String,
        Option<NaiveDate>,
        Option<String>,
    );
    let found: Option<Found> = conn
        .query_row(
            "SELECT r.person, r.connection, c.name, c.vendor, r.last_name, r.first_name, r.birth_date, r.national_id \
             FROM patient_records r JOIN connections c ON c.id = r.connection WHERE r.id = ?1",
            [record.to_string()],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    row.get(7)?,
                ))
            },
        )
        .optional()?;
    let (person, connection, connection_name, vendor, last, first, birth_date, national_id) =
        found.ok_or_else(|| DeskError::not_found("patient record"))?;
    let vendor =
        Vendor::parse(&vendor).filter(|vendor| adapters::abilities_of(*vendor).contains(&Ability::Invoices));
    let (vendor, currency) = vendor
        .and_then(|vendor| Some((vendor, adapters::invoice_currency(vendor)?)))
        .ok_or_else(|| DeskError::not_found("account that makes invoices"))?;
    Ok(Whose {
        record,
        person: person.as_deref().and_then(|id| Uuid::parse_str(id).ok()),
        connection: Uuid::parse_str(&connection)
            .map_err(|_| DeskError::internal("a connection without an id"))?,
        connection_name,
        vendor,
        name: format!("{last} {first}").trim().to_owned(),
        birth_date,
        national_id_tail: national_id.map(|id| {
            let digits: Vec<char> = id.trim().chars().collect();
            digits[digits.len().saturating_sub(4)..].iter().collect()
        }),
        currency,
    })
}

/// Where a work point's code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// From the list of names: a person must have said which code a name means.
    Confirmed,
    /// A person typed the vendor's own code: no name stands between.
    Typed,
}

/// A form that is acceptable, with what it comes to.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub lines: Vec<InvoiceLine>,
    pub total: Decimal,
    pub work_point_name: String,
}

/// A form as it stands: its sums, what is wrong with it, and the draft where nothing is.
pub(super) struct Checked {
    pub totals: InvoiceTotals,
    pub draft: Option<Draft>,
}

/// What a form comes to.
pub(super) fn check(
    conn: &Connection,
    whose: &Whose,
    form: &InvoiceForm,
    place: Place,
) -> Result<Checked, DeskError> {
    let mut problems = Problems::default();
    let work_point_name = work_point(
        conn,
        whose.connection,
        form.work_point.trim(),
        place,
        &mut problems,
    )?;
    if form.lines.is_empty() {
        problems.add("lines", "required");
    }
    if form.lines.len() > LINES {
        problems.add("lines", "too-large");
    }
    for (field, number) in [
        ("payment.fiscal_receipt", &form.payment.fiscal_receipt),
        ("payment.card_slip", &form.payment.card_slip),
    ] {
        if number
            .as_ref()
            .is_some_and(|number| number.chars().count() > LONGEST_NUMBER)
        {
            problems.add(field, "too-long");
        }
    }
    // No money is taken for what is to be paid with the money that lies there already.
    if !form.deposit_used && known_deposit(conn, whose)?.is_some() {
        problems.add("deposit_used", "open-deposit");
    }
    let (mut shown, mut lines) = (Vec::new(), Vec::new());
    for (at, line) in form.lines.iter().enumerate() {
        let priced = prices::find(conn, whose.connection, line.kind, &line.code)?;
        let one = one_line(at, line, priced, form, whose, &mut problems);
        lines.push(InvoiceLine {
            kind: line.kind,
            code: line.code.trim().to_owned(),
            name: one.name.clone(),
            quantity: line.quantity,
            unit: one.unit.as_ref().map(|unit| unit.amount.to_string()),
            total: one.total.as_ref().map(|total| total.amount.to_string()),
        });
        shown.push(one);
    }
    let total = sum_of(&shown, whose.currency);
    if total.is_some_and(|total| total > HIGHEST) {
        problems.add("total", "too-large");
    }
    // Nothing to pay makes no payment note.
    if total.is_some_and(|total| total <= Decimal::ZERO) {
        problems.add("total", "too-small");
    }
    let draft = match (total, work_point_name) {
        (Some(total), Some(work_point_name)) if problems.0.is_empty() => Some(Draft {
            lines,
            total: with_hundredths(total),
            work_point_name,
        }),
        _ => None,
    };
    Ok(Checked {
        totals: InvoiceTotals {
            lines: shown,
            total: total.map(|total| in_currency(with_hundredths(total), whose)),
            problems: problems.0,
            asked_about: noted::asked_about(conn, whose, form.payment.method)?,
        },
        draft,
    })
}

/// What lines come to; `None` while one of them has no sum, or one in another currency: amounts of two are never added.
fn sum_of(lines: &[TotalLine], currency: &str) -> Option<Decimal> {
    let sums: Vec<Decimal> = lines
        .iter()
        .map(|line| {
            let total = line.total.as_ref()?;
            (total.currency.as_deref() == Some(currency)).then_some(total.amount)
        })
        .collect::<Option<_>>()?;
    if sums.is_empty() {
        return None;
    }
    sums.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// An acceptable form as a draft.
///
/// # Errors
/// `InvalidField` naming the first problem.
pub(crate) fn draft(
    conn: &Connection,
    whose: &Whose,
    form: &InvoiceForm,
    place: Place,
) -> Result<Draft, DeskError> {
    let checked = check(conn, whose, form, place)?;
    match (checked.draft, checked.totals.problems.first()) {
        (_, Some(problem)) => Err(DeskError::invalid(&problem.field, &problem.reason)),
        (Some(draft), None) => Ok(draft),
        (None, None) => Err(DeskError::invalid("lines", "no-price")),
    }
}

#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, reason: &str) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            reason: reason.to_owned(),
        });
    }
}

/// Rounded, and written with its hundredths as sums are.
fn with_hundredths(amount: Decimal) -> Decimal {
    let mut sum = money::rounded(amount);
    sum.rescale(2);
    sum
}

fn in_currency(amount: Decimal, whose: &Whose) -> Amount {
    Amount {
        amount,
        currency: Some(whose.currency.to_owned()),
    }
}

/// The name of a work point; money goes only where a person has said which it is.
fn work_point(
    conn: &Connection,
    connection: Uuid,
    id: &str,
    place: Place,
    problems: &mut Problems,
) -> Result<Option<String>, DeskError> {
    if id.is_empty() {
        problems.add("work_point", "required");
        return Ok(None);
    }
    let found: Option<(String, bool)> = conn
        .query_row(
            "SELECT name, confirmed FROM work_points WHERE connection = ?1 AND vendor_id = ?2 \
             ORDER BY confirmed DESC, name LIMIT 1",
            params![connection.to_string(), id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match found {
        Some((name, true)) => Ok(Some(name)),
        _ if place == Place::Typed => Ok(Some(id.to_owned())),
        _ => {
            problems.add("work_point", "unconfirmed-work-point");
            Ok(None)
        }
    }
}

fn one_line(
    at: usize,
    line: &InvoiceLineForm,
    priced: Option<Priced>,
    form: &InvoiceForm,
    whose: &Whose,
    problems: &mut Problems,
) -> TotalLine {
    let mut wrong = |field: &str, reason: &str| problems.add(&format!("lines.{at}.{field}"), reason);
    let Some(priced) = priced else {
        wrong("code", "unknown-service");
        return TotalLine {
            name: String::new(),
            unit: None,
            total: None,
        };
    };
    // Before a place was chosen nothing is known of what it sells.
    let place = form.work_point.trim();
    if !place.is_empty() && !priced.is_sold_at(place) {
        wrong("code", "not-sold-there");
    }
    let item = priced.item;
    if line.quantity < 1 {
        wrong("quantity", "too-small");
    } else if line.quantity > MOST_PIECES || (!item.takes_quantity && line.quantity > 1) {
        wrong("quantity", "too-large");
    }
    let listed = item.price.as_ref();
    let other = listed
        .and_then(|price| price.currency.as_deref())
        .filter(|currency| !currency.eq_ignore_ascii_case(whose.currency));
    if other.is_some() {
        wrong("code", "other-currency");
    }
    let currency = other.unwrap_or(whose.currency).to_owned();
    let amount_of = |amount: Decimal| Amount {
        amount,
        currency: Some(currency.clone()),
    };
    let typed = line
        .price
        .as_deref()
        .map(str::trim)
        .filter(|price| !price.is_empty());
    let unit = match typed {
        Some(_) if !item.price_may_change => {
            wrong("price", "price-fixed");
            None
        }
        Some(text) => match Decimal::from_str(text) {
            Err(_) => {
                wrong("price", "not-a-number");
                None
            }
            Ok(price) if price.is_sign_negative() && !price.is_zero() => {
                wrong("price", "too-small");
                None
            }
            Ok(price) if price > HIGHEST => {
                wrong("price", "too-large");
                None
            }
            // A hundredth of a leu is the least there is.
            Ok(price) if money::rounded(price) != price => {
                wrong("price", "not-a-number");
                None
            }
            Ok(price) => Some(price),
        },
        None => match listed {
            Some(price) => Some(price.amount),
            None => {
                wrong("code", "no-price");
                None
            }
        },
    };
    let total = unit
        .and_then(|unit| unit.checked_mul(Decimal::from(line.quantity)))
        .map(with_hundredths);
    TotalLine {
        name: item.name,
        unit: unit.map(amount_of),
        total: total.map(amount_of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::{PaymentForm, PaymentMethod, PriceItem, ServiceKind};

    fn amount(text: &str, currency: &str) -> Amount {
        Amount {
            amount: text.parse().unwrap(),
            currency: Some(currency.to_owned()),
        }
    }

    #[test]
    fn a_price_in_another_currency_is_shown_as_it_is_and_stops() {
        let whose = Whose {
            record: Uuid::nil(),
            person: None,
            connection: Uuid::nil(),
            connection_name: "Clinica".into(),
            vendor: Vendor::Medsoft,
            name: "Popescu Ion".into(),
            birth_date: None,
            national_id_tail: None,
            currency: "RON",
        };
        let line = InvoiceLineForm {
            kind: ServiceKind::Service,
            code: "140".into(),
            quantity: 2,
            price: None,
        };
        let form = InvoiceForm {
            work_point: "1".into(),
            lines: vec![line],
            payment: PaymentForm {
                method: PaymentMethod::Cash,
                fiscal_receipt: None,
                card_slip: None,
            },
            deposit_used: false,
        };
        let priced = Priced {
            item: PriceItem {
                kind: ServiceKind::Service,
                code: "140".into(),
                name: "Implant".into(),
                price: Some(amount("650", "EUR")),
                price_may_change: true,
                takes_quantity: true,
                favourite: false,
            },
            work_points: Vec::new(),
        };
        let mut problems = Problems::default();
        let told = one_line(0, &form.lines[0], Some(priced), &form, &whose, &mut problems);
        assert_eq!(
            (told.unit, told.total),
            (Some(amount("650", "EUR")), Some(amount("1300.00", "EUR")))
        );
        assert_eq!(problems.0[0].reason, "other-currency");
    }

    #[test]
    fn two_currencies_come_to_no_sum() {
        let line = |total: Amount| TotalLine {
            name: String::new(),
            unit: None,
            total: Some(total),
        };
        let (lei, euro) = (line(amount("48.00", "RON")), line(amount("650.00", "EUR")));
        assert_eq!(
            sum_of(std::slice::from_ref(&lei), "RON"),
            Some("48.00".parse().unwrap())
        );
        assert_eq!(sum_of(&[lei, euro.clone()], "RON"), None);
        assert_eq!(sum_of(&[euro], "RON"), None);
    }
}
