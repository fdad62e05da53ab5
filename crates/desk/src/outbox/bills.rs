//! Payments for bills on their way: taken from a person, shown, followed up.

use std::time::Duration;

use chrono::{DateTime, Utc};
use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::action::Action;
use super::bill_actions::{PayBillAction, RemoveLiabilityAction};
use super::decide::following;
use super::rules::{today_of, vendor_of};
use super::table::{self, Entry, NewEntry};
use super::{Outbox, UnsentEntry, view};
use crate::adapters;
use crate::agenda::Accepted;
use crate::bills::{self, BillDirection, BillKind, PayBill};
use crate::error::DeskError;
use crate::money;

impl Outbox {
    /// Records a payment for a bill; the money is taken here in the same moment.
    ///
    /// # Errors
    /// As [`Desk::pay_bill`](crate::Desk::pay_bill).
    pub(crate) async fn pay_bill(&self, request: PayBill) -> Result<Accepted, DeskError> {
        let (now, taking) = (self.ports.clock.now(), self.ports.ids.next());
        let author = self.seat.author().name;
        let (intent, asked) = (request.intent, request.clone());
        self.accept(
            intent,
            // Nothing is held back: the person watches it.
            Duration::ZERO,
            move |tx| {
                let kept = bills::bill(tx, asked.bill)?;
                let action = Action::PayBill(payment(tx, &asked, now)?);
                let record = kept.bill.record.map(|record| record.to_string());
                Ok((kept.bill.connection.to_string(), record, action))
            },
            move |tx, action| {
                let Action::PayBill(pay) = action else {
                    return Ok(());
                };
                take(tx, pay, &request, taking, &author, now)
            },
        )
        .await
    }
}

/// What is written about a bill is sent in one order.
pub(super) fn resource(connection: Uuid, vendor_bill: &str) -> String {
    format!("bill:{connection}:{vendor_bill}")
}

/// What of a bill is on its way or needs a person.
pub(crate) fn unsent_of_bill(
    conn: &Connection,
    connection: Uuid,
    vendor_bill: &str,
) -> Result<Vec<UnsentEntry>, DeskError> {
    let open = format!(
        "resource = ?1 AND (state IN {} OR state = 'refused')",
        table::OPEN
    );
    table::select(conn, &open, &resource(connection, vendor_bill))?
        .iter()
        .map(|entry| view::line(conn, entry))
        .collect()
}

/// The payment that a person asks for, checked against what is known of the bill.
fn payment(conn: &Connection, request: &PayBill, now: DateTime<Utc>) -> Result<PayBillAction, DeskError> {
    let kept = bills::bill(conn, request.bill)?;
    let bill = &kept.bill;
    if kept.gone {
        return Err(DeskError::invalid("bill", "gone"));
    }
    if bill.kind == BillKind::Proforma {
        return Err(DeskError::invalid("bill", "proforma"));
    }
    let amount = amount(&request.amount)?;
    let (connection, way) = (bill.connection, kept.way());
    let connection_text = connection.to_string();
    let vendor = vendor_of(conn, &connection_text)?;
    // What is on its way counts as paid; what cannot be said is not counted.
    let known = bills::paid_of(conn, bill.id, way)?;
    let on_their_way = on_their_way(conn, connection, &bill.vendor_id)?;
    let paid = known.and_then(|known| known.checked_add(on_their_way));
    let left = match (&bill.total, paid) {
        (Some(total), Some(paid)) => Some(bills::sums::open(total.amount, paid)),
        _ => None,
    };
    if left.is_some_and(|left| amount > left) {
        return Err(DeskError::invalid("amount", "too-large"));
    }
    if request.date > today_of(conn, &connection_text, now)? {
        return Err(DeskError::invalid("date", "future"));
    }
    let accounts = bills::accounts_of(conn, connection)?;
    match accounts
        .iter()
        .find(|account| account.vendor_id == request.account)
    {
        None => return Err(DeskError::invalid("account", "unknown")),
        Some(account) if account.closed => return Err(DeskError::invalid("account", "closed")),
        Some(_) => {}
    }
    if let Some(kind) = &request.payment_type {
        let known = bills::payment_types_of(conn, connection)?;
        if known.iter().all(|known| known.vendor_id != *kind) {
            return Err(DeskError::invalid("payment_type", "unknown"));
        }
    }
    if let Some(kind) = &request.expense_type
        && !adapters::expense_types(vendor).contains(&kind.as_str())
    {
        return Err(DeskError::invalid("expense_type", "unknown"));
    }
    let currency = bill.total.as_ref().and_then(|total| total.currency.clone());
    Ok(PayBillAction {
        bill: bill.id,
        vendor_bill: bill.vendor_id.clone(),
        amount: amount.to_string(),
        currency: currency
            .or_else(|| adapters::bill_currency(vendor).map(str::to_owned))
            .unwrap_or_default(),
        date: request.date,
        direction: way,
        account: request.account.clone(),
        payment_type: request.payment_type.clone(),
        insurance: request.insurance,
        expense_type: request.expense_type.clone(),
        seen: seen(conn, bill.id)?,
        paid: paid.map(|paid| paid.to_string()),
        since: kept.since.min(request.date),
    })
}

/// An amount as a person typed it.
fn amount(text: &str) -> Result<Decimal, DeskError> {
    let plain = text.trim();
    let digits = plain
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
    let amount = Amount::parse(plain, None)
        .ok()
        .filter(|_| digits)
        .ok_or_else(|| DeskError::invalid("amount", "not-a-number"))?
        .amount;
    if amount <= Decimal::ZERO {
        return Err(DeskError::invalid("amount", "not-positive"));
    }
    let mut amount = amount.normalize();
    if amount.scale() > 2 {
        return Err(DeskError::invalid("amount", "too-many-places"));
    }
    amount.rescale(2);
    Ok(amount)
}

fn seen(conn: &Connection, bill: Uuid) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT vendor_id FROM bill_transactions WHERE bill = ?1")?;
    let ids = statement.query_map([bill.to_string()], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// What this desk is about to record for a bill.
fn on_their_way(conn: &Connection, connection: Uuid, vendor_bill: &str) -> Result<Decimal, DeskError> {
    let open = format!("resource = ?1 AND kind = 'pay_bill' AND state IN {}", table::OPEN);
    let entries = table::select(conn, &open, &resource(connection, vendor_bill))?;
    Ok(entries
        .iter()
        .filter_map(|entry| match &entry.action {
            Action::PayBill(pay) => pay.amount.parse::<Decimal>().ok(),
            _ => None,
        })
        .sum())
}

/// Money was taken, or given back, for a bill.
fn take(
    tx: &Connection,
    pay: &PayBillAction,
    request: &PayBill,
    taking: Uuid,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let kept = bills::bill(tx, pay.bill)?;
    let amount = amount(&pay.amount)?;
    money::take(
        tx,
        request.taking,
        &money::NewTaking {
            id: taking,
            intent: request.intent,
            at: now,
            author,
            person: kept.bill.patient,
            patient_name: kept.bill.patient_name.as_deref().unwrap_or_default(),
            birth_date: kept.bill.birth_date,
            amount: match pay.direction {
                BillDirection::Incoming => amount,
                BillDirection::Outgoing => -amount,
            },
            currency: &pay.currency,
            method: request.method,
            fiscal_receipt: given(request.fiscal_receipt.as_deref()),
            card_slip: given(request.card_slip.as_deref()),
            note: None,
            invoice: None,
            bill: Some(pay.bill),
        },
    )
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Fills in what a person reads of an entry that is about a bill or a paper.
pub(super) fn describe(conn: &Connection, entry: &Entry, line: &mut UnsentEntry) -> Result<(), DeskError> {
    let number = |bill: Uuid| -> Result<Option<String>, DeskError> {
        Ok(conn
            .query_row(
                "SELECT number FROM bills WHERE id = ?1",
                [bill.to_string()],
                |row| row.get(0),
            )
            .optional()?
            .flatten())
    };
    match &entry.action {
        Action::PayBill(pay) => {
            line.bill = Some(pay.bill);
            line.date = Some(pay.date);
            line.subject = Some(format!("{} {}", pay.amount, pay.currency).trim().to_owned());
        }
        Action::RemoveLiability(remove) => {
            line.bill = Some(remove.bill);
            line.subject = Some(number(remove.bill)?.unwrap_or_else(|| remove.vendor_bill.clone()));
        }
        Action::FileDocument(file) => line.subject = Some(file.asked_name.clone()),
        _ => {}
    }
    Ok(())
}

/// After a payment that settles a bill: what is owed on it is removed, each by an entry of its own that looks first
/// whether the vendor too has it as paid.
pub(super) fn remove_liabilities(
    tx: &Connection,
    entry: &Entry,
    pay: &PayBillAction,
    liabilities: &[String],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let (author, process): (String, Option<String>) = tx.query_row(
        "SELECT author, process FROM outbox WHERE id = ?1",
        [entry.id.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for liability in liabilities {
        let what = format!("liability {liability}");
        let intent = following(entry.intent, &what);
        if table::by_intent(tx, intent)?.is_some() {
            continue;
        }
        let action = Action::RemoveLiability(RemoveLiabilityAction {
            bill: pay.bill,
            vendor_bill: pay.vendor_bill.clone(),
            liability: liability.clone(),
            since: pay.since,
        });
        table::insert(
            tx,
            &NewEntry {
                id: following(entry.id, &what),
                intent,
                connection: entry.connection,
                record: entry.record,
                action: &action,
                held_until: None,
                author: &author,
                process: process.as_deref().and_then(|id| Uuid::parse_str(id).ok()),
                now,
                seq: None,
            },
        )?;
    }
    Ok(())
}

/// The entries that followed from a payment in the transaction that ended it.
pub(super) fn followers(
    conn: &Connection,
    entry: &Entry,
    now: DateTime<Utc>,
) -> Result<Vec<Entry>, DeskError> {
    let Action::PayBill(_) = &entry.action else {
        return Ok(Vec::new());
    };
    let mut statement = conn.prepare_cached(
        "SELECT id FROM outbox WHERE resource = ?1 AND seq > ?2 AND kind = 'remove_liability' AND state = 'queued' \
         AND attempts = 0 AND created_at = ?3",
    )?;
    let ids: Vec<Uuid> = statement
        .query_map(
            params![entry.resource, entry.seq, crate::store::to_ms(now)],
            |row| crate::store::id_of(row, "id"),
        )?
        .collect::<Result<_, _>>()?;
    let mut entries = Vec::new();
    for id in ids {
        entries.extend(table::by_id(conn, id)?);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_plain_decimal_above_nothing() {
        let reason = |text: &str| amount(text).unwrap_err().params.0["reason"].clone();
        assert_eq!(amount(" 12.50 ").unwrap().to_string(), "12.50");
        assert_eq!(amount("5.100").unwrap().to_string(), "5.10");
        assert_eq!(amount("5").unwrap().to_string(), "5.00");
        for (text, why) in [
            ("", "not-a-number"),
            ("12,50", "not-a-number"),
            ("1e3", "not-a-number"),
            ("0.00", "not-positive"),
            ("-3", "not-positive"),
            ("1.005", "too-many-places"),
        ] {
            assert_eq!(reason(text), why, "{text}");
        }
    }
}
