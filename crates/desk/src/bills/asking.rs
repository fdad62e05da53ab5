//! Asking the vendor about bills: a period in windows, or one bill with everything about it.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use frontdesk_basics::civil;
use frontdesk_vendors::{ErrorKind, VendorError};
use uuid::Uuid;

use super::read::Kept;
use super::table;
use crate::adapters::{BillRow, Bills, LiabilityRow, NamedRow, TransactionRows};
use crate::connections::{Connection, Priority};
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::store::to_ms;

/// The most days that the vendor answers at once (AlfaDocs 1.1.1: 31 for bills and for transactions).
const WINDOW: u64 = 31;

/// The days `from` to `to` in windows.
fn windows(from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut windows = Vec::new();
    let mut start = from;
    while start <= to {
        let end = (start + Days::new(WINDOW - 1)).min(to);
        windows.push((start, end));
        start = end + Days::new(1);
    }
    windows
}

/// Today at the clinic of a connection.
pub(super) fn today_at(connection: &Connection, now: DateTime<Utc>) -> NaiveDate {
    let zone = civil::zone(&connection.zone).unwrap_or(chrono_tz::Tz::UTC);
    civil::date_at_clinic(now, zone)
}

/// What came of asking about one bill; each part may have failed by itself.
struct Told {
    bill: Result<Option<BillRow>, VendorError>,
    liabilities: Result<Vec<LiabilityRow>, VendorError>,
    transactions: Result<TransactionRows, VendorError>,
    accounts: Result<Vec<NamedRow>, VendorError>,
    payment_types: Result<Vec<NamedRow>, VendorError>,
}

impl Told {
    /// Why something about the bill is not known as of now.
    fn trouble(&self) -> Option<ErrorCode> {
        let parts = [
            self.bill.as_ref().err(),
            self.liabilities.as_ref().err(),
            self.transactions.as_ref().err(),
            self.accounts.as_ref().err(),
            self.payment_types.as_ref().err(),
        ];
        let failed = parts.into_iter().flatten().next();
        failed
            .map(|error| DeskError::from(error.clone()).code)
            .or(match &self.bill {
                Ok(None) => Some(ErrorCode::VendorNotFound),
                _ => None,
            })
    }
}

impl Desk {
    /// The bills of an account, as what is opened by a person.
    pub(super) async fn bills_of(&self, connection: Uuid) -> Result<Arc<dyn Bills>, DeskError> {
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        account
            .bills
            .ok_or_else(|| DeskError::not_found("account with bills"))
    }

    /// Asks the vendor about the bills of a period and the payments since; what was answered is kept even when a later
    /// window is not.
    ///
    /// # Errors
    /// The vendor's, or the store's.
    pub(super) async fn ask_bills(
        &self,
        connection: &Connection,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<(), DeskError> {
        let (id, bills) = (connection.id, self.bills_of(connection.id).await?);
        let mut whole = true;
        let began = self.ports.clock.now();
        for (start, end) in windows(from, to) {
            let asked_at = self.ports.clock.now();
            let listed = bills.bills(start, end).await?;
            whole &= listed.whole;
            self.store
                .write(move |tx| table::keep_window(tx, id, (start, end), &listed, asked_at))
                .await?;
        }
        // What is left of a bill may have been paid on any day since.
        let mut payments = TransactionRows {
            rows: Vec::new(),
            whole: true,
        };
        let asked_at = self.ports.clock.now();
        for (start, end) in windows(from, to.max(today_at(connection, asked_at))) {
            let listed = bills.payments(start, end).await?;
            payments.whole &= listed.whole;
            payments.rows.extend(listed.rows);
        }
        self.store
            .write(move |tx| table::keep_period(tx, id, from, to_ms(began), &payments, asked_at))
            .await?;
        if whole {
            return Ok(());
        }
        let unreadable = VendorError::new(ErrorKind::Unreadable, "bills", "rows of an unknown shape");
        Err(unreadable.into())
    }

    /// Asks the vendor about one bill, all at once, and keeps what it answers. Answers why something of it is not known.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn ask_bill(
        &self,
        kept: &Kept,
        connection: &Connection,
    ) -> Result<Option<ErrorCode>, DeskError> {
        let bills = match self.bills_of(connection.id).await {
            Ok(bills) => bills,
            Err(error) => return Ok(Some(error.code)),
        };
        let asked_at = self.ports.clock.now();
        let vendor_bill = kept.bill.vendor_id.as_str();
        let (bill, liabilities, transactions, accounts, payment_types) = futures::join!(
            bills.bill(vendor_bill),
            bills.liabilities(vendor_bill),
            bills.payments_of(vendor_bill, kept.since, kept.until),
            bills.accounts(),
            bills.payment_types(),
        );
        let told = Told {
            bill,
            liabilities,
            transactions,
            accounts,
            payment_types,
        };
        let trouble = told.trouble();
        let (ours, connection) = (kept.bill.id, connection.id);
        self.store
            .write(move |tx| keep(tx, ours, connection, &told, asked_at))
            .await?;
        Ok(trouble)
    }
}

fn keep(
    tx: &rusqlite::Connection,
    ours: Uuid,
    connection: Uuid,
    told: &Told,
    asked_at: DateTime<Utc>,
) -> Result<(), DeskError> {
    if let Ok(rows) = &told.accounts {
        table::keep_named(tx, "bill_accounts", connection, rows)?;
    }
    if let Ok(rows) = &told.payment_types {
        table::keep_named(tx, "bill_payment_types", connection, rows)?;
    }
    match &told.bill {
        Ok(Some(row)) => table::keep_bill(tx, connection, row, None, asked_at)?,
        Ok(None) => return table::gone(tx, ours, asked_at),
        Err(_) => {}
    }
    // It may have been erased with its patient meanwhile.
    if !table::is_kept(tx, ours)? {
        return Ok(());
    }
    if let Ok(rows) = &told.liabilities {
        table::keep_liabilities(tx, ours, rows)?;
    }
    if let Ok(listed) = &told.transactions {
        let rows: Vec<_> = listed.rows.iter().collect();
        table::keep_transactions(tx, ours, &rows, listed.whole, asked_at)?;
    }
    if told.bill.is_ok() && told.liabilities.is_ok() && told.transactions.is_ok() {
        table::checked(tx, ours, asked_at)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_touch_and_none_is_longer_than_the_vendor_answers() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(
            windows(day("2026-01-01"), day("2026-03-05")),
            [
                (day("2026-01-01"), day("2026-01-31")),
                (day("2026-02-01"), day("2026-03-03")),
                (day("2026-03-04"), day("2026-03-05")),
            ]
        );
        assert_eq!(windows(day("2026-01-02"), day("2026-01-01")), []);
    }
}
