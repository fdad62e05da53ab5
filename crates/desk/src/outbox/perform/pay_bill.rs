//! A payment for a bill: it cannot be taken back, so the bill's payments are read before it is sent, held against those
//! that the person saw, and read again after a lost answer. Exactly one new payment of the same amount, day, way and
//! account is this one.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::{BillRow, Capabilities, NewTransaction, TransactionRow, TransactionRows};
use crate::bills::{self, LiabilityRule, sums};
use crate::error::DeskError;
use crate::money;
use crate::outbox::bill_actions::PayBillAction;
use crate::outbox::table::Entry;
use crate::outbox::{FieldDifference, Question};

const OPERATION: &str = "create-transaction";

/// What the vendor showed before sending.
#[derive(Serialize, Deserialize)]
struct Before {
    /// The bill's payments, by id.
    payments: Vec<String>,
    /// What was left of the bill; `None`: it cannot be said.
    left: Option<String>,
    /// What was owed on it, by id; `None`: not read.
    liabilities: Option<Vec<String>>,
}

fn before(entry: &Entry) -> Option<Before> {
    serde_json::from_str(entry.snapshot.as_deref()?).ok()
}

/// The payments that were there before the first try that may have arrived; `None`: none may have, so that whatever is new
/// there is somebody else's.
fn known(pay: &PayBillAction, entry: &Entry) -> Option<BTreeSet<String>> {
    if entry.lost == 0 {
        return None;
    }
    // A store that took the place of another may have tried without its snapshot.
    let ids = before(entry).map(|before| before.payments).unwrap_or_default();
    let others = pay.seen.iter().chain(&pay.own).cloned();
    Some(ids.into_iter().chain(others).collect())
}

fn amount_of(pay: &PayBillAction) -> Result<Decimal, VendorError> {
    pay.amount
        .parse()
        .map_err(|_| VendorError::invalid(OPERATION, "amount", "not a number"))
}

/// Every row, or none: without all of them nobody can say what is new.
fn whole(listed: TransactionRows) -> Result<Vec<TransactionRow>, VendorError> {
    if listed.whole {
        return Ok(listed.rows);
    }
    Err(VendorError::new(
        ErrorKind::Unreadable,
        "transactions",
        "payments of an unknown shape",
    ))
}

async fn payments(pay: &PayBillAction, account: &Capabilities) -> Result<Vec<TransactionRow>, VendorError> {
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    whole(bills.payments_of(&pay.vendor_bill, pay.since, pay.date).await?)
}

/// Looks among the new payments for this one. One that does not tell enough may be it.
fn looked(
    pay: &PayBillAction,
    known: &BTreeSet<String>,
    rows: Vec<TransactionRow>,
) -> Result<Looked, VendorError> {
    let amount = amount_of(pay)?;
    let new: Vec<TransactionRow> = rows
        .into_iter()
        .filter(|row| !known.contains(&row.vendor_id))
        .filter(|row| row.amount.as_ref().is_none_or(|told| told.amount == amount))
        .filter(|row| row.date.is_none_or(|told| told == pay.date))
        .filter(|row| row.direction == pay.direction)
        .filter(|row| row.account.as_ref().is_none_or(|told| *told == pay.account))
        .collect();
    let unclear = new.iter().any(|row| row.amount.is_none());
    Ok(match &new[..] {
        [] => Looked::NotThere,
        [row] if !unclear => Looked::Happened(Box::new(Outcome::Payment(row.clone()))),
        _ => Looked::Ambiguous(new.into_iter().map(|row| row.vendor_id).collect()),
    })
}

/// A sum as people write it.
fn shown(sum: Decimal) -> String {
    let mut sum = sum.normalize();
    if sum.scale() < 2 {
        sum.rescale(2);
    }
    sum.to_string()
}

/// What to ask where the bill's payments are not those that the person saw, or leave less than is to be paid.
fn changed(pay: &PayBillAction, bill: &BillRow, rows: &[TransactionRow]) -> Option<Question> {
    let way = sums::way(bill.kind, bill.direction);
    let paid = sums::paid(way, rows.iter().map(|row| (row.direction, row.amount.as_ref())));
    let expected = pay.paid.as_deref().and_then(|paid| paid.parse::<Decimal>().ok());
    // Without amounts, somebody else's payment shows by itself, and a yes is about those that are there by then.
    let unseen = match (paid, expected) {
        (Some(_), Some(_)) => Vec::new(),
        _ => unseen(pay, rows),
    };
    let more = paid.zip(expected).is_some_and(|(paid, expected)| paid > expected) || !unseen.is_empty();
    let amount = pay.amount.parse::<Decimal>().unwrap_or_default();
    let left = bill
        .total
        .as_ref()
        .zip(paid)
        .map(|(total, paid)| sums::open(total.amount, paid));
    let too_much = left.is_some_and(|left| amount > left);
    let sums = FieldDifference {
        field: "paid".to_owned(),
        yours: pay.amount.clone(),
        theirs: paid.map(shown).unwrap_or_default(),
        before: expected.map(shown).unwrap_or_default(),
    };
    let payments = FieldDifference {
        field: "payments".to_owned(),
        yours: String::new(),
        theirs: unseen.join(", "),
        before: String::new(),
    };
    let fields = [Some(sums), Some(payments).filter(|_| !unseen.is_empty())];
    (more || too_much).then(|| Question::Conflict {
        fields: fields.into_iter().flatten().collect(),
    })
}

/// The payments on a bill that nobody had seen when this one was taken, by id and in order.
fn unseen<'a>(pay: &PayBillAction, rows: &'a [TransactionRow]) -> Vec<&'a str> {
    let unseen: BTreeSet<&str> = rows
        .iter()
        .filter(|row| !pay.seen.contains(&row.vendor_id))
        .map(|row| row.vendor_id.as_str())
        .collect();
    unseen.into_iter().collect()
}

pub(super) async fn prepare(
    pay: &PayBillAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let (bill, listed, liabilities) = futures::join!(
        bills.bill(&pay.vendor_bill),
        bills.payments_of(&pay.vendor_bill, pay.since, pay.date),
        bills.liabilities(&pay.vendor_bill),
    );
    let rows = whole(listed?)?;
    let approved = entry.approved_question();
    let mut payments: Vec<String> = rows.iter().map(|row| row.vendor_id.clone()).collect();
    // Whoever has looked at the payments that could be this one has seen that somebody else paid.
    let mut seen_by_person = false;
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    if let Some(known) = known(pay, entry) {
        match looked(pay, &known, rows.clone())? {
            Looked::Happened(outcome) => return Ok(Prepared::Already(*outcome)),
            Looked::Ambiguous(codes) => {
                let question = Question::ambiguous(codes);
                if approved != Some(&question) {
                    return Ok(Prepared::Ask(question));
                }
                seen_by_person = true;
            }
            Looked::NotThere | Looked::NobodyKnows | Looked::Stopped(_) => {
                payments = known.into_iter().collect()
            }
        }
    }
    let Some(bill) = bill? else {
        return Ok(Prepared::Ask(Question::Vanished));
    };
    if let Some(question) = changed(pay, &bill, &rows)
        && !seen_by_person
        && approved != Some(&question)
    {
        return Ok(Prepared::Ask(question));
    }
    let way = sums::way(bill.kind, bill.direction);
    let paid = sums::paid(way, rows.iter().map(|row| (row.direction, row.amount.as_ref())));
    let left = bill
        .total
        .zip(paid)
        .map(|(total, paid)| sums::open(total.amount, paid).to_string());
    let before = Before {
        payments,
        left,
        liabilities: liabilities
            .ok()
            .map(|rows| rows.into_iter().map(|row| row.vendor_id).collect()),
    };
    Ok(Prepared::Send(Snapshot {
        stored: serde_json::to_string(&before).ok(),
        ..Snapshot::default()
    }))
}

pub(super) async fn send(pay: &PayBillAction, account: &Capabilities) -> Result<Outcome, VendorError> {
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let payment = NewTransaction {
        bill: pay.vendor_bill.clone(),
        amount: amount_of(pay)?,
        date: pay.date,
        direction: pay.direction,
        account: pay.account.clone(),
        payment_type: pay.payment_type.clone(),
        insurance: pay.insurance,
        expense_type: pay.expense_type.clone(),
    };
    bills.pay(&payment).await.map(Outcome::Payment)
}

pub(super) async fn look(
    pay: &PayBillAction,
    entry: &Entry,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let known = known(pay, entry).unwrap_or_default();
    looked(pay, &known, payments(pay, account).await?)
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    pay: &PayBillAction,
    row: &TransactionRow,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    bills::recorded(tx, pay.bill, row, now)?;
    money::recorded_at_vendor(tx, entry.intent, Some(&row.vendor_id))?;
    // Unless the clinic has said that the vendor does not do so itself, what is owed is left alone.
    if bills::rule_of(tx, entry.connection)? != LiabilityRule::Desk {
        return Ok(());
    }
    let before = before(entry);
    let left = before.as_ref().and_then(|before| before.left.as_deref());
    let (left, amount) = (
        left.and_then(|left| left.parse::<Decimal>().ok()),
        pay.amount.parse::<Decimal>().ok(),
    );
    let settles = left.zip(amount).is_some_and(|(left, amount)| amount >= left);
    if !settles {
        return Ok(());
    }
    let liabilities = match before.and_then(|before| before.liabilities) {
        Some(liabilities) => liabilities,
        None => bills::liabilities_of(tx, pay.bill)?,
    };
    crate::outbox::bills::remove_liabilities(tx, entry, pay, &liabilities, now)
}
