//! Payments in and out: `transactions`, `create-transaction`. The document shows no field of an answer.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::billing::{DAYS, DIRECTIONS};
use super::client::Alfadocs;
use super::operations::{CREATE_TRANSACTION, TRANSACTIONS};
use super::save::{check_extra, one_of, required};
use super::windows::{Range, join};
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// The expense types of the Italian tax register (Sistema TS) that a transaction may bear.
pub const EXPENSE_TYPES: &[&str] = &[
    "tk", "tk2", "fc", "fv", "sp", "ad", "as", "sr", "sr2", "ct", "pi", "ic", "aa", "nn",
];

/// Which transactions. Without dates the vendor answers the last 31 days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindTransactions {
    /// `dateStart`.
    pub start: Option<NaiveDate>,
    /// `dateEnd`, included.
    pub end: Option<NaiveDate>,
    /// `direction`: incoming or outgoing.
    pub direction: Option<String>,
    /// `billId`.
    pub bill: Option<i64>,
}

row! {
    /// A transaction; its keys are taken to be those of the request.
    pub struct Transaction {
        /// Its id.
        id: i64 = "id",
        /// How much.
        amount: Decimal = "amount",
        /// Its day.
        date: VendorDate = "date",
        /// Incoming or outgoing.
        direction: String = "direction",
        /// The bill.
        bill: i64 = "billId",
        /// The account.
        account: i64 = "accountId",
        /// The kind of payment.
        payment_type: i64 = "paymentTypeId",
        /// Whether an insurance pays.
        related_to_insurance: bool = "relatedToInsurance",
        /// What it is for the Italian tax register.
        expense: String = "sistemaTsExpenseType",
    }
}

row! {
    /// A transaction as it is written; it cannot be taken back.
    pub struct CreateTransaction {
        /// How much; required.
        amount: Decimal = "amount",
        /// Its day; required.
        date: NaiveDate = "date",
        /// Incoming or outgoing; required.
        direction: String = "direction",
        /// The bill that it pays.
        bill: i64 = "billId",
        /// The account; required.
        account: i64 = "accountId",
        /// The kind of payment.
        payment_type: i64 = "paymentTypeId",
        /// Whether an insurance pays.
        related_to_insurance: bool = "relatedToInsurance",
        /// What it is for the Italian tax register.
        expense: String = "sistemaTsExpenseType",
    }
}

impl Alfadocs {
    /// Transactions of a range of days; one longer than 31 days is asked for in pieces.
    ///
    /// # Errors
    /// `Invalid` for a range backwards or an unknown word; else those of the calls.
    pub async fn transactions(&self, find: &FindTransactions) -> Result<Rows<Transaction>, VendorError> {
        one_of(&TRANSACTIONS, "direction", DIRECTIONS, find.direction.as_deref())?;
        let range = Range {
            start: find.start,
            end: find.end,
        };
        let (mut all, mut seen) = (Rows::default(), HashSet::new());
        for window in range.windows(TRANSACTIONS.name, DAYS)? {
            let outgoing = self
                .to(&TRANSACTIONS)
                .await?
                .query("dateStart", window.start)
                .query("dateEnd", window.end)
                .query("direction", find.direction.as_deref())
                .query("billId", find.bill);
            let rows = self.send(outgoing).await?.rows()?;
            join(&mut all, rows, &mut seen, |row: &Transaction| {
                row.id.map(|id| id.to_string())
            });
        }
        Ok(all)
    }

    /// Records a payment. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn create_transaction(
        &self,
        request: &CreateTransaction,
    ) -> Result<Option<Transaction>, VendorError> {
        let operation = &CREATE_TRANSACTION;
        check_extra(operation, &request.extra)?;
        required(operation, "amount", request.amount.as_ref())?;
        required(operation, "date", request.date.as_ref())?;
        required(operation, "direction", request.direction.as_ref())?;
        required(operation, "accountId", request.account.as_ref())?;
        one_of(operation, "direction", DIRECTIONS, request.direction.as_deref())?;
        one_of(
            operation,
            "sistemaTsExpenseType",
            EXPENSE_TYPES,
            request.expense.as_deref(),
        )?;
        let outgoing = self.to(operation).await?.json(request);
        self.send(outgoing).await?.one()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    const ROW: &str = r#"{"id":8,"amount":23.10,"date":"2026-05-04","direction":"incoming","billId":9,"accountId":1,
        "paymentTypeId":2,"relatedToInsurance":false,"sistemaTsExpenseType":"sp"}"#;

    #[tokio::test]
    async fn a_range_and_filters_travel_and_every_field_is_read() {
        let (client, stub) = answering(&format!(r#"{{"data":[{ROW}]}}"#));
        let find = FindTransactions {
            start: "2026-05-01".parse().ok(),
            end: "2026-05-31".parse().ok(),
            direction: Some("incoming".to_owned()),
            bill: Some(9),
        };
        let rows = client.transactions(&find).await.unwrap();
        assert_eq!(
            stub.calls(),
            [format!(
                "GET {A}/transactions?dateStart=2026-05-01&dateEnd=2026-05-31&direction=incoming&billId=9"
            )]
        );
        assert_eq!(round_trip(&rows.rows[0], ROW), 0);
    }

    #[tokio::test]
    async fn an_amount_is_sent_exactly_and_what_is_missing_is_named() {
        let (client, stub) = answering(&format!(r#"{{"data":{ROW}}}"#));
        let whole = CreateTransaction {
            amount: Some(Decimal::new(2310, 2)),
            date: "2026-05-04".parse().ok(),
            direction: Some("incoming".to_owned()),
            account: Some(1),
            ..CreateTransaction::default()
        };
        assert_eq!(
            client.create_transaction(&whole).await.unwrap().unwrap().id,
            Some(8)
        );
        assert_eq!(stub.calls(), [format!("POST {A}/transactions")]);
        assert_eq!(
            stub.body(),
            r#"{"amount":23.10,"date":"2026-05-04","direction":"incoming","accountId":1}"#
        );
        for (field, change) in [
            ("amount", (|r| r.amount = None) as fn(&mut CreateTransaction)),
            ("date", |r| r.date = None),
            ("direction", |r| r.direction = None),
            ("direction", |r| r.direction = Some("in".to_owned())),
            ("accountId", |r| r.account = None),
            ("sistemaTsExpenseType", |r| r.expense = Some("xx".to_owned())),
        ] {
            let mut wrong = whole.clone();
            change(&mut wrong);
            assert_eq!(
                client.create_transaction(&wrong).await.unwrap_err().field,
                Some(field)
            );
        }
        assert_eq!(stub.calls().len(), 1);
    }
}
