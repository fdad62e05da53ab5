//! Bills, what is owed on them, and payments.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::ask::{Ask, Field, Refusal, Type, date, invalid, read, unknown};
use super::dialect::Liabilities;
use super::patients::gone;
use super::practice::{Fields, Kind, Practice, fields, told};
use super::reply::Reply;
use super::tables::{ACCOUNTS, EXPENSES, PAYMENT_TYPES};

/// The types of a bill.
pub(crate) const BILL_TYPES: [&str; 4] = ["full", "partial", "credit", "proforma"];
/// Where money goes.
pub(crate) const DIRECTIONS: [&str; 2] = ["incoming", "outgoing"];

/// The longest range of both lists, which is also the usual one.
const MOST_DAYS: i64 = 31;

const FIELDS: [Field; 8] = [
    ("amount", Type::Amount, true),
    ("date", Type::Date, true),
    ("direction", Type::OneOf(&DIRECTIONS), true),
    ("billId", Type::Int, false),
    ("accountId", Type::Int, true),
    ("paymentTypeId", Type::Int, false),
    ("relatedToInsurance", Type::Bool, false),
    ("sistemaTsExpenseType", Type::OneOf(&EXPENSES), false),
];

fn usual(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    (today - Days::new(MOST_DAYS.unsigned_abs()), today)
}

fn day(row: &Fields) -> NaiveDate {
    row["date"].as_str().and_then(date).unwrap_or_default()
}

pub(crate) fn bills(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (from, to) = ask.range(usual(ask.now.date()), MOST_DAYS)?;
    let kind = ask.choice("type", &BILL_TYPES)?;
    let direction = ask.choice("direction", &DIRECTIONS)?;
    let plan = ask.number("carePlanId")?;
    let rows = practice.bills.values().filter(|row| {
        (from..=to).contains(&day(row))
            && kind.is_none_or(|kind| row["type"] == kind)
            && direction.is_none_or(|direction| row["direction"] == direction)
            && plan.is_none_or(|plan| row["carePlanId"] == plan)
    });
    let rows = rows.map(|row| told(row, Kind::Bill, ask.dialect)).collect();
    Ok(Reply::list(rows, ask))
}

fn bill<'a>(practice: &'a Practice, ask: &Ask) -> Result<(u32, &'a Fields), Refusal> {
    let id = ask.id(0, "Bill")?;
    let row = practice.bills.get(&id).ok_or_else(|| unknown("Bill"))?;
    Ok((id, row))
}

pub(crate) fn show_bill(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (_, row) = bill(practice, ask)?;
    Ok(Reply::success(told(row, Kind::Bill, ask.dialect)))
}

pub(crate) fn liabilities(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (id, _) = bill(practice, ask)?;
    let rows = practice.liabilities.values().filter(|row| row["billId"] == id);
    let rows = rows.map(|row| told(row, Kind::Liability, ask.dialect)).collect();
    Ok(Reply::list(rows, ask))
}

pub(crate) fn delete_liability(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (bill, _) = bill(practice, ask)?;
    let id = ask.id(1, "Liability")?;
    match practice.liabilities.get(&id) {
        Some(row) if row["billId"] == bill => {
            practice.liabilities.remove(&id);
            Ok(gone(ask))
        }
        _ => Err(unknown("Liability")),
    }
}

pub(crate) fn transactions(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (from, to) = ask.range(usual(ask.now.date()), MOST_DAYS)?;
    let direction = ask.choice("direction", &DIRECTIONS)?;
    let bill = ask.number("billId")?;
    let rows = practice.transactions.values().filter(|row| {
        (from..=to).contains(&day(row))
            && direction.is_none_or(|direction| row["direction"] == direction)
            && bill.is_none_or(|bill| row["billId"] == bill)
    });
    let rows = rows
        .map(|row| told(row, Kind::Transaction, ask.dialect))
        .collect();
    Ok(Reply::list(rows, ask))
}

/// An amount in cents.
fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or(0.0) * 100.0).round() as i64
}

/// Files a payment; where the dialect says so, what is owed on a bill that is paid in full goes away.
pub(crate) fn pay(practice: &mut Practice, row: Fields, liabilities: Liabilities) -> Fields {
    let id = practice.next_id();
    let mut payment = fields(json!({
        "id": id, "amount": null, "date": null, "direction": null, "billId": null, "accountId": null,
        "paymentTypeId": null, "relatedToInsurance": false, "sistemaTsExpenseType": null,
    }));
    payment.extend(row);
    let bill = payment["billId"].clone();
    practice.transactions.insert(id, payment.clone());
    let billed = bill.as_u64().and_then(|id| u32::try_from(id).ok());
    if liabilities == Liabilities::Go
        && let Some(row) = billed.and_then(|id| practice.bills.get(&id))
    {
        let payments = practice.transactions.values().filter(|row| row["billId"] == bill);
        let paid: i64 = payments.map(|row| cents(&row["amount"])).sum();
        if paid >= cents(&row["amount"]) {
            practice.liabilities.retain(|_, row| row["billId"] != bill);
        }
    }
    payment
}

pub(crate) fn create_transaction(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let sent = read(&ask.body()?, &FIELDS, true)?;
    if cents(&sent["amount"]) <= 0 {
        return Err(invalid("amount must be positive"));
    }
    let id = |name: &str| sent.get(name).filter(|value| !value.is_null());
    let among = |name: &str, known: &[u32]| id(name).is_none_or(|id| known.iter().any(|known| id == known));
    let bill = id("billId").is_none_or(|id| practice.bills.keys().any(|known| id == known));
    // The last account is closed.
    for (name, exists) in [
        ("accountId", among("accountId", &ACCOUNTS[..2])),
        ("paymentTypeId", among("paymentTypeId", &PAYMENT_TYPES)),
        ("billId", bill),
    ] {
        if !exists {
            return Err(invalid(format!("{name} does not exist")));
        }
    }
    let row = pay(practice, sent, ask.dialect.liabilities);
    Ok(Reply::success(told(&row, Kind::Transaction, ask.dialect)))
}
