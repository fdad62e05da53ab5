//! What is owed on a bill, removed once the vendor itself shows the whole bill as paid. The vendor's list tells at any
//! time whether it is still there.

use frontdesk_vendors::VendorError;
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::{BillRow, Capabilities, TransactionRows};
use crate::bills::{self, sums};
use crate::error::DeskError;
use crate::outbox::bill_actions::RemoveLiabilityAction;

const OPERATION: &str = "delete-bill-liability";

async fn is_owed(remove: &RemoveLiabilityAction, account: &Capabilities) -> Result<bool, VendorError> {
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let rows = bills.liabilities(&remove.vendor_bill).await?;
    Ok(rows.iter().any(|row| row.vendor_id == remove.liability))
}

/// Whether the vendor lists payments of this very bill that reach its total. Where it leaves anything unsaid, no.
fn is_paid(bill: &BillRow, listed: &TransactionRows) -> bool {
    let way = sums::way(bill.kind, bill.direction);
    let of_this = |of: &Option<String>| of.as_deref() == Some(bill.vendor_id.as_str());
    if !listed.whole || !listed.rows.iter().all(|row| of_this(&row.bill)) {
        return false;
    }
    let rows = listed.rows.iter().map(|row| (row.direction, row.amount.as_ref()));
    match (&bill.total, sums::paid(way, rows)) {
        (Some(total), Some(paid)) => paid >= total.amount.abs(),
        _ => false,
    }
}

pub(super) async fn prepare(
    remove: &RemoveLiabilityAction,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    if !is_owed(remove, account).await? {
        return Ok(Prepared::Already(Outcome::Happened));
    }
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let (bill, listed) = futures::join!(
        bills.bill(&remove.vendor_bill),
        // A payment hidden by a clock set back leaves what is owed where it is.
        bills.payments_of(&remove.vendor_bill, remove.since, remove.since),
    );
    let listed = listed?;
    Ok(match bill? {
        Some(bill) if is_paid(&bill, &listed) => Prepared::Send(Snapshot::default()),
        _ => Prepared::NotNeeded,
    })
}

pub(super) async fn send(
    remove: &RemoveLiabilityAction,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let bills = account.bills.as_ref().ok_or_else(|| lacking(OPERATION))?;
    bills
        .remove_liability(&remove.vendor_bill, &remove.liability)
        .await?;
    Ok(Outcome::Happened)
}

pub(super) async fn look(
    remove: &RemoveLiabilityAction,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    Ok(match is_owed(remove, account).await? {
        true => Looked::NotThere,
        false => Looked::Happened(Box::new(Outcome::Happened)),
    })
}

pub(super) fn apply(tx: &Connection, remove: &RemoveLiabilityAction) -> Result<(), DeskError> {
    bills::drop_liability(tx, remove.bill, &remove.liability)
}
